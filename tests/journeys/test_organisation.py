"""A leader looks at the organisation through time: slider, comparison, old names, shared sites."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from site_under_test import Site

from indgang.desk.tests.town import insert, rows
from indgang.shared import clock
from indgang.shared.rowsecurity import as_system
from indgang.shared.spoken_dates import full_date
from indgang.steering.tests import past

Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.requirement("O1", "O3", "O5", "O7")]

LEADER = "susanne-friis"
TOP = "/styring/organisation/"


@pytest.fixture(scope="module")
def history(site: Site) -> tuple[date, date]:
    """The municipality gets a past and a future; the day it merged and the day that comes."""
    ahead = clock.today() + timedelta(days=40)
    with as_system("test"):
        units = dict(rows("SELECT key, id FROM organisation_unit"))
        old = insert("organisation_unit", key="boernefaglig-afdeling", synthetic=True)
        days = f"[2024-01-01,{past.DAY})"
        past.state(old, "Børnefaglig Afdeling", units["sof"], days, kind="department")
        past.went(old, units["boern-og-familie"])
        past.until(units["pladsanvisningen"], ahead)
        past.state(units["pladsanvisningen"], "Pladser til børn", units["buf"], f"[{ahead},)")
    return past.DAY, ahead


def _set_slider(page: Page, to_the: str, times: int = 1) -> None:
    """Move the slider with the keyboard, and wait until the new day is shown."""
    slider = page.get_by_label("Træk til en dag, hvor noget ændrer sig")
    slider.focus()
    for _turn in range(times):
        before = page.locator("[data-status]").get_attribute("data-day")
        slider.press(to_the)
        expect(page.locator("[data-status]")).not_to_have_attribute("data-day", before or "")


def test_the_slider_shows_each_day_and_the_back_button_goes_back(
    somebody: Open, history: tuple[date, date]
) -> None:
    merged, ahead = history
    page = somebody(LEADER)
    page.get_by_role("link", name="Styring").click()
    page.get_by_role("link", name="Organisationen", exact=True).click()
    tree = page.locator(".st-tree")
    expect(page.get_by_role("heading", level=2)).to_contain_text("I dag")
    expect(tree.locator("a", has_text="Børnefaglig Afdeling")).to_have_count(0)
    _set_slider(page, "ArrowRight")
    expect(page.get_by_role("heading", level=2)).to_have_text(full_date(ahead, "da"))
    expect(page.get_by_role("status")).to_contain_text(full_date(ahead, "da"))
    assert f"dag={ahead}" in page.url
    expect(tree.locator("a", has_text="Pladser til børn")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", level=2)).to_contain_text("I dag")
    page.get_by_role("link", name="Næste ændring").click()
    page.get_by_role("link", name="Se, hvad der ændrede sig den dag").click()
    changes = page.locator("#aendringer")
    expect(changes).to_contain_text("Nyt navn (1)")
    expect(changes).to_contain_text("Hed tidligere Pladsanvisningen.")
    page.get_by_label("Vis dagen").fill(str(merged))
    page.get_by_label("Sammenlign med").fill(str(merged - timedelta(days=1)))
    expect(changes).to_contain_text("Lagt sammen med en anden (1)")
    expect(changes).to_contain_text("Findes nu i Børn og Familie")
    assert not page.problems  # type: ignore[attr-defined]  # set by the fixture


def test_an_old_name_leads_to_the_new_place(somebody: Open, history: tuple[date, date]) -> None:
    page = somebody(LEADER)
    page.goto(TOP)
    page.get_by_label("Find en enhed").fill("børnefaglig")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("til og med 12. august 2025")).to_be_visible()
    page.get_by_role("link", name="Børn og Familie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Børn og Familie")
    page.get_by_role("link", name="Se Børnefaglig Afdeling").click()
    expect(page.get_by_role("heading", name="Enheden findes ikke mere")).to_be_visible()
    page.get_by_role("link", name="som den var den sidste dag").click()
    expect(page.get_by_text("som den er den 12. august 2025")).to_be_visible()


def test_everything_works_without_javascript(somebody: Open, history: tuple[date, date]) -> None:
    merged, _ahead = history
    page = somebody(LEADER, java_script_enabled=False)
    page.goto(TOP)
    expect(page.locator("[data-slider]")).to_be_hidden()
    page.get_by_label("Vis dagen").fill(str(merged - timedelta(days=1)))
    page.get_by_label("Sammenlign med").fill(str(merged))
    page.get_by_role("button", name="Vis", exact=True).click()
    tree = page.locator(".st-tree")
    expect(tree.get_by_role("link", name="Børnefaglig Afdeling")).to_have_count(1)
    expect(page.locator("#aendringer")).to_contain_text("Børnefaglig Afdeling")
    page.get_by_role("link", name="Næste ændring").click()
    expect(page.get_by_role("heading", level=2)).to_have_text("13. august 2025")
    summary = tree.locator("summary").first
    summary.focus()
    summary.press("Enter")  # <details> is the browser's own
    expect(tree.locator("details").first).not_to_have_attribute("open", "")


def test_two_leaders_steer_a_site_together(somebody: Open, history: tuple[date, date]) -> None:
    page = somebody(LEADER)
    page.goto("/styring/steder/")
    page.get_by_role("link", name="Dortheavej 61").click()
    expect(page.get_by_text("Medarbejderne bliver i deres egen enhed")).to_be_visible()
    page.get_by_text("Ret den fælles ledelse").click()
    change = page.locator("form[action$='/ledelse/leder/']")
    change.get_by_label("Enhed").select_option(label="Socialcenter Bispebjerg")
    change.get_by_role("button", name="Skift").click()
    expect(page.get_by_text("En anden enhed leder samarbejdet.")).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text="Socialcenter Bispebjerg: Kirsten Lindholm")
    expect(row).to_contain_text("Leder samarbejdet")


@pytest.mark.requirement("E6")
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_fit_and_can_be_used_by_everybody(
    somebody: Open,
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    history: tuple[date, date],
    width: int,
) -> None:
    page = somebody(LEADER, viewport={"width": width, "height": 800})
    unit = rows("SELECT id FROM organisation_unit WHERE key = 'borgerservice-bispebjerg'")[0][0]
    place = rows("SELECT id FROM places_site WHERE key = 'dortheavej-61'")[0][0]
    for address in (
        "/styring/",
        f"{TOP}?dag=2025-08-13&siden=2025-08-12",
        f"{TOP}find/?q=b%C3%B8rnefaglig",
        f"{TOP}enhed/{unit}/",
        "/styring/arbejdsgange/",
        "/styring/steder/",
        f"/styring/steder/{place}/",
        "/styring/niveauer/?distrikt=Bispebjerg&opgave=pas",
    ):
        page.goto(address)
        for part in page.locator("details").all():
            part.evaluate("part => { part.open = true; }")
        fits(page)
        axe(page)
    assert not page.problems  # type: ignore[attr-defined]  # set by the fixture
