"""The picture: everything a citizen has here, at the level that this viewer may see (K1).

First form: own cases, enquiries and appointments. Every call is a look-up and is logged by the
caller in the same transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from indgang.access.public import ConsentView, consents
from indgang.journey.case.public import CaseView, cases_of
from indgang.journey.coordination.rules import Item, Level, Sight, Standing, sight
from indgang.journey.coordination.words import LAWS
from indgang.journey.enquiry.public import EnquiryView, enquiries_of
from indgang.organisation.public import Organisation, organisation
from indgang.shared import clock
from indgang.shared.actor import Actor, Scope

#: With these purposes the citizen is there and asks for help.
ON_APPLICATION = frozenset({"application", "guidance", "appointment", "register"})


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case as far as the viewer may see it. Fields above the level are empty.

    ``administration`` shows from EXISTENCE; title, unit, state and deadline from HEADLINE;
    ``case_id`` from CONTENT (the page of the case itself).
    """

    level: Level
    because: str
    law: str
    administration: str
    phone: str
    title: str
    unit: str
    caseworker: str
    state: str
    opened_at: datetime | None
    due_on: date | None
    case_id: UUID | None
    number: str


@dataclass(frozen=True, slots=True)
class SeenCases:
    """The cases that the viewer may know of, the newest first.

    ``withheld`` counts those that only show that they are there; hidden cases are not in it.
    """

    cases: tuple[SeenCase, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class SeenEnquiry:
    """An enquiry as far as the viewer may see it."""

    enquiry_id: UUID
    number: str
    received_at: datetime
    state: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that the viewer may see, and an honest word about the rest.

    ``withheld`` counts what the law lets us say is there but not shown; hidden cases are not in it.
    """

    citizen_id: UUID
    cases: tuple[SeenCase, ...]
    enquiries: tuple[SeenEnquiry, ...]
    administrations: tuple[str, ...]
    withheld: int


def _standing(
    case: CaseView,
    viewer: Actor,
    org: Organisation,
    given: tuple[ConsentView, ...],
    viewers_cases: frozenset[UUID],
    on_application: bool,
) -> Standing:
    owner = org.administration_of(case.unit_id)
    level = Level.NOTHING
    for post in viewer.posts:
        mine = org.administration_of(post.unit_id)
        if mine is None or owner is None:
            continue
        for consent in given:
            if consent.covers(
                to=mine.unit_id, owner=owner.unit_id, kle=case.kle, cases=viewers_cases
            ):
                level = max(level, Level.CONTENT if consent.level == "content" else Level.HEADLINE)
    return Standing(
        own=_own(case, viewer),
        own_unit=case.unit_id in viewer.unit_ids,
        same_administration=any(
            org.same_administration(post.unit_id, case.unit_id) for post in viewer.posts
        ),
        front_desk=viewer.holds("front_desk"),
        on_application=on_application,
        consent=level,
        has_case=bool(viewers_cases),
    )


def _own(case: CaseView, viewer: Actor) -> bool:
    """The citizen's own; a hidden one is not told to those who speak for the citizen."""
    if viewer.scope is not Scope.CITIZEN:
        return False
    return case.citizen_id == viewer.citizen_id or (
        case.citizen_id in viewer.represents and not case.hidden
    )


def _seen(case: CaseView, seen: Sight, org: Organisation, language: str) -> SeenCase:
    unit = org.units.get(case.unit_id)
    owner = org.administration_of(case.unit_id)
    because, law = LAWS[seen.law]
    headline = seen.level >= Level.HEADLINE
    title = case.service_title_en if language.startswith("en") else case.service_title_da
    return SeenCase(
        level=seen.level,
        because=str(because),
        law=law,
        administration=owner.name if owner else "",
        phone=unit.phone if unit and headline else (owner.phone if owner else ""),
        title=title if headline else "",
        unit=unit.name if unit and headline else "",
        caseworker=case.caseworker if headline else "",
        state=case.state if headline else "",
        opened_at=case.opened_at if headline else None,
        due_on=case.due_on if headline else None,
        case_id=case.case_id if seen.level is Level.CONTENT and seen.law != "consent" else None,
        number=case.number if headline else "",
    )


def seen_cases(
    citizen_id: UUID, *, viewer: Actor, purpose: str, at: datetime, language: str = "da"
) -> SeenCases:
    """The citizen's cases, as far as this viewer may see each of them for this purpose."""
    org = organisation(clock.day_of(at))
    all_cases = cases_of(citizen_id, at=clock.day_of(at))
    given = consents(citizen_id, at, as_of=org.revision) if all_cases else ()
    viewers_cases = frozenset(
        case.case_id
        for case in all_cases
        if case.unit_id in viewer.unit_ids and case.state != "afsluttet"
    )
    shown: list[SeenCase] = []
    withheld = 0
    for case in all_cases:
        item = Item(
            sensitivity=case.sensitivity,
            hidden=case.hidden,
            open=case.state != "afsluttet",
        )
        standing = _standing(case, viewer, org, given, viewers_cases, purpose in ON_APPLICATION)
        seen = sight(item, standing)
        if seen.level is Level.NOTHING:
            continue
        withheld += seen.level is Level.EXISTENCE
        shown.append(_seen(case, seen, org, language))
    return SeenCases(tuple(shown), withheld)


def picture(
    citizen_id: UUID, *, viewer: Actor, purpose: str, at: datetime, language: str = "da"
) -> Picture:
    """What this viewer may see of everything the citizen has, for this purpose, at this instant."""
    org = organisation(clock.day_of(at))
    seen = seen_cases(citizen_id, viewer=viewer, purpose=purpose, at=at, language=language)
    return Picture(
        citizen_id,
        seen.cases,
        tuple(
            _seen_enquiry(row, viewer, org)
            for row in enquiries_of(citizen_id)
            if _may_know_of(row, viewer, purpose)
        ),
        tuple(sorted({case.administration for case in seen.cases if case.administration})),
        seen.withheld,
    )


def _may_know_of(row: EnquiryView, viewer: Actor, purpose: str) -> bool:
    """The citizen, the unit that answers for it, and the front desk the citizen has come to."""
    return (
        row.unit_id in viewer.unit_ids
        or row.citizen_id in viewer.subjects
        or (viewer.holds("front_desk") and purpose in ON_APPLICATION)
    )


def _seen_enquiry(row: EnquiryView, viewer: Actor, org: Organisation) -> SeenEnquiry:
    """An enquiry's own words are for the unit that answers for it and for the citizen."""
    unit = org.units.get(row.unit_id)
    own = row.unit_id in viewer.unit_ids or (
        row.citizen_id is not None and row.citizen_id in viewer.subjects
    )
    return SeenEnquiry(
        row.enquiry_id,
        row.number,
        row.received_at,
        row.state,
        unit.name if unit else "",
        row.text if own else "",
    )
