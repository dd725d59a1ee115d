"""Cases as a bearer of reorganisations, and how their work is watched afterwards."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.documents import public as documents
from indgang.journey.case import moving
from indgang.messages import public as messages
from indgang.organisation.public import Carried, Change, Trouble
from indgang.reorganisation.public import Standing
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.spoken_numbers import spoken_number


class CaseBearer:
    """Cases are not dated: they move on the day, the closed ones too."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Cases, and the caseworkers whose lists change (``worklist``)."""
        kinds: dict[str, Counter[tuple[UUID, UUID | None]]] = {
            "case": Counter(),
            "closed_case": Counter(),
        }
        lists: dict[tuple[UUID, UUID | None], set[UUID]] = {}
        for each in moving.going(change):
            way = (each.sum.unit_id, each.to)
            if each.to != each.sum.unit_id:
                kinds["case"][way] += each.sum.open
                kinds["closed_case"][way] += each.sum.closed
            if each.sum.open and each.sum.caseworker_id is not None:
                lists.setdefault(way, set()).add(each.sum.caseworker_id)
        found = [
            Carried(kind, one, to, number)
            for kind, moved in kinds.items()
            for (one, to), number in moved.items()
            if number
        ]
        return (
            *found,
            *(
                Carried("worklist", one, to, len(people))
                for (one, to), people in lists.items()
                if to is not None
            ),
        )

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """Citizens who lose the one who holds all their cases; and cases that lose their hand."""
        parents: Counter[tuple[UUID, UUID]] = Counter()
        alone: Counter[tuple[UUID, UUID]] = Counter()
        for each in moving.going(change):
            if not each.keeps_caseworker and each.to is not None:
                parents[each.sum.unit_id, each.to] += each.sum.parents
                alone[each.sum.unit_id, each.to] += each.sum.open
        lost = _(
            "Borgere, der mister deres tovholder, når %(one)s giver sager til %(to)s: %(number)s"
        )
        empty = _("Åbne sager fra %(one)s uden en sagsbehandler i %(to)s bagefter: %(number)s")
        return (
            *_told("citizen_without_coordinator", lost, parents, change, must=True),
            *_told("cases_without_caseworker", empty, alone, change, must=False),
        )

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Move every case, and with it its papers and its letters under way."""
        moved = moving.move_cases(change)
        if not moved.count:
            return
        documents.follow(moved=moved, by=by, at=at)
        messages.follow(moved=moved, by=by, at=at)
        audit.record(
            "case.move",
            by=by,
            at=at,
            object_id=change.cause,
            detail={"on": str(change.on), "cases": moved.count},
        )


def _told(
    code: str, text: str, numbers: Mapping[tuple[UUID, UUID], int], change: Change, *, must: bool
) -> list[Trouble]:
    before, after = change.before.units, change.after.units
    found = []
    for (one, to), number in sorted(numbers.items(), key=str):
        if number and one in before and to in after:
            told = {"number": spoken_number(number), "one": before[one].name, "to": after[to].name}
            subject = f"{before[one].key}:{after[to].key}"
            found.append(Trouble(code, subject, text % told, must))
    return found


class CaseWatch:
    """How the cases of a unit stand: what the time after a reorganisation is watched by."""

    def standing(self, unit_ids: Collection[UUID], at: date) -> Mapping[UUID, Standing]:
        """Open, late and unassigned cases."""
        return {
            unit_id: Standing(open=number, late=late, unassigned=unassigned)
            for unit_id, (number, late, unassigned) in moving.standing_now(unit_ids, at).items()
        }

    def open_cases(self) -> Mapping[tuple[UUID, str], int]:
        """Open cases by unit and subject."""
        return moving.open_by_subject()
