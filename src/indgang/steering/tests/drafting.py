"""What the tests of reorganisations' pages do over and over."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import Town
from indgang.steering.tests.authority import grant

#: The day of the reorganisations of these tests, and ten in the morning on it.
DAY = date(2027, 1, 4)
ON_THE_DAY = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)

#: Two offices become one centre; everybody and everything has a home.
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("create", {"name": "Center for Hjælp", "kind": "centre", "parent": "Beskæftigelse",
                "phone": "02 00 00 00"}),
    ("merge", {"unit_1": "Jobcenter Nord", "into": "Center for Hjælp"}),
    ("rename", {"unit": "Biblioteket", "name": "Folkebiblioteket", "phone": ""}),
    ("move_post", {"post": "Lea Lund, leder, Borgerservice Nord", "to_unit": "Center for Hjælp",
                   "new_function": "", "new_title": "Centerchef"}),
)  # fmt: skip


def may_sign(town: Town, unit: str = "desk") -> None:
    """Let the unit decide on the municipality's structure."""
    grant(town, "structure", unit, "root", "", kle="00.15")


def new_draft(client: Any, title: str = "Nye centre", day: date = DAY) -> str:
    """A new draft; its address."""
    page = client.get("/styring/omlaegninger/ny/")
    sent = client.post(
        "/styring/omlaegninger/ny/",
        {"title": title, "effective_on": day.isoformat(), "reason": "Én kommune", **hidden(page)},
    )
    assert sent.status_code == 302, words(sent)
    return str(sent.headers["Location"])


def add(client: Any, address: str, kind: str, typed: dict[str, str]) -> Any:
    """Send the form of one kind of step."""
    page = client.get(f"{address}trin/nyt/{kind}/")
    return client.post(f"{address}trin/nyt/{kind}/", {**typed, **hidden(page)})


def drafted(client: Any, steps: tuple[tuple[str, dict[str, str]], ...] = STEPS) -> str:
    """A draft with steps; its address."""
    address = new_draft(client)
    for kind, typed in steps:
        sent = add(client, address, kind, typed)
        assert sent.status_code == 302, words(sent)
    return address


def press(client: Any, address: str, verb: str, **typed: Any) -> Any:
    """Press a button of the draft's page."""
    return client.post(f"{address}{verb}/", {**hidden(client.get(address)), **typed})


def sign_what_is_left(client: Any, address: str) -> int:
    """Answer for every kind of trouble at once; gives how many kinds there were."""
    kinds = 0
    while 'action="' + f"{address}underskriv/" in client.get(address).content.decode():
        html = client.get(address).content.decode()
        form = html.split(f'action="{address}underskriv/"', 1)[1].split("</form>", 1)[0]
        code = form.split('name="code" value="', 1)[1].split('"', 1)[0]
        sent = press(client, address, "underskriv", code=code, alle="ja", reason="Vi klarer det")
        assert sent.status_code == 302, words(sent)
        kinds += 1
        assert kinds < 20
    return kinds


def enacted(client: Any, address: str) -> None:
    """Sign what is left, and enact."""
    sign_what_is_left(client, address)
    sent = press(client, f"{address}", "vedtag")
    assert sent.status_code == 302, words(sent)


def upload(client: Any, address: str, text: str, name: str = "trin.csv") -> Any:
    """Send a spreadsheet."""
    file = SimpleUploadedFile(name, text.encode())
    return press(client, address, "regneark", sheet=file)
