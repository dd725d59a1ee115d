"""*May they?* on 2,000 units and 5,000 grants: from memory, from a cold start, and in plain SQL.

One process. The SQL is one recursive question over the same tables (``verdict_sql``); both must
give the same answers, or nothing is measured. Speeds are per CPU second of one core, PostgreSQL's
counted in, so that they say the same on a busy machine; cold starts are told in wall time too.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from bench import authority_ground, ground
from bench.processes import cpu_seconds
from bench.report import ROOT, Report
from bench.verdict_sql import Question, ask

UNITS, GRANTS = 2_000, 5_000
AIM_PER_SECOND, AIM_COLD = 20_000, 1.0
ROUNDS = 5
ASKED, SINGLE, THROUGH = 20_000, 500, 1_000
SEED = 13


def run(report: Report, scale: float) -> None:
    """Everything, and a table of ratios."""
    from django.db import connections

    from indgang.shared import clock

    urls = ground.begin()
    today = clock.today()
    report.say("base: migrations")
    here = authority_ground.prepared(urls)
    house = authority_ground.fill(
        here, max(60, int(UNITS * scale)), max(150, int(GRANTS * scale)), seed=SEED, today=today
    )
    report.say(f"{house.units:,} units, {house.grants:,} grants")
    asked = authority_ground.questions(house, max(200, int(ASKED * scale)), seed=SEED)
    figures = {
        "in a running process": _cold(asked[0], today),
        "in a new process": _new_process(asked[0], here, today),
    }
    for start, (wall, cpu) in figures.items():
        report.keep(
            kind="cold", units=house.units, grants=house.grants, start=start, wall=wall, cpu=cpu
        )
    speeds = _speeds(here, asked, today, scale)
    _tell(report, speeds, figures)
    report.say(f"load average {os.getloadavg()[0]:.1f}")
    connections.close_all()


def _book(today: date) -> Any:
    from indgang.competence.queries import authority
    from indgang.organisation.public import organisation

    return authority(organisation(today))


def _answer(book: Any, question: Question, today: date) -> Any:
    from indgang.competence.rules import Matter, verdict
    from indgang.shared.actor import HeldPost

    post = HeldPost(UUID(int=1), question.unit_id, question.function, "")
    matter = Matter(question.kle, question.amount, question.outcome, question.complexity)
    return verdict(posts=(post,), authority=book, action=question.action, matter=matter, at=today)


def _forget() -> None:
    from indgang.competence import queries as competence
    from indgang.organisation import queries as organisation

    competence._memory.clear()
    organisation._memory.clear()


def _cold(question: Question, today: date) -> tuple[float, float]:
    """Wall and own CPU seconds from nothing remembered to the first answer; the median.

    On an open connection.
    """
    from django.db import connection

    connection.ensure_connection()
    took = []
    for _ in range(ROUNDS):
        _forget()
        began, worked = time.perf_counter(), time.process_time()
        _answer(_book(today), question, today)
        took.append((time.perf_counter() - began, time.process_time() - worked))
    return sorted(took)[len(took) // 2]


_FIRST = """
import sys
import time
import django
django.setup()
from datetime import date
from bench.verdict_sql import Question
from bench.verdicts import _answer, _book
from uuid import UUID
began, worked = time.perf_counter(), time.process_time()
today = date.fromisoformat(sys.argv[1])
question = Question(UUID(sys.argv[2]), sys.argv[3], None, "decide", sys.argv[4])
_answer(_book(today), question, today)
print(time.perf_counter() - began, time.process_time() - worked)
"""


def _new_process(question: Question, urls: Any, today: date) -> tuple[float, float]:
    """The same from the program being loaded to its first answer, connecting too."""
    took = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", _FIRST, today.isoformat(), str(question.unit_id),
             question.function, question.kle],
            env={**os.environ, **ground.environment(urls)},
            cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        wall, cpu = done.stdout.split()
        took.append((float(wall), float(cpu)))
    return sorted(took)[len(took) // 2]


def _per_second(work: Callable[[], int], postmaster: int | None) -> float:
    """How many in a CPU second of ours and PostgreSQL's, the median of the rounds.

    The first round is not counted. Where PostgreSQL is elsewhere, ours alone.
    """
    work()
    speeds = []
    roots = [] if postmaster is None else [postmaster]
    for _ in range(ROUNDS):
        theirs, ours = cpu_seconds(roots), time.process_time()
        count = work()
        took = time.process_time() - ours + cpu_seconds(roots) - theirs
        speeds.append(count / max(took, 1e-4))
    return statistics.median(speeds)


def _speeds(
    urls: Any, asked: list[Question], today: date, scale: float
) -> dict[str, tuple[float, int]]:
    """Answers a CPU second by way of asking, with how many were asked."""
    from django.db import connection

    from indgang.competence.queries import may
    from indgang.competence.rules import Matter
    from indgang.shared.actor import HeldPost

    book, postmaster = _book(today), ground.postmaster(urls)
    few = asked[: max(20, int(SINGLE * scale))]
    through = asked[: max(20, int(THROUGH * scale))]

    def from_memory() -> int:
        for question in asked:
            _answer(book, question, today)
        return len(asked)

    def action() -> int:
        for question in through:
            post = HeldPost(UUID(int=1), question.unit_id, question.function, "")
            may(UUID(int=1), "decide", Matter(question.kle, question.amount), today, posts=(post,))
        return len(through)

    with connection.cursor() as cursor:

        def one_by_one() -> int:
            for question in few:
                ask(cursor, [question], today)
            return len(few)

        def all_at_once() -> int:
            ask(cursor, asked, today)
            return len(asked)

        _must_agree(book, asked, ask(cursor, asked, today), today)
        return {
            "memory": (_per_second(from_memory, None), len(asked)),
            "memory, asking first if it is still true": (
                _per_second(action, postmaster), len(through),
            ),
            "SQL, one question a statement": (_per_second(one_by_one, postmaster), len(few)),
            "SQL, all questions in one": (_per_second(all_at_once, postmaster), len(asked)),
        }  # fmt: skip


def _must_agree(book: Any, asked: list[Question], answers: list[Any], today: date) -> None:
    yes = 0
    for question, expected in zip(asked, answers, strict=True):
        found = _answer(book, question, today)
        if found.allowed != (expected.grant_id is not None):
            raise RuntimeError(f"memory and SQL do not agree: {question} {found}")
        yes += found.allowed
    if not 0.05 < yes / len(asked) < 0.95:
        raise RuntimeError(f"{yes} of {len(asked)} allowed: nothing to measure")


def _tell(
    report: Report,
    speeds: dict[str, tuple[float, int]],
    figures: dict[str, tuple[float, float]],
) -> None:
    baseline = speeds["SQL, one question a statement"][0]
    rows = []
    for way, (speed, count) in speeds.items():
        report.keep(kind="speed", way=way, per_second=speed, asked=count, ratio=speed / baseline)
        aim = AIM_PER_SECOND if way == "memory" else None
        rows.append([way, count, speed, 1e6 / speed, speed / baseline, aim])
    report.table(
        f"verdicts: medians of {ROUNDS} rounds",
        ["way", "asked", "per CPU s", "CPU µs each", "ratio to SQL", "aim"],
        rows,
    )
    report.table(
        "cold start: organisation and grants from the database, and the first verdict",
        ["start", "ms", "aim ms", "own CPU ms"],
        [[name, wall * 1000, AIM_COLD * 1000, cpu * 1000]
         for name, (wall, cpu) in figures.items()],
    )  # fmt: skip
