"""What the citizen's pages put together. Row security decides what there is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.appointments.public import FreeTime, free_times
from indgang.catalogue.public import ServiceText, ServiceView, deadlines, services
from indgang.catalogue.public import service as catalogue_service
from indgang.citizens.public import citizen
from indgang.journey.enquiry.public import EnquiryView, enquiry_by_number
from indgang.journey.triage.public import Ranked, suggestion
from indgang.organisation.public import (
    Organisation,
    UnitFacts,
    kle_covers,
    organisation,
    successor,
)
from indgang.places.public import EntranceView, entrances, nearest_open
from indgang.portal.permissions import as_the_house, is_citizen
from indgang.portal.rules import DESK_SUBJECTS
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound, Refused
from indgang.shared.identifiers import read_spoken_number

#: The soonest time that is offered (one must get there), how far ahead, and how many of them.
SOONEST = timedelta(minutes=10)
AHEAD = timedelta(days=42)
TIMES = 150
#: Entrances asked for a free time before the first is shown as it is.
_TRIED = 3


def language() -> str:
    """The reader's language ("da" or "en")."""
    return "en" if (get_language() or "da").startswith("en") else "da"


def service(code: str) -> ServiceView:
    """One service. Raises ``NotFound`` in words that help."""
    try:
        return catalogue_service(code)
    except NotFound:
        raise NotFound(
            "no_such_service",
            _("Vi kan ikke finde den hjælp, du leder efter."),
            next_step=_("Skriv på forsiden, hvad du har brug for."),
        ) from None


@dataclass(frozen=True, slots=True)
class Offer:
    """A service told in the reader's language, with why it is shown and how to get it done."""

    code: str
    service: ServiceView
    text: ServiceText
    days: int | None
    because: tuple[str, ...] = ()
    entrance: EntranceView | None = None


def offers(ranked: tuple[Ranked, ...], at: datetime, *, with_door: int = 3) -> list[Offer]:
    """The services of a reading in its order; the first ``with_door`` with where to go now."""
    codes = [one.code for one in ranked]
    known, days = services(codes), deadlines(codes, day_of(at))
    found = []
    for number, one in enumerate(one for one in ranked if one.code in known):
        what = known[one.code]
        door = nearest_open(at, service_kle=what.kle) if number < with_door else None
        found.append(
            Offer(one.code, what, what.told(language()), days.get(one.code), one.because[:3], door)
        )
    return found


def front_desks(org: Organisation) -> frozenset[UUID]:
    """The units that have citizen service (KLE 23) as a task, whole or in part."""
    exact = org.units_for(DESK_SUBJECTS, "udfoerende")
    if exact:
        return frozenset(unit.unit_id for unit in exact)
    return frozenset(
        task.unit_id
        for task in org.tasks
        if task.role in ("ansvarlig", "udfoerende")
        and (kle_covers(DESK_SUBJECTS, task.kle) or kle_covers(task.kle, DESK_SUBJECTS))
    )


def desk_doors(at: datetime, district: str = "") -> tuple[EntranceView, ...]:
    """Where citizen service receives people: those in the district first, then as they open."""
    units = front_desks(organisation(day_of(at)))
    found = entrances(at, unit_ids=units, kinds=("services",))
    return tuple(sorted(found, key=lambda door: bool(district) and door.district != district))


def desk_unit(at: datetime, district: str = "") -> UUID:
    """The unit that takes in an enquiry: in the asker's district if known, else the first open."""
    doors = desk_doors(at, district)
    if doors:
        return doors[0].unit_id
    units = sorted(front_desks(organisation(day_of(at))), key=str)
    if not units:
        raise Refused(
            "no_front_desk",
            _("Vi kan ikke tage imod henvendelser her på siden lige nu."),
            next_step=_("Ring til os i stedet."),
        )
    return units[0]


def own_district(request: Request) -> str:
    """The district a signed-in citizen lives in; "" when unknown, protected or not signed in."""
    if not is_citizen(request) or request.actor.citizen_id is None:
        return ""
    return citizen(request.actor.citizen_id, day_of(request.at)).district


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever has the number may know of an enquiry: nothing about a person is in it."""

    number: str
    state: str
    received_at: datetime
    unit: str
    phone: str
    answer_by: date | None
    urgent: str


def standing(request: Request, text: str) -> Standing | None:
    """Where the enquiry with this number is, as a person may have typed it; ``None`` if none is."""
    number = read_spoken_number(text, "H")
    if number is None:
        return None
    with as_the_house(request, "receipt"):
        found = enquiry_by_number(number)
        promised = None if found is None else _answer_by(found)
    if found is None:
        return None
    unit = unit_of(found.unit_id, request.at)
    return Standing(
        found.number,
        found.state,
        found.received_at,
        unit.name if unit else "",
        unit.phone if unit else "",
        promised,
        found.urgent,
    )


def _answer_by(found: EnquiryView) -> date | None:
    """The published deadline of what the enquiry seems to be about, from the day it came."""
    understood = suggestion(found.enquiry_id)
    if understood is None or not understood.services:
        return None
    day = day_of(found.received_at)
    code = understood.services[0].code
    days = deadlines([code], day).get(code)
    return None if days is None else day + timedelta(days=days)


def unit_of(unit_id: UUID, at: datetime) -> UnitFacts | None:
    """The unit as it is today; one that has ended is its successor; ``None`` without any."""
    day = day_of(at)
    now = successor(unit_id, "", day)
    return None if now is None else organisation(day).units.get(now)


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a service can be booked, the place that is shown, and its free times."""

    doors: tuple[EntranceView, ...]
    door: EntranceView | None
    times: tuple[FreeTime, ...]


def booking_doors(what: ServiceView, at: datetime, district: str) -> tuple[EntranceView, ...]:
    """The entrances for a service, those in the district first."""
    found = entrances(at, service_kle=what.kle) or desk_doors(at)
    return tuple(sorted(found, key=lambda door: bool(district) and door.district != district))


def times_at(
    door: EntranceView, minutes: int, at: datetime, limit: int = TIMES
) -> tuple[FreeTime, ...]:
    """The free times at an entrance from now on."""
    return free_times(
        entrance_id=door.entrance_id,
        minutes=minutes,
        from_=at + SOONEST,
        until=at + AHEAD,
        limit=limit,
    )


def choice(what: ServiceView, wanted: str, district: str, at: datetime) -> Choice:
    """The place that was asked for, else the first of the likely ones that has a free time."""
    doors = booking_doors(what, at, district)
    asked = next((door for door in doors if str(door.entrance_id) == wanted), None)
    for door in [asked] if asked else doors[:_TRIED]:
        times = times_at(door, what.appointment_minutes, at)
        if times:
            return Choice(doors, door, times)
    return Choice(doors, asked or next(iter(doors), None), ())
