"""Those who change authority and those who decide by it never wait for each other in a circle."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connections

from indgang.competence.actions import record_verdict
from indgang.competence.granting import hold_authority_to_change
from indgang.competence.models import Grant
from indgang.competence.rules import Matter
from indgang.competence.tests.town import SUPPLEMENT, Town, build
from indgang.config.database.public import Urls
from indgang.organisation.models import UnitTask
from indgang.shared import clock
from indgang.shared.rowsecurity import acting, as_system

pytestmark = [pytest.mark.requirement("O4")]


@pytest.fixture
def stored_town(fresh_database: Urls) -> Town:
    """The municipality with real commits."""
    with as_system("test"):
        return build()


def test_a_change_of_units_and_grants_beside_decisions(stored_town: Town) -> None:
    """The change writes units, lets the others begin, and writes grants (as enacting does)."""
    begun = Event()
    at = clock.now()

    def change() -> str:
        with as_system("test"):
            hold_authority_to_change()
            tasks: Any = UnitTask.objects
            tasks.update(role="udfoerende")
            begun.set()
            Event().wait(1)
            Grant.objects.filter(pk=stored_town.grants["po-syd"]).update(amount_limit=1)
        return "changed"

    def decide() -> str:
        actor = stored_town.actor("anna", clock.today())
        begun.wait(10)
        with acting(actor, purpose="casework"):
            answer, _ = record_verdict(
                by=actor, action="decide", matter=Matter(SUPPLEMENT), subject_id=None, at=at
            )
        return answer.reason

    def run(act: Callable[[], str]) -> str:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(run, [change, decide, decide, decide]))
    assert told == ["changed", "allowed", "allowed", "allowed"]
