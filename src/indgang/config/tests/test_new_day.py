"""The first request of a day sees no new tree with old cases."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from indgang.config import jobs, new_day, preparing
from indgang.config.database.public import Urls
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Merge
from indgang.reorganisation.tests import stored
from indgang.reorganisation.tests.acts import enacted
from indgang.reorganisation.tests.stored import NOW, ON_THE_DAY, House
from indgang.shared import clock

pytestmark = pytest.mark.requirement("O1")


@pytest.fixture
def house(db: None) -> House:
    """The municipality of the room's own tests."""
    return stored.build()


def _get() -> HttpRequest:
    return RequestFactory().get("/")


def test_the_first_request_of_the_day_comes_after_the_move(
    house: House, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    id_ = enacted(house, Merge(("ydelse",), "job"))
    seen: list[str] = []

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(room.reorganisation(id_).state)
        return HttpResponse("")

    middleware = new_day.NewDay(page)
    with clock.stopped(NOW):
        middleware(_get())
    with clock.stopped(ON_THE_DAY):
        middleware(_get())
        middleware(_get())
    assert seen == ["enacted", "in_effect", "in_effect"]


def test_later_requests_of_the_day_ask_nothing(house: House, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def] # pytest-django's fixture is not typed
    middleware = new_day.NewDay(lambda request: HttpResponse(""))
    with clock.stopped(ON_THE_DAY):
        with django_assert_num_queries(1):
            middleware(_get())
        with django_assert_num_queries(0):
            middleware(_get())
    with clock.stopped(ON_THE_DAY + timedelta(days=1)), django_assert_num_queries(1):
        middleware(_get())


@pytest.mark.django_db
def test_one_that_cannot_take_effect_does_not_close_the_municipality(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def broken(**_: object) -> int:
        tries.append(1)
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(new_day, "take_effect_of_due", broken)
    middleware = new_day.NewDay(lambda request: HttpResponse("side"))
    assert [middleware(_get()).content for _ in range(3)] == [b"side"] * 3
    assert len(tries) == 1  # not at every request
    assert "ZeroDivisionError" in caplog.text and "secret" not in caplog.text
    monkeypatch.setattr(middleware, "_again", 0.0)
    middleware(_get())
    assert len(tries) == 2


@pytest.mark.django_db
def test_a_database_that_is_away_is_told_and_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_: object) -> int:
        raise OperationalError("gone")

    monkeypatch.setattr(new_day, "take_effect_of_due", away)
    middleware = new_day.NewDay(lambda request: HttpResponse("side"))
    assert middleware(_get()).status_code == 503
    monkeypatch.setattr(new_day, "take_effect_of_due", lambda **_: 0)
    assert middleware(_get()).status_code == 200


def test_the_job_and_the_start_of_serve_let_the_day_come(fresh_database: Urls) -> None:
    stored.tell_apart(fresh_database.owner)
    house = stored.build()
    first = enacted(house, Merge(("ydelse",), "job"))
    second = enacted(house, Merge(("job",), "borger"), on=stored.ON + timedelta(days=1))
    with clock.stopped(ON_THE_DAY):
        jobs.reorganisations.func(timestamp=0)
    assert [room.reorganisation(id_).state for id_ in (first, second)] == ["in_effect", "enacted"]
    with clock.stopped(ON_THE_DAY + timedelta(days=1)):
        preparing.let_the_day_come()
    assert room.reorganisation(second).state == "in_effect"
    connections.close_all()
