"""Telling those affected: whom, in which words, and how far it has come (demand O7).

The letters themselves are made above this room, where it is known who has what with us; here it
is kept who is to be told, so that everybody is told once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from indgang.reorganisation.drafting import must_lead
from indgang.reorganisation.models import Notice, Telling, TellWhom
from indgang.reorganisation.queries import row_of
from indgang.reorganisation.rules import State
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.spoken_dates import full_date
from indgang.shared.typed_text import without_controls

_LENGTHS = {"subject_da": 120, "text_da": 4000, "subject_en": 120, "text_en": 4000}
_MOST_PARTNERS = 200
_BATCH = 5000
#: A citizen whose matters were closed before the letter was made: there is nothing to tell.
NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True, slots=True)
class Words:
    """Heading and text of the letter in one language; paragraphs are lines."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class TellingView:
    """Whom to tell, and what. ``own_words``: somebody has chosen; else it is the house's text.

    ``gathered_at``: all who are to be told have been found (``None``: the day has not come).
    """

    on: date
    whom: str
    da: Words
    en: Words
    partners: tuple[str, ...]
    own_words: bool
    gathered_at: datetime | None
    may_change: bool

    def words(self, language: str) -> Words:
        """In the reader's language: English for English, else Danish."""
        return self.en if language.startswith("en") else self.da


def house_words(on: date, language: str) -> Words:
    """What the letter says when nobody has written another."""
    with translation.override(language):
        return Words(
            _("Det, du har hos os, har fået et nyt sted"),
            _(
                "Fra den %(day)s er det en anden del af kommunen, der tager sig af det.\n"
                "Du skal ikke gøre noget. Det fortsætter, hvor det er nået til, og aftaler og "
                "frister er de samme.\n"
                "Brug det nye telefonnummer fra nu af."
            )
            % {"day": full_date(on, language)},
        )


def telling(reorganisation_id: UUID) -> TellingView:
    """What is to be told. Raises ``NotFound``."""
    row = row_of(reorganisation_id)
    own = Telling.objects.filter(reorganisation=row).first()
    open_still = row.state in (State.DRAFT, State.ENACTED)
    if own is None:
        da, en = (house_words(row.effective_on, language) for language in ("da", "en"))
        return TellingView(row.effective_on, TellWhom.CHANGED, da, en, (), False, None, open_still)
    return TellingView(
        row.effective_on,
        own.whom,
        Words(own.subject_da, own.text_da),
        Words(own.subject_en, own.text_en),
        tuple(line for line in own.partners.splitlines() if line),
        True,
        own.gathered_at,
        open_still and own.gathered_at is None,
    )


@transaction.atomic
def change_telling(
    *,
    reorganisation_id: UUID,
    whom: str,
    subject_da: str,
    text_da: str,
    subject_en: str,
    text_en: str,
    partners: Iterable[str],
    by: Actor,
    at: datetime,
) -> None:
    """A leader chooses whom to tell and in which words, until the day comes.

    Raises ``NotAllowed``, ``BadInput`` with fields, ``Refused`` when the letters are on their way.
    """
    must_lead(by)
    row = row_of(reorganisation_id)
    if row.state not in (State.DRAFT, State.ENACTED):
        raise Refused("letters_sent", _("Dagen er kommet, og brevene er på vej."))
    typed = {
        "subject_da": subject_da, "text_da": text_da,
        "subject_en": subject_en, "text_en": text_en,
    }  # fmt: skip
    given = {name: without_controls(text) for name, text in typed.items()}
    lines = [line for each in partners if (line := without_controls(each)[:200])]
    wrong = {name: _("Skriv teksten.") for name, text in given.items() if not text}
    wrong |= {
        name: _("Skriv højst %(most)s tegn.") % {"most": most}
        for name, most in _LENGTHS.items()
        if len(given[name]) > most
    }
    if whom not in TellWhom.values:
        wrong["whom"] = _("Vælg, hvem der skal have brev.")
    if len(lines) > _MOST_PARTNERS:
        wrong["partners"] = _("Skriv højst %(most)s linjer.") % {"most": _MOST_PARTNERS}
    if wrong:
        raise BadInput(_("Ret det, der er markeret."), fields=wrong)
    Telling.objects.update_or_create(
        reorganisation=row,
        defaults={
            **given,
            "whom": whom,
            "partners": "\n".join(dict.fromkeys(lines)),
            "changed_at": at,
            "changed_by_id": by.person_id,
        },
    )
    audit.record(
        "reorganisation.change_telling", by=by, at=at, object_id=row.id, detail={"whom": whom}
    )


