"""Anna renews her passport, and helps her father at the same counter."""

import re
from collections.abc import Callable

import pytest
from counter import (
    APPLICATION,
    REGISTER,
    card,
    choose_service,
    find_citizen,
    give,
    heading,
    open_offer,
    way,
    write_down,
)
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
SUPPLEMENT = "Personligt tillæg og helbredstillæg"
APPLIED = "Beløb, borgeren søger om, i kroner"
GRANTED = "Beløb, borgeren får, i kroner"


def _pdf(page: Page, link: str) -> bytes:
    """What lies behind this link: a letter as PDF."""
    address = page.get_by_role("link", name=link).first.get_attribute("href")
    assert address, link
    fetched = page.request.get(address)
    assert fetched.headers["content-type"] == "application/pdf"
    assert fetched.body().startswith(b"%PDF")
    return fetched.body()


@pytest.mark.requirement("E4", "E6", "E9")
def test_anna_asks_in_her_own_words_and_books_a_time_without_signing_in(somebody: Open) -> None:
    anna = somebody(**PHONE)
    anna.goto("/")
    anna.get_by_label("Skriv med dine egne ord").fill(
        "Mit pas udløber om en måned, og vi skal ud at rejse"
    )
    anna.get_by_role("button", name="Find vej").click()
    first = anna.locator("main ol > li").first
    expect(first.get_by_role("heading")).to_have_text("Pas")
    expect(first).to_contain_text("Fordi du skrev “pas udløber”")
    expect(first).to_contain_text("Du kan gøre det på nettet, eller du kan møde op")
    expect(first).to_contain_text("Borgerservice afgør det")
    expect(first).to_contain_text(re.compile(r"2\d00 København.*(Åbent nu|Åbner)", re.DOTALL))

    way(anna, "Book en tid", "Pas").click()
    anna.get_by_label("Hvor vil du møde op?").select_option(
        label="Dortheavej 61, Borgerservice Bispebjerg"
    )
    anna.get_by_role("button", name="Vis tider her").click()
    anna.get_by_role("button", name="Videre").click()
    heading(anna, "Er det rigtigt?")
    anna.get_by_label("Dit navn").fill("Anna Bech")
    anna.get_by_label("Dit telefonnummer").fill("01 23 45 67")
    anna.get_by_role("button", name="Book tiden").click()
    heading(anna, "Din tid")
    code = re.search(r"T-[0-9A-Z]{4}-[0-9A-Z]{4}", anna.inner_text("main"))
    assert code

    # the code alone shows the time again, in another browser
    elsewhere = somebody(**PHONE)
    elsewhere.goto("/tid/")
    elsewhere.get_by_label("Koden på din tid").fill(code.group().lower())
    elsewhere.get_by_role("button", name="Vis tiden").click()
    heading(elsewhere, "Din tid")
    expect(elsewhere.get_by_role("main")).to_contain_text("Dortheavej 61")
    expect(elsewhere.get_by_role("main")).not_to_contain_text("Anna Bech")


@pytest.mark.requirement("E10", "K3", "K11", "O4")
def test_the_front_desk_decides_her_passport_and_she_sees_it_and_who_looked(
    somebody: Open,
) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Anna Bech", REGISTER)
    expect(mette.get_by_text("formål: Flytning, pas eller andet i folkeregisteret")).to_be_visible()
    write_down(mette, "Anna skal have nyt pas. Det gamle udløber om en måned.")
    passport = card(mette, "Pas")
    expect(passport).to_contain_text("Ja.")
    passport.get_by_text("Hvor kommer det fra?").click()
    chain = passport.locator("ol > li")
    expect(chain.first).to_contain_text("Borgerservice Bispebjerg")
    expect(chain.last).to_contain_text("Borgerrepræsentationen")
    expect(chain.last).to_contain_text("Kommunestyrelsesloven")

    way(mette, "Afgør", "Pas").click()
    heading(mette, "Afgør: Pas")
    mette.get_by_role("button", name="Afgør", exact=True).click()
    expect(mette.get_by_text("Det er afgjort nu. Du får et brev om det.")).to_be_visible()

    anna = somebody("anna-bech", **PHONE)
    anna.goto("/min-side/")
    expect(anna.get_by_role("link", name="Vi har afgjort din sag").first).to_be_visible()
    anna.get_by_role("link", name="Pas", exact=True).click()
    heading(anna, "Pas")
    told = anna.get_by_role("region", name="Afgørelsen")
    expect(told).to_contain_text("Ja. Du får det, du søgte om.")
    expect(told).to_contain_text("Mette Juhl")
    expect(told).to_contain_text("Hvis du er uenig")
    expect(anna.get_by_role("region", name="Journalen")).to_contain_text(
        "Det gamle udløber om en måned."
    )
    _pdf(anna, "Læs brevet (PDF)")

    anna.get_by_role("link", name="Hvem har set", exact=True).click()
    looks = anna.get_by_role("listitem").filter(has_text="Mette Juhl, Borgerservice Bispebjerg")
    registered = looks.filter(has_text="Grund: Flytning, pas eller andet i folkeregisteret.")
    expect(registered.first).to_contain_text("CPR-loven; pasloven")
    expect(looks.filter(has_text="overblikket")).not_to_have_count(0)
    expect(anna.get_by_text("Sofie Lind")).to_have_count(0)


