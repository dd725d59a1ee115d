"""Whoever asked before the system was let in asks again afterwards."""

import pytest
from django.db import connection, transaction

from indgang.shared.actor import ANONYMOUS, Actor, Scope
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import acting, as_system

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("K10")]

CITIZEN = Actor(Scope.CITIZEN, "Anna", citizen_id=uuid7())


def asks() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('indgang.scope', true), "
            "current_setting('indgang.purpose', true), current_setting('indgang.subjects', true)"
        )
        found: tuple[str, str, str] = cursor.fetchone()
    return found


def test_after_the_system_the_same_person_asks_again() -> None:
    with acting(CITIZEN, purpose="own"):
        before = asks()
        with as_system("receipt"):
            assert asks()[0] == "system"
        assert asks() == before == ("citizen", "own", str(CITIZEN.citizen_id))


def test_nobody_is_left_as_the_system_when_nobody_had_asked() -> None:
    with transaction.atomic():
        with as_system("sign-in"):
            pass
        assert asks()[0] != "system"


def test_a_fault_in_the_systems_name_gives_the_asker_back_too() -> None:
    with acting(ANONYMOUS, purpose="own"):
        with pytest.raises(ValueError, match="fault"), as_system("receipt"):
            raise ValueError("fault")
        assert asks()[0] == "anonymous"
