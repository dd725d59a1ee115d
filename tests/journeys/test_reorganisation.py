"""A leader reorganises Lyngby-Taarbæk from a spreadsheet; the day after, the work goes on."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from counter import heading
from playwright.sync_api import Browser, Page, expect
from site_under_test import Site, serving

from indgang.config.database.public import Urls
from indgang.config.frontend import install
from indgang.config.translations import compile_all
from indgang.shared import clock

ROOT = Path(__file__).resolve().parents[2]
Check = Callable[[Page], None]

pytestmark = pytest.mark.browser

LEADER, CASEWORKER = "henriette-skovgaard", "soeren-balle"
OLD, NEW = "Social- og Handicapafdelingen", "Center for Støtte og Rådgivning"
TITLE = "4 forvaltninger bliver til 11 centre"


@contextmanager
def _day(urls: Urls, ahead: int) -> Iterator[Site]:
    """The server on the town's database, so many days from today."""
    folders = [str(ROOT / "tests" / "days_ahead"), *filter(None, [os.environ.get("PYTHONPATH")])]
    known = {"PYTHONPATH": os.pathsep.join(folders), "INDGANG_TEST_DAYS_AHEAD": str(ahead)}
    with serving(urls, **known) as site:
        yield site


def _sign_in(browser: Browser, site: Site, key: str, **options: Any) -> Page:
    wide = {"width": 1280, "height": 900}
    context = browser.new_context(
        base_url=site.address, locale="da-DK", **{"viewport": wide, **options}
    )
    page = context.new_page()
    page.set_default_timeout(30_000)  # 60,000 cases are counted anew for some of these pages
    page.goto("/log-ind/")
    page.locator(f'form:has(input[name=who][value="{key}"]) button').click()
    page.wait_for_load_state()
    return page


def _own_cases(page: Page) -> set[str]:
    """The numbers of all my open cases."""
    found: set[str] = set()
    page.goto("/skranke/sager/?vis=mine")
    while True:
        found |= set(page.locator("td.dk-number").all_inner_texts())
        further = page.get_by_role("link", name=re.compile("Næste"))
        if not further.count():
            return found
        further.first.click()
        page.wait_for_load_state()


def _decide_one(page: Page) -> str:
    """Decide the first of my cases that is ready; gives its number."""
    page.goto("/skranke/sager/?vis=mine")
    addresses = [link.get_attribute("href") or "" for link in page.locator("td.dk-number a").all()]
    for address in addresses:
        page.goto(address)
        number = re.search(r"S-[0-9A-Z]{4}-[0-9A-Z]{4}", page.inner_text("main"))
        decide = page.get_by_role("link", name="Afgør sagen")
        if number and decide.count():
            page.get_by_label("Emne").fill("Samtale")
            page.get_by_label("Notat").fill("Vi har talt om, hvad der er brug for.")
            page.get_by_role("button", name="Gem notat").click()
            page.get_by_role("link", name="Afgør sagen").first.click()
            break
    else:
        pytest.fail("the caseworker has no case that is ready")
    page.get_by_label("Oplysninger, der har haft betydning").fill("Du har brug for hjælpen nu.")
    page.get_by_label("Regler, du afgør efter").fill("Lov om social service § 100.")
    page.get_by_label("Derfor blev resultatet sådan").fill("Du opfylder betingelserne.")
    page.get_by_label("Ja til det hele").check()
    page.get_by_role("button", name="Afgør", exact=True).click()
    expect(page.get_by_text("Sagen er afgjort. Brevet er på vej til borgeren.")).to_be_visible()
    return number.group()


def _chain(page: Page) -> str:
    """Where the right to decide this case came from, as the page tells it."""
    page.get_by_text("Hvor kom retten til at afgøre det fra?").click()
    told = page.locator("details", has_text="Hvor kom retten til at afgøre det fra?")
    return told.inner_text()


