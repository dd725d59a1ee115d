"""The database goes away in the middle: a clear word, nothing lost, nothing twice."""

import html
import http.cookiejar
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from site_under_test import environment, serving

from indgang.config.database.public import Urls, ensure, release, stop

pytestmark = pytest.mark.requirement("K10")

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_FILL = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "from indgang.demo.public import load\n"
    "from indgang.shared import clock\n"
    "call_command('migrate', database='owner', verbosity=0)\n"
    "load(seed=2013, at=clock.today(), progress=lambda *a: None)\n"
)
TEXT = "Jeg har mistet mit job <b>og</b> mangler penge til huslejen"


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@dataclass
class Visitor:
    """A browser without JavaScript: cookies, forms, nothing more."""

    address: str
    language: str = "da"
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """(status, page, where it sends us)."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay())
        data = None if fields is None else urllib.parse.urlencode(fields).encode()
        headers = {"Accept-Language": self.language}
        request = urllib.request.Request(self.address + path, data, headers)
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(), ""
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers.get("Location", "")


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the page's forms, read as a browser would."""
    return {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}


@pytest.fixture(scope="module")
def house() -> Iterator[tuple[Path, Urls]]:
    """An embedded database of its own, filled, that a test may stop."""
    around = Path(tempfile.mkdtemp(prefix="indgang-faults-"))
    around.chmod(0o755)  # as root the database has an account of its own, which must get there
    folder = around / "database"
    urls = ensure(folder)
    try:
        subprocess.run([sys.executable, "-c", _FILL], env=environment(urls, {}), check=True)
        yield folder, urls
    finally:
        stop(folder)
        release(folder)
        shutil.rmtree(around, ignore_errors=True)


def _enquiries(urls: Urls, text: str) -> int:
    with psycopg.connect(urls.application) as connection:
        connection.execute("SELECT set_config('indgang.scope', 'system', true)")
        row = connection.execute(
            "SELECT count(*) FROM enquiry_enquiry WHERE text = %s", [text]
        ).fetchone()
        assert row is not None
        return int(row[0])


@pytest.mark.parametrize(("language", "word"), [("da", "Prøv igen"), ("en", "Try again")])
def test_the_database_is_stopped_in_the_middle(
    house: tuple[Path, Urls], language: str, word: str
) -> None:
    folder, urls = house
    text = f"{TEXT} ({language})"
    with serving(urls) as site:
        visitor = Visitor(site.address, language)
        status, page, _ = visitor.ask("/henvendelse/")
        assert status == 200
        fields = {**hidden(page), "text": text, "name": "", "reach": ""}
        stop(folder)
        status, page, _ = visitor.ask("/henvendelse/", fields)
        assert status == 503 and word in page
        assert "<b>og</b>" not in page  # what was typed is shown as text, never as markup
        kept = hidden(page)
        assert kept["text"] == text and kept["form_key"] == fields["form_key"]
        assert visitor.ask("/")[0] == 503
        ensure(folder)
        assert _enquiries(urls, text) == 0  # nothing half done
        for _ in range(3):
            status, _, onward = visitor.ask("/henvendelse/", kept)
            assert status == 302 and "kvittering" in onward
        assert _enquiries(urls, text) == 1  # and nothing twice


def test_the_server_wakes_a_database_of_its_own(house: tuple[Path, Urls]) -> None:
    folder, urls = house
    ensure(folder)
    with serving(urls, INDGANG_EMBEDDED=str(folder)) as site:
        visitor = Visitor(site.address)
        assert visitor.ask("/")[0] == 200
        stop(folder)
        assert visitor.ask("/")[0] == 200  # a reading is asked again on a new connection
        assert visitor.ask("/hjaelp/pas/")[0] == 200


def test_a_server_that_is_killed_loses_nothing_that_was_accepted(
    house: tuple[Path, Urls],
) -> None:
    folder, urls = house
    ensure(folder)
    with serving(urls) as site:
        visitor = Visitor(site.address)
        _, page, _ = visitor.ask("/henvendelse/")
        fields = {**hidden(page), "text": TEXT, "name": "", "reach": ""}
        assert visitor.ask("/henvendelse/", fields)[0] == 302
        site.web.kill()
        site.web.wait()
    assert _enquiries(urls, TEXT) == 1
    with serving(urls) as site:
        again = Visitor(site.address, jar=visitor.jar)
        assert again.ask("/henvendelse/", fields)[0] == 302
    assert _enquiries(urls, TEXT) == 1
