"""The JSON API on cases: one citizen's cases, opening one, reading one, and a verdict.

Measured over HTTP on the server that ``indgang serve`` starts, signed in with a key, filtered by
what the caller may see, with the look-up logged and committed (synchronous_commit = on). CPU time
is that of every process of the server: web workers, PostgreSQL's backends and background writers.
"""

import os
import statistics
import time
from dataclasses import dataclass, replace
from typing import Any

from psycopg import connect

from bench import ground
from bench.client import Ask, load, once
from bench.crowd import Crowd, fill
from bench.limit import alone, record
from bench.processes import cpu_seconds
from bench.report import Report

SIZES = (20_000, 1_000_000)
LEAST = (400, 1200)  #: however small the scale
CLIENTS = (1, 4)
ROUNDS = 5
MEANT = 0.01  #: below this scale one round is enough to see that it works
SECONDS = 3.0  #: of one round
SEED = 11
#: CPU milliseconds a request: what two known case systems cost (20,000 cases), and the aim.
KNOWN = {"list": 55, "open": 54}
AIM = {"list": 6, "open": 9}
ALONE = 300  #: transactions of plain SQL for the limit


@dataclass(frozen=True)
class Measured:
    """Medians of the rounds. Times in milliseconds."""

    requests: int
    per_second: float
    p50: float
    p95: float
    cpu: float
    cpu_web: float
    cpu_postgres: float | None


def run(report: Report, scale: float) -> None:
    """Both sizes, then the comparison."""
    from indgang.shared import clock

    urls = ground.begin()
    today = clock.today()
    report.say("base: migrations and the demonstration municipality")
    ground.base(urls, today)
    found: dict[tuple[int, str, int], Measured] = {}
    counts: dict[tuple[int, str], int] = {}
    sizes = [max(least, int(size * scale)) for size, least in zip(SIZES, LEAST, strict=True)]
    for size in sizes:
        _at_size(report, urls, size, scale, found, counts)
    _compare(report, sizes, found, counts)


def _at_size(
    report: Report,
    urls: Any,
    size: int,
    scale: float,
    found: dict[tuple[int, str, int], Measured],
    counts: dict[tuple[int, str], int],
) -> None:
    from django.db import connections

    from indgang.config.database.public import clone, drop
    from indgang.shared import clock

    name = f"indgang_bench_{size}"
    drop(urls, name)
    here = clone(urls, ground.BASE, name)
    ground.use(here)
    began = time.perf_counter()
    with connect(here.owner, autocommit=True) as owner:
        crowd = fill(owner, size, ground.matters(clock.today()), seed=SEED, today=clock.today())
    took = time.perf_counter() - began
    report.say(f"\n{size:,} cases of {crowd.citizens:,} citizens loaded in {took:.0f} s")
    report.keep(kind="load", cases=size, citizens=crowd.citizens, seconds=round(took, 1))
    asks = _asks(ground.employee("mette-juhl"), crowd)
    _settle(here)
    with ground.serving(here) as server:
        asks["read"] = replace(asks["read"], subjects=_own_cases(asks["open"], server.port))
        for ask in asks.values():
            recorded = record(ask, ask.subjects[0])
            counts[size, ask.name] = recorded.count
        rows = []
        for clients in CLIENTS:
            for ask in asks.values():
                measured = _measure(ask, server, clients, scale)
                found[size, ask.name, clients] = measured
                report.keep(kind="request", cases=size, ask=ask.name, clients=clients,
                            queries=counts[size, ask.name], **measured.__dict__)  # fmt: skip
                rows.append([ask.name, clients, counts[size, ask.name], measured.per_second,
                             measured.p50, measured.p95, measured.cpu, measured.cpu_web,
                             measured.cpu_postgres])  # fmt: skip
        report.table(
            f"{size:,} cases: medians of {ROUNDS if scale >= MEANT else 1} rounds",
            ["request", "clients", "queries", "per s", "p50 ms", "p95 ms", "CPU ms", "web",
             "PostgreSQL"],
            rows,
        )  # fmt: skip
        _limit(report, here, server, size, asks, scale)
    _facts(report, here, size)
    connections.close_all()
    drop(urls, name)  # a million cases are two gigabytes


def _asks(staff: ground.Employee, crowd: Crowd) -> dict[str, Ask]:
    headers = {
        "Authorization": f"Bearer {staff.token}",
        "Indgang-Purpose": "application",
        "Accept-Language": "da",
    }
    listing = Ask("list", "GET", "/api/v1/citizens/{subject}/cases", crowd.sample, headers)
    asks = [listing]
    for count, citizen in crowd.named.items():
        asks.append(replace(listing, name=f"list of {count}", subjects=(citizen,)))
    asks.append(
        Ask(
            "open",
            "POST",
            "/api/v1/cases",
            crowd.sample,
            {**headers, "Idempotency-Key": ""},
            '{"citizen_id": "{subject}", "service_code": "pas", '
            f'"unit_id": "{staff.unit_id}", "story": "Passet udløber næste måned."}}',
            201,
        )
    )
    asks.append(Ask("read", "GET", "/api/v1/cases/{subject}", ("",), headers))
    asks.append(
        Ask(
            "verdict",
            "POST",
            "/api/v1/verdict",
            crowd.sample,
            headers,
            '{"service_code": "personligt-tillaeg", "amount": 3200, "outcome": "granted", '
            '"citizen_id": "{subject}"}',
        )
    )
    return {ask.name: ask for ask in asks}


