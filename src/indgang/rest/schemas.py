"""What several parts of the API show and take in. Every field carries its privacy class."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from indgang.shared.privacy import Privacy, classified

#: The database's largest whole number, in kroner.
MOST_KRONER = 2_000_000_000


def _typed_by_a_person(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _thinkable(instant: datetime) -> datetime:
    if not 2000 <= instant.year <= 2200:
        raise ValueError("year")
    return instant


#: Text without the one character that no database keeps and no keyboard has.
Text = Annotated[str, AfterValidator(_typed_by_a_person)]
Instant = Annotated[AwareDatetime, AfterValidator(_thinkable)]


class Shown(BaseModel):
    """Something that the API answers, made from a view of the same field names."""

    model_config = ConfigDict(from_attributes=True)


class Taken(BaseModel):
    """Something that the API takes in; a field that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Made(Shown):
    """Something that came to be. ``number`` is what people say, when there is one."""

    id: UUID = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL, default="")


class Link(Shown):
    """One step of a chain of authority."""

    holder: str = classified(Privacy.PUBLIC)
    instrument: str = classified(Privacy.PUBLIC)
    source: str = classified(Privacy.PUBLIC)
    limit: int | None = classified(Privacy.PUBLIC)
    kind: str = classified(Privacy.PUBLIC)


class UnitThatMay(Shown):
    """A unit that may do it, up to ``limit`` whole kroner."""

    unit_id: UUID = classified(Privacy.TECHNICAL)
    name: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    function: str = classified(Privacy.PUBLIC)
    limit: int | None = classified(Privacy.PUBLIC)
    by_dispensation: bool = classified(Privacy.PUBLIC)


class SeenCase(Shown):
    """A case as far as the asker may see it; what lies above the level is empty."""

    level: int = classified(Privacy.TECHNICAL)
    because: str = classified(Privacy.INTERNAL)
    law: str = classified(Privacy.PUBLIC)
    administration: str = classified(Privacy.SENSITIVE)
    phone: str = classified(Privacy.PUBLIC)
    title: str = classified(Privacy.SENSITIVE)
    unit: str = classified(Privacy.SENSITIVE)
    caseworker: str = classified(Privacy.PERSONAL)
    state: str = classified(Privacy.SENSITIVE)
    opened_at: datetime | None = classified(Privacy.PERSONAL)
    due_on: date | None = classified(Privacy.PERSONAL)
    case_id: UUID | None = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL)


class SeenCases(Shown):
    """A citizen's cases. ``withheld``: how many only show that they are there."""

    cases: list[SeenCase] = classified(Privacy.SENSITIVE)
    withheld: int = classified(Privacy.PERSONAL)


class Case(Shown):
    """A case without its content."""

    case_id: UUID = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL)
    title: str = classified(Privacy.SENSITIVE)
    public_title: str = classified(Privacy.SENSITIVE)
    citizen_id: UUID = classified(Privacy.TECHNICAL)
    citizen_name: str = classified(Privacy.PERSONAL)
    unit_id: UUID = classified(Privacy.TECHNICAL)
    caseworker: str = classified(Privacy.PERSONAL)
    service_code: str = classified(Privacy.SENSITIVE)
    kle: str = classified(Privacy.SENSITIVE)
    sensitivity: int = classified(Privacy.INTERNAL)
    state: str = classified(Privacy.SENSITIVE)
    amount: int | None = classified(Privacy.SENSITIVE)
    opened_at: datetime = classified(Privacy.PERSONAL)
    due_on: date | None = classified(Privacy.PERSONAL)
    version: int = classified(Privacy.TECHNICAL)


class Note(Shown):
    """A note of the journal."""

    note_id: UUID = classified(Privacy.TECHNICAL)
    at: datetime = classified(Privacy.PERSONAL)
    person: str = classified(Privacy.PERSONAL)
    theme: str = classified(Privacy.SENSITIVE)
    text: str = classified(Privacy.SENSITIVE)
    corrects: UUID | None = classified(Privacy.TECHNICAL)


class Notes(Shown):
    """A journal, the oldest note first."""

    notes: list[Note] = classified(Privacy.SENSITIVE)


class Hearing(Shown):
    """What the party was asked, by when to answer, and the answer."""

    hearing_id: UUID = classified(Privacy.TECHNICAL)
    case_id: UUID = classified(Privacy.TECHNICAL)
    facts: str = classified(Privacy.SENSITIVE)
    asked_at: datetime = classified(Privacy.PERSONAL)
    asked_by: str = classified(Privacy.PERSONAL)
    answer_by: date = classified(Privacy.PERSONAL)
    answered_at: datetime | None = classified(Privacy.PERSONAL)
    answer: str = classified(Privacy.SENSITIVE)


class Hearings(Shown):
    """The hearings of a case, the oldest first."""

    hearings: list[Hearing] = classified(Privacy.SENSITIVE)


class Enquiry(Shown):
    """An enquiry in the person's own words."""

    enquiry_id: UUID = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL)
    citizen_id: UUID | None = classified(Privacy.TECHNICAL)
    citizen_name: str = classified(Privacy.PERSONAL)
    contact: str = classified(Privacy.PERSONAL)
    channel: str = classified(Privacy.INTERNAL)
    language: str = classified(Privacy.PERSONAL)
    text: str = classified(Privacy.SENSITIVE)
    received_at: datetime = classified(Privacy.PERSONAL)
    state: str = classified(Privacy.PERSONAL)
    unit_id: UUID = classified(Privacy.TECHNICAL)
    service_code: str = classified(Privacy.SENSITIVE)
    answer: str = classified(Privacy.SENSITIVE)
    urgent: str = classified(Privacy.SENSITIVE)


class Enquiries(Shown):
    """Several enquiries."""

    enquiries: list[Enquiry] = classified(Privacy.SENSITIVE)


class Booking(Shown):
    """A time that somebody has."""

    booking_id: UUID = classified(Privacy.TECHNICAL)
    code: str = classified(Privacy.SENSITIVE)
    unit_name: str = classified(Privacy.PERSONAL)
    site_name: str = classified(Privacy.PUBLIC)
    address: str = classified(Privacy.PUBLIC)
    step_free: bool = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    with_name: str = classified(Privacy.PERSONAL)
    begins: datetime = classified(Privacy.PERSONAL)
    ends: datetime = classified(Privacy.PERSONAL)
    state: str = classified(Privacy.PERSONAL)
    service_title: str = classified(Privacy.SENSITIVE)
    note: str = classified(Privacy.SENSITIVE)


class Bookings(Shown):
    """Several times, in order."""

    appointments: list[Booking] = classified(Privacy.SENSITIVE)
