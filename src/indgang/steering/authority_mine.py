"""What a person may on a day, and what changes soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from indgang.catalogue.public import ServiceView, services
from indgang.competence.public import Matter, Verdict, grants, may_each
from indgang.organisation.public import posts_of
from indgang.shared.danish_order import danish_order

#: How far ahead changes are told, and how many days of change are looked at.
AHEAD = timedelta(days=92)
_DAYS = 6


@dataclass(frozen=True, slots=True)
class MyLine:
    """One service and the answer to it."""

    title: str
    service: ServiceView
    verdict: Verdict


def my_lines(person_id: UUID, at: date, language: str) -> list[MyLine]:
    """Every service with the answer on the day, for the posts held on that day."""
    known = list(services().values())
    answers = may_each(
        posts_of(person_id, at), "decide", (Matter(one.kle) for one in known), at,
        person_id=person_id,
    )  # fmt: skip
    lines = [
        MyLine(one.title(language), one, answer) for one, answer in zip(known, answers, strict=True)
    ]
    return sorted(lines, key=lambda line: danish_order(line.title))


@dataclass(frozen=True, slots=True)
class MyChange:
    """From a day: services that the person then may, may no more, or up to another amount."""

    day: date
    gained: tuple[MyLine, ...]
    lost: tuple[MyLine, ...]
    other_limit: tuple[MyLine, ...]


def my_changes(person_id: UUID, now: Sequence[MyLine], at: date, language: str) -> list[MyChange]:
    """What changes within three months after ``at``, day by day."""
    days: set[date] = set()
    units = {post.unit_id for post in posts_of(person_id, at)}
    for line in grants(at, all_days=True):
        for day in (line.begins, line.ends):
            near = day is not None and at < day <= at + AHEAD
            if day is not None and near and (line.holder_id in units or line.may_sub_delegate):
                days.add(day)
    found = []
    before = {line.service.code: line for line in now}
    for day in sorted(days)[:_DAYS]:
        after = {line.service.code: line for line in my_lines(person_id, day, language)}
        change = _change(day, before, after)
        if change.gained or change.lost or change.other_limit:
            found.append(change)
        before = after
    return found


def _change(day: date, before: dict[str, MyLine], after: dict[str, MyLine]) -> MyChange:
    gained, lost, other = [], [], []
    for code, line in after.items():
        was = before[code].verdict
        if line.verdict.allowed and not was.allowed:
            gained.append(line)
        elif was.allowed and not line.verdict.allowed:
            lost.append(line)
        elif line.verdict.allowed and line.verdict.limit != was.limit:
            other.append(line)
    return MyChange(day, tuple(gained), tuple(lost), tuple(other))
