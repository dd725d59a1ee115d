"""A whole municipality reorganised: preview, checks and enactment at 60,000 open cases.

Lyngby-Taarbæk's 19 departments become 11 centres by the example's spreadsheet. Every enactment
is on a fresh copy of the database, effective the same day, so that dated rows, cases, papers,
letters and calendars are all written in its one transaction. The baseline is what no program can
do without: the bare SQL that puts the same cases under their new units and keeps each move.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench import ground
from bench.processes import cpu_seconds
from bench.report import Report

NAME, COPY = "indgang_bench_lyngby", "indgang_bench_lyngby_copy"
LEADER = "henriette-skovgaard"
AIM_PREVIEW, AIM_ENACT = 2.0, 5.0
ROUNDS = 5
SMALL = 10  #: the growth is told from a tenth of the cases to all of them

_THIN = """
SET session_replication_role = replica;
CREATE TEMP TABLE gone AS SELECT id FROM (
  SELECT id, row_number() OVER (ORDER BY id) AS n FROM case_case
  WHERE state <> 'afsluttet' AND parent_id IS NULL AND enquiry_id IS NULL AND handover_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM case_case part WHERE part.parent_id = case_case.id)
    AND NOT EXISTS (SELECT 1 FROM case_journalnote j WHERE j.case_id = case_case.id)
    AND NOT EXISTS (SELECT 1 FROM decision_decision d WHERE d.case_id = case_case.id)
    AND NOT EXISTS (SELECT 1 FROM decision_partyhearing h WHERE h.case_id = case_case.id)
) numbered WHERE n % %(keep)s <> 0;
DELETE FROM case_casestatestep WHERE case_id IN (SELECT id FROM gone);
DELETE FROM case_party WHERE case_id IN (SELECT id FROM gone);
DELETE FROM case_case WHERE id IN (SELECT id FROM gone);
"""
_BARE = """
CREATE TEMP TABLE home ON COMMIT DROP AS
  SELECT from_unit_id, kle, to_unit_id FROM organisation_succession;
INSERT INTO case_casemove (id, "on", from_unit_id, to_unit_id, case_id, cause)
SELECT gen_random_uuid(), current_date, c.responsible_unit_id, h.to_unit_id, c.id,
       gen_random_uuid()
FROM case_case c CROSS JOIN LATERAL (
  SELECT to_unit_id FROM home WHERE from_unit_id = c.responsible_unit_id
    AND (kle = '' OR c.kle = kle OR c.kle LIKE kle || '.%%') ORDER BY length(kle) DESC LIMIT 1) h;
