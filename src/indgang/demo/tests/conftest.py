"""The demonstration, loaded once for each file of tests that looks at it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from indgang.competence import queries as competence
from indgang.demo.public import load
from indgang.organisation import queries as organisation
from indgang.shared.rowsecurity import as_system

#: A Monday in November.
TODAY = date(2026, 11, 23)


def forget() -> None:
    """Memories of rows that are rolled back would outlive them."""
    organisation._memory.clear()
    competence._memory.clear()


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[date]:
    """The municipality on ``TODAY``, seen as the system; rolled back after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        with as_system("demonstration"):
            assert load(at=TODAY).fresh
            yield TODAY
        transaction.set_rollback(True)
        forget()
