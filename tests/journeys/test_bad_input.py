"""What goes wrong between people and forms: a clear word, nothing lost, nothing twice."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from counter import (
    APPLICATION,
    find_citizen,
    heading,
    in_days,
    number_on,
    open_offer,
    way,
    write_down,
)
from playwright.sync_api import Dialog, Page, expect

from indgang.shared import clock

Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.requirement("K10")]

MEGABYTE = "Jeg mangler penge til huslejen. " * 32_768
STRANGE = "😀🧕🏽 مرحبا، أحتاج مساعدة שלום <script>alert(1)</script> <b>fed</b> & \"'"
WORDS = "Jeg har mistet mit job og kan ikke betale huslejen"


def _switch(page: Page, language: str) -> None:
    page.get_by_role("button", name=language).click()


def _own(page: Page, text: str) -> None:
    """Begin an enquiry as the one who has signed in."""
    page.goto("/min-side/henvendelse/")
    page.get_by_label("Hvad vil du have hjælp til?").fill(text)


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.parametrize(
    ("language", "said"),
    [("Dansk", "Teksten er for lang."), ("English", "The text is too long.")],
)
def test_a_megabyte_in_the_box(somebody: Open, language: str, said: str) -> None:
    page = somebody()
    page.goto("/")
    _switch(page, language)
    page.locator("textarea").evaluate("(box, text) => { box.value = text; }", MEGABYTE)
    page.locator("main form button").first.click(timeout=30_000)
    expect(page.get_by_role("alert")).to_contain_text(said)
    kept = page.locator("textarea").input_value()
    assert len(kept) == 20_000
    assert MEGABYTE.startswith(kept)


def _watch(page: Page, opened: list[str]) -> None:
    """Gather what a script that runs would say."""

    def on_dialog(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", on_dialog)


def test_emoji_right_to_left_and_script_are_only_text(somebody: Open) -> None:
    anna = somebody("anna-bech")
    opened: list[str] = []
    _watch(anna, opened)
    _own(anna, STRANGE)
    _send(anna)
    number = number_on(anna)
    anna.goto("/min-side/")
    anna.get_by_role("link", name=re.compile("مرحبا")).click()
    expect(anna.get_by_text(STRANGE)).to_be_visible()

    mette = somebody("mette-juhl")
    _watch(mette, opened)
    mette.goto("/skranke/?vis=alle")
    mette.get_by_role("link", name=number).click()
    expect(mette.get_by_text(STRANGE).first).to_be_visible()
    assert mette.locator("main script").count() == 0
    assert opened == []


@pytest.mark.parametrize(
    ("language", "send", "field", "said"),
    [
        ("Dansk", "Send", "Vedhæft en fil", "PDF"),
        ("English", "Send", "Attach a file", "PDF"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    somebody: Open, language: str, send: str, field: str, said: str
) -> None:
    page = somebody("layla-haddad")
    page.goto("/min-side/henvendelse/")
    _switch(page, language)
    page.locator("textarea").fill(WORDS)
    page.get_by_label(field).set_input_files(
        {"name": "brev.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"x" * 4000}
    )
    page.get_by_role("button", name=send, exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(field)
    expect(page.locator("textarea")).to_have_value(WORDS)
    page.goto("/min-side/")
    expect(page.get_by_role("link", name=WORDS)).to_have_count(0)


def test_send_pressed_twice_is_one_enquiry(somebody: Open) -> None:
    poul = somebody("poul-vestergaard")
    _own(poul, "Vi mangler et lokale til skak om tirsdagen")
    poul.get_by_role("button", name="Send", exact=True).dblclick()
    heading(poul, "Vi har fået din henvendelse")
    number = number_on(poul)
    poul.goto("/min-side/")
    expect(poul.get_by_text(number)).to_have_count(1)
    expect(poul.get_by_role("link", name=re.compile("lokale til skak"))).to_have_count(1)


def test_the_same_form_sent_again_without_javascript_is_one_enquiry(somebody: Open) -> None:
    karin = somebody("karin-moelgaard", java_script_enabled=False)
    karin.goto("/min-side/henvendelse/")
    names = ("csrfmiddlewaretoken", "form_key", "sealed")
    form: dict[str, str | float | bool] = {
        name: karin.locator(f"form:has(textarea) input[name={name}]").input_value()
        for name in names
    }
    form["text"] = "Ole har brug for en rampe ved døren"
    numbers = set()
    for _ in range(3):
        answer = karin.request.post("/min-side/henvendelse/", form=form)
        numbers.update(re.findall(r"H-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.text()))
    assert len(numbers) == 1
    karin.goto("/min-side/")
    expect(karin.get_by_role("link", name=re.compile("rampe ved døren"))).to_have_count(1)


@pytest.mark.requirement("E4")
@pytest.mark.parametrize(
    ("language", "away", "again"),
    [
        ("Dansk", "Du har været væk for længe", "Send det nu"),
        ("English", "You have been away for too long", "Send it now"),
    ],
)
def test_what_was_typed_survives_a_session_that_ran_out(
    somebody: Open, language: str, away: str, again: str
) -> None:
    nadia = somebody("nadia-rahimi")
    nadia.goto("/min-side/henvendelse/")
    _switch(nadia, language)
    text = f"Vi vil gerne have borde på fortovet ({language})"
    nadia.locator("textarea").fill(text)
    nadia.context.clear_cookies(name="sessionid")
    nadia.get_by_role("button", name="Send", exact=True).click()
    expect(nadia.get_by_role("heading", name=away)).to_be_visible()
    nadia.get_by_role("button", name="Nadia Rahimi").click()
    expect(nadia.get_by_text(text)).to_be_visible()
    nadia.get_by_role("button", name=again).click()
    assert number_on(nadia)
    nadia.goto("/min-side/")
    expect(nadia.get_by_role("link", name=text)).to_have_count(1)


def test_what_was_typed_is_not_given_to_somebody_else(somebody: Open) -> None:
    page = somebody("maria-oliveira")
    _own(page, "Det her er mit og ingen andens")
    page.context.clear_cookies(name="sessionid")
    _send(page)
    page.get_by_role("button", name="Sara Lykke").click()
    expect(page.get_by_text("Det her er mit og ingen andens")).to_have_count(0)
    page.goto("/fortsaet/")
    expect(page.get_by_text("Det her er mit og ingen andens")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "label", "purpose", "find", "too_short"),
    [
        ("Dansk", "CPR-nummer, CVR-nummer eller navn", "Ansøgning om hjælp", "Find", "ti cifre"),
        ("English", "CPR number, CVR number or name", "Application for help", "Find", "ten digits"),
    ],
)
def test_a_wrong_number_at_the_desk(
    somebody: Open, language: str, label: str, purpose: str, find: str, too_short: str
) -> None:
    mette = somebody("mette-juhl")
    mette.goto("/skranke/find/")
    _switch(mette, language)
    for number in ("311299-123", "321399-1234", "000000-0000"):
        mette.get_by_label(label).fill(number)
        mette.get_by_label(purpose).check()
        mette.get_by_role("button", name=find, exact=True).click()
        told = mette.get_by_role("alert")
        expect(told).to_contain_text(label)
        if number == "311299-123":
            expect(told).to_contain_text(too_short)
        expect(mette.get_by_label(label)).to_have_value(number)
        expect(mette.get_by_label(purpose)).to_be_checked()
        assert number not in mette.url


def _case_at_the_job_centre(somebody: Open, name: str) -> tuple[Page, str]:
    """A fresh case of this citizen with Sofie; her page, and the case's address."""
    mette = somebody("mette-juhl")
    find_citizen(mette, name, APPLICATION)
    write_down(mette, WORDS)
    way(mette, "Giv videre varmt", "Kontanthjælp").click()
    jobcentre = mette.get_by_role("radio", name=re.compile(r"Uden tid.*\(Jobcenter Syd\)"))
    jobcentre.check()
    mette.get_by_role("button", name="Giv videre", exact=True).click()
    sofie = somebody("sofie-lind")
    open_offer(sofie, name, "Kontanthjælp")
    sofie.get_by_role("button", name="Tag over").click()
    heading(sofie, "Kontanthjælp")
    return sofie, sofie.url


