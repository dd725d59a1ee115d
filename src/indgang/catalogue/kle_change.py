"""KLE's new numbers from a day: subjects, services and units follow; what cannot is told.

Authority follows by the event ``KleChanged`` (``config/wiring.py``), in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.catalogue.events import KleChanged
from indgang.catalogue.kle_change_file import KleChangeFile, read_change
from indgang.catalogue.kle_numbers import known_before
from indgang.catalogue.kle_rows import (
    Keywords,
    Known,
    begin_subjects,
    end_rows,
    from_day,
    hold_kle_still,
    known_subjects,
)
from indgang.catalogue.kle_services import (
    ServiceRenumbered,
    WithoutNumber,
    renumber_services,
    services_after,
    unmoved,
    without_number,
)
from indgang.catalogue.kle_status import read_status
from indgang.catalogue.models import KleMove, KleSubject
from indgang.organisation.public import (
    Renumbering,
    TaskRenumbered,
    kle_covers,
    renumber_tasks,
)
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

_SUBJECT = 8  #: signs of a number of the third level
_NEW_WEIGHT = 1  #: the change file gives no weight to a new keyword


@dataclass(frozen=True, slots=True)
class KleChange:
    """What a change did, from the day ``on``.

    ``services`` change on the day itself; ``refused`` are moves to a number that KLE does not
    have, or that have no effect; ``unmoved`` are gone and no move leads on from them;
    ``untitled`` are new numbers whose title the file does not give.
    """

    change_id: UUID
    on: date
    retitled: tuple[str, ...]
    ended: tuple[str, ...]
    untitled: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    known_moves: int
    refused: tuple[tuple[str, str], ...]
    services: tuple[ServiceRenumbered, ...]
    tasks: tuple[TaskRenumbered, ...]
    unmoved: tuple[str, ...]
    without_number: tuple[WithoutNumber, ...]
    unknown: tuple[str, ...]


@transaction.atomic
def change_kle(*, text: str, on: date, by: Actor, at: datetime) -> KleChange:
    """Carry out a change file from the day ``on``. Doing it twice changes nothing more.

    Raises ``BadInput`` for a file that cannot be read and for a day that is gone: what was filed,
    and who could decide it, stays as it was.
    """
    if on < clock.day_of(at):
        raise BadInput(_("En ændring kan ikke gælde fra en dag, der er gået."))
    read = read_change(text)
    hold_kle_still()
    change_id = uuid7()
    known = known_subjects(on)
    moves, refused, already = _moves(read, known, on)
    pairs = tuple((move.old, move.new) for move in moves)
    merged = tuple(sorted(known_before((on, new) for _old, new in pairs)))
    retitled = _retitle(read, known, on)
    ended = _end(read, pairs, known, on)
    KleMove.objects.bulk_create(moves)
    tasks = renumber_tasks(pairs=pairs, on=on, cause=change_id, by=by, at=at) if pairs else ()
    services = services_after(pairs)
    renumber_services(at=clock.day_of(at))
    if pairs:
        outbox.record(
            KleChanged(change_id=change_id, on=on, pairs=pairs, merged=merged), by=by, at=at
        )
    audit.record(
        "catalogue.change_kle",
        by=by,
        at=at,
        object_id=change_id,
        detail={"on": str(on), "moves": len(pairs), "ended": len(ended)},
    )
    left = unmoved(read.gone, on)
    return KleChange(
        change_id,
        on,
        retitled=retitled,
        ended=ended,
        untitled=tuple(number for number in read.appeared if number not in known),
        moves=pairs,
        known_moves=already,
        refused=refused,
        services=services,
        tasks=tasks,
        unmoved=left,
        without_number=without_number(left, on),
        unknown=read.unknown,
    )


def _moves(
    read: KleChangeFile, known: Mapping[str, list[Known]], on: date
) -> tuple[list[KleMove], tuple[tuple[str, str], ...], int]:
    """The moves to make, those that cannot be made, and how many were made before."""
    subjects = [number for number in known if len(number) == _SUBJECT]
    numbers = {*known, *read.appeared}
    splits = {old for old, new in read.moves if old != new}
    made = set(KleMove.objects.filter(on=on).values_list("old", "new"))
    fresh, refused, already = [], [], 0
    for old, new in read.moves:
        is_known = not subjects or any(kle_covers(new, number) for number in numbers)
        if not is_known or (old == new and old not in splits):
            refused.append((old, new))
        elif (old, new) in made:
            already += 1
        else:
            fresh.append(KleMove(old=old, new=new, on=on, edition=read.new_edition))
    return fresh, tuple(refused), already


def _retitle(read: KleChangeFile, known: Mapping[str, list[Known]], on: date) -> tuple[str, ...]:
    """Titles and keywords that are new from the day. Gives the numbers."""
    ended: list[Any] = []
    fresh: list[tuple[Any, Keywords]] = []
    numbers = dict.fromkeys([*read.titles, *read.terms])
    for number in numbers:
        rows = known.get(number, [])
        title = read.titles.get(number, ("", ""))[1]
        if not rows:
            if title and len(number) < _SUBJECT:  # the edition's file has no groups
                status = read_status(title)
                row = KleSubject(number=number, title=status.title, status=status.text,
                                 edition=read.new_edition,
                                 validity=to_range(Days(on, _after(status.ends, on))))  # fmt: skip
                fresh.append((row, ()))
            continue
        was = rows[0]
        now = _changed(was, title, read.terms.get(number, (frozenset(), frozenset())), on)
        if now == was or len(rows) > 1:
            continue
        ended.append(was.row)
        fresh.append(
            (
                KleSubject(
                    number=number,
                    title=now.title,
                    status=now.status,
                    edition=read.new_edition,
                    validity=to_range(Days(max(on, now.days.begins), now.days.ends)),
                ),
                now.keywords,
            )
        )
    end_rows(KleSubject, ended, on)
    begin_subjects(fresh)
    return tuple(row.number for row, _words in fresh)


def _after(ends: date | None, on: date) -> date | None:
    return ends if ends is None or ends > on else None


def _changed(
    was: Known, title: str, terms: tuple[frozenset[str], frozenset[str]], on: date
) -> Known:
    # the change file writes keywords in small letters, the edition as they are
    went, came = ({term.casefold() for term in some} for some in terms)
    words = {term: weight for term, weight in was.keywords if term.casefold() not in went}
    there = {term.casefold() for term in words}
    words |= {term: _NEW_WEIGHT for term in terms[1] if term.casefold() in came - there}
    now = replace(was, keywords=tuple(sorted(words.items())))
    if not title:
        return now
    status = read_status(title)
    ends = _after(status.ends, on) if status.ends else was.days.ends
    return replace(now, title=status.title, status=status.text, days=Days(was.days.begins, ends))


def _end(
    read: KleChangeFile,
    pairs: tuple[tuple[str, str], ...],
    known: Mapping[str, list[Known]],
    on: date,
) -> tuple[str, ...]:
    """End the subjects that the new edition does not have, and those that were moved."""
    moves = Renumbering.of_pairs(pairs)
    gone = {
        number
        for number in known
        if number in read.gone or (moves.moves and number not in moves.of(number))
    }
    # read anew: a title may have been changed in the same act
    rows = list(KleSubject.objects.filter(from_day(on), number__in=gone)) if gone else []
    end_rows(KleSubject, rows, on)
    return tuple(sorted(gone))
