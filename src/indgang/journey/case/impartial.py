"""When somebody is barred from a case: the leader settles it, and the case goes to who can take it.

Forvaltningsloven § 3: who is biased takes no part. § 6: the leader decides what is done, not the
one it is about. The record (``competence.handle_conflict``) and the case change in one act.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.competence.public import ConflictLine, Handling, conflicts, handle_conflict
from indgang.documents import public as documents
from indgang.journey.case.models import Case, CaseMove, CaseState, JournalNote
from indgang.journey.case.queries import CaseView, case, cases_of
from indgang.messages import public as messages
from indgang.organisation.public import names_of, organisation, posts_of
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.rowsecurity import as_system
from indgang.shared.uuid_arrays import Moved

#: What the journal says was done; the ground is nobody's business but the leader's.
_SAID = {
    Handling.GIVEN_ON: "Sagen er givet til {name}.",
    Handling.LEADER_TOOK_IT: "Lederen, {name}, har taget sagen.",
    Handling.SUBSTITUTE: "Sagen er givet til {name} som afløser fra en anden enhed.",
    Handling.NO_OTHER: "Ingen andre kan tage sagen. Sagsbehandleren fortsætter "
    "(forvaltningsloven § 4).",
}


def barred_cases(conflict: ConflictLine, at: date) -> tuple[CaseView, ...]:
    """The open cases that the conflict touches: the one named, or those the person has or shares.

    Without a named case: the citizen's open cases in units in which the person has a post.
    """
    if conflict.case_id is not None:
        found = case(conflict.case_id)
        return () if found.state == CaseState.AFSLUTTET else (found,)
    units = {post.unit_id for post in posts_of(conflict.person_id, at)}
    return tuple(
        one
        for one in cases_of(conflict.subject_id)
        if one.unit_id in units and one.state != CaseState.AFSLUTTET
    )


def conflict_line(conflict_id: UUID) -> ConflictLine:
    """One conflict of interest. Raises ``NotFound``."""
    found = conflicts(conflict_id=conflict_id, with_ended=True)
    if not found:
        raise NotFound("no_such_conflict", _("Vi kan ikke finde det."))
    return found[0]


@transaction.atomic
def settle_conflict(
    *,
    conflict_id: UUID,
    handling: str,
    by: Actor,
    at: datetime,
    to_person_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Record what was done about a conflict, and let the cases follow.

    ``given_on``: to a colleague in the unit. ``leader_took_it``: to whoever acts. ``substitute``:
    to somebody in another unit; the case, its papers and the answering for it go along.
    ``no_other`` (§ 4, stk. 1): the person goes on, with the reason. Raises ``BadInput`` when the
    receiver has no post where it must be, and as ``competence.handle_conflict`` does.
    """
    today = clock.day_of(at)
    line = conflict_line(conflict_id)
    touched = barred_cases(line, today)
    handle_conflict(
        conflict_id=conflict_id, handling=handling, to_person_id=to_person_id, reason=reason,
        by=by, at=at,
    )  # fmt: skip
    to = by.person_id if handling == Handling.LEADER_TOOK_IT else to_person_id
    for one in touched:
        if handling != Handling.NO_OTHER:
            _give(one, line, _receiver(to), handling, by, at)
        _note(one, handling, to, by, at)


def _receiver(to: UUID | None) -> UUID:
    if to is None:
        message = _("Vælg, hvem der skal have sagen.")
        raise BadInput(message, fields={"to_person": message})
    return to


def _give(
    found: CaseView, line: ConflictLine, to: UUID, handling: str, by: Actor, at: datetime
) -> None:
    today = clock.day_of(at)
    units = [post.unit_id for post in posts_of(to, today)]
    unit_id = found.unit_id
    if handling == Handling.SUBSTITUTE:
        if found.unit_id in units or not units:
            message = _("En afløser skal komme fra en anden enhed.")
            raise BadInput(message, fields={"to_person": message})
        unit_id = units[0]
    elif found.unit_id not in units:
        message = _("Vælg en, der har en stilling i den enhed, der har sagen.")
        raise BadInput(message, fields={"to_person": message})
    if handling != Handling.SUBSTITUTE and found.caseworker_id not in (None, line.person_id):
        return  # a colleague has it already
    row = Case.objects.select_for_update().get(pk=found.case_id)
    if unit_id != row.responsible_unit_id:
        CaseMove.objects.create(
            case=row, on=today, from_unit_id=row.responsible_unit_id, to_unit_id=unit_id,
            from_caseworker_id=row.caseworker_id, to_caseworker_id=to, cause=line.conflict_id,
        )  # fmt: skip
        moved = Moved.of([(row.id, row.responsible_unit_id, unit_id)])
        documents.follow(moved=moved, by=by, at=at)
        messages.follow(moved=moved, by=by, at=at)
    row.responsible_unit_id = unit_id
    row.caseworker_id = to
    row.version += 1
    row.save(update_fields=["responsible_unit", "caseworker", "version"])
    audit.record(
        "case.give_to", by=by, at=at, object_id=row.id, subject_id=row.citizen_id,
        detail={"handling": handling, "unit": str(unit_id), "person": str(to)},
    )  # fmt: skip


def _note(found: CaseView, handling: str, to: UUID | None, by: Actor, at: datetime) -> None:
    """The journal tells who has the case now (Offentlighedsloven § 13).

    A leader above the unit reads no content of the case and still owes it this line; so it is
    written in the house's own name, with the leader as its author.
    """
    name = names_of({to})[to] if to else ""
    unit = case(found.case_id).unit_id
    with as_system("casework"):
        JournalNote.objects.create(
            case_id=found.case_id, at=at, person_id=by.person_id, unit_id=unit, theme="Inhabilitet",
            text=_SAID[Handling(handling)].format(name=name),
        )  # fmt: skip


def leads_conflict(line: ConflictLine, by: Actor, at: date) -> bool:
    """Does whoever asks lead a unit of the person's, or one above it, and is somebody else?"""
    org = organisation(at)
    return by.person_id != line.person_id and any(
        org.led_by(by.posts, post.unit_id) for post in posts_of(line.person_id, at)
    )
