"""The letter that says who has a citizen's matters from the day of a reorganisation."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from indgang.appointments.public import BookingView, bookings_of
from indgang.citizens.public import CitizenView
from indgang.documents.public import Fact, Letter, LetterKind, Recipient, Section, Sender
from indgang.journey.case.public import TouchedCase, touched_cases
from indgang.journey.enquiry.public import EnquiryView, enquiries_of
from indgang.organisation.public import Organisation, organisation
from indgang.reorganisation.public import Words
from indgang.shared.clock import day_of
from indgang.shared.spoken_dates import day_and_time

_OPEN = ("received", "offered")


@dataclass(frozen=True)
class Matters:
    """What some citizens have with the units that changed."""

    cases: dict[UUID, tuple[TouchedCase, ...]]
    enquiries: dict[UUID, tuple[EnquiryView, ...]]
    bookings: dict[UUID, tuple[BookingView, ...]]
    before: Organisation
    after: Organisation

    def first_unit(self, citizen_id: UUID) -> UUID | None:
        """The unit that writes; ``None`` when nothing is left to tell of."""
        for held in (self.cases, self.enquiries, self.bookings):
            for one in held.get(citizen_id, ()):
                return one.unit_id
        return None


def matters_of(
    citizen_ids: Collection[UUID], unit_ids: Collection[UUID], on: date, at: datetime
) -> Matters:
    """The open cases, waiting enquiries and coming times of these citizens in these units."""
    units = frozenset(unit_ids)
    return Matters(
        touched_cases(citizen_ids, units, on),
        {
            who: tuple(
                one for one in enquiries_of(who) if one.state in _OPEN and one.unit_id in units
            )
            for who in citizen_ids
        },
        {
            who: tuple(one for one in bookings_of(who, at) if one.unit_id in units)
            for who in citizen_ids
        },
        organisation(on - timedelta(days=1)),
        organisation(day_of(at)),
    )


def _now(matters: Matters, unit_id: UUID) -> str:
    unit = matters.after.unit(unit_id)
    told = {"unit": unit.name, "phone": unit.phone}
    return _("%(unit)s, telefon %(phone)s") % told if unit.phone else unit.name


def _case(matters: Matters, one: TouchedCase) -> Fact:
    told = {"now": _now(matters, one.unit_id), "was": ""}
    was = matters.before.units.get(one.from_unit or one.unit_id)
    now = matters.after.unit(one.unit_id)
    if was is not None and was.name != now.name:
        told["was"] = was.name
        return Fact(one.public_title, _("Før hos %(was)s. Nu hos %(now)s.") % told)
    return Fact(one.public_title, _("Hos %(now)s.") % told)


def _facts(matters: Matters, citizen_id: UUID, on: date, language: str) -> tuple[Fact, ...]:
    cases = [_case(matters, one) for one in matters.cases.get(citizen_id, ())]
    enquiries = [
        Fact(
            _("Din henvendelse %(number)s") % {"number": one.number},
            _("Hos %(now)s.") % {"now": _now(matters, one.unit_id)},
        )
        for one in matters.enquiries.get(citizen_id, ())
    ]
    bookings = [
        Fact(
            _("Din tid %(when)s") % {"when": day_and_time(one.begins, language, today=on)},
            _("Hos %(now)s. Adressen er %(address)s.")
            % {"now": _now(matters, one.unit_id), "address": one.address},
        )
        for one in matters.bookings.get(citizen_id, ())
    ]
    return (*cases, *enquiries, *bookings)


def _number(matters: Matters, citizen_id: UUID) -> str:
    """What the citizen can say so that we find the matter."""
    for case in matters.cases.get(citizen_id, ()):
        return case.number
    for enquiry in matters.enquiries.get(citizen_id, ()):
        return enquiry.number
    return next((booking.code for booking in matters.bookings.get(citizen_id, ())), "")


def notice_letter(
    to: CitizenView, words: Words, matters: Matters, unit_id: UUID, at: datetime
) -> Letter:
    """The letter from ``unit_id``, in the language that is switched on."""
    day = day_of(at)
    unit = matters.after.unit(unit_id)
    first, *rest = [line.strip() for line in words.text.split("\n") if line.strip()]
    return Letter(
        kind=LetterKind.NOTICE,
        sender=Sender(municipality=settings.MUNICIPALITY, unit=unit.name, phone=unit.phone),
        recipient=Recipient(
            name=to.name,
            address=to.address.replace(", ", "\n"),
            protected=to.address_protected,
        ),
        number=_number(matters, to.citizen_id),
        on=day,
        subject=words.subject,
        result=first,
        facts=_facts(matters, to.citizen_id, day, to.language),
        sections=(Section(_("Hvad skal du gøre?"), tuple(rest)),) if rest else (),
        language=to.language,
        synthetic=to.synthetic,
    )
