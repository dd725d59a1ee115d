"""Verbs of giving authority: writing an instrument down, giving a grant."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from indgang.competence.agreed import readiness
from indgang.competence.giving import (
    begins_too_early,
    faults_of,
    giver_of,
    leads_somewhere,
    needs_readiness,
    speaks_for,
)
from indgang.competence.models import Grant, Instrument, InstrumentKind
from indgang.competence.queries import authority
from indgang.competence.rules import GrantFacts
from indgang.competence.words import FAULTS, criterion_names
from indgang.organisation.public import organisation, posts_of
from indgang.shared import audit, clock
from indgang.shared.actor import Actor, HeldPost, Scope
from indgang.shared.errors import BadInput, NotAllowed, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.typed_text import without_controls
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range
from indgang.ways.public import all_ways


def hold_authority_to_change() -> None:
    """Let nobody else read authority for a decision, or change it, until this transaction ends.

    Take it before writing to either room: whoever decides locks both in the same order.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM shared_revision WHERE room IN ('competence', 'organisation') "
            "ORDER BY room FOR UPDATE"
        )


def posts_today(by: Actor, at: datetime) -> tuple[HeldPost, ...]:
    """The posts that whoever acts holds now. Raises ``NotAllowed`` for all but employees."""
    return posts_of(by.employee_id, clock.day_of(at))


def must_speak_for(unit_id: UUID | None, by: Actor, at: datetime) -> None:
    """Loading and jobs act in the house's own name; a person must speak for the unit."""
    if by.scope is Scope.SYSTEM:
        return
    org = organisation(clock.day_of(at))
    if unit_id is None or not speaks_for(posts_today(by, at), unit_id, org):
        raise NotAllowed(
            "not_yours_to_give",
            _("Du kan ikke give eller tage denne bemyndigelse."),
            next_step=_("Spørg lederen af den enhed, som bemyndigelsen kommer fra."),
        )


@transaction.atomic
def add_instrument(
    *,
    kind: str,
    title_da: str,
    source: str,
    begins: date,
    by: Actor,
    at: datetime,
    title_en: str = "",
    text_da: str = "",
    text_en: str = "",
    ends: date | None = None,
) -> UUID:
    """Write down a source of authority. By itself it gives nobody anything.

    Whoever leads a unit or is a governing body's secretary may. Raises ``BadInput``.
    """
    today = clock.day_of(at)
    if by.scope is not Scope.SYSTEM and not leads_somewhere(
        posts_today(by, at), organisation(today)
    ):
        raise NotAllowed("leaders_only", _("Kun ledere og sekretærer kan skrive hjemler ind."))
    title, source = without_controls(title_da), without_controls(source)
    wrong = {
        field: _("Skal udfyldes.")
        for field, value in (("title_da", title), ("source", source))
        if not value
    }
    if kind not in InstrumentKind.values:
        wrong["kind"] = _("Vælg, hvad det er for en hjemmel.")
    if ends is not None and ends <= begins:
        wrong["ends"] = _("Den sidste dag skal komme efter den første.")
    wrong |= {
        field: _("For langt.")
        for field, value, most in (
            ("title_da", title, 200), ("title_en", title_en, 200), ("source", source, 300),
            ("text_da", text_da, 8000), ("text_en", text_en, 8000),
        )
        if len(value) > most
    }  # fmt: skip
    if wrong:
        raise BadInput(_("Ret det, der er markeret."), fields=wrong)
    row = Instrument(
        id=uuid7(),
        kind=kind,
        title_da=title,
        title_en=without_controls(title_en) or title,
        source=source,
        text_da=without_controls(text_da),
        text_en=without_controls(text_en),
        validity=to_range(Days(begins, ends)),
    )
    row.key = f"{slugify(title)[:60] or 'hjemmel'}-{row.id.hex[-12:]}"
    row.save(force_insert=True)
    audit.record("competence.add_instrument", by=by, at=at, object_id=row.id, detail={"kind": kind})
    return row.id