@pytest.mark.requirement("O4", "E10")
def test_her_fathers_supplement_within_the_limit_is_decided_by_dispensation(somebody: Open) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Erik Bech", APPLICATION)
    expect(mette.get_by_text("Får brev på papir")).to_be_visible()
    write_down(mette, "Erik søger om hjælp til nye briller. De koster 3.200 kr. Han har pension.")
    may = card(mette, SUPPLEMENT)
    expect(may).to_contain_text("Ja, op til 5.000 kr. – på dispensation.")
    may.get_by_text("Hvor kommer det fra?").click()
    chain = may.locator("ol > li")
    expect(chain.first).to_contain_text("ispensation")
    expect(chain.filter(has_text="Sundheds- og Omsorgsudvalget").first).to_be_visible()

    way(mette, "Afgør", SUPPLEMENT).click()
    mette.get_by_label(APPLIED).fill("3.200")
    mette.get_by_label(GRANTED).fill("3.200")
    mette.get_by_role("button", name="Se teksten, og hvor let den er").click()
    expect(mette.get_by_role("article", name="Brevet, som borgeren ser det")).to_be_visible()
    expect(mette.get_by_text(re.compile(r"LIX \d+"))).to_be_visible()
    mette.get_by_role("button", name="Afgør", exact=True).click()
    expect(mette.get_by_text("Ja til det hele, 3.200 kr.")).to_be_visible()
    _pdf(mette, "Se brevet")

    # Erik is exempt from Digital Post: the letter waits to be printed
    mette.goto("/skranke/breve/")
    waiting = mette.get_by_role("row", name="Erik Bech")
    expect(waiting).to_contain_text("Vi har afgjort din sag")
    waiting.get_by_role("link", name="Vis kuverten").click()
    expect(mette.get_by_role("main").locator("address")).to_contain_text("Erik Bech")


@pytest.mark.requirement("E4", "E10", "O4")
def test_above_the_limit_it_is_refused_and_handed_over_warm(somebody: Open) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Erik Bech", APPLICATION)
    said = "Erik søger om hjælp til nye tænder. De koster 14.500 kr."
    write_down(mette, said)
    choose_service(mette, SUPPLEMENT)
    way(mette, "Afgør", SUPPLEMENT).click()
    mette.get_by_label(APPLIED).fill("14.500")
    mette.get_by_label(GRANTED).fill("14.500")
    mette.get_by_role("button", name="Afgør", exact=True).click()
    heading(mette, "Sendt videre til P/O-kontor Bispebjerg")
    expect(mette.get_by_role("main")).to_contain_text("Det var over din grænse på 5.000 kr.")

    # Erik wants a time with them: Mette takes it back and gives it on by hand
    mette.get_by_role("button", name="Tag den tilbage").click()
    heading(mette, "Henvendelse H-")
    way(mette, "Giv videre varmt", SUPPLEMENT).click()
    mette.get_by_label("Beløb, der søges om, i kroner").fill("14.500")
    done = give(mette, "P/O-kontor Bispebjerg", story=said + " Lægens brev er vist.")
    assert "Du har en tid hos P/O-kontor Bispebjerg" in done
    assert "Du har stadig ansvaret" in done

    birgit = somebody("birgit-holm")
    open_offer(birgit, "Erik Bech", SUPPLEMENT)
    main = birgit.get_by_role("main")
    expect(main).to_contain_text("Lægens brev er vist.")
    expect(main).to_contain_text("Der søges om 14.500 kr.")
    expect(main).to_contain_text("Borgeren har en tid hos jer")
    expect(main).to_contain_text("Mette Juhl, Borgerservice Bispebjerg")
    birgit.get_by_role("button", name="Tag over").click()
    heading(birgit, SUPPLEMENT)
    expect(main).to_contain_text("Lægens brev er vist.")
    expect(main).to_contain_text("P/O-kontor Bispebjerg · Birgit Holm")

    # what the front desk decided for the same man is not hidden from the one who goes on with it
    mette.reload()
    expect(mette.get_by_role("main")).to_contain_text("taget over")
