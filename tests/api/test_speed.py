"""What a request costs: a constant number of questions to the database, however much there is.

Times are not asserted: ``make bench`` measures them (``docs/benchmarks.md``).
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from indgang.journey.case.public import open_case
from indgang.shared import clock
from indgang.shared.rowsecurity import acting

ROOT = Path(__file__).resolve().parents[2]


def questions(world: Any, role: str, method: str, path: str, body: Any = None) -> int:
    """How many statements one request sends, once the organisation is remembered."""
    world.try_out(role, method, path, body)
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = world.ask(role, method, path, body)
    assert response.status_code < 300, response.content
    # a process asks once a day whether a reorganisation is due; each client here is a new process
    return len([sql for sql in seen if "reorganisation_reorganisation" not in sql])


@pytest.mark.requirement("O5")
def test_the_number_of_questions_does_not_grow_with_the_cases(world: Any) -> None:
    citizen, own = world.ids["citizen"], world.actors["own"]
    case = {"citizen_id": citizen, "service_code": "udsaettelsestruet",
            "unit_id": world.ids["unit"], "story": "Bagud."}  # fmt: skip
    asked = {
        "list": ("own", "GET", f"/citizens/{citizen}/cases", None),
        "picture": ("desk", "GET", f"/citizens/{citizen}/picture", None),
        "open": ("own", "POST", "/cases", case),
        "read": ("own", "GET", f"/cases/{world.ids['case']}", None),
        "work list": ("own", "GET", "/cases", None),
        "verdict": ("own", "POST", "/verdict", {"service_code": "pas", "citizen_id": citizen}),
        "own cases": ("stranger", "GET", "/own/cases", None),
    }
    before = {name: questions(world, *request) for name, request in asked.items()}
    with acting(own, purpose="casework"):
        for _ in range(25):
            open_case(
                citizen_id=own.citizen_id or world.actors["citizen"].citizen_id,
                service_code="udsaettelsestruet",
                unit_id=own.posts[0].unit_id,
                story="Endnu en.",
                by=own,
                at=clock.now(),
            )
    after = {name: questions(world, *request) for name, request in asked.items()}
    assert after == before
    most = {"list": 6, "open": 20, "read": 7, "verdict": 10, "picture": 12, "work list": 6}
    assert {name: count for name, count in after.items() if count > most.get(name, 12)} == {}


def test_the_benchmark_runs_at_a_tiny_scale() -> None:
    """It proves that the benchmark works; its figures mean nothing at this size."""
    environment = {**os.environ, "BENCH_SCALE": "0.0005"}
    for name in ("INDGANG_URL_APPLICATION", "INDGANG_URL_OWNER", "INDGANG_URL_READER"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "bench", "case_api"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    path = Path(done.stdout.rsplit("lines: ", 1)[1].strip())
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    path.unlink()
    kinds = {line["kind"] for line in lines}
    assert kinds == {"load", "request", "limit", "facts"}
    measured = [line for line in lines if line["kind"] == "request"]
    assert {(line["ask"], line["clients"]) for line in measured} >= {
        (ask, clients) for ask in ("list", "open", "read", "verdict") for clients in (1, 4)
    }
    assert all(line["requests"] > 0 and line["cpu"] >= 0 for line in measured)
    by_ask: dict[str, set[int]] = {}
    for line in measured:
        by_ask.setdefault(line["ask"], set()).add(line["queries"])
    assert all(len(counts) == 1 for counts in by_ask.values()), by_ask
