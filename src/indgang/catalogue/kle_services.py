"""Services under KLE's numbers: their new ones, and what is left under a number that is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from indgang.catalogue.models import KleMove, KleSubject, Service
from indgang.organisation.public import Renumbering, kle_covers, organisation


@dataclass(frozen=True, slots=True)
class ServiceRenumbered:
    """A service and its numbers; several new ones mean that a person must choose."""

    code: str
    old: str
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WithoutNumber:
    """Something that is filed under a number that is gone, and that no move leads on.

    ``holder`` is a service's code or a unit's key; ``same_title`` are numbers with the same title.
    """

    kind: str  #: service, task
    holder: str
    number: str
    same_title: tuple[str, ...]


def services_after(pairs: tuple[tuple[str, str], ...]) -> tuple[ServiceRenumbered, ...]:
    """The services that get other numbers, by code."""
    moves = Renumbering.of_pairs(pairs)
    rows = Service.objects.order_by("code").values_list("code", "kle")
    return tuple(
        ServiceRenumbered(code, kle, moves.of(kle)) for code, kle in rows if moves.of(kle) != (kle,)
    )


@transaction.atomic
def renumber_services(*, at: date) -> int:
    """Give services the numbers of moves whose day has come. Gives how many changed.

    Runs when a change is read, and every night for changes that were read ahead. A service whose
    subject became several keeps its number until a person chooses.
    """
    changed = 0
    waiting = KleMove.objects.select_for_update().filter(services_on=None, on__lte=at)
    rows = list(waiting.order_by("on", "id"))
    for on in dict.fromkeys(row.on for row in rows):
        pairs = tuple((row.old, row.new) for row in rows if row.on == on)
        new = {one.code: one.new[0] for one in services_after(pairs) if len(one.new) == 1}
        services = list(Service.objects.filter(pk__in=new))
        for service in services:
            service.kle = new[service.code]
        Service.objects.bulk_update(services, ["kle"])
        changed += len(services)
    waiting.update(services_on=at)
    return changed


def unmoved(gone: tuple[str, ...], on: date) -> tuple[str, ...]:
    """Those of the numbers that no move leads on from."""
    moved = set(KleMove.objects.filter(on__lte=on).values_list("old", flat=True))
    return tuple(number for number in gone if not any(kle_covers(old, number) for old in moved))


def without_number(left: tuple[str, ...], on: date) -> tuple[WithoutNumber, ...]:
    """Services and tasks under numbers that have ended and that no move leads on from."""
    if not left:
        return ()
    same = _same_titles(left, on)
    org = organisation(on)
    found = [
        WithoutNumber("service", code, number, same.get(number, ()))
        for code, kle in Service.objects.order_by("code").values_list("code", "kle")
        for number in left
        if kle_covers(number, kle)
    ]
    found += [
        WithoutNumber("task", org.unit(task.unit_id).key, number, same.get(number, ()))
        for task in org.tasks
        for number in left
        if task.unit_id in org.units and kle_covers(number, task.kle)
    ]
    return tuple(found)


def _same_titles(numbers: tuple[str, ...], on: date) -> Mapping[str, tuple[str, ...]]:
    """For each number that has ended: those that hold on the day and have the title it had."""
    before = KleSubject.objects.valid_at(on - timedelta(days=1)).filter(number__in=numbers)
    titles = {row.number: row.title.casefold() for row in before}
    now: dict[str, list[str]] = {}
    for number, title in KleSubject.objects.valid_at(on).values_list("number", "title"):
        now.setdefault(title.casefold(), []).append(number)
    return {
        number: tuple(other for other in now.get(title, ()) if other != number)
        for number, title in titles.items()
    }
