"""What the tests of authority do over and over: give grants by table, post forms."""

from typing import Any
from uuid import UUID

from indgang.catalogue.public import service
from indgang.desk.tests.pages import hidden
from indgang.desk.tests.town import ALWAYS, NOW, Town, insert, rows
from indgang.shared.rowsecurity import as_system

SUPPLEMENT = "personligt-tillaeg"


def kle_of(code: str) -> str:
    """The service's subject."""
    return service(code).kle


def grant(town: Town, key: str, holder: str, above: str | None, code: str, **more: Any) -> UUID:
    """A grant under another one, with an instrument of its own."""
    with as_system("test"):
        instrument = insert(
            "competence_instrument", key=key, kind=more.pop("kind", "internal_delegation"),
            title_da=f"Papir om {key}", title_en=f"Paper on {key}", source=f"§ om {key}",
            text_da="", text_en="", synthetic=True, validity=more.pop("paper_days", ALWAYS),
        )  # fmt: skip
        town.grants[key] = insert(
            "competence_grant", instrument_id=instrument, holder_id=town.units[holder],
            above_id=town.grants[above] if above else None,
            **{
                "kle": kle_of(code) if code else "", "function": "", "action": "decide",
                "may_sub_delegate": False, "validity": ALWAYS, "outcomes": [], "without": [],
                **more,
            },
        )  # fmt: skip
    return town.grants[key]


def conflict(town: Town, who: str, **more: Any) -> UUID:
    """Somebody barred from Ibrahim's cases."""
    with as_system("test"):
        return insert(
            "competence_conflictofinterest", person_id=town.people[who],
            subject_id=town.citizens["ibrahim"], ground="family", recorded_at=NOW,
            handling="", handling_reason="", **more,
        )  # fmt: skip


def send(client: Any, path: str, **typed: Any) -> Any:
    """Open a page and post its form."""
    page = client.get(path)
    return client.post(path, {**typed, **hidden(page)})


def audited(verb: str) -> int:
    """How many lines of the audit say this."""
    [(number,)] = rows("SELECT count(*) FROM shared_auditentry WHERE verb = %s", verb)
    return int(number)
