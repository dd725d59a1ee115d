"""Walking through the desk's pages as an employee does."""

import html
import re
from typing import Any
from uuid import UUID

from django.test import Client


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = re.findall(
        r'name="(form_key|sealed|version)" value="([^"]*)"', response.content.decode()
    )
    return dict(found)


def words(response: Any) -> str:
    """What the page says, without its tags."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", text))


def open_citizen(client: Client, citizen_id: UUID, *, purpose: str = "application") -> Any:
    """Give the purpose, and open the citizen's page."""
    answer = client.post(
        f"/skranke/borger/{citizen_id}/aabn/", {"purpose": purpose, "channel": "counter"}
    )
    assert answer.status_code == 302
    return client.get(answer.headers["Location"])


def register(client: Client, citizen_id: UUID, text: str) -> str:
    """Write an enquiry down; the address of its page."""
    page = open_citizen(client, citizen_id)
    answer = client.post(
        f"/skranke/borger/{citizen_id}/", {"text": text, "channel": "counter", **hidden(page)}
    )
    assert answer.status_code == 302, words(answer)
    return str(answer.headers["Location"])


def ways(response: Any) -> list[str]:
    """Units and times that can be chosen on the page for handing over."""
    found = re.findall(r'name="where" value="([^"]*)"', response.content.decode())
    return [html.unescape(value) for value in found]


def hand_over(client: Client, enquiry: str, code: str, **typed: str) -> Any:
    """Hand an enquiry over to the first unit, at its first free time."""
    address = f"{enquiry}giv-videre/?ydelse={code}"
    page = client.get(address)
    given = {"where": ways(page)[0], "story": "Han har mistet sit job.", "amount": "", **typed}
    return client.post(address, {**given, **hidden(page)})


DECISION = {
    "outcome": "granted",
    "amount": "",
    "applied": "",
    "facts": "Du har søgt om hjælp.",
    "rules": "Reglerne om hjælp.",
    "considerations": "Du opfylder betingelserne.",
    "complaint": "Du kan klage inden 4 uger.",
    "hearing_exception": "",
    "do": "decide",
}
