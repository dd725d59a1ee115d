"""What the night's job removes."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore

from indgang.config.jobs import forget_sessions


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
