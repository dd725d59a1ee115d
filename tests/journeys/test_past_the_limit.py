"""Past its limit the counter hands over in the same act, and can take it back in time."""

from collections.abc import Callable
from typing import Any

import pytest
from counter import (
    APPLICATION,
    choose_service,
    find_citizen,
    heading,
    open_offer,
    way,
    write_down,
)
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Check = Callable[[Page], None]

pytestmark = pytest.mark.browser

SUPPLEMENT = "Personligt tillæg og helbredstillæg"


def _decide(page: Page, amount: str) -> None:
    """Fill in the form and press [Afgør]."""
    page.get_by_label("Beløb, borgeren søger om, i kroner").fill(amount)
    page.get_by_label("Beløb, borgeren får, i kroner").fill(amount)
    page.get_by_label("Oplysninger, der har haft betydning").fill(f"Nye tænder til {amount} kr.")
    page.get_by_role("button", name="Afgør", exact=True).click()


@pytest.mark.requirement("O4", "E10", "E11")
def test_over_the_limit_it_goes_to_those_who_may_in_one_act(
    somebody: Open, axe: Check, fits: Check
) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Erik Bech", APPLICATION)
    write_down(mette, "Erik søger om hjælp til nye tænder. Han har pension.")
    enquiry = mette.url
    choose_service(mette, SUPPLEMENT)
    way(mette, "Afgør", SUPPLEMENT).click()

    mette.get_by_label("Beløb, borgeren søger om, i kroner").fill("14500")
    mette.get_by_role("button", name="Se teksten, og hvor let den er").click()
    warned = mette.locator(".alert-warning")
    expect(warned).to_contain_text("Beløbet er over din grænse på 5.000 kr.")
    expect(warned).to_contain_text("videre til P/O-kontor Bispebjerg, som må afgøre det")

    _decide(mette, "14500")
    heading(mette, "Sendt videre til P/O-kontor Bispebjerg")
    said = mette.get_by_role("main")
    expect(said).to_contain_text("Det var over din grænse på 5.000 kr.")
    expect(said).to_contain_text("Vi har sendt det videre til P/O-kontor Bispebjerg")
    expect(said).to_contain_text("Nye tænder til 14500 kr.")
    axe(mette)
    mette.set_viewport_size({"width": 320, "height": 700})
    fits(mette)
    mette.set_viewport_size({"width": 1280, "height": 900})

    birgit = somebody("birgit-holm")
    open_offer(birgit, "Erik Bech", SUPPLEMENT)
    story = birgit.get_by_role("main")
    expect(story).to_contain_text("Nye tænder til 14500 kr.")
    expect(story).to_contain_text("beløbet er over skrankens grænse på 5.000 kr.")
    expect(story).to_contain_text("Der søges om 14.500 kr.")

    mette.get_by_role("button", name="Tag den tilbage").click()
    heading(mette, "Henvendelse H-")
    expect(mette.get_by_role("main")).to_contain_text("Venter på svar")
    late = birgit.get_by_role("button", name="Tag over")
    late.click()
    expect(birgit.get_by_role("main")).to_contain_text("Afsenderen har taget den tilbage igen.")

    mette.goto(enquiry)
    choose_service(mette, SUPPLEMENT)
    way(mette, "Afgør", SUPPLEMENT).click()
    _decide(mette, "14500")
    open_offer(birgit, "Erik Bech", SUPPLEMENT)
    birgit.get_by_role("button", name="Tag over").click()
    heading(birgit, SUPPLEMENT)
    mette.reload()
    expect(mette.get_by_role("button", name="Tag den tilbage")).to_have_count(0)
    expect(mette.get_by_role("main")).to_contain_text("taget over")


@pytest.mark.requirement("E10")
def test_the_citizen_sees_why_and_who_has_it(somebody: Open) -> None:
    mette = somebody("mette-juhl")
    find_citizen(mette, "Anna Bech", APPLICATION)
    write_down(mette, "Anna søger om hjælp til medicin.")
    choose_service(mette, SUPPLEMENT)
    way(mette, "Afgør", SUPPLEMENT).click()
    _decide(mette, "9000")
    heading(mette, "Sendt videre til")
    anna: Any = somebody("anna-bech")
    anna.goto("/min-side/")
    anna.get_by_role("link", name="Anna søger om hjælp til medicin").first.click()
    told = anna.get_by_role("main")
    expect(told).to_contain_text("om at tage over, for de må afgøre det")
    mette.get_by_role("button", name="Tag den tilbage").click()
    anna.reload()
    expect(told).to_contain_text("Vi tog den tilbage")
