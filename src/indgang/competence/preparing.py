"""Verbs beside the grants: readiness of a task for the front desk, and boundary agreements."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.competence.agreed import CRITERIA
from indgang.competence.granting import posts_today
from indgang.competence.models import BoundaryAgreement, Readiness
from indgang.organisation.public import kle_covers, organisation
from indgang.shared import audit, clock
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.typed_text import without_controls
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range


def _from_today(begins: date, at: datetime) -> None:
    if begins < clock.day_of(at):
        message = _("Vælg i dag eller en senere dag.")
        raise BadInput(message, fields={"begins": message})


def _until(row: Any, begins: date) -> None:
    """Let the row hold until ``begins``. Raises when it, or a later one, begins only then."""
    left = row.days.until(begins)
    if left is None:
        raise Refused(
            "later_record",
            _("Der står allerede noget for en senere dag."),
            next_step=_("Vælg en dag efter den."),
        )
    row.validity = to_range(left)
    row.save(update_fields=["validity"])


@transaction.atomic
def record_readiness(
    *,
    kle: str,
    criterion: str,
    met: bool,
    by: Actor,
    at: datetime,
    begins: date | None = None,
    note: str = "",
) -> UUID:
    """Say whether a task meets a criterion from a day (today), until somebody says otherwise.

    Leaders may. That the administration agrees is said by a leader of the line that is responsible
    for the task. What was said before stays in its days; a second word on the same day takes the
    place of the first, and the audit keeps both.
    """
    begins = begins or clock.day_of(at)
    _from_today(begins, at)
    wrong = {}
    if criterion not in CRITERIA:
        wrong["criterion"] = _("Vælg, hvad der skal være på plads.")
    if not kle or len(kle) > 8:
        wrong["kle"] = _("Vælg en opgave.")
    if len(note) > 500:
        wrong["note"] = _("For langt.")
    if wrong:
        raise BadInput(" ".join(wrong.values()), fields=wrong)
    _must_answer_for(kle, criterion, by, at)
    said = {
        "met": met,
        "note": without_controls(note),
        "recorded_at": at,
        "recorded_by_id": by.person_id,
    }
    now = Readiness.objects.select_for_update().filter(kle=kle, criterion=criterion)
    same: Any = now.filter(validity__startswith=begins).first()
    row: Any = same
    if same is not None:
        for name, value in said.items():
            setattr(same, name, value)
        same.save(update_fields=list(said))
    else:
        for earlier in now.filter(validity__overlap=to_range(Days(begins))):
            _until(earlier, begins)
        row = Readiness(
            id=uuid7(), kle=kle, criterion=criterion, validity=to_range(Days(begins)), **said
        )
        row.save(force_insert=True)
    audit.record(
        "competence.record_readiness",
        by=by,
        at=at,
        object_id=row.id,
        detail={"kle": kle, "criterion": criterion, "met": met, "begins": str(begins)},
    )
    return UUID(str(row.id))


def _must_answer_for(kle: str, criterion: str, by: Actor, at: datetime) -> None:
    if by.scope is Scope.SYSTEM:
        return
    posts = posts_today(by, at)
    org = organisation(clock.day_of(at))
    if criterion != "agreed":
        allowed = any(post.function == "leader" for post in posts)
    else:
        responsible = {
            task.unit_id
            for task in org.tasks
            if task.role == "ansvarlig" and kle_covers(task.kle, kle)
        }
        allowed = any(org.led_by(posts, unit_id) for unit_id in responsible)
    if not allowed:
        raise NotAllowed(
            "leaders_only",
            _("Kun en leder i den forvaltning, der har opgaven, kan sige ja.")
            if criterion == "agreed"
            else _("Kun ledere kan skrive det ind."),
        )


@transaction.atomic
def agree_boundary(
    *,
    kle: str,
    first_unit_id: UUID,
    other_unit_id: UUID,
    condition_da: str,
    by: Actor,
    at: datetime,
    condition_en: str = "",
    source: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> UUID:
    """Write down who acts when two could: ``first_unit_id`` does, on the condition (demand K8).

    A leader of one of the two may, or of a unit above it. An agreement of the same two about the
    same subject ends on the day.
    """
    begins = begins or clock.day_of(at)
    _from_today(begins, at)
    org = organisation(begins)
    condition = without_controls(condition_da)
    wrong = {}
    if not condition or len(condition) > 500:
        wrong["condition_da"] = _("Skriv med få ord, hvornår den første enhed tager sagen.")
    if first_unit_id == other_unit_id or not {first_unit_id, other_unit_id} <= set(org.units):
        wrong["other_unit"] = _("Vælg to enheder, der findes den dag.")
    if not kle or len(kle) > 8:
        wrong["kle"] = _("Vælg en opgave.")
    if ends is not None and ends <= begins:
        wrong["ends"] = _("Den sidste dag skal komme efter den første.")
    if wrong:
        raise BadInput(" ".join(wrong.values()), fields=wrong)
    pair = (first_unit_id, other_unit_id)
    if by.scope is not Scope.SYSTEM and not any(
        org.led_by(posts_today(by, at), unit_id) for unit_id in pair
    ):
        raise NotAllowed("leaders_only", _("Kun en leder i en af de to enheder kan aftale det."))
    for earlier in BoundaryAgreement.objects.select_for_update().filter(
        kle=kle,
        first_unit_id__in=pair,
        other_unit_id__in=pair,
        validity__overlap=to_range(Days(begins, ends)),
    ):
        _until(earlier, begins)
    row = BoundaryAgreement(
        id=uuid7(),
        kle=kle,
        first_unit_id=first_unit_id,
        other_unit_id=other_unit_id,
        condition_da=condition,
        condition_en=without_controls(condition_en)[:500],
        source=without_controls(source)[:300],
        validity=to_range(Days(begins, ends)),
    )
    row.save(force_insert=True)
    audit.record(
        "competence.agree_boundary", by=by, at=at, object_id=row.id,
        detail={"kle": kle, "first": str(first_unit_id), "other": str(other_unit_id)},
    )  # fmt: skip
    return row.id
