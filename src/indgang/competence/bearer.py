"""Grants and boundary agreements as a bearer of reorganisations."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.catalogue.public import ServiceView, services
from indgang.competence.boundaries_carried import carry_boundaries
from indgang.competence.carrying import Outcome, outcome, outcome_on_the_day
from indgang.competence.granting import hold_authority_to_change
from indgang.competence.models import Grant
from indgang.competence.queries import lines_that_may
from indgang.competence.robust import robustness_of
from indgang.competence.rules import GrantFacts, Matter
from indgang.competence.succession import Lost
from indgang.organisation.public import Carried, Change, Trouble
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.models import DatedWrite
from indgang.shared.validity_fields import to_range


class CompetenceBearer:
    """Grants are dated: they are written at signing."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Grants that go to another unit, those that have no home among them."""
        signed = DatedWrite.objects.filter(cause=change.cause, table=Grant._meta.label).exists()
        found = outcome_on_the_day(change) if signed else outcome(change)
        moved: Counter[tuple[UUID, UUID | None]] = Counter()
        for old_id, placed in found.inheritance.became.items():
            old = found.grants[old_id]
            for new in placed:
                if new.holder_id != old.holder_id:
                    moved[old.holder_id, new.holder_id] += 1
        moved.update(
            (lost.grant.holder_id, None)
            for lost in found.inheritance.lost
            if lost.holder_id is None
        )
        return tuple(Carried("grant", one, to, count) for (one, to), count in moved.items())

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """Grants without a chain or a home, tasks nobody may decide, units too small for a task."""
        found = outcome(change)
        return (*_without_chain(found), *_without_competence(found), *_too_small(found))

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Old grants end on the day and those in their place begin; so do agreements."""
        hold_authority_to_change()
        writer = DatedWriter(change.cause, at)
        _write(outcome(change), writer, by=by, at=at)
        carry_boundaries(change.homes, writer)
        writer.close()

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """What was given since signing is carried over as well."""
        hold_authority_to_change()
        writer = DatedWriter(change.cause, at)
        _write(outcome_on_the_day(change), writer, by=by, at=at)
        writer.close()


def _write(found: Outcome, writer: DatedWriter, *, by: Actor, at: datetime) -> None:
    inheritance, on = found.inheritance, found.change.on
    rows = {row.id: row for row in Grant.objects.filter(pk__in=inheritance.ends)}
    begun_earlier = [row for row in rows.values() if row.days.begins < on]
    writer.end(begun_earlier, on)
    later = {row.id: row for row in rows.values() if row.days.begins >= on}
    while later:  # taken away whole, each before the one it comes from
        above = {row.above_id for row in later.values()}
        lowest = [row for row in later.values() if row.id not in above] or list(later.values())
        writer.end(lowest, on)
        for row in lowest:
            del later[row.id]
    writer.begin([_row(grant) for grant in inheritance.begins])
    if inheritance.ends or inheritance.begins:
        audit.record(
            "competence.carry",
            by=by,
            at=at,
            object_id=writer.cause,
            detail={
                "on": str(on),
                "ended": len(inheritance.ends),
                "began": len(inheritance.begins),
                "lost": len(inheritance.lost),
            },
        )


def _row(grant: GrantFacts) -> Grant:
    assert grant.instrument_id is not None  # it came from the database
    return Grant(
        id=grant.grant_id,
        instrument_id=grant.instrument_id,
        holder_id=grant.holder_id,
        function=grant.function,
        above_id=grant.above_id,
        action=grant.action,
        kle=grant.kle,
        amount_limit=grant.amount_limit,
        outcomes=sorted(grant.outcomes),
        may_sub_delegate=grant.may_sub_delegate,
        without=sorted(grant.without),
        person_id=grant.person_id,
        way_id=grant.way_id,
        complexity=grant.complexity,
        origin_id=grant.origin_id,
        validity=to_range(grant.days),
    )


def _without_chain(found: Outcome) -> list[Trouble]:
    """One for each part that is lost; what goes along with a grant above is told there."""
    change = found.change
    told = []
    for lost in found.inheritance.lost:
        if lost.with_above or not _anybody(found, lost):
            continue
        known = {"kle": lost.region.kle or _("alle emner"), "old": _unit_name(change, lost.grant)}
        subject = f"grant:{lost.grant.grant_id}:{lost.region.kle}"
        if lost.holder_id is None:
            text = _("Bemyndigelsen fra %(old)s for %(kle)s har ingen enhed at gå til.") % known
            told.append(Trouble("thing_without_home", subject, text))
            continue
        text = _("%(new)s mister bemyndigelsen for %(kle)s. Ingen enhed over den kan give den.") % (
            known | {"new": change.after.units[lost.holder_id].name}
        )
        keys = tuple(
            change.after.units[each].key for each in lost.choices if each in change.after.units
        )
        told.append(Trouble("grant_without_chain", subject, text, choices=keys[:8]))
    return told


def _anybody(found: Outcome, lost: Lost) -> bool:
    """Did the grant give anybody anything on the day without the change?"""
    return (
        any(
            line.grant.grant_id == lost.grant.grant_id and line.reach is not None
            for lines in found.had.lines(lost.grant.holder_id, found.change.on).values()
            for line in lines
        )
        or lost.grant.days.begins > found.change.on
    )


def _unit_name(change: Change, grant: GrantFacts) -> str:
    unit = change.before.units.get(grant.holder_id)
    return unit.name if unit else ""


def _title(known: ServiceView) -> str:
    return known.title(get_language() or "da")


def _without_competence(found: Outcome) -> list[Trouble]:
    """Services that some unit may decide without the change, and none with it."""
    change = found.change
    told = []
    for service in services().values():
        matter = Matter(service.kle)
        if any(
            line.grant.holder_id in change.after.units
            for line in lines_that_may(found.has, "decide", matter, change.on)
        ):
            continue
        had = {
            line.grant.holder_id
            for line in lines_that_may(found.had, "decide", matter, change.on)
            if line.grant.holder_id in change.before.units
        }
        if had:
            text = _("Ingen enhed må afgøre %(task)s (%(kle)s) bagefter. Før måtte %(number)s.") % {
                "task": _title(service), "kle": service.kle, "number": len(had),
            }  # fmt: skip
            homes = {change.homes.of(unit_id, service.kle) for unit_id in had}
            keys = sorted(
                unit.key for home in homes if home and (unit := change.after.units.get(home))
            )
            told.append(Trouble("task_without_competence", service.code, text, choices=tuple(keys)))
    return told


def _too_small(found: Outcome) -> list[Trouble]:
    """Only what the change makes worse; ``robustness`` shows every number."""
    titles = {service.kle: _title(service) for service in services().values()}
    told = []
    for line in robustness_of(found):
        if line.worse:
            text = _(
                "%(unit)s bliver sårbar: %(after)s må afgøre %(task)s, før var det %(before)s. "
                "Der skal helst være %(minimum)s."
            ) % {
                "unit": line.name, "task": titles[line.kle], "after": line.after,
                "before": line.before, "minimum": line.minimum,
            }  # fmt: skip
            key = found.change.after.units[line.unit_id].key
            told.append(Trouble("unit_too_small", f"{key}:{line.kle}", text, must=False))
    return told


bearer = CompetenceBearer()
