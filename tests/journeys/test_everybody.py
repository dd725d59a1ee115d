"""Every page, for everybody: WCAG, a small phone, no errors, both languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from counter import APPLICATION, card, find_citizen, heading, way, write_down
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.browser, pytest.mark.requirement("E4", "E6")]

SMALL = {"viewport": {"width": 320, "height": 640}}

ANYBODY = (
    "/",
    "/akut/",
    "/henvendelse/",
    "/henvendelse/?emne=kontanthjaelp",
    "/kvittering/",
    "/hjaelp/",
    "/hjaelp/?q=penge",
    "/hjaelp/?q=zzzzzz",
    "/hjaelp/pas/",
    "/hjaelp/boligsikring/",
    "/steder/",
    "/steder/?bydel=Valby",
    "/tid/",
    "/tid/pas/",
    "/tilgaengelighed/",
    "/privatliv/",
    "/log-ind/",
)
CITIZEN = (
    "/min-side/",
    "/min-side/henvendelse/",
    "/min-side/breve/",
    "/min-side/hvem-har-set/",
    "/min-side/samtykker/",
    "/fortsaet/",
)
STAFF = (
    "/skranke/",
    "/skranke/find/",
    "/skranke/henvendelse/ny/",
    "/skranke/sager/",
    "/skranke/sager/?vis=mine",
    "/skranke/breve/",
    "/skranke/maa-jeg/",
    "/skranke/maa-jeg/?vis=alle",
    "/skranke/hvem-maa/",
    "/skranke/hvem-maa/?service=personligt-tillaeg&amount=14500",
)
#: Danish words that no English page has.
_DANISH = re.compile(r"\b(ikke|eller|hvad|hvem|skal|dine?|ingen|vælg|skriv|kommunen)\b", re.I)
#: The page's text without what a citizen wrote (``dir=auto``).
_OWN_WORDS = """() => {
    const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (all.nextNode()) {
        if (!all.currentNode.parentElement.closest('[dir=auto], script, style')) {
            texts.push(all.currentNode.data);
        }
    }
    return texts.join(' ').replace(/\\s+/g, ' ');
}"""


@dataclass
class Walk:
    """Goes from page to page and gathers all that is wrong, so that one run tells everything."""

    page: Page
    axe: Check
    fits: Check
    wrong: list[str] = field(default_factory=list)

    def look(self) -> None:
        """Judge the page that is open now."""
        for check in (self.axe, self.fits):
            try:
                check(self.page)
            except AssertionError as found:
                self.wrong.append(str(found).split("\nassert ")[0])
        if self.page.locator("h1").count() != 1:
            self.wrong.append(f"{self.page.url} has not one h1")
        problems = self.page.problems  # type: ignore[attr-defined]  # set by the fixture
        self.wrong.extend(f"{self.page.url}: {problem}" for problem in problems)
        problems.clear()

    def through(self, addresses: tuple[str, ...]) -> None:
        """Open each address, judge it, and change the language there; in the end to Danish."""
        for address in addresses:
            answer = self.page.goto(address)
            if not answer or answer.status != 200:
                self.wrong.append(f"{address}: {answer and answer.status}")
            self.look()
            if self._language() == "en":
                self.english_words()
                self._switch("Dansk", "da")
            else:
                self._switch("English", "en")
                self.english_words()
        if self._language() == "en":
            self._switch("Dansk", "da")

    def _language(self) -> str | None:
        return self.page.locator("html").get_attribute("lang")

    def _switch(self, button: str, language: str) -> None:
        """The switch changes the language and keeps the page."""
        before = self.page.url
        self.page.get_by_role("button", name=button, exact=True).click()
        now = self._language()
        if now != language or self.page.url != before:
            self.wrong.append(f"{before}: {button} gives {self.page.url} in {now}")

    def english_words(self) -> None:
        """No Danish is left in what the municipality itself says."""
        text = f"{self.page.title()} {self.page.evaluate(_OWN_WORDS)}"
        for found in _DANISH.finditer(text):
            around = text[max(0, found.start() - 30) : found.end() + 30]
            self.wrong.append(f"{self.page.url} in English: …{around}…")

    def end(self) -> None:
        """Fail with everything that was found."""
        assert not self.wrong, "\n".join(dict.fromkeys(self.wrong))


@pytest.fixture
def walk(axe: Check, fits: Check) -> Callable[[Page], Walk]:
    """A walk that begins at this page."""
    return lambda page: Walk(page, axe, fits)


def test_pages_for_anybody(somebody: Open, walk: Callable[[Page], Walk]) -> None:
    page = somebody(**SMALL)
    going = walk(page)
    going.through(ANYBODY)
    for words in ("Mit pas udløber", "Min mand slår mig", "Hvem vandt kampen i går"):
        page.goto("/")
        page.get_by_label("Skriv med dine egne ord").fill(words)
        page.get_by_role("button", name="Find vej").click()
        going.look()
    page.get_by_role("button", name="Send det til os alligevel").click()
    going.look()
    page.get_by_role("button", name="Send", exact=True).click()
    heading(page, "Vi har fået din henvendelse")
    going.look()
    page.goto("/tid/pas/")
    page.get_by_role("button", name="Videre").click()
    going.look()
    page.get_by_role("button", name="Book tiden").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv dit navn")
    page.problems.clear()  # type: ignore[attr-defined]  # 422 is told in the console
    going.look()
    page.get_by_label("Dit navn").fill("Anna")
    page.get_by_label("Dit telefonnummer").fill("01 23 45 67")
    page.get_by_role("button", name="Book tiden").click()
    going.look()
    page.get_by_role("link", name="Flyt tiden").click()
    going.look()
    page.goto("/findes-ikke/")
    page.problems.clear()  # type: ignore[attr-defined]  # 404 is told in the console
    going.look()
    going.end()


def test_pages_of_a_citizen(somebody: Open, walk: Callable[[Page], Walk]) -> None:
    page = somebody("bente-dahl", **SMALL)
    going = walk(page)
    going.through(CITIZEN)
    page.goto("/min-side/")
    cases = page.locator('a[href*="/sag/"]')
    assert cases.count() >= 2
    for address in [str(link.get_attribute("href")) for link in cases.all()][:2]:
        page.goto(address)
        going.look()
    page.goto("/min-side/henvendelse/")
    page.get_by_label("Hvad vil du have hjælp til?").fill("Jeg mangler en kørestol")
    page.get_by_role("button", name="Send", exact=True).click()
    going.look()
    page.goto("/min-side/")
    page.get_by_role("link", name="Jeg mangler en kørestol").click()
    going.look()
    going.end()


def test_pages_of_the_front_desk(somebody: Open, walk: Callable[[Page], Walk]) -> None:
    page = somebody("mette-juhl", **SMALL)
    going = walk(page)
    going.through(STAFF)
    page.goto("/skranke/find/")
    page.get_by_label("CPR-nummer, CVR-nummer eller navn").fill("Jensen")
    page.get_by_label(APPLICATION).check()
    page.get_by_role("button", name="Find", exact=True).click()
    going.look()
    find_citizen(page, "Anna Bech", APPLICATION)
    going.look()
    citizen = page.url
    write_down(page, "Anna skal have nyt pas. Hun har også spurgt til plads i dagtilbud.")
    going.look()
    enquiry = page.url.split("?")[0]
    card(page, "Pas").get_by_text("Hvor kommer det fra?").click()
    way(page, "Svar nu", "Pas").click()
    going.look()
    page.goto(f"{enquiry}giv-videre/?ydelse=plads-i-dagtilbud")
    going.look()
    page.goto(f"{enquiry}afgoer/pas/")
    going.look()
    page.get_by_role("button", name="Se teksten, og hvor let den er").click()
    going.look()
    page.goto(f"{enquiry}afgoer/kontanthjaelp/")
    page.problems.clear()  # type: ignore[attr-defined]  # 403 is told in the console
    going.look()
    page = somebody("mette-juhl", **SMALL)
    page.goto(citizen)
    heading(page, "Hvorfor slår du borgeren op?")
    going.page = page
    going.look()
    going.end()


def test_pages_of_a_caseworker(somebody: Open, walk: Callable[[Page], Walk]) -> None:
    page = somebody("sofie-lind", **SMALL)
    going = walk(page)
    going.through(("/skranke/", "/skranke/sager/"))
    page.goto("/skranke/sager/?vis=mine")
    page.locator("tbody a").first.click()
    going.look()
    page.get_by_text("Hør borgeren over nye oplysninger").click()
    going.look()
    case = page.url
    for address in (f"{case}afgoer/", f"{case}inhabil/"):
        page.goto(address)
        going.look()
    page.goto("/skranke/")
    waiting = page.locator('a[href*="/overdragelse/"]')
    if waiting.count():
        waiting.first.click()
        going.look()
    going.end()


def test_pages_of_a_librarian(somebody: Open, walk: Callable[[Page], Walk]) -> None:
    page = somebody("ellen-brink", **SMALL)
    going = walk(page)
    going.through(("/skranke/", "/skranke/maa-jeg/"))
    page.goto("/skranke/")
    page.get_by_label("Med borgerens egne ord").fill("Min mand slår mig, og jeg mangler penge")
    page.get_by_role("button", name="Find vej").click()
    going.look()
    going.end()