def add_affected(reorganisation_id: UUID, citizen_ids: Iterable[UUID]) -> None:
    """Citizens who are to be told; one who is there already is told once all the same."""
    Notice.objects.bulk_create(
        (
            Notice(reorganisation_id=reorganisation_id, citizen_id=citizen_id)
            for citizen_id in dict.fromkeys(citizen_ids)
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


@transaction.atomic
def all_gathered(reorganisation_id: UUID, *, at: datetime) -> None:
    """Everybody has been found; partners get their lines, once."""
    row = row_of(reorganisation_id)
    found = telling(reorganisation_id)
    known = set(Notice.objects.filter(reorganisation=row).values_list("partner", flat=True))
    Notice.objects.bulk_create(
        Notice(reorganisation=row, partner=partner)
        for partner in found.partners
        if partner not in known
    )
    Telling.objects.update_or_create(
        reorganisation=row,
        defaults={"gathered_at": at},
        create_defaults={
            "gathered_at": at, "whom": found.whom, "changed_at": at,
            "subject_da": found.da.subject, "text_da": found.da.text,
            "subject_en": found.en.subject, "text_en": found.en.text,
        },
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A citizen who is still to be told."""

    notice_id: UUID
    citizen_id: UUID


def next_to_tell(reorganisation_id: UUID, limit: int) -> tuple[DueNotice, ...]:
    """The next ones, held for this transaction; those that could not be made are left out."""
    rows = (
        Notice.objects.select_for_update(skip_locked=True)
        .filter(reorganisation_id=reorganisation_id, told_at=None, problem="", partner="")
        .order_by("id")[:limit]
    )
    return tuple(DueNotice(row.id, row.citizen_id) for row in rows if row.citizen_id is not None)


def note_told(notice_id: UUID, message_id: UUID, *, at: datetime) -> None:
    """The letter is made and on its way."""
    Notice.objects.filter(pk=notice_id).update(told_at=at, message_id=message_id)


def note_not_told(notice_id: UUID, problem: str) -> None:
    """The letter could not be made; it is counted on the page until somebody tries again."""
    Notice.objects.filter(pk=notice_id).update(problem=problem[:60])


@transaction.atomic
def try_again(*, reorganisation_id: UUID, by: Actor, at: datetime) -> int:
    """Put those that could not be made back among those to be told; gives how many."""
    must_lead(by)
    rows = Notice.objects.filter(reorganisation_id=reorganisation_id, told_at=None)
    number = int(rows.exclude(problem__in=["", NOTHING_LEFT]).update(problem=""))
    audit.record(
        "reorganisation.try_again", by=by, at=at, object_id=reorganisation_id,
        detail={"notices": number},
    )  # fmt: skip
    return number


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """How far the telling of citizens has come. ``problems``: letters that could not be made."""

    told: int
    waiting: int
    problems: int

    @property
    def total(self) -> int:
        """All who are to be told."""
        return self.told + self.waiting + self.problems


def notice_counts(reorganisation_id: UUID) -> NoticeCounts:
    """Citizens only; partners are a list of their own."""
    rows = Notice.objects.filter(reorganisation_id=reorganisation_id, partner="")
    told = rows.filter(told_at__isnull=False).count()
    waiting = rows.filter(told_at=None, problem="").count()
    problems = rows.filter(told_at=None).exclude(problem__in=["", NOTHING_LEFT]).count()
    return NoticeCounts(told, waiting, problems)


@dataclass(frozen=True, slots=True)
class PartnerNotice:
    """A partner, with how they are told; ``told_at`` when somebody has done it."""

    notice_id: UUID
    partner: str
    told_at: datetime | None


def partner_notices(reorganisation_id: UUID) -> tuple[PartnerNotice, ...]:
    """The partners, those who are not told yet first."""
    rows = Notice.objects.filter(reorganisation_id=reorganisation_id).exclude(partner="")
    found = [PartnerNotice(row.id, row.partner, row.told_at) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.told_at is not None, one.partner.casefold())))


@transaction.atomic
def tell_partner(*, reorganisation_id: UUID, notice_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody has told the partner, by phone or however they are told. Twice is once."""
    must_lead(by)
    rows = Notice.objects.filter(pk=notice_id, reorganisation_id=reorganisation_id)
    row = rows.select_for_update().exclude(partner="").first()
    if row is None:
        raise NotFound("no_such_partner", _("Vi kan ikke finde den, du vil markere."))
    if row.told_at is None:
        row.told_at = at
        row.save(update_fields=["told_at"])
        audit.record("reorganisation.tell_partner", by=by, at=at, object_id=row.id)
