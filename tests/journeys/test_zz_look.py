"""Temporary: looks at pages."""
from collections.abc import Callable
import os
import pytest
from playwright.sync_api import Page
pytestmark = pytest.mark.browser

PAGES = os.environ.get("LOOK", "").split()
WHO = os.environ.get("WHO", "susanne-friis")

def test_look(somebody: Callable[..., Page], axe, fits) -> None:
    for width in (1280, 390):
        page = somebody(WHO, viewport={"width": width, "height": 900})
        for number, address in enumerate(PAGES):
            page.goto(address)
            name = f"{number}-{width}"
            page.screenshot(path=f"/tmp/shots/{name}.png", full_page=True)
            print("==", name, page.url, page.title())
            for check in (axe, fits):
                try:
                    check(page)
                except AssertionError as e:
                    print("  !!", e)
            if page.problems:
                print("  console:", page.problems)
                page.problems.clear()


def test_deep(somebody: Callable[..., Page], axe, fits, site) -> None:
    import psycopg
    with psycopg.connect(site.urls.owner, autocommit=True) as c:
        c.execute("INSERT INTO organisation_post (id, person_id, unit_id, function, title, share, validity) SELECT gen_random_uuid(), p.id, u.id, 'support', 'Sekretær', 0.5, '[2020-01-01,)' FROM organisation_person p, organisation_unit u WHERE p.key='susanne-friis' AND u.key='borgerrepraesentationen'")
        c.execute("INSERT INTO organisation_post (id, person_id, unit_id, function, title, share, validity) SELECT gen_random_uuid(), p.id, u.id, 'leader', 'Direktør', 0.5, '[2020-01-01,)' FROM organisation_person p, organisation_unit u WHERE p.key='susanne-friis' AND u.key='suf'")
    for width in (1280, 390):
        page = somebody("susanne-friis", viewport={"width": width, "height": 900})
        steps = [
            ("grant", "/styring/bemyndigelser/?kind=dispensation", "tbody a"),
            ("instrument", "/styring/hjemler/", "tbody a"),
            ("falling", "/styring/falder-vaek/", None),
            ("from", "/styring/bemyndigelser/giv/", None),
        ]
        def shot(name: str) -> None:
            page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True)
            print("==", name, page.url, page.title())
            for check in (axe, fits):
                try:
                    check(page)
                except AssertionError as e:
                    print("  !!", e)
            if page.problems:
                print("  console:", page.problems)
                page.problems.clear()
        for name, address, link in steps:
            page.goto(address)
            if link:
                page.locator(link).first.click()
                page.wait_for_load_state()
            shot(name)
        page.goto("/styring/inhabilitet/"); shot("conflicts")
        page.locator("tbody a").first.click(); page.wait_for_load_state(); shot("conflict")
        page.get_by_role("button", name="Gem", exact=True).click(); page.wait_for_load_state(); shot("conflict-wrong")
        page.goto("/styring/bemyndigelser/giv/"); shot("from")
        page.goto("/skranke/sager/?vis=alle")
        for a in page.locator("tbody a").all()[:25]:
            pass
