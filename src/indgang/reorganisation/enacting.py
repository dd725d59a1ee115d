"""Verbs that change the organisation: enact, and undo before the day.

One at a time in the whole house (an advisory lock), everything worked out again inside the
transaction: what was shown on a page is never what is written.
"""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from indgang.competence.public import (
    Matter,
    NotCompetentError,
    hold_authority_to_change,
    record_verdict,
)
from indgang.organisation.public import Rewriting, rewrite, succession_taken
from indgang.reorganisation import rules
from indgang.reorganisation.carrying import all_carried, cases_after, cases_by_unit, sums
from indgang.reorganisation.checks import may_be_signed
from indgang.reorganisation.drafting import locked
from indgang.reorganisation.events import ReorganisationEnacted, ReorganisationUndone
from indgang.reorganisation.layout import rewriting
from indgang.reorganisation.models import Reorganisation
from indgang.reorganisation.outlook import Outlook, outlook
from indgang.reorganisation.ports import ports
from indgang.reorganisation.rules import DayFault, State, Verb
from indgang.reorganisation.taking_effect import (
    carry_live,
    in_effect,
    take_effect_of_due,
    wait_for_turn,
)
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter, take_back
from indgang.shared.errors import BadInput, Refused
from indgang.shared.rowsecurity import as_system
from indgang.shared.typed_text import without_controls


def enact(*, reorganisation_id: UUID, version: int, by: Actor, at: datetime) -> None:
    """Sign the whole: all of it is written or nothing.

    With today's date it takes effect in the same transaction. Raises ``NotCompetentError`` (who
    may not decide 00.15.01; kept in the audit), ``Refused``: wrong state, changed by somebody
    else, a step that cannot be done, a trouble neither mended nor signed, a day that has passed
    or comes before that of another that is signed.
    """

    def act(row: Reorganisation, verdict_id: UUID) -> None:
        row.verdict_id = verdict_id
        _enact(row, by=by, at=at)

    take_effect_of_due(at=at)  # what we build on is in force first, and in its own transaction
    _decided(reorganisation_id, Verb.ENACT, version, act, by=by, at=at)


