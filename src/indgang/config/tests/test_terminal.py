"""An error is one line for people, without values from the database."""

import errno

import psycopg
import pytest
from django.db import IntegrityError, OperationalError

from indgang.config.frontend import FrontendError
from indgang.config.terminal import CommandError, complain, one_line
from indgang.shared.errors import BadInput


@pytest.fixture(autouse=True)
def _in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "da")
    monkeypatch.delenv("INDGANG_DEBUG", raising=False)


def _caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CommandError("Port 8000 er optaget."), "Port 8000 er optaget."),
        (BadInput("Skriv en dato."), "Skriv en dato."),
        (FrontendError("npm gave no answer"), "npm gave no answer"),
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "Disken er fuld"),
        (_caused(OperationalError("x"), psycopg.errors.DiskFull("x")), "Disken er fuld"),
        (_caused(RuntimeError("x"), OSError(errno.ENOSPC, "x")), "Disken er fuld"),
        (OperationalError("server closed the connection"), "server closed the connection"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "Permission denied: /x"),
        (KeyError(), "KeyError"),
    ],
)
def test_what_is_wrong_is_one_line(
    error: Exception, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert expected in one_line(error)
    complain(error)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("indgang: ")


def test_the_values_of_a_row_are_not_shown() -> None:
    told = 'duplicate key violates "account_once"\nDETAIL:  Key (name)=(Anna Bech) already exists.'
    assert "Anna" not in one_line(IntegrityError(told))
