"""What people do at the desk, step by step, by the words that stand on the page."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from indgang.shared import clock

APPLICATION = "Ansøgning om hjælp"
REGISTER = "Flytning, pas eller andet i folkeregisteret"


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """The page's own heading says this."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def number_on(page: Page) -> str:
    """The enquiry's number on a receipt."""
    heading(page, re.compile("Vi har fået|We have"))
    found = re.search(r"H-[0-9A-Z]{4}-[0-9A-Z]{4}", page.inner_text("main"))
    assert found, page.inner_text("main")
    return found.group()


def find_citizen(page: Page, name: str, purpose: str) -> None:
    """Look somebody up at the counter, saying why, and open the page."""
    page.goto("/skranke/find/")
    page.get_by_label("CPR-nummer, CVR-nummer eller navn").fill(name)
    page.get_by_label(purpose).check()
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name=f"Åbn {name}").first.click()
    heading(page, name)


def write_down(page: Page, said: str) -> None:
    """Register what the person at the counter says."""
    page.get_by_label("Hvad siger borgeren?").fill(said)
    page.get_by_role("button", name="Skriv ned, og se, hvad jeg må").click()
    heading(page, "Henvendelse H-")


def choose_service(page: Page, title: str) -> None:
    """Choose what the enquiry is about, when the suggestion is another."""
    page.get_by_label("Noget andet? Vælg selv").select_option(label=title)
    page.get_by_role("button", name="Brug den i stedet").click()


def card(page: Page, title: str) -> Locator:
    """The card with what I may do about one service."""
    return page.locator(".card").filter(
        has=page.get_by_role("heading", name=title, exact=True, level=3)
    )


def way(page: Page, verb: str, title: str) -> Locator:
    """The link on a service's card that does this: ``way(page, "Afgør", "Pas")``."""
    return page.get_by_role("link", name=re.compile(rf"^{verb} ?: {re.escape(title)}$"))


def give(page: Page, unit: str, story: str = "", when: str = r"kl\. ") -> str:
    """Fill in the page for handing over: unit, its first free time (or ``when``), story."""
    heading(page, "Giv videre varmt")
    # no slash in the pattern: Playwright's own would end at it
    chosen = re.compile(when + r".*\(" + re.escape(unit).replace("/", ".") + r"\)")
    page.get_by_role("radio", name=chosen).first.check()
    if story:
        page.get_by_label("Historien, så borgeren ikke skal fortælle den igen").fill(story)
    page.get_by_role("button", name="Giv videre", exact=True).click()
    heading(page, "Henvendelse H-")
    done = page.get_by_role("heading", name=f"Det lykkedes: Givet videre til {unit}")
    expect(done).to_be_visible()
    return page.inner_text("main")


#: No time in any calendar: the unit calls the citizen.
THEY_CALL = "Uden tid"


def open_offer(page: Page, name: str, title: str) -> None:
    """Open what was handed over to my unit."""
    page.goto("/skranke/")
    row = page.get_by_role("row").filter(has_text=name).filter(has_text=title)
    row.get_by_role("link", name=name, exact=True).first.click()
    heading(page, name)


def in_days(days: int) -> str:
    """A day from today as a date field takes it."""
    return (clock.today() + timedelta(days=days)).isoformat()