def undo(*, reorganisation_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a signed one back before its day; every row is as it was. Raises as ``enact``."""
    reason = without_controls(reason)
    if not 3 <= len(reason) <= 500:
        message = _("Skriv, hvorfor omlægningen fortrydes (højst 500 tegn).")
        raise BadInput(message, fields={"reason": message})

    def act(row: Reorganisation, verdict_id: UUID) -> None:
        _undo(row, reason, verdict_id, by=by, at=at)

    _decided(reorganisation_id, Verb.UNDO, None, act, by=by, at=at)


def _decided(
    reorganisation_id: UUID,
    verb: Verb,
    version: int | None,
    act: Callable[[Reorganisation, UUID], None],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Ask competence, keep the answer, and act only on a yes. A no is kept too.

    Our turn comes before anything is read: of two at once the second sees what the first did.
    """
    with transaction.atomic():
        wait_for_turn()
        # Whoever decides a case shares authority until it is done. We write units and then grants;
        # both are taken now, in the deciders' order: else each could wait for the other.
        hold_authority_to_change()
        row = locked(reorganisation_id, verb, version=version)
        verdict, record_id = record_verdict(
            by=by, action="decide", matter=Matter(rules.KLE), subject_id=None, at=at
        )
        if verdict.allowed:
            act(row, record_id)
            return
        audit.record(
            "reorganisation.refused_competence",
            by=by,
            at=at,
            object_id=row.id,
            detail={"verb": verb.value, "verdict": str(record_id)},
        )
    raise NotCompetentError(verdict, record_id)


def _enact(row: Reorganisation, *, by: Actor, at: datetime) -> None:
    today = clock.day_of(at)
    _must_be_in_time(row, today=today)
    found = outlook(row.id, row.effective_on)
    what = rewriting(found.rows, found.plan)
    _must_be_clean(row, found, what)
    cases = cases_by_unit()
    carried = all_carried(found)
    before: dict[str, int] = {}
    for (unit_id, _kle), number in cases.items():
        before[str(unit_id)] = before.get(str(unit_id), 0) + number
    row.counted = {
        "signed": sums(carried),
        "lines": [[c.kind, str(c.from_unit), str(c.to_unit or ""), c.count] for c in carried],
        "before": before,
        "after": {str(u): n for u, n in cases_after(cases, found.plan.homes).items()},
    }
    # The units before the cases, as whoever decides lets the units stand still before they take a
    # case (competence.record_verdict): in the other order we would wait for each other.
    _write(found, what, by=by, at=at)
    row.state = State.ENACTED
    row.enacted_at, row.enacted_by_id = at, by.employee_id
    row.version += 1
    row.save()
    audit.record(
        "reorganisation.enact",
        by=by,
        at=at,
        object_id=row.id,
        detail={
            "on": str(row.effective_on),
            "verdict": str(row.verdict_id),
            "signed_exceptions": row.exceptions.count(),
            "moves": row.counted["signed"],
        },
    )
    outbox.record(
        ReorganisationEnacted(reorganisation_id=row.id, on=row.effective_on), by=by, at=at
    )
    if row.effective_on == today:
        carry_live(found.change, by=by, at=at)
        in_effect(row, found.plan.homes, sums(found.carried), by=by, at=at)


def _must_be_in_time(row: Reorganisation, *, today: date) -> None:
    waiting = Reorganisation.objects.filter(state=State.ENACTED).values_list(
        "effective_on", flat=True
    )
    fault = rules.day_fault(row.effective_on, today, waiting)
    if fault is DayFault.PAST:
        raise Refused(
            "day_passed",
            _("Omlægningens dag er gået. Det, der er sket, kan ikke laves om."),
            next_step=_("Vælg i dag eller en senere dag."),
        )
    if fault is DayFault.BEFORE_ANOTHER:
        raise Refused(
            "before_another",
            _("En anden omlægning er allerede vedtaget til en senere dag."),
            next_step=_("Vælg den samme dag eller en senere, eller fortryd den anden først."),
        )


def _must_be_clean(row: Reorganisation, found: Outlook, what: Rewriting) -> None:
    signed = set(row.exceptions.values_list("code", "subject"))
    open_ones = [
        each
        for each in found.troubles
        if each.must
        and ((each.code, each.subject) not in signed or not may_be_signed(each.code, each.subject))
    ]
    if open_ones:
        raise Refused(
            "troubles",
            _("Omlægningen kan ikke vedtages endnu: %(text)s (%(number)s i alt)")
            % {"text": open_ones[0].text, "number": len(open_ones)},
            next_step=_("Løs hvert problem, eller skriv under på, hvorfor det går alligevel."),
        )
    if not (what.ended or what.units or what.states or what.tasks or what.posts):
        raise Refused("nothing_to_do", _("Omlægningen ændrer ikke noget endnu. Tilføj et trin."))
    if succession_taken(found.plan.homes):
        raise Refused(
            "same_day",
            _("En anden omlægning flytter det samme fra den samme enhed samme dag."),
            next_step=_("Vælg en anden dag, eller fortryd den anden først."),
        )


def _write(found: Outlook, what: Rewriting, *, by: Actor, at: datetime) -> None:
    writer = DatedWriter(found.reorganisation_id, at)
    try:
        rewrite(what, writer)
    except IntegrityError:
        raise Refused(
            "contradiction",
            _("Omlægningen passer ikke sammen med noget, der allerede gælder samme dag."),
            next_step=_("Se trinene igennem. Ret det, der gør det samme to gange."),
        ) from None
    writer.close()
    with as_system("reorganisation"):
        for bearer in ports.bearers:
            bearer.sign(found.change, by=by, at=at)


def _undo(row: Reorganisation, reason: str, verdict_id: UUID, *, by: Actor, at: datetime) -> None:
    if row.effective_on <= clock.day_of(at):
        raise Refused(
            "day_has_come",
            _("Omlægningens dag er kommet. Den kan ikke fortrydes mere."),
            next_step=_("Lav en ny omlægning, der fører tilbage."),
        )
    with as_system("reorganisation"):
        rows = take_back(row.id)
    row.state = State.UNDONE
    row.undone_at, row.undone_by_id, row.undone_reason = at, by.employee_id, reason
    row.version += 1
    row.save(update_fields=["state", "undone_at", "undone_by", "undone_reason", "version"])
    audit.record(
        "reorganisation.undo",
        by=by,
        at=at,
        object_id=row.id,
        detail={"rows": rows, "verdict": str(verdict_id)},
    )
    outbox.record(ReorganisationUndone(reorganisation_id=row.id, on=row.effective_on), by=by, at=at)
