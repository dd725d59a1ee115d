"""Ibrahim asks once; two administrations take over, and he can follow both."""

import re
from collections.abc import Callable

import pytest
from counter import (
    APPLICATION,
    THEY_CALL,
    choose_service,
    find_citizen,
    give,
    heading,
    in_days,
    number_on,
    open_offer,
    way,
)
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
WORDS = "Jeg har mistet mit job og kan ikke betale huslejen, og min søn kommer ikke i skole"
MONEY, SCHOOL = "Kontanthjælp", "Fravær fra skolen"
SCHOOL_OFFICE = "Børne- og ungedistrikt Bispebjerg"
TEACHER = "Klasselæreren siger, at Ali har været væk i fem uger."
FOUND = "Du har 12.000 kr. på en konto i banken."
ANSWER = "Pengene er min søns børneopsparing. Jeg kan ikke hæve dem."


def _asks(page: Page) -> str:
    """He writes once, sees it through, sends it; the number of the receipt."""
    page.goto("/")
    page.get_by_label("Skriv med dine egne ord").fill(WORDS)
    page.get_by_role("button", name="Find vej").click()
    answer = page.get_by_role("main")
    expect(answer).to_contain_text("Det lyder som flere ting, der hænger sammen.")
    for title in (MONEY, SCHOOL, "Udsættelsestruede lejere"):
        expect(answer.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(answer).to_contain_text("Vigtigst først")
    page.get_by_role("button", name="Få hjælp til det hele på én gang").click()
    expect(page.get_by_label("Hvad vil du have hjælp til?")).to_have_value(WORDS)
    page.get_by_role("button", name="Send").click()
    heading(page, "Vi har fået din henvendelse")
    return number_on(page)


def _hands_over_to_both(page: Page, number: str) -> None:
    find_citizen(page, "Ibrahim Haddad", APPLICATION)
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_role("link", name=number).click()
    way(page, "Giv videre varmt", MONEY).click()
    done = give(page, "Jobcenter Syd")
    assert "Du har en tid hos Jobcenter Syd" in done
    choose_service(page, SCHOOL)
    way(page, "Giv videre varmt", SCHOOL).click()
    # nobody is met at a district office for children: they call
    give(page, SCHOOL_OFFICE, when=THEY_CALL)
    expect(page.get_by_role("main")).to_contain_text("Jobcenter Syd: Kontanthjælp")


def _takes_over(page: Page, title: str) -> str:
    """Accept, and give the case's address."""
    open_offer(page, "Ibrahim Haddad", title)
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    page.get_by_role("button", name="Tag over").click()
    heading(page, title)
    return page.url


def _sees_only_that_there_is_one(page: Page, administration: str, *never: str) -> None:
    page.reload()
    there = page.get_by_role("listitem").filter(has_text=administration)
    expect(there).to_contain_text("Der er en sag. Indholdet ser du ikke.")
    expect(there).to_contain_text("Retssikkerhedsloven § 5")
    html = page.content()
    for words in never:
        assert words not in html, words


def _is_stopped_at(page: Page, address: str, *never: str) -> None:
    answer = page.request.get(address)
    assert answer.status in (403, 404)
    for words in never:
        assert words not in answer.text(), words


@pytest.mark.requirement("E4", "E6", "E10", "K1", "K3", "K7", "K10", "K11")
def test_ibrahim_tells_it_once_and_two_administrations_help(somebody: Open) -> None:
    ibrahim = somebody("ibrahim-haddad", **PHONE)
    number = _asks(ibrahim)
    mette = somebody("mette-juhl")
    _hands_over_to_both(mette, number)

    sofie, karim = somebody("sofie-lind"), somebody("karim-aziz")
    money = _takes_over(sofie, MONEY)
    school = _takes_over(karim, SCHOOL)
    karim.get_by_label("Emne").fill("Samtale med skolen")
    karim.get_by_label("Notat").fill(TEACHER)
    karim.get_by_role("button", name="Gem notat").click()
    expect(karim.get_by_text(TEACHER)).to_be_visible()

    hidden = (SCHOOL, SCHOOL_OFFICE, TEACHER, "Karim", school.rstrip("/").rsplit("/", 1)[1])
    _sees_only_that_there_is_one(sofie, "Børne- og Ungdomsforvaltningen", *hidden)
    _sees_only_that_there_is_one(
        karim, "Beskæftigelses- og Integrationsforvaltningen", MONEY, "Jobcenter Syd", "Sofie"
    )
    _is_stopped_at(sofie, school, TEACHER, SCHOOL, "Karim")
    _is_stopped_at(karim, money, MONEY, "Sofie", WORDS)

    _hears_and_decides(sofie, ibrahim)
    _reads_it_all(ibrahim)


def _hears_and_decides(sofie: Page, ibrahim: Page) -> None:
    """The party is heard, answers on his page, and the decision weighs the answer."""
    sofie.get_by_text("Hør borgeren over nye oplysninger").click()
    sofie.get_by_label("Hvilke oplysninger skal borgeren kende").fill(FOUND)
    sofie.get_by_label("Svar senest").fill(in_days(10))
    sofie.get_by_role("button", name="Send til borgeren").click()
    expect(sofie.get_by_text("Vent på borgerens svar")).to_be_visible()

    ibrahim.goto("/min-side/")
    ibrahim.get_by_role("link", name="Svar os om Kontanthjælp").click()
    expect(ibrahim.get_by_role("region", name="Hvad mener du?")).to_contain_text(FOUND)
    expect(ibrahim.get_by_role("main")).to_contain_text("Det er din tur")
    ibrahim.get_by_label("Dit svar").fill(ANSWER)
    ibrahim.get_by_role("button", name="Send dit svar").click()
    expect(ibrahim.get_by_text("Tak. Vi har fået dit svar")).to_be_visible()
    expect(ibrahim.get_by_role("main")).to_contain_text("Det er vores tur")

    sofie.goto("/skranke/")
    answered = sofie.get_by_role("heading", name="Borgeren har svaret").locator("+ ul")
    answered.get_by_role("link", name="Ibrahim Haddad").click()
    sofie.get_by_role("link", name="Afgør sagen").click()
    expect(sofie.get_by_role("main")).to_contain_text(ANSWER)
    _cannot_be_decided_bare(sofie)
    sofie.get_by_label("Oplysninger, der har haft betydning").fill(
        f"Du har mistet dit job. {FOUND} Du har fortalt, at pengene er en børneopsparing."
    )
    sofie.get_by_label("Regler, du afgør efter").fill("Lov om aktiv socialpolitik §§ 11 og 14.")
    sofie.get_by_label("Derfor blev resultatet sådan").fill(
        "Børneopsparingen tæller ikke med. Derfor får du hjælp fra den 1. i næste måned."
    )
    sofie.get_by_label("Ja til en del").check()
    sofie.get_by_label("Beløb, borgeren får, i kroner").fill("11.000")
    sofie.get_by_role("button", name="Afgør", exact=True).click()
    expect(sofie.get_by_text("Sagen er afgjort. Brevet er på vej til borgeren.")).to_be_visible()


def _cannot_be_decided_bare(page: Page) -> None:
    """A no without rules stops at the gates, and what is missing is said with its paragraph."""
    page.get_by_label("Nej", exact=True).check()
    page.get_by_label("Sådan kan borgeren klage").fill("")
    page.get_by_role("button", name="Afgør", exact=True).click()
    main = page.get_by_role("main")
    expect(page.get_by_role("alert")).to_contain_text("Skriv, hvilke regler du afgør efter.")
    expect(main).to_contain_text("Forvaltningsloven § 25")
    page.get_by_label("Sådan kan borgeren klage").fill(
        "Du kan klage inden 4 uger. Skriv eller ring til os."
    )


def _reads_it_all(ibrahim: Page) -> None:
    """Decision, letter, journal and who looked, on his own page."""
    ibrahim.goto("/min-side/")
    ibrahim.get_by_role("link", name=MONEY, exact=True).click()
    told = ibrahim.get_by_role("region", name="Afgørelsen")
    expect(told).to_contain_text("11.000 kr.")
    expect(told).to_contain_text("Børneopsparingen tæller ikke med.")
    expect(told).to_contain_text("Du kan klage inden 4 uger.")
    letter = told.get_by_role("link", name="Læs brevet (PDF)").get_attribute("href")
    assert letter
    assert ibrahim.request.get(letter).body().startswith(b"%PDF")
    journal = ibrahim.get_by_role("region", name="Journalen")
    for words in (WORDS, FOUND, ANSWER):
        expect(journal.or_(ibrahim.get_by_role("region", name="Det er der sket")).filter(
            has_text=words
        ).first).to_be_visible()  # fmt: skip

    ibrahim.goto("/min-side/")
    ibrahim.get_by_role("link", name=SCHOOL, exact=True).click()
    expect(ibrahim.get_by_role("region", name="Journalen")).to_contain_text(TEACHER)

    ibrahim.goto("/min-side/breve/")
    expect(ibrahim.get_by_role("link", name=re.compile("afgjort.*PDF")).first).to_be_visible()

    ibrahim.goto("/min-side/hvem-har-set/")
    for who, purpose in (
        ("Mette Juhl, Borgerservice Bispebjerg", "Ansøgning om hjælp"),
        ("Sofie Lind, Jobcenter Syd", "Behandling af din sag"),
        (f"Karim Aziz, {SCHOOL_OFFICE}", "Behandling af din sag"),
    ):
        looks = ibrahim.get_by_role("listitem").filter(has_text=who)
        expect(looks.filter(has_text=f"Grund: {purpose}.").first).to_be_visible()