def _own_cases(opening: Ask, port: int) -> tuple[str, ...]:
    """Cases that the caller may read: opened by the API itself."""
    return tuple(str(once(opening, port, seed=number)["id"]) for number in range(50))


def _settle(urls: Any) -> None:
    """Nothing of the loading may be paid for by the measuring."""
    with connect(urls.owner, autocommit=True) as owner:
        if _may_checkpoint(owner):
            owner.execute("CHECKPOINT")


def _may_checkpoint(owner: Any) -> bool:
    row = owner.execute("SELECT pg_has_role('pg_checkpoint', 'MEMBER')").fetchone()
    return bool(row and row[0])


def _measure(ask: Ask, server: ground.Server, clients: int, scale: float) -> Measured:
    seconds = max(0.2, SECONDS * min(1.0, scale * 10))
    load(ask, server.port, clients=clients, seconds=seconds / 2, seed=999)  # warms up, not counted
    count = ROUNDS if scale >= MEANT else 1
    rounds = [_round(ask, server, clients, seconds, number) for number in range(count)]

    def middle(figure: str) -> float:
        return statistics.median(float(getattr(each, figure)) for each in rounds)

    return Measured(
        requests=sum(each.requests for each in rounds),
        per_second=middle("per_second"),
        p50=middle("p50"),
        p95=middle("p95"),
        cpu=middle("cpu"),
        cpu_web=middle("cpu_web"),
        cpu_postgres=middle("cpu_postgres") if server.postmaster else None,
    )


def _round(ask: Ask, server: ground.Server, clients: int, seconds: float, number: int) -> Measured:
    trees = [[server.web], [server.postmaster] if server.postmaster else []]
    before = [cpu_seconds(tree) for tree in trees]
    took = sorted(load(ask, server.port, clients=clients, seconds=seconds, seed=number))
    web, postgres = (
        (cpu_seconds(tree) - earlier) * 1000 / len(took)
        for tree, earlier in zip(trees, before, strict=True)
    )
    return Measured(
        len(took),
        len(took) / seconds,
        statistics.median(took) * 1000,
        took[int(len(took) * 0.95)] * 1000 if len(took) > 1 else took[0] * 1000,
        web + postgres,
        web,
        postgres if server.postmaster else None,
    )


def _limit(
    report: Report,
    urls: Any,
    server: ground.Server,
    size: int,
    asks: dict[str, Ask],
    scale: float,
) -> None:
    rows = []
    for name in ("list", "open", "read", "verdict"):
        recorded = record(asks[name], asks[name].subjects[0])
        times = max(20, int(ALONE * min(1.0, scale * 10)))
        cost = alone(recorded, urls.application, server.postmaster, times=times)
        total = None if cost.postgres_ms is None else cost.postgres_ms + cost.client_ms
        report.keep(kind="limit", cases=size, ask=name, total=total, **cost.__dict__)
        rows.append([name, recorded.count, cost.wall_ms, total, cost.client_ms, cost.postgres_ms])
    report.table(
        f"{size:,} cases: limit, the same SQL by plain psycopg without the web",
        ["request", "queries", "wall ms", "CPU ms", "client", "PostgreSQL"],
        rows,
    )


def _facts(report: Report, urls: Any, size: int) -> None:
    with connect(urls.application) as connection:
        facts = {
            name: str(connection.execute(f"SHOW {name}").fetchall()[0][0])
            for name in ("server_version", "synchronous_commit", "fsync", "shared_buffers")
        }
        row = connection.execute("SELECT pg_database_size(current_database())").fetchall()[0]
    facts["database_mb"] = str(int(row[0]) // 2**20)
    facts["load_average"] = f"{os.getloadavg()[1]:.1f}"  # others on the machine make CPU dearer
    report.keep(kind="facts", cases=size, **facts)
    report.say(", ".join(f"{name} {value}" for name, value in facts.items()))


def _compare(
    report: Report,
    sizes: list[int],
    found: dict[tuple[int, str, int], Measured],
    counts: dict[tuple[int, str], int],
) -> None:
    small, large = sizes
    rows = []
    for name in ("list", "open", "read", "verdict"):
        one, other = found[small, name, 1], found[large, name, 1]
        rows.append([name, one.cpu, other.cpu, other.cpu / one.cpu if one.cpu else None,
                     AIM.get(name), KNOWN.get(name),
                     f"{counts[small, name]} / {counts[large, name]}"])  # fmt: skip
    report.table(
        "CPU ms a request, one client, all processes of the server",
        ["request", f"{small:,}", f"{large:,}", "ratio", "aim", "known systems", "queries"],
        rows,
    )