@transaction.atomic
def give_grant(
    *,
    instrument_id: UUID,
    holder_id: UUID,
    above_id: UUID | None,
    action: str,
    kle: str,
    begins: date,
    by: Actor,
    at: datetime,
    ends: date | None = None,
    function: str = "",
    amount_limit: int | None = None,
    outcomes: Collection[str] = (),
    complexity: int | None = None,
    may_sub_delegate: bool = False,
    without: Collection[str] = (),
    person_id: UUID | None = None,
    way_id: UUID | None = None,
) -> UUID:
    """Give a unit (or one person in it) authority out of the grant ``above_id``.

    Whoever speaks for the unit that holds the grant above may (``giving``). The chain must hold
    from the first day, and the new grant is nowhere wider than it. A dispensation to the front desk
    needs the task to be ready (E11). Raises ``NotAllowed``, ``BadInput``, ``Refused``.
    """
    hold_authority_to_change()
    days = _days(begins, ends, at)
    instrument = Instrument.objects.valid_at(begins).filter(pk=instrument_id).first()
    if instrument is None:
        message = _("Hjemlen gælder ikke den dag.")
        raise BadInput(message, fields={"instrument": message})
    org = organisation(begins)
    holder = org.units.get(holder_id)
    new = GrantFacts(
        uuid7(), above_id, holder_id, holder.kind if holder else "", function, action, kle,
        amount_limit, frozenset(outcomes), may_sub_delegate, days, instrument.kind,
        to_days(instrument.validity), frozenset(without), person_id, way_id, complexity,
        instrument_id,
    )  # fmt: skip
    book = authority(org)
    must_speak_for(giver_of(new, book), by, at)
    wrong = {each.field: str(FAULTS[each.fault]) for each in faults_of(new, book)}
    if person_id is not None and not any(
        post.unit_id == holder_id for post in posts_of(person_id, begins)
    ):
        wrong["person"] = _("Personen har ingen stilling i enheden den dag.")
    if way_id is not None and way_id not in {each.way_id for each in all_ways("da")}:
        wrong["way"] = _("Vælg en arbejdsgang.")
    if wrong:
        raise BadInput(" ".join(wrong.values()), fields=wrong)
    if needs_readiness(new):
        _must_be_ready(kle, begins)
    Grant(
        id=new.grant_id,
        instrument_id=instrument_id,
        holder_id=holder_id,
        function=function,
        above_id=above_id,
        action=action,
        kle=kle,
        amount_limit=amount_limit,
        outcomes=sorted(new.outcomes),
        may_sub_delegate=may_sub_delegate,
        without=sorted(new.without),
        person_id=person_id,
        way_id=way_id,
        complexity=complexity,
        validity=to_range(new.days),
    ).save(force_insert=True)
    audit.record(
        "competence.give_grant",
        by=by,
        at=at,
        object_id=new.grant_id,
        detail={"above": str(above_id), "holder": str(holder_id), "begins": str(begins)},
    )
    return new.grant_id


def _days(begins: date, ends: date | None, at: datetime) -> Days:
    """The days of a new grant. Raises ``BadInput``: none of them has passed."""
    if begins_too_early(begins, clock.day_of(at)):
        message = _("En bemyndigelse kan ikke begynde på en dag, der er gået.")
        raise BadInput(message, fields={"begins": message})
    if ends is not None and ends <= begins:
        message = _("Den sidste dag skal komme efter den første.")
        raise BadInput(message, fields={"ends": message})
    return Days(begins, ends)


def _must_be_ready(kle: str, begins: date) -> None:
    missing = readiness(kle, begins).missing
    if missing:
        raise Refused(
            "not_ready",
            _("Opgaven er ikke klar til skranken. Det mangler: %(missing)s.")
            % {"missing": criterion_names(missing)},
            next_step=_("Skriv ind, hvad der er på plads, og prøv igen."),
        )