UPDATE case_case c SET responsible_unit_id = m.to_unit_id, version = version + 1
FROM case_casemove m WHERE m.case_id = c.id;
"""


def run(report: Report, scale: float) -> None:
    """A tenth of the cases, then all of them."""
    from django.db import connections

    from indgang.shared import clock

    os.environ["INDGANG_DEMONSTRATION_MUNICIPALITY"] = "lyngby-taarbaek"
    urls = ground.begin()
    today = clock.today()
    started = time.perf_counter()
    _prepared(urls, today)
    report.say(f"Lyngby-Taarbæk loaded in {time.perf_counter() - started:.0f} s")
    rounds = max(1, int(ROUNDS * scale))
    sizes = {}
    for keep in (SMALL, 1):
        cases, figures = _measured(urls, today, keep, rounds)
        sizes[cases] = figures
        for what, (wall, cpu) in figures.items():
            report.keep(kind="reorganisation", cases=cases, what=what, wall=wall, cpu=cpu)
    _tell(report, sizes, rounds)
    report.say(f"load average {os.getloadavg()[0]:.1f}")
    connections.close_all()


def _prepared(urls: Any, today: date) -> None:
    """The municipality in a database of its own."""
    from django.core.management import call_command
    from django.db import connections

    from indgang.config.database.public import drop, prepare
    from indgang.demo.public import load

    connections.close_all()
    drop(urls, NAME)
    prepare(urls.admin, NAME, {})
    ground.use(urls.for_database(NAME))
    call_command("migrate", database="owner", verbosity=0)
    load(at=today, municipality="lyngby-taarbaek")
    connections.close_all()


def _copied(urls: Any, keep: int) -> Any:
    from django.db import connections
    from psycopg import connect

    from indgang.config.database.public import clone, drop

    connections.close_all()
    drop(urls, COPY)
    here = clone(urls, NAME, COPY)
    if keep > 1:
        with connect(here.admin, autocommit=True) as admin:
            admin.execute(_THIN.replace("%(keep)s", str(keep)))
            admin.execute("ANALYZE")
    ground.use(here)
    return here


def _leader(at: Any) -> Any:
    from indgang.access.public import account_by_identity, actor_of_account
    from indgang.demo.public import ISSUER
    from indgang.shared.rowsecurity import as_system

    with as_system("bench"):
        account = account_by_identity(ISSUER, LEADER)
        if account is None:
            raise RuntimeError(f"{LEADER} is not in the demonstration")
        return actor_of_account(account, at)


def _draft(today: date) -> tuple[Any, Any, Any]:
    """A draft of the whole, effective today; what cannot be mended is signed for."""
    from indgang.demo.public import example_sheet
    from indgang.reorganisation.public import (
        begin_draft,
        sign_exception,
        steps_from_sheet,
        troubles,
    )
    from indgang.shared import clock
    from indgang.shared.rowsecurity import acting

    at = clock.now()
    by = _leader(at)
    sheet = example_sheet("lyngby-taarbaek")
    if sheet is None:
        raise RuntimeError("no example")
    with acting(by, purpose="worklist"):
        draft = begin_draft(title="bench", effective_on=today, by=by, at=at)
        steps_from_sheet(
            reorganisation_id=draft, version=1, content=sheet.mended, name=sheet.name, by=by, at=at
        )
        for each in troubles(draft):
            if each.must:
                sign_exception(
                    reorganisation_id=draft, code=each.code, subject=each.subject,
                    reason="measured", by=by, at=at,
                )  # fmt: skip
    return draft, by, at


def _timed(act: Callable[[], object], postmaster: int | None) -> tuple[float, float]:
    pids = [os.getpid(), *([postmaster] if postmaster else [])]
    cpu, wall = cpu_seconds(pids), time.perf_counter()
    act()
    return time.perf_counter() - wall, cpu_seconds(pids) - cpu


def _measured(
    urls: Any, today: date, keep: int, rounds: int
) -> tuple[int, dict[str, tuple[float, float]]]:
    """(open cases, figures by what was done): medians of wall and CPU seconds."""
    from django.db import connection, connections

    from indgang.reorganisation.public import enact, preview, reorganisation, troubles
    from indgang.shared.rowsecurity import acting

    times: dict[str, list[tuple[float, float]]] = {}
    cases = 0
    for _round in range(rounds):
        here = _copied(urls, keep)
        postmaster = ground.postmaster(here)
        draft, by, at = _draft(today)
        connections.close_all()
        with acting(by, purpose="worklist"), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM case_case WHERE state <> 'afsluttet'")
            cases = int(cursor.fetchone()[0])

        def looked(what: Callable[[Any], object], draft: Any = draft, by: Any = by) -> None:
            with acting(by, purpose="worklist"):
                what(draft)

        def enacted(draft: Any = draft, by: Any = by, at: Any = at) -> None:
            with acting(by, purpose="worklist"):
                version = reorganisation(draft).version
                enact(reorganisation_id=draft, version=version, by=by, at=at)

        acts: dict[str, Callable[[], object]] = {
            "preview": lambda: looked(preview),
            "checks": lambda: looked(troubles),
            "enact, effective today": enacted,
        }
        for what, act in acts.items():
            times.setdefault(what, []).append(_timed(act, postmaster))
        times.setdefault("bare SQL for the cases", []).append(_bare(urls, here, keep))
    return cases, {
        what: (
            statistics.median(wall for wall, _cpu in found),
            statistics.median(cpu for _wall, cpu in found),
        )
        for what, found in times.items()
    }


def _bare(urls: Any, enacted: Any, keep: int) -> tuple[float, float]:
    """The same cases moved by two bare statements, as the owner of the tables, on a new copy."""
    from django.db import connections
    from psycopg import connect

    with connect(enacted.admin) as admin:
        homes = admin.execute(
            "SELECT from_unit_id, kle, to_unit_id FROM organisation_succession"
        ).fetchall()
        units = admin.execute("SELECT id, key FROM organisation_unit").fetchall()
    here = _copied(urls, keep)
    connections.close_all()
    with connect(here.admin) as admin:
        admin.execute("SET session_replication_role = replica")
        with admin.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO organisation_unit (id, key, synthetic) VALUES (%s, %s, true) "
                "ON CONFLICT DO NOTHING",
                units,
            )
            cursor.executemany(
                'INSERT INTO organisation_succession (id, "on", from_unit_id, kle, to_unit_id, '
                "cause) VALUES (gen_random_uuid(), current_date, %s, %s, %s, gen_random_uuid())",
                homes,
            )
        admin.execute("SET session_replication_role = origin")
        admin.commit()

        def bare() -> None:
            for statement in _BARE.replace("%%", "%").split(";"):
                if statement.strip():
                    admin.execute(statement)
            admin.commit()

        return _timed(bare, ground.postmaster(here))


def _tell(report: Report, sizes: dict[int, dict[str, tuple[float, float]]], rounds: int) -> None:
    small, large = min(sizes), max(sizes)
    aims = {"preview": AIM_PREVIEW, "enact, effective today": AIM_ENACT}
    base = sizes[large]["bare SQL for the cases"][1]
    report.table(
        f"reorganisation: medians of {rounds} rounds, seconds",
        [
            "what", f"{small:,}: wall", "CPU", f"{large:,}: wall", "CPU", "aim",
            "growth (CPU)", "ratio to bare SQL (CPU)",
        ],
        [
            [
                what, *sizes[small][what], *figures, aims.get(what),
                figures[1] / sizes[small][what][1] if sizes[small][what][1] else None,
                figures[1] / base if base else None,
            ]
            for what, figures in sizes[large].items()
        ],
    )  # fmt: skip
