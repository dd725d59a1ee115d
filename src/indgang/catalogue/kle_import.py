"""An edition of KLE into the database: from a day on, KLE is as the file says.

Only what is not the same is written: the old title ends on the day and the new one begins there.
Levels that a file does not have (OS2KLE has subjects and no groups) are left as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.catalogue.kle_files import KleEntry, read_edition
from indgang.catalogue.kle_rows import (
    Keywords,
    Known,
    begin_subjects,
    end_rows,
    hold_kle_still,
    known_facets,
    known_subjects,
)
from indgang.catalogue.kle_status import read_status
from indgang.catalogue.models import KleFacet, KleSubject
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.errors import Refused
from indgang.shared.spoken_dates import full_date
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range


@dataclass(frozen=True, slots=True)
class KleDifference:
    """A subject that the edition writes in another way."""

    number: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KleImport:
    """What an import did. ``unknown``: line, number and a mark that no days were read from.

    ``changed`` have another title, other keywords or other days; ``over`` had ended before the
    day ``on`` by the file's own marks and were not taken in.
    """

    edition: str
    on: date
    new: tuple[str, ...]
    changed: tuple[KleDifference, ...]
    ended: tuple[str, ...]
    over: tuple[str, ...]
    unchanged: int
    keywords: int
    unknown: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    number: str
    title: str
    status: str
    days: Days
    keywords: Keywords

    def is_as(self, known: Known) -> bool:
        return (
            (self.title, self.status, self.keywords, self.days.ends)
            == (known.title, known.status, known.keywords, known.days.ends)
        ) and self.days.begins in known.days


def _wanted(entry: KleEntry, on: date) -> _Wanted | None:
    """The entry from the day on; ``None`` when its own marks say that it is over."""
    status = entry.status
    begins = max(on, status.begins or on)
    if status.ends is not None and status.ends <= begins:
        return None
    days = Days(begins, status.ends)
    return _Wanted(entry.number, status.title, status.text, days, entry.keywords)


@dataclass
class _Plan:
    new: list[_Wanted]
    changed: list[tuple[Known, _Wanted]]
    ended: list[Known]
    over: list[str]
    unchanged: int = 0


def _plan(known: Mapping[str, list[Known]], entries: Iterable[KleEntry], on: date) -> _Plan:
    plan = _Plan([], [], [], [])
    named, levels = set(), set()
    for entry in entries:
        named.add(entry.number)
        levels.add(len(entry.number))
        wanted = _wanted(entry, on)
        rows = known.get(entry.number, [])
        if wanted is None:
            plan.over.append(entry.number)
            plan.ended += rows
        elif not rows:
            plan.new.append(wanted)
        elif len(rows) == 1 and wanted.is_as(rows[0]):
            plan.unchanged += 1
        else:
            plan.changed += [(row, wanted) for row in rows]
    plan.ended += [
        row
        for number, rows in known.items()
        if number not in named and len(number) in levels
        for row in rows
    ]
    return plan


def _write(plan: _Plan, *, facets: bool, edition: str, on: date) -> None:
    model: Any = KleFacet if facets else KleSubject
    fresh = {one.number: one for _known, one in plan.changed} | {
        one.number: one for one in plan.new
    }
    # a number that was known holds as before until the day on which the file lets it begin
    by_day: dict[date, list[Any]] = {}
    for row, one in plan.changed:
        by_day.setdefault(one.days.begins, []).append(row.row)
    for day, rows in by_day.items():
        end_rows(model, rows, day)
    end_rows(model, [row.row for row in plan.ended], on)
    if facets:
        KleFacet.objects.bulk_create(
            [
                KleFacet(
                    code=one.number,
                    title=one.title,
                    edition=edition,
                    validity=to_range(one.days),
                )
                for one in fresh.values()
            ]
        )
        return
    begin_subjects(
        (
            KleSubject(
                number=one.number,
                title=one.title,
                status=one.status,
                edition=edition,
                validity=to_range(one.days),
            ),
            one.keywords,
        )
        for one in fresh.values()
    )


def _refuse_out_of_order(known: Mapping[str, list[Known]], on: date) -> None:
    """An edition lasts until the next one, so they are read in the order of their days."""
    later = [
        row.days.begins
        for rows in known.values()
        for row in rows
        if row.days.begins > on and read_status(f"- {row.status}").begins != row.days.begins
    ]
    if later:
        raise Refused(
            "kle_out_of_order",
            _("KLE er allerede hentet fra %(day)s. Hent udgaverne i rækkefølge.")
            % {"day": full_date(min(later), get_language() or "da")},
        )


@transaction.atomic
def import_kle(*, text: str, edition: str, on: date, by: Actor, at: datetime) -> KleImport:
    """From the day ``on`` KLE is as ``text`` says. Doing it twice changes nothing.

    Raises ``BadInput`` that names the lines that are wrong, and ``Refused`` when a later edition
    is there; nothing is written then.
    """
    read = read_edition(text)
    hold_kle_still()
    known = known_subjects(on)
    _refuse_out_of_order(known, on)
    subjects = _plan(known, read.entries, on)
    facets = _plan(known_facets(on), read.facets, on)
    _write(subjects, facets=False, edition=edition, on=on)
    _write(facets, facets=True, edition=edition, on=on)
    both = (subjects, facets)
    changed = {
        wanted.number: KleDifference(
            wanted.number,
            f"{known.title} {known.status}".strip(),
            f"{wanted.title} {wanted.status}".strip(),
        )
        for plan in both
        for known, wanted in plan.changed
    }
    report = KleImport(
        edition,
        on,
        new=tuple(one.number for plan in both for one in plan.new),
        changed=tuple(changed.values()),
        ended=tuple(sorted({row.number for plan in both for row in plan.ended})),
        over=tuple(number for plan in both for number in plan.over),
        unchanged=sum(plan.unchanged for plan in both),
        keywords=sum(len(entry.keywords) for entry in read.entries),
        unknown=read.unknown,
    )
    audit.record(
        "catalogue.import_kle",
        by=by,
        at=at,
        detail={
            "edition": edition,
            "on": str(on),
            "new": len(report.new),
            "changed": len(report.changed),
            "ended": len(report.ended),
        },
    )
    return report
