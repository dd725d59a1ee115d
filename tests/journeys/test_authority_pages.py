"""A leader reads and changes authority: the pages at both widths, then what is done there."""

from collections.abc import Callable

import pytest
from counter import heading
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
Check = Callable[[Page], None]

pytestmark = [pytest.mark.browser, pytest.mark.requirement("O4")]

TASK = "personligt-tillaeg"
PAGES = (
    f"/styring/hvem-maa/?service={TASK}&amount=3200",
    f"/styring/hvem-maa/?service={TASK}&dag=2001-01-01",
    f"/styring/hvem-maa/tegnet/?service={TASK}",
    "/styring/hvad-maa-jeg/?vis=alle",
    "/styring/bemyndigelser/?kind=dispensation",
    "/styring/hjemler/",
    "/styring/hjemler/ny/",
    "/styring/klar-til-skranken/?vis=alle",
    f"/styring/klar-til-skranken/{TASK}/",
    "/styring/dispensation/",
    "/styring/huller/",
    "/styring/huller/aftale/",
    "/styring/falder-vaek/",
    "/styring/inhabilitet/",
)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_and_can_be_read_by_all(
    somebody: Open, axe: Check, fits: Check, width: int
) -> None:
    susanne = somebody("susanne-friis", viewport={"width": width, "height": 900})
    for address in PAGES:
        answer = susanne.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        axe(susanne)
        fits(susanne)
    assert susanne.problems == []  # type: ignore[attr-defined]  # kept by the fixture


def test_from_who_may_to_the_paragraph_it_rests_on(somebody: Open, axe: Check) -> None:
    mette = somebody("mette-juhl")
    mette.goto("/skranke/hvem-maa/")
    mette.get_by_label("Hvad handler det om?").select_option(
        label="Personligt tillæg og helbredstillæg"
    )
    mette.get_by_label("Beløb i kroner").fill("3.200")
    mette.get_by_role("button", name="Vis").click()
    mette.get_by_role("link", name="Se navne, kæden og andre dage").click()
    row = mette.get_by_role("row").filter(has_text="Borgerservice Bispebjerg")
    expect(row).to_contain_text("Mette Juhl")
    expect(row).to_contain_text("5.000 kr.")
    expect(row).to_contain_text("på dispensation")
    row.get_by_role("link", name="Se kæden").click()
    heading(mette, "Borgerservice Bispebjerg: afgøre")
    chain = mette.locator(".au-chain > li")
    expect(chain.first).to_contain_text("3 medarbejdere")
    expect(chain.last).to_contain_text("Borgerrepræsentationen")
    expect(chain.last).to_contain_text("Kommunestyrelsesloven § 2, stk. 1")
    axe(mette)
    mette.get_by_label("Se den en anden dag").fill("2001-01-01")
    mette.get_by_role("button", name="Vis").click()
    expect(mette.get_by_role("main")).to_contain_text("kæden er brudt")
    expect(mette.locator(".au-broken").first).to_contain_text("ikke begyndt endnu")
    axe(mette)


@pytest.mark.requirement("E11")
def test_a_leader_says_what_is_in_place(somebody: Open, axe: Check) -> None:
    susanne = somebody("susanne-friis")
    susanne.goto("/styring/klar-til-skranken/handicapkoersel/")
    expect(susanne.get_by_role("main")).to_contain_text("1 ting mangler")
    trained = susanne.locator(".au-criterion").filter(has_text="De ansatte er oplært")
    trained.get_by_label("Ja").check()
    trained.get_by_label("Hvorfor, eller hvad mangler?").fill("Alle har været på kursus.")
    susanne.get_by_role("button", name="Gem det, jeg har ændret").click()
    expect(susanne.get_by_role("main")).to_contain_text("Opgaven er klar. Alt er på plads.")
    expect(trained).to_contain_text("Susanne Friis, fra")
    axe(susanne)


def test_it_works_without_scripts(somebody: Open) -> None:
    ellen = somebody("ellen-brink", java_script_enabled=False)
    ellen.goto(f"/styring/hvem-maa/?service={TASK}")
    ellen.get_by_role("link", name="Se det hele tegnet").click()
    expect(ellen.locator("svg rect")).not_to_have_count(0)
    expect(ellen.locator(".au-tree")).to_contain_text("P/O-kontor Bispebjerg")
