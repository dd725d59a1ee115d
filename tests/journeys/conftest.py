"""A real headless Chromium against the real server with the demonstration municipality."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from site_under_test import Site, serving

from indgang.config.database.public import Urls
from indgang.config.frontend import axe_source, install
from indgang.config.translations import compile_all

ROOT = Path(__file__).resolve().parents[2]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if not found:
        pytest.fail("Chromium is missing: install the package 'chromium' (./test does)")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all journeys.

    Playwright keeps an event loop in this thread; Django must be told that its use of the database
    beside it is meant.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update"]  # fmt: skip
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        browser = playwright.chromium.launch(executable_path=_chromium(), args=arguments)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def site(demonstration_town: Urls) -> Iterator[Site]:
    """The server with a fresh demonstration municipality, one for all the tests of a file."""
    install(ROOT, lambda line: None)
    compile_all()
    with serving(demonstration_town) as running:
        yield running


Open = Callable[..., Page]


@pytest.fixture
def somebody(browser: Browser, site: Site) -> Iterator[Open]:
    """``somebody("mette-juhl")`` opens their own browser; without a key nobody is signed in."""
    contexts: list[BrowserContext] = []

    def open_page(key: str | None = None, **options: Any) -> Page:
        options.setdefault("locale", "da-DK")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=site.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
        page.problems = problems  # type: ignore[attr-defined]  # read by the journeys
        if key is not None:
            page.goto("/log-ind/")
            page.locator(f'form:has(input[name=who][value="{key}"]) button').click()
            page.wait_for_load_state()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Fails with what axe-core finds against WCAG 2.1 A and AA."""
    source = axe_source(ROOT).read_text()

    def check(page: Page) -> None:
        result = page.evaluate(
            source + ";axe.run(document, {runOnly: {type: 'tag', "
            "values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}})"
        )
        found = [
            f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}"
            for v in result["violations"]
        ]
        assert not found, f"{page.url}\n" + "\n".join(found)

    return check


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Fails when a page must be scrolled sideways at the width it has now."""

    def check(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} is {wide} px too wide"

    return check
