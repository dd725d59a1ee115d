"""The citizen's way by keyboard alone, and the whole of it without JavaScript."""

from collections.abc import Callable

import pytest
from counter import APPLICATION, find_citizen, give, heading, in_days, number_on, open_offer, way
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.requirement("E4", "E6")]

WORDS = "Jeg har mistet mit job og har ingen penge"
_FOCUS = """() => {
    const it = document.activeElement;
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    const label = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText;
    return {
        name: (label || it.value || it.tagName).trim(),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
            && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                || style.boxShadow !== 'none'),
    };
}"""


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this name has the focus, seen at every step."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus["name"] == "BODY":
            continue
        assert focus["seen"], f"the focus on {focus['name']!r} cannot be seen at {page.url}"
        if focus["name"].startswith(name):
            return
    pytest.fail(f"Tab never came to {name!r} at {page.url}")


def test_ask_answer_send_receipt_with_the_keyboard_alone(somebody: Open) -> None:
    anna = somebody("anna-bech")
    anna.goto("/")
    anna.keyboard.press("Tab")
    skip = anna.evaluate(_FOCUS)
    assert skip["name"] == "Gå til sidens indhold"
    assert skip["seen"]
    anna.keyboard.press("Enter")
    assert anna.evaluate("document.activeElement.id") == "main-content"
    _tab_to(anna, "Skriv med dine egne ord")
    anna.keyboard.type(WORDS)
    _tab_to(anna, "Find vej")
    anna.keyboard.press("Enter")
    heading(anna, "Det")
    expect(anna.get_by_role("link", name="Kontanthjælp", exact=True)).to_be_visible()
    every = anna.get_by_role("button", name="Få hjælp til det hele på én gang")
    _tab_to(anna, every.inner_text() if every.count() else "Skriv til os om det")
    anna.keyboard.press("Enter")
    heading(anna, "Skriv til os")
    _tab_to(anna, "Send")
    anna.keyboard.press("Enter")
    heading(anna, "Vi har fået din henvendelse")
    assert number_on(anna)


def test_a_wrong_form_leads_the_keyboard_to_the_field(somebody: Open) -> None:
    page = somebody()
    page.goto("/")
    _tab_to(page, "Find vej")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Skriv med dine egne ord")
    _tab_to(page, "Skriv med dine egne ord")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") in ("TEXTAREA", "A")


@pytest.mark.requirement("E9", "K3")
def test_the_whole_way_without_javascript(somebody: Open) -> None:
    plain = {"java_script_enabled": False, "viewport": {"width": 390, "height": 844}}
    maria = somebody("maria-oliveira", **plain)
    maria.goto("/")
    maria.get_by_label("Skriv med dine egne ord").fill(WORDS)
    maria.get_by_role("button", name="Find vej").click()
    expect(maria.get_by_role("link", name="Kontanthjælp", exact=True)).to_be_visible()
    maria.locator("form.ig-all button").click()
    maria.get_by_role("button", name="Send", exact=True).click()
    heading(maria, "Vi har fået din henvendelse")
    number = number_on(maria)

    maria.goto("/hjaelp/pas/")
    maria.get_by_role("link", name="Book en tid", exact=True).click()
    maria.get_by_role("button", name="Videre").click()
    heading(maria, "Er det rigtigt?")
    maria.get_by_role("button", name="Book tiden").click()
    heading(maria, "Din tid")

    jonas = somebody("jonas-krogh")  # the counter of Maria's own district
    find_citizen(jonas, "Maria Oliveira", APPLICATION)
    jonas.get_by_role("link", name=number).click()
    way(jonas, "Giv videre varmt", "Kontanthjælp").click()
    give(jonas, "Jobcenter Syd")
    sofie = somebody("sofie-lind")
    open_offer(sofie, "Maria Oliveira", "Kontanthjælp")
    sofie.get_by_role("button", name="Tag over").click()
    sofie.get_by_text("Hør borgeren over nye oplysninger").click()
    sofie.get_by_label("Hvilke oplysninger skal borgeren kende").fill("Du har fået løn i juni.")
    sofie.get_by_label("Svar senest").fill(in_days(14))
    sofie.get_by_role("button", name="Send til borgeren").click()

    maria.goto("/min-side/")
    expect(maria.get_by_role("region", name="Dine tider")).to_contain_text("Pas")
    maria.get_by_role("link", name="Svar os om Kontanthjælp").click()
    maria.get_by_label("Dit svar").fill("Det var min sidste løn.")
    maria.get_by_role("button", name="Send dit svar").click()
    expect(maria.get_by_text("Tak. Vi har fået dit svar")).to_be_visible()
    maria.get_by_role("button", name="English").click()
    expect(maria.locator("html")).to_have_attribute("lang", "en")
    maria.get_by_role("button", name="Log out").or_(
        maria.get_by_role("button", name="Sign out")
    ).click()
    maria.goto("/min-side/")
    assert "/log-ind/" in maria.url
