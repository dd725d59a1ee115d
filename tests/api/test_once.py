"""Sent twice with the same key, it happens once."""

import json
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections

from indgang.shared.rowsecurity import as_system


def _cases() -> int:
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_case")
        return int(cursor.fetchall()[0][0])


def _body(world: Any) -> dict[str, Any]:
    return {
        "citizen_id": world.ids["citizen"],
        "service_code": "udsaettelsestruet",
        "unit_id": world.ids["unit"],
        "story": "Bagud med huslejen.",
    }


def test_the_second_send_gets_the_firsts_answer(world: Any) -> None:
    before, key = _cases(), str(uuid4())
    sends = [
        world.ask("own", "POST", "/cases", _body(world), HTTP_IDEMPOTENCY_KEY=key) for _ in range(3)
    ]
    assert {send.status_code for send in sends} == {201}
    assert len({send.content for send in sends}) == 1
    assert json.loads(sends[0].content)["number"].startswith("S-")
    assert _cases() == before + 1


def test_a_key_is_one_persons_and_for_one_act(world: Any) -> None:
    key = str(uuid4())
    first = world.ask("own", "POST", "/cases", _body(world), HTTP_IDEMPOTENCY_KEY=key)
    assert first.status_code == 201
    note = {"theme": "Samtale", "text": "Talte i telefon."}
    other_act = world.ask(
        "own", "POST", f"/cases/{world.ids['case']}/notes", note, HTTP_IDEMPOTENCY_KEY=key
    )
    assert json.loads(other_act.content)["code"] == "key_in_use"
    other_person = world.ask(
        "desk",
        "POST",
        "/cases",
        _body(world) | {"unit_id": world.ids["desk_unit"]},
        HTTP_IDEMPOTENCY_KEY=key,
    )
    assert other_person.status_code == 409
    assert world.ids["citizen"] not in other_person.content.decode()


@pytest.mark.parametrize("key", ["", "not-a-uuid"])
def test_without_a_key_nothing_is_made(world: Any, key: str) -> None:
    before = _cases()
    refused = world.ask("own", "POST", "/cases", _body(world), HTTP_IDEMPOTENCY_KEY=key)
    assert refused.status_code == 422
    assert "Idempotency-Key" in json.loads(refused.content)["fields"]
    assert _cases() == before


def test_a_refused_send_does_not_use_the_key_up(world: Any) -> None:
    key = str(uuid4())
    wrong = _body(world) | {"service_code": "findes-ikke"}
    refused = world.ask("own", "POST", "/cases", wrong, HTTP_IDEMPOTENCY_KEY=key)
    assert refused.status_code == 404
    right = world.ask("own", "POST", "/cases", _body(world), HTTP_IDEMPOTENCY_KEY=key)
    assert right.status_code == 201


def test_two_at_the_same_instant_make_one(world: Any) -> None:
    before, key, start = _cases(), str(uuid4()), Barrier(4)
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        start.wait()
        response = world.ask("own", "POST", "/cases", _body(world), HTTP_IDEMPOTENCY_KEY=key)
        answers.append((response.status_code, response.content))
        connections.close_all()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 201
    assert _cases() == before + 1
