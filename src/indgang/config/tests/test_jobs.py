"""What the jobs do that nobody asks for."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from indgang.catalogue.public import change_kle, load_services, service, services
from indgang.config.jobs import forget_sessions, kle_numbers
from indgang.shared import clock
from indgang.shared.actor import SYSTEM


@pytest.mark.django_db
@pytest.mark.requirement("K10")
def test_sessions_that_have_run_out_are_removed_with_what_was_typed() -> None:
    old, fresh = SessionStore(), SessionStore()
    for session in (old, fresh):
        session["unfinished"] = {"fields": {"text": ["jeg har mistet mit job"]}}
    old.set_expiry(timedelta(seconds=-1))
    for session in (old, fresh):
        session.save()
    forget_sessions(timestamp=0)
    rows = SessionStore.get_model_class().objects
    assert set(rows.values_list("pk", flat=True)) == {fresh.session_key}


@pytest.mark.django_db
def test_services_get_their_new_number_when_its_day_has_come() -> None:
    load_services(at=clock.today())
    code, old = next((one.code, one.kle) for one in services().values())
    tomorrow = clock.today() + timedelta(days=1)
    change = json.dumps([{"old": old, "new": "98.01.01"}])
    change_kle(text=change, on=tomorrow, by=SYSTEM, at=clock.now())
    kle_numbers(timestamp=0)
    assert service(code).kle == old
    with clock.stopped(clock.now() + timedelta(days=1)):
        kle_numbers(timestamp=0)
    assert service(code).kle == "98.01.01"
