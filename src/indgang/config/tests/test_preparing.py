"""What a process hands on to those it starts."""

import os

import pytest

from indgang.config import preparing
from indgang.config.database.public import Urls, default_folder
from indgang.config.database_settings import VARIABLES

HANDED_ON = (*VARIABLES.values(), "INDGANG_EMBEDDED", "DATABASE_URL")


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a fresh shell has it; what ``connect`` sets is put back afterwards."""
    for name in HANDED_ON:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    urls = Urls("postgresql:///a", "postgresql:///b", "postgresql:///c", "postgresql:///d")
    monkeypatch.setattr(preparing, "addresses", lambda: urls)


@pytest.mark.usefixtures("nothing_known")
def test_pages_are_told_which_database_they_may_wake() -> None:
    preparing.connect()
    assert os.environ["INDGANG_EMBEDDED"] == str(default_folder(preparing.CHECKOUT, os.environ))
    assert os.environ[VARIABLES["default"]] == "postgresql:///c"


@pytest.mark.usefixtures("nothing_known")
def test_somebody_elses_database_is_not_ours_to_wake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/indgang")
    preparing.connect()
    assert "INDGANG_EMBEDDED" not in os.environ