def test_a_hearing_with_a_day_that_has_gone(somebody: Open) -> None:
    sofie, _ = _case_at_the_job_centre(somebody, "Maria Oliveira")
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    sofie.get_by_text("Hør borgeren over nye oplysninger").click()
    sofie.get_by_label("Hvilke oplysninger skal borgeren kende").fill("Du bor hos din bror.")
    sofie.get_by_label("Svar senest").fill(yesterday)
    sofie.get_by_role("button", name="Send til borgeren").click()
    expect(sofie.get_by_role("alert")).to_contain_text("Giv borgeren mindst til i morgen.")
    expect(sofie.get_by_label("Hvilke oplysninger skal borgeren kende")).to_have_value(
        "Du bor hos din bror."
    )
    expect(sofie.get_by_text("Borgeren er hørt")).to_have_count(0)
    sofie.get_by_label("Svar senest").fill(in_days(14))
    sofie.get_by_role("button", name="Send til borgeren").click()
    expect(sofie.get_by_role("heading", name="Borgeren er hørt")).to_be_visible()


@pytest.mark.requirement("O4")
def test_two_decide_the_same_case_at_once_and_one_wins(somebody: Open) -> None:
    sofie, case = _case_at_the_job_centre(somebody, "Layla Haddad")
    lars = somebody("lars-moeller")
    for page in (sofie, lars):
        page.goto(f"{case}afgoer/")
        page.get_by_label("Ja til det hele").check()
        page.get_by_label("Borgeren kender oplysningerne og ved, at vi har dem").check()
        page.get_by_label("Derfor blev resultatet sådan").fill("Du har ingen penge.")
        page.get_by_label("Beløb, borgeren får, i kroner").fill("12.000")
    lars.get_by_label("Derfor blev resultatet sådan").fill("Lars har skrevet en lang begrundelse.")
    sofie.get_by_role("button", name="Afgør", exact=True).click()
    expect(sofie.get_by_text("Sagen er afgjort. Brevet er på vej til borgeren.")).to_be_visible()
    lars.get_by_role("button", name="Afgør", exact=True).click()
    told = lars.locator(".alert-warning")
    expect(told).to_contain_text("Sagen er allerede afgjort af Sofie Lind.")
    expect(lars.get_by_label("Derfor blev resultatet sådan")).to_have_value(
        "Lars har skrevet en lang begrundelse."
    )
    lars.goto(case)
    expect(lars.get_by_role("main")).to_contain_text("Sofie Lind")
    expect(lars.get_by_text("Afgjort: Ja til det hele")).to_have_count(1)
    expect(lars.get_by_text("Lars har skrevet en lang begrundelse.")).to_have_count(0)
