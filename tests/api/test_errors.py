"""Every no is a problem in words (RFC 9457), and what was refused leaves nothing half-written."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from psycopg import Connection, connect

from indgang.access.public import issue_token
from indgang.config.database.public import Urls
from indgang.journey.enquiry.public import ask
from indgang.rest import cases
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.rowsecurity import acting, as_system


def count(table: str) -> int:
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchall()[0][0])


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    said: dict[str, Any] = json.loads(response.content)
    assert response.status_code == said["status"] == status, said
    assert said["code"] == code, said
    assert said["type"] == f"urn:indgang:problem:{code}"
    assert said["title"] and said["detail"]
    return said


def case_for(world: Any, **changes: Any) -> dict[str, Any]:
    return {
        "citizen_id": world.ids["citizen"],
        "service_code": "udsaettelsestruet",
        "unit_id": world.ids["unit"],
        "story": "Bagud med huslejen.",
    } | changes


def test_each_kind_of_error_is_a_problem(world: Any) -> None:
    own = "own"
    missing = problem(world.ask(own, "POST", "/cases", {}), 422, "bad_input")
    assert set(missing["fields"]) == {"citizen_id", "service_code", "unit_id", "story"}
    assert missing["fields"]["story"] == "Skal udfyldes."
    problem(world.ask(own, "POST", "/cases", "{not json"), 400, "unreadable")
    problem(world.ask(own, "POST", "/cases", b"\xff\xfe"), 400, "unreadable")
    problem(world.ask(own, "POST", "/cases", case_for(world, extra=1)), 422, "bad_input")
    nul = world.ask(own, "POST", "/cases", case_for(world, story="a\x00b"))
    assert problem(nul, 422, "bad_input")["fields"] == {"story": "Kan ikke bruges."}
    problem(world.ask("", "GET", "/cases"), 401, "sign_in")
    problem(world.ask("", "GET", "/nowhere"), 404, "not_found")
    put = world.ask(own, "PUT", "/cases", {})
    problem(put, 405, "method_not_allowed")
    assert set(put.headers["Allow"].replace(" ", "").split(",")) >= {"GET", "POST"}
    problem(world.ask("", "POST", "/understand", {"text": "x" * 1_100_000}), 413, "too_large")
    long = world.ask("", "POST", "/understand", {"text": "x" * 20_001})
    assert problem(long, 422, "bad_input")["fields"] == {"text": "Skriv højst 20000 tegn."}
    nobody = world.ask(own, "POST", "/cases", case_for(world, citizen_id=str(uuid4())))
    problem(nobody, 404, "no_such_citizen")
    nothing = world.ask(own, "POST", "/cases", case_for(world, service_code="findes-ikke"))
    problem(nothing, 404, "no_such_service")
    problem(world.ask(own, "GET", "/cases/not-a-uuid"), 422, "bad_input")


@pytest.mark.requirement("K2")
def test_problems_are_in_the_language_asked_for(world: Any) -> None:
    danish = world.ask("", "GET", "/own", HTTP_ACCEPT_LANGUAGE="da")
    assert problem(danish, 401, "sign_in")["title"] == "Log ind først"
    english = world.ask("", "GET", "/own", HTTP_ACCEPT_LANGUAGE="en")
    assert english.headers["Content-Language"] == "en"
    problem(english, 401, "sign_in")


def test_a_bad_or_expired_key_opens_nothing_not_even_what_is_for_anybody(world: Any) -> None:
    for given in ("Bearer nonsense", "Basic abc", "Bearer", "nonsense"):
        for path in ("/services", "/cases"):
            refused = world.ask("", "GET", path, HTTP_AUTHORIZATION=given)
            problem(refused, 401, "sign_in")
            assert refused.headers["WWW-Authenticate"] == "Bearer"
    account = world.actors["own"].account_id
    with as_system("test"):
        old = issue_token(account_id=account, note="", by=SYSTEM, at=clock.now(), days=-1)
    problem(world.ask("", "GET", "/cases", HTTP_AUTHORIZATION=f"Bearer {old}"), 401, "sign_in")


@pytest.mark.requirement("K10")
def test_staff_without_a_purpose_see_nobody_and_never_use_the_citizens_own(world: Any) -> None:
    path = f"/citizens/{world.ids['citizen']}/cases"
    for purpose in ("", "own", "curiosity"):
        refused = world.ask("own", "GET", path, HTTP_INDGANG_PURPOSE=purpose)
        assert "Indgang-Purpose" in problem(refused, 422, "bad_input")["fields"]


@pytest.mark.requirement("K11")
def test_a_look_up_is_logged_with_its_purpose_and_the_citizen_reads_it(world: Any) -> None:
    before = count("access_lookup")
    path = f"/citizens/{world.ids['citizen']}/cases"
    assert world.ask("own", "GET", path, HTTP_INDGANG_PURPOSE="guidance").status_code == 200
    assert count("access_lookup") == before + 1
    newest = json.loads(world.ask("citizen", "GET", "/own/look-ups").content)["look_ups"][0]
    assert (newest["who"], newest["what"], newest["channel"]) == ("Peter Vang", "cases", "api")
    assert newest["law"] == "Forvaltningsloven § 7"
    # nobody was looked at, so nobody is in the log
    unknown = world.ask("own", "GET", f"/citizens/{uuid4()}/cases")
    problem(unknown, 404, "no_such_citizen")
    assert count("access_lookup") == before + 1


@pytest.mark.requirement("O4")
def test_a_refusal_for_competence_is_kept_and_says_who_may(world: Any) -> None:
    desk = world.actors["desk"]
    with acting(desk, purpose="application"):
        large = ask(
            text="Nye tænder til 14.500 kr.",
            channel="counter",
            unit_id=desk.posts[0].unit_id,
            language="da",
            citizen_id=world.actors["citizen"].citizen_id,
            by=desk,
            at=clock.now(),
        ).enquiry_id
    tables = ("competence_verdictrecord", "shared_auditentry", "case_case", "decision_decision",
              "documents_document", "shared_outboxevent")  # fmt: skip
    before = {table: count(table) for table in tables}
    key, path = str(uuid4()), f"/enquiries/{large}/decision"
    body = {"service_code": "personligt-tillaeg", "applied": 14_500, "amount": 14_500,
            "outcome": "granted"}  # fmt: skip
    said = problem(
        world.ask("desk", "POST", path, body, HTTP_IDEMPOTENCY_KEY=key), 403, "not_competent"
    )
    assert said["reason"] == "amount"
    assert "5.000" in said["sentence"]
    assert said["chain"][-1]["holder"] == "Borgerrepræsentationen"
    assert any(unit["name"].startswith("P/O-kontor") for unit in said["units"]), said["units"]
    after = {table: count(table) for table in tables}
    assert after.pop("competence_verdictrecord") == before.pop("competence_verdictrecord") + 1
    assert after.pop("shared_auditentry") == before.pop("shared_auditentry") + 1
    assert after == before
    # the same key again is the same no, and no second line
    verdicts = count("competence_verdictrecord")
    again = world.ask("desk", "POST", path, body, HTTP_IDEMPOTENCY_KEY=key)
    problem(again, 409, "refused_before")
    assert count("competence_verdictrecord") == verdicts


def test_closed_gates_leave_nothing_and_name_the_fields(world: Any) -> None:
    tables = ("competence_verdictrecord", "shared_auditentry", "decision_decision",
              "documents_document", "shared_outboxevent", "shared_submission")  # fmt: skip
    before = {table: count(table) for table in tables}
    path = f"/cases/{world.ids['case']}/decision"
    said = problem(world.ask("own", "POST", path, {"outcome": "refused"}), 422, "gates_closed")
    assert set(said["fields"]) >= {"facts", "rules", "considerations", "complaint"}
    assert {table: count(table) for table in tables} == before


def test_an_act_that_breaks_off_in_the_middle_leaves_nothing(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = ("case_case", "case_party", "case_journalnote", "shared_auditentry",
              "shared_outboxevent", "shared_submission", "access_lookup")  # fmt: skip
    before = {table: count(table) for table in tables}

    def lost(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    key = str(uuid4())
    with monkeypatch.context() as broken:
        broken.setattr(cases, "looked", lost)  # after the case was written
        away = world.ask("own", "POST", "/cases", case_for(world), HTTP_IDEMPOTENCY_KEY=key)
    said = problem(away, 503, "try_again")
    assert said["next_step"] and away.headers["Retry-After"] == "10"
    assert {table: count(table) for table in tables} == before
    # the same key works when the database is back
    world_again = world.ask("own", "POST", "/cases", case_for(world), HTTP_IDEMPOTENCY_KEY=key)
    assert world_again.status_code == 201
    assert count("case_case") == before["case_case"] + 1


def _end_our_connection(admin: "Connection[Any]") -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        admin.execute("SELECT pg_terminate_backend(%s)", cursor.fetchall()[0])


def test_a_connection_that_is_really_lost_is_a_problem_too(
    world: Any, database_server: Urls
) -> None:
    """The server ends our connection: a reading is asked again by itself, a writing is not."""
    with connect(database_server.admin, autocommit=True) as admin:
        _end_our_connection(admin)
        reading = world.ask("own", "GET", f"/cases/{world.ids['case']}")
        assert reading.status_code == 200, reading.content
        _end_our_connection(admin)
        writing = world.ask("own", "POST", "/cases", case_for(world))
    problem(writing, 503, "try_again")


def test_the_pages_of_the_api_need_no_forgery_token(world: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    answered = strict.post(
        "/api/v1/understand", data={"text": "pas"}, content_type="application/json"
    )
    assert answered.status_code == 200
