"""Logs say what happened, never to whom."""

import logging
import sys

import pytest
from django.db import DatabaseError

from indgang.config.logging import NoPersons

pytestmark = pytest.mark.requirement("K10")


def logged(error: Exception) -> str:
    """What the console would show of a fault."""
    try:
        raise RuntimeError("the page fell over") from error
    except RuntimeError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "x.py", 1, "%s of 010185-5001", ("Fault",),
            sys.exc_info(),
        )  # fmt: skip
    NoPersons().filter(record)
    return logging.Formatter().format(record)


def test_the_databases_detail_is_left_out() -> None:
    """PostgreSQL tells the whole row that failed, with what somebody wrote in it."""
    text = logged(
        DatabaseError(
            'new row violates check constraint "x"\n'
            "DETAIL:  Failing row contains (Anna Bech, Opdigtet Vej 1, jeg har mistet\n"
            "\nmit job).\n"
            "CONTEXT:  more"
        )
    )
    assert "Anna Bech" not in text and "mit job" not in text and "010185" not in text
    assert 'check constraint "x"' in text and "RuntimeError: the page fell over" in text
    assert "The above exception was the direct cause" in text
