"""The command line says what is wrong in one line, in the person's language."""

import os
import subprocess
from pathlib import Path

import pytest
from terminals import INDGANG


def _run(*words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    kept = {
        name: it
        for name, it in os.environ.items()
        if not name.startswith(("LC_", "LANG", "INDGANG_URL", "DATABASE_"))
    }
    return subprocess.run(
        [INDGANG, *words],
        env=kept | more,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def _one_line(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode in (1, 2)
    (line,) = done.stderr.splitlines()
    assert line.startswith("indgang: ")
    assert "Traceback" not in done.stdout
    return line


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("fly",), 2),
        (("serve", "--port", "0"), 2),
        (("serve", "--port", "æ"), 2),
        (("serve", "--workers", "0"), 2),
        (("token",), 2),
        (("database", "burn"), 2),
        (("serve", "--municipality", "atlantis"), 2),
        (("serve", "--host", "nowhere.invalid"), 1),
    ],
)
def test_what_is_not_understood_is_one_line(words: tuple[str, ...], code: int) -> None:
    done = _run(*words)
    assert _one_line(done)
    assert done.returncode == code


def test_a_database_address_that_cannot_be_read() -> None:
    line = _one_line(_run("migrate", DATABASE_URL="host=127.0.0.1 port"))
    assert "DATABASE_URL kan ikke læses" in line


def test_a_database_that_does_not_answer(tmp_path: Path) -> None:
    surroundings = {
        "DATABASE_URL": "postgresql://somebody:secret@127.0.0.1:1/indgang",
        "INDGANG_DATA": str(tmp_path / "data"),
    }
    line = _one_line(_run("migrate", **surroundings))
    assert "DATABASE_URL" in line
    assert "secret" not in line


def test_a_municipality_that_is_not_there() -> None:
    line = _one_line(_run("migrate", INDGANG_DEMONSTRATION_MUNICIPALITY="atlantis"))
    assert "copenhagen, lyngby-taarbaek" in line


def test_a_given_database_is_not_stopped() -> None:
    given = "postgresql://somebody@127.0.0.1:1/indgang"
    assert _one_line(_run("database", "stop", DATABASE_URL=given))


def test_debugging_shows_where_it_came_from() -> None:
    done = _run("migrate", DATABASE_URL="host=127.0.0.1 port", INDGANG_DEBUG="1")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


@pytest.mark.parametrize(
    ("words", "surroundings", "expected"),
    [
        (("--help",), {}, "Brug: "),
        (("--help",), {"LANG": "da_DK.UTF-8"}, "Brug: "),
        (("--help",), {"LANG": "en_GB.UTF-8"}, "Usage: "),
        (("--help", "--lang", "en"), {}, "Usage: "),
        (("--lang=en", "--help"), {"LANG": "da_DK.UTF-8"}, "Usage: "),
        (("serve", "--help", "--lang", "da"), {"LANG": "en_GB.UTF-8"}, "Brug: "),
    ],
)
def test_it_speaks_the_language_that_is_asked_for(
    words: tuple[str, ...], surroundings: dict[str, str], expected: str
) -> None:
    done = _run(*words, **surroundings)
    assert done.returncode == 0
    assert done.stdout.startswith(expected)
