"""What is asked of a day, so that the answers before and after can be compared."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any

from indgang.competence.public import Matter, Verdict, verdict
from indgang.journey.case.public import unit_of_case_at
from indgang.journey.coordination.public import picture
from indgang.organisation.public import (
    changes_between,
    organisation,
    posts_of,
    staff_of,
    staff_sums,
)
from indgang.reorganisation.tests.stored import SERVICES, House, table
from indgang.shared.actor import Actor, Scope
from indgang.shared.rowsecurity import acting, as_system

_ROLES = ("ansvarlig", "udfoerende", "indsigt")


def answers(house: House, days: Iterable[date]) -> dict[str, Any]:
    """Every answer about these days, by question."""
    found: dict[str, Any] = {}
    with as_system("test"):
        units = list(table("organisation.Unit").objects.values_list("id", "key"))
        cases = list(table("case.Case").objects.order_by("id").values_list("id", flat=True))
        for day in days:
            org = organisation(day)
            found[f"{day} tree"] = (dict(org.units), sorted(org.tasks, key=str))
            for _code, kle in SERVICES:
                for role in _ROLES:
                    found[f"{day} {role} {kle}"] = org.units_for(kle, role)
            for who, person in house.people.items():
                held = posts_of(person, day)
                found[f"{day} posts {who}"] = held
                for _code, kle in SERVICES:
                    said = verdict(person, "decide", Matter(kle), day, posts=held)
                    found[f"{day} may {who} {kle}"] = (said.allowed, said.reason, _chain(said))
            for unit_id, key in units:
                found[f"{day} staff {key}"] = staff_of(unit_id, day)
            found[f"{day} sums"] = staff_sums(day)
            found[f"{day} cases"] = [unit_of_case_at(case, day) for case in cases]
    for day in days:
        found |= _pictures(house, day)
    first, *later = days
    for day in later:
        found[f"{first}–{day} changes"] = changes_between(first, day)
    return found


def _chain(said: Verdict) -> list[tuple[object, ...]]:
    """The links; when each of them will end is no answer about the day."""
    return [
        (link.grant_id, link.holder_id, link.holder_kind, link.kle, link.action, link.amount_limit)
        for link in said.chain
    ]


def _pictures(house: House, day: date) -> dict[str, Any]:
    """Each citizen's whole, as two people of different administrations see it that day."""
    at = datetime.combine(day, time(9), UTC)
    found = {}
    for who in ("fie", "yann", "birthe"):
        person = house.people[who]
        viewer = Actor(Scope.STAFF, who, person_id=person, posts=posts_of(person, day))
        with acting(viewer, purpose="casework"):
            for citizen in house.citizens:
                seen = picture(citizen, viewer=viewer, purpose="casework", at=at)
                found[f"{day} {who} sees {citizen}"] = (seen.cases, seen.withheld)
    return found