def _draft(page: Page, tmp_path: Path, look: Check) -> str:
    """From the empty list to a draft with the spreadsheet's steps; gives its address."""
    page.goto("/styring/omlaegninger/")
    heading(page, "Omlægninger")
    look(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Hent eksemplet fra prøvekommunen").click()
    sheet = tmp_path / taken.value.suggested_filename
    taken.value.save_as(sheet)
    page.get_by_role("link", name="Lav en ny omlægning").click()
    page.get_by_label("Hvad skal omlægningen hedde?").fill(TITLE)
    tomorrow = clock.today() + timedelta(days=1)
    page.get_by_label("Hvilken dag træder den i kraft?").fill(tomorrow.isoformat())
    page.get_by_label("Hvorfor?").fill("Borgerne skal møde én kommune.")
    look(page)
    page.get_by_role("button", name="Lav udkastet").click()
    heading(page, TITLE)
    _wrong_sheet(page, sheet)
    page.get_by_label("Regneark", exact=True).set_input_files(sheet)
    page.get_by_role("button", name="Hent trinnene").click()
    expect(page.get_by_text("Trinnene er hentet fra regnearket.")).to_be_visible()
    return page.url.split("#")[0]


def _wrong_sheet(page: Page, sheet: Path) -> None:
    """A cell that cannot be: row and column are told, and nothing is changed."""
    wrong = sheet.with_name("forkert.csv")
    wrong.write_text(sheet.read_text(encoding="utf-8-sig").replace("opret", "opfind", 1), "utf-8")
    page.get_by_label("Regneark", exact=True).set_input_files(wrong)
    page.get_by_role("button", name="Hent trinnene").click()
    expect(page.get_by_role("row").filter(has_text="Række 2, ")).to_contain_text("opfind")
    expect(page.get_by_role("main")).to_contain_text("Intet er ændret")
    expect(page.get_by_role("heading", name="Trin (0)")).to_be_visible()


def _mend(page: Page) -> None:
    """Two tasks have no home; each gets one with a press."""
    sentence = page.locator(".om-sentence")
    expect(sentence).to_contain_text("19 afdelinger")
    expect(sentence).to_contain_text("11 centre")
    expect(sentence).to_contain_text("2 opgaver mangler et hjem")
    ready = page.get_by_role("button", name="Gå til vedtagelse")
    expect(ready).to_be_disabled()
    group = page.locator(".om-missing", has_text="Opgaver, der mangler et hjem")
    for left in (1, 0):
        group.locator("li").first.get_by_role("button", name="Center for Økonomi").click()
        expect(page.get_by_text("Det har fået et hjem.")).to_be_visible()
        expect(group.locator("h3")).to_have_count(1 if left else 0)
    expect(page.get_by_role("region", name="Det mangler")).to_contain_text("Intet.")


def _preview(page: Page, look: Check) -> None:
    """Two trees with lines, and all that moves."""
    page.get_by_role("link", name="Se før og efter").click()
    heading(page, "Før og efter")
    look(page)
    old = page.locator("#foer-social-og-handicapafdelingen")
    expect(old).to_contain_text("lukker")
    expect(old.locator(".om-words")).to_contain_text(NEW)
    expect(page.locator("svg.om-lines path").first).to_be_attached()
    old.get_by_role("link", name=OLD).focus()
    lit = page.locator("#efter-center-stoette.om-lit")
    expect(lit).to_be_attached()
    cases = page.locator("details", has_text="Åbne sager").first
    cases.locator("summary").click()
    expect(cases.get_by_role("row").filter(has_text=OLD).first).to_contain_text(NEW)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Hent listen (Excel)").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def _without_javascript(page: Page, address: str) -> None:
    """Names are typed, buttons are pressed and lines are followed in any browser."""
    page.goto(f"{address}foer-og-efter/")
    page.locator("#foer-social-og-handicapafdelingen").get_by_role("link", name=OLD).click()
    expect(
        page.locator("#efter-center-stoette:target, #efter-center-oekonomi:target")
    ).to_be_visible()
    page.goto(f"{address}trin/nyt/rename/")
    page.get_by_label("Hvilken enhed?").fill("Stadsbiblioteket")
    page.get_by_label("Hvad skal den hedde?").fill("Lyngby Bibliotek")
    page.get_by_role("button", name="Læg trinnet til").click()
    expect(page.get_by_text("Kald Stadsbiblioteket for Lyngby Bibliotek")).to_be_visible()
    page.locator(".om-steps > li").last.get_by_role("button", name=re.compile("^Fjern")).click()
    expect(page.get_by_text("Trinnet er fjernet.")).to_be_visible()


def _enact(page: Page, address: str, look: Check) -> None:
    page.goto(address)
    page.get_by_role("link", name="Brevet til borgerne").click()
    heading(page, "Brevet til borgerne")
    look(page)
    page.get_by_label("Samarbejdspartnere, der skal have besked").fill("Boligforeningen, mail")
    page.get_by_role("button", name="Gem brevet").click()
    heading(page, TITLE)
    page.get_by_role("link", name="Gå til vedtagelse").click()
    heading(page, "Vedtag omlægningen")
    look(page)
    page.get_by_role("button", name="Vedtag omlægningen").click()
    expect(page.get_by_text("Omlægningen er vedtaget. Den træder selv i kraft")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Træder i kraft i morgen")
    look(page)


def _the_day_after(page: Page, mine: set[str], decided: str, chain: str) -> None:
    """The same cases in the new unit, and yesterday's decision rests on yesterday's chain."""
    expect(page.locator(".ig-identity")).to_contain_text(NEW)
    assert _own_cases(page) == mine
    page.goto("/skranke/sager/?vis=mine")
    while not page.get_by_role("link", name=decided).count():
        page.get_by_role("link", name=re.compile("Næste")).first.click()
        page.wait_for_load_state()
    page.get_by_role("link", name=decided).click()
    expect(page.get_by_role("main")).to_contain_text(NEW)
    told = _chain(page)
    assert told == chain
    assert OLD in told
    assert NEW not in told


def _led_on(browser: Browser, site: Site, look: Check) -> None:
    """Somebody who knows only the old name is led to the new place."""
    page = browser.new_context(base_url=site.address, locale="da-DK").new_page()
    page.goto("/")
    page.get_by_role("textbox").first.fill(f"Jeg vil tale med {OLD}")
    page.get_by_role("button", name="Find vej").click()
    lead = page.locator(".alert", has_text=OLD)
    expect(lead).to_contain_text("er lagt om")
    lead.get_by_role("link", name=NEW).click()
    heading(page, NEW)
    page.goto("/enheder/social-og-handicapafdelingen/")
    heading(page, f"{OLD} er lagt om")
    look(page)


def _transition(page: Page, address: str, look: Check) -> None:
    """Wrong turns are counted, the letters are on their way, and a leader closes the watch."""
    page.goto(f"{address}overgang/")
    heading(page, "Overgangen")
    expect(page.get_by_role("row").filter(has_text=OLD).filter(has_text="søgning")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=NEW).first).to_be_visible()
    look(page)
    told = page.get_by_role("button", name=re.compile("Har fået besked ?: Boligforeningen, mail"))
    for _attempt in range(60):  # the job that finds all who are to be told comes by itself
        if told.count():
            break
        page.wait_for_timeout(1000)
        page.reload()
    letters = page.get_by_role("region", name="Breve til borgerne")
    assert told.count(), letters.inner_text()
    expect(letters).to_contain_text("breve er lavet")
    told.click()
    expect(page.get_by_role("region", name="Samarbejdspartnere")).to_contain_text("har fået besked")
    page.get_by_label("Hvordan gik det?").fill("Alle fandt vej.")
    page.get_by_role("button", name="Luk overgangen").click()
    expect(page.get_by_role("main")).to_contain_text("»Alle fandt vej.«")


@pytest.mark.requirement("O1")
@pytest.mark.requirement("O7")
def test_from_the_spreadsheet_to_the_day_after(
    lyngby_taarbaek_town: Urls, browser: Browser, tmp_path: Path, axe: Check, fits: Check
) -> None:
    def look(page: Page) -> None:
        """At both widths, nothing is cut off or out of reach."""
        axe(page)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            fits(page)

    install(ROOT, lambda line: None)
    compile_all()
    with _day(lyngby_taarbaek_town, 0) as site:
        worker = _sign_in(browser, site, CASEWORKER)
        expect(worker.locator(".ig-identity")).to_contain_text(OLD)
        decided = _decide_one(worker)
        chain = _chain(worker)
        mine = _own_cases(worker)
        leader = _sign_in(browser, site, LEADER)
        address = _draft(leader, tmp_path, look)
        look(leader)
        _mend(leader)
        _preview(leader, look)
        _without_javascript(_sign_in(browser, site, LEADER, java_script_enabled=False), address)
        _enact(leader, address, look)
        assert _own_cases(worker) == mine
    with _day(lyngby_taarbaek_town, 1) as tomorrow:
        address = address.replace(site.address, tomorrow.address)
        _the_day_after(_sign_in(browser, tomorrow, CASEWORKER), mine, decided, chain)
        _led_on(browser, tomorrow, look)
        _transition(_sign_in(browser, tomorrow, LEADER), address, look)
