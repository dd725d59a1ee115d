"""Sessions end: soon for citizens, who may sit at a library's computer."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.middleware.csrf import get_token
from hypothesis import given
from hypothesis import strategies as st

from indgang.access.gate import actor_of, sign_in
from indgang.access.models import Account
from indgang.access.rules import IDLE, still_there
from indgang.shared.actor import Scope
from indgang.shared.identifiers import uuid7

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@given(st.integers(0, 24 * 60), st.sampled_from([Scope.CITIZEN, Scope.STAFF]))
def test_a_citizens_session_ends_long_before_an_employees(minutes: int, scope: Scope) -> None:
    seen = NOW - timedelta(minutes=minutes)
    assert still_there(scope, seen, NOW) == (timedelta(minutes=minutes) <= IDLE[scope])
    assert IDLE[Scope.CITIZEN] <= timedelta(minutes=30) < IDLE[Scope.STAFF]


def test_no_session_outlives_the_browser() -> None:
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE is True


@pytest.fixture
def request_() -> HttpRequest:
    request = HttpRequest()
    request.session = SessionStore()  # as the middleware makes it
    return request


@pytest.fixture
def citizen(db: None) -> Any:
    row = Account.objects.create(
        kind="citizen", issuer="test", subject="anna", name="Anna", citizen_id=uuid7()
    )
    return SimpleNamespace(account_id=row.id, citizen_id=row.citizen_id)


def test_a_citizen_who_went_away_is_signed_out_on_the_server(
    request_: HttpRequest, citizen: Any
) -> None:
    sign_in(request_, citizen.account_id)
    assert actor_of(request_, NOW).citizen_id == citizen.citizen_id
    later = NOW + timedelta(minutes=25)
    assert actor_of(request_, later).citizen_id == citizen.citizen_id
    key = request_.session.session_key
    assert actor_of(request_, later + timedelta(minutes=31)).scope is Scope.ANONYMOUS
    assert not request_.session.get("account")
    assert request_.session.session_key != key or key is None


def test_signing_in_gives_a_new_session_and_a_new_token(
    request_: HttpRequest, citizen: Any
) -> None:
    """A key or a token that somebody planted before does not become the person's own."""
    request_.session["planted"] = "x"
    request_.session.save()
    key, token = request_.session.session_key, get_token(request_)
    planted = request_.META["CSRF_COOKIE"]
    sign_in(request_, citizen.account_id)
    assert request_.session.session_key != key and "planted" not in request_.session
    assert token and request_.META["CSRF_COOKIE"] != planted
