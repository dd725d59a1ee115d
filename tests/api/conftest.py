"""The API in process on the demonstration municipality, with keys for people in each role."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client

from indgang.access.public import (
    account_by_identity,
    actor_of_account,
    give_consent,
    issue_token,
)
from indgang.appointments.public import book, free_times
from indgang.citizens.public import reveal_cpr
from indgang.demo.public import ISSUER
from indgang.documents.public import receive
from indgang.journey.case.public import open_case
from indgang.journey.decision.public import ask_party
from indgang.journey.enquiry.public import ask, hand_over
from indgang.messages.public import queue
from indgang.organisation.public import organisation
from indgang.shared import clock
from indgang.shared.actor import SYSTEM, Actor
from indgang.shared.rowsecurity import acting, as_system

#: role → the demonstration's person. Peter's unit has the case, Mette's the enquiries.
PEOPLE = {
    "desk": "mette-juhl",
    "own": "peter-vang",
    "other": "mikkel-ravn",
    "librarian": "ellen-brink",
    "citizen": "ibrahim-haddad",
    "stranger": "anna-bech",
}


@dataclass(frozen=True)
class World:
    """Keys, people, and something of each kind to ask about."""

    tokens: dict[str, str]
    actors: dict[str, Actor]
    ids: dict[str, str]

    def ask(self, role: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """One request as ``role`` ("" is nobody), with the purpose and a fresh key."""
        sent = {"HTTP_INDGANG_PURPOSE": "application", "HTTP_IDEMPOTENCY_KEY": str(uuid4())}
        if role:
            sent["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens[role]}"
        sent.update(headers)
        extra: dict[str, Any] = {key: value for key, value in sent.items() if value}
        if body is not None:
            extra |= {"data": body, "content_type": "application/json"}
        return getattr(Client(), method.lower())(f"/api/v1{path}", **extra)

    def try_out(self, role: str, method: str, path: str, body: Any = None) -> Any:
        """As ``ask``, and everything it did is undone."""
        with transaction.atomic():
            response = self.ask(role, method, path, body)
            transaction.set_rollback(True)
        return response


def _actor(key: str) -> Actor:
    with as_system("sign-in"):
        account = account_by_identity(ISSUER, key)
        assert account is not None, key
        return actor_of_account(account, clock.now())


def _matters(actors: dict[str, Actor]) -> dict[str, str]:
    """An enquiry, a hand-over, a case with a hearing, a paper, a letter, a time, a consent."""
    at = clock.now()
    ibrahim = actors["citizen"].citizen_id
    desk, own = actors["desk"], actors["own"]
    assert ibrahim is not None
    found: dict[str, UUID | str] = {"citizen": ibrahim, "person": own.person_id or ""}
    found["unit"], found["desk_unit"] = own.posts[0].unit_id, desk.posts[0].unit_id
    with acting(desk, purpose="application"):
        for name in ("enquiry", "offered"):
            found[name] = ask(
                text="Jeg er bagud med huslejen.",
                channel="counter",
                unit_id=desk.posts[0].unit_id,
                language="da",
                citizen_id=ibrahim,
                by=desk,
                at=at,
            ).enquiry_id
        found["handover"] = hand_over(
            enquiry_id=UUID(str(found["offered"])),
            to_unit_id=own.posts[0].unit_id,
            service_code="udsaettelsestruet",
            story="Bagud med to måneders husleje.",
            by=desk,
            at=at,
        )
    with acting(own, purpose="casework"):
        case_id = open_case(
            citizen_id=ibrahim,
            service_code="udsaettelsestruet",
            unit_id=own.posts[0].unit_id,
            story="Bagud med huslejen.",
            by=own,
            at=at,
        ).case_id
        found["case"] = case_id
        found["hearing"] = ask_party(
            case_id=case_id,
            facts="Udlejeren siger, at der mangler to måneder.",
            answer_by=clock.day_of(at) + timedelta(days=7),
            by=own,
            at=at,
        )
        found["document"] = receive(
            about_id=case_id,
            citizen_id=ibrahim,
            unit_id=own.posts[0].unit_id,
            filename="brev.txt",
            data=b"Kaere kommune",
            by=own,
            at=at,
        ).document_id
        found["message"] = queue(
            key="tests.api", citizen_id=ibrahim, subject="Om din sag", by=SYSTEM, at=at
        )
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT cpr_encrypted FROM citizens_citizen WHERE id = %s", [ibrahim])
        found["cpr"] = reveal_cpr(cursor.fetchall()[0][0])
        cursor.execute("SELECT id, unit_id FROM appointments_calendar ORDER BY id")
        found["calendar"], calendar_unit = cursor.fetchall()[0]
        free = free_times(
            unit_id=calendar_unit, minutes=20, from_=at, until=at + timedelta(days=40), limit=2
        )
        found["calendar"], found["begins"] = free[1].calendar_id, free[1].begins.isoformat()
        found["code"] = book(
            calendar_id=free[0].calendar_id,
            begins=free[0].begins,
            minutes=20,
            citizen_id=None,
            service_code=None,
            by=SYSTEM,
            at=at,
        ).code
        org = organisation(clock.day_of(at))
        found["administration"] = org.by_key["sof"].unit_id
        found["to_administration"] = org.by_key["bif"].unit_id
        found["consent"] = give_consent(
            subject_id=ibrahim,
            from_administration=org.by_key["sof"].unit_id,
            to_administration=org.by_key["bif"].unit_id,
            kle="32",
            level="headline",
            by=SYSTEM,
            at=at,
        )
    return {name: str(value) for name, value in found.items()}


@pytest.fixture
def world(demonstration: Any) -> Iterator[World]:
    """The municipality with keys for everybody in ``PEOPLE``."""
    actors = {role: _actor(key) for role, key in PEOPLE.items()}
    tokens = {}
    for role, actor in actors.items():
        assert actor.account_id is not None
        with as_system("test"):
            tokens[role] = issue_token(
                account_id=actor.account_id, note="test", by=SYSTEM, at=clock.now()
            )
    yield World(tokens, actors, _matters(actors))
