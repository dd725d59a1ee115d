"""Who may not, is told so in words, and told who may; and no hand-made form gets round it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from counter import (
    APPLICATION,
    card,
    choose_service,
    find_citizen,
    give,
    heading,
    in_days,
    open_offer,
    way,
    write_down,
)
from playwright.sync_api import APIResponse, Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

SUPPLEMENT = "Personligt tillæg og helbredstillæg"
SINGLE = "Hjælp til enkeltudgifter"


def _hand_made(page: Page, address: str, **fields: Any) -> APIResponse:
    """Post a form that the page does not show, with everything a real one has."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    form = {"csrfmiddlewaretoken": token, "form_key": str(uuid4()), **fields}
    return page.request.post(address, form=form, max_redirects=0)


def _decision(**changed: str) -> dict[str, str]:
    return {
        "do": "decide",
        "outcome": "granted",
        "applied": "3200",
        "amount": "3200",
        "facts": "Briller til 3.200 kr.",
        "rules": "Pensionsloven § 14",
        "considerations": "Du opfylder betingelserne.",
        "complaint": "Du kan klage inden 4 uger.",
        "hearing_exception": "no_new_facts",
        **changed,
    }


@pytest.mark.requirement("O4", "E10", "E11")
def test_without_the_dispensation_the_front_desk_is_told_who_may_and_nothing_is_decided(
    somebody: Open,
) -> None:
    jonas = somebody("jonas-krogh")
    find_citizen(jonas, "Erik Bech", APPLICATION)
    write_down(jonas, "Erik søger om hjælp til nye briller til 3.200 kr. Han har pension.")
    enquiry = jonas.url.split("?")[0]
    choose_service(jonas, SUPPLEMENT)
    may = card(jonas, SUPPLEMENT)
    expect(may).to_contain_text("Nej.")
    expect(may).to_contain_text("P/O-kontor Bispebjerg")
    expect(way(jonas, "Afgør", SUPPLEMENT)).to_have_count(0)

    address = f"{enquiry}afgoer/personligt-tillaeg/"
    jonas.goto(address)
    expect(jonas.locator(".alert-warning")).to_contain_text("Nej.")
    expect(jonas.get_by_role("listitem").filter(has_text="må afgøre").first).to_contain_text(
        "P/O-kontor Bispebjerg"
    )
    expect(jonas.get_by_role("button", name="Afgør", exact=True)).to_have_count(0)

    sent = _hand_made(jonas, address, **_decision())
    assert sent.status == 302  # decided is nothing: it goes to those who may
    jonas.goto(sent.headers["location"])
    heading(jonas, "Sendt videre til P/O-kontor Bispebjerg")
    expect(jonas.get_by_role("main")).to_contain_text("Den slags må du ikke afgøre.")
    jonas.goto(enquiry)
    expect(jonas.get_by_role("main")).to_contain_text("Givet videre, ikke taget over endnu")
    find_citizen(jonas, "Erik Bech", APPLICATION)
    expect(jonas.get_by_role("main")).not_to_contain_text("afgjort")


@pytest.mark.requirement("O4")
def test_a_caseworker_above_the_limit_is_refused_in_the_page_and_by_the_address(
    somebody: Open,
) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Svend Aage Kjær", APPLICATION)
    write_down(mette, "Svend skal bruge 40.000 kr. til at flytte til en mindre bolig.")
    choose_service(mette, SINGLE)
    way(mette, "Giv videre varmt", SINGLE).click()
    mette.get_by_label("Beløb, der søges om, i kroner").fill("40000")
    give(mette, "Socialcenter Bispebjerg")

    peter = somebody("peter-vang")
    open_offer(peter, "Svend Aage Kjær", SINGLE)
    peter.get_by_role("button", name="Tag over").click()
    heading(peter, SINGLE)
    expect(peter.get_by_text("Du må ikke selv afgøre sagen.")).to_be_visible()
    expect(peter.get_by_text("Nej. Beløbet er over din grænse på 25.000 kr.")).to_be_visible()
    expect(
        peter.get_by_text("En kollega i din egen enhed må, for eksempel din leder.")
    ).to_be_visible()
    case = peter.url
    refused = _hand_made(
        peter, f"{case}afgoer/", **_decision(applied="40000", amount="40000", version="1")
    )
    assert refused.status == 403
    peter.reload()
    expect(peter.get_by_text("Du må ikke selv afgøre sagen.")).to_be_visible()
    expect(peter.get_by_text("Afgjort")).to_have_count(0)


@pytest.mark.requirement("O4", "K10")
def test_nobody_decides_the_case_of_another_administration(somebody: Open) -> None:
    birgit = somebody("birgit-holm")
    birgit.goto("/skranke/sager/?vis=alle")
    birgit.locator("tbody a").first.click()
    case = birgit.url
    words = birgit.locator("h1").inner_text()
    sofie = somebody("sofie-lind")
    sofie.goto("/skranke/")
    for address in (f"{case}afgoer/", f"{case}notat/", f"{case}hoer/", f"{case}tag/"):
        answer = _hand_made(sofie, address, **_decision(theme="x", text="x", answer_by=in_days(9)))
        assert answer.status in (403, 404), (address, answer.status)
        assert words not in answer.text()
    birgit.reload()
    expect(birgit.get_by_role("heading", level=1)).to_contain_text(words)


@pytest.mark.requirement("E10", "K10")
def test_a_librarian_guides_and_gets_nowhere_near_a_citizen(somebody: Open) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Anna Bech", APPLICATION)
    citizen = mette.url
    write_down(mette, "Anna spørger om plads i en vuggestue.")
    enquiry = mette.url.split("?")[0]

    ellen = somebody("ellen-brink")
    ellen.goto("/skranke/")
    ellen.get_by_label("Med borgerens egne ord").fill("Mit pas udløber snart")
    ellen.get_by_role("button", name="Find vej").click()
    expect(ellen.get_by_role("heading", name="Pas", exact=True)).to_be_visible()
    for name in ("Find borger", "Sager", "Breve"):
        expect(ellen.get_by_role("link", name=name, exact=True)).to_have_count(0)
    for address in (citizen, enquiry, f"{enquiry}afgoer/pas/", "/skranke/find/", "/skranke/sager/"):
        answer = ellen.request.get(address, max_redirects=0)
        assert answer.status in (403, 404), (address, answer.status)
        assert "Anna" not in answer.text()
    found = _hand_made(ellen, "/skranke/find/", words="Anna Bech", purpose="application",
                       channel="counter")  # fmt: skip
    assert found.status == 403
    assert "Anna" not in found.text()
    assert "Siden er ikke for dig." in found.text()
    decided = _hand_made(ellen, f"{enquiry}afgoer/pas/", **_decision())
    assert decided.status == 403
    mette.goto(enquiry)
    expect(mette.get_by_role("main")).to_contain_text("Venter på svar")
