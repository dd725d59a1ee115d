"""Telling those whom a reorganisation touches: finding them, and one letter to each.

Found in two steps: who waits for an answer or has a time to come is seen before things move (on
the day, in its transaction); who has a case is read afterwards from the moves of the cases. The
letters are made some at a time, each lot in a transaction and a job of its own.
"""

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation

from indgang.appointments.public import coming_guests
from indgang.citizens.public import citizen
from indgang.documents.public import issue_letter
from indgang.journey.case.public import moved_citizens, open_citizens
from indgang.journey.coordination.contact import Contact, Contacts
from indgang.journey.coordination.events import NoticesDue
from indgang.journey.coordination.letters import Matters, matters_of, notice_letter
from indgang.journey.enquiry.public import open_askers
from indgang.messages.public import queue
from indgang.organisation.public import Change, Organisation, organisation, successions
from indgang.places.public import addresses_of
from indgang.reorganisation.public import (
    NOTHING_LEFT,
    DueNotice,
    TellingView,
    add_affected,
    all_gathered,
    next_to_tell,
    note_not_told,
    note_told,
    telling,
    try_again,
)
from indgang.shared import outbox
from indgang.shared.actor import SYSTEM, Actor
from indgang.shared.clock import day_of
from indgang.shared.errors import Refused

_log = logging.getLogger("indgang")
#: So many letters are made in one transaction; a hundred take some seconds.
AT_A_TIME = 100


def contacts(before: Organisation, after: Organisation, on: date) -> Contacts:
    """How one gets hold of every unit, the day before and on the day."""
    doors_before, doors_after = addresses_of(on - timedelta(days=1)), addresses_of(on)
    nowhere: frozenset[str] = frozenset()
    return Contacts(
        {
            unit.unit_id: Contact(unit.name, unit.phone, doors_before.get(unit.unit_id, nowhere))
            for unit in before.units.values()
        },
        {
            unit.unit_id: Contact(unit.name, unit.phone, doors_after.get(unit.unit_id, nowhere))
            for unit in after.units.values()
        },
    )


def before_the_move(change: Change, *, by: Actor, at: datetime) -> None:
    """Remember who waits for an answer or has a time to come with a unit that gives it on.

    What is carried after the letters have begun (stragglers of the day) is looked for once more.
    """
    told = telling(change.cause)
    whom = told.whom
    if whom == "nobody":
        return
    if told.gathered_at is not None:
        outbox.record(NoticesDue(reorganisation_id=change.cause), by=by, at=at)
    known = contacts(change.before, change.after, change.on)
    units = list(change.homes.moves)
    held = [(unit, kle, who) for unit, kle, who in open_askers(units)]
    held += [(unit, "", who) for unit, who in coming_guests(units, change.on)]
    found = []
    for unit, kle, who in held:
        home = change.homes.of(unit, kle)
        if home is not None and home != unit and known.is_to_be_told(unit, home, whom):
            found.append(who)
    add_affected(change.cause, found)


def find_affected(reorganisation_id: UUID, on: date, *, by: Actor, at: datetime) -> None:
    """Everybody else who is to be told; then the letters begin."""
    _gather(reorganisation_id, on)
    all_gathered(reorganisation_id, at=at)
    outbox.record(NoticesDue(reorganisation_id=reorganisation_id), by=by, at=at)


def _gather(reorganisation_id: UUID, on: date) -> None:
    whom = telling(reorganisation_id).whom
    if whom == "nobody":
        return
    known = contacts(organisation(on - timedelta(days=1)), organisation(on), on)
    add_affected(
        reorganisation_id,
        (
            one.citizen_id
            for one in moved_citizens(reorganisation_id)
            if one.another_caseworker or known.is_to_be_told(one.from_unit, one.to_unit, whom)
        ),
    )
    same = known.changed_in_place(whom)
    add_affected(reorganisation_id, (who for _unit, who in open_citizens(same)))
    add_affected(reorganisation_id, (who for _unit, _kle, who in open_askers(same)))
    add_affected(reorganisation_id, (who for _unit, who in coming_guests(same, on)))


def touched_units(on: date, known: Contacts) -> frozenset[UUID]:
    """Units that have what moved that day, and those called or reached otherwise than before."""
    receivers = {line.to_unit for line in successions().lines if line.on == on}
    return frozenset(receivers) | known.changed_in_place("everybody")


def tell_some(reorganisation_id: UUID, *, at: datetime) -> None:
    """The next lot of letters; as long as there are any, another lot follows.

    When none is left, those who came late are looked for before it ends.
    """
    told = telling(reorganisation_id)
    on = told.on
    due = next_to_tell(reorganisation_id, AT_A_TIME)
    if not due:
        _gather(reorganisation_id, on)
        due = next_to_tell(reorganisation_id, AT_A_TIME)
    if not due:
        return
    known = contacts(organisation(on - timedelta(days=1)), organisation(on), on)
    units = touched_units(on, known)
    matters = matters_of([one.citizen_id for one in due], units, on, at)
    for one in due:
        _tell(one, told, matters, reorganisation_id, at)
    outbox.record(NoticesDue(reorganisation_id=reorganisation_id), by=SYSTEM, at=at)


@transaction.atomic
def tell_again(reorganisation_id: UUID, *, by: Actor, at: datetime) -> int:
    """A leader lets the letters that could not be made be tried again; gives how many."""
    number = try_again(reorganisation_id=reorganisation_id, by=by, at=at)
    if number:
        outbox.record(NoticesDue(reorganisation_id=reorganisation_id), by=by, at=at)
    return number


def _tell(
    one: DueNotice, told: TellingView, matters: Matters, reorganisation_id: UUID, at: datetime
) -> None:
    """One letter; whoever cannot be told holds nobody else up."""
    unit_id = matters.first_unit(one.citizen_id)
    if unit_id is None:
        note_not_told(one.notice_id, NOTHING_LEFT)
        return
    try:
        with transaction.atomic():
            to = citizen(one.citizen_id, day_of(at), reveal_address=True)
            with translation.override(to.language):
                letter = notice_letter(to, told.words(to.language), matters, unit_id, at)
            paper = issue_letter(
                letter=letter, about_id=reorganisation_id, citizen_id=one.citizen_id,
                unit_id=unit_id, by=SYSTEM, at=at,
            )  # fmt: skip
            message_id = queue(
                key=f"moved:{reorganisation_id}:{one.citizen_id}", citizen_id=one.citizen_id,
                subject=letter.subject, document_id=paper.document_id, about_id=reorganisation_id,
                unit_id=unit_id, at=at,
            )  # fmt: skip
            note_told(one.notice_id, message_id, at=at)
    except Refused as error:
        _log.warning("a notice was not made: %s", type(error).__name__)
        note_not_told(one.notice_id, type(error).__name__)
