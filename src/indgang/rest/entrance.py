"""For anybody: what can we help you with, where, when, and a receipt."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router

from indgang.catalogue.public import ServiceView, service, services
from indgang.journey.enquiry.public import LONGEST_TEXT
from indgang.journey.enquiry.public import ask as take_in
from indgang.journey.triage.public import read
from indgang.organisation.public import staff_of
from indgang.places.public import EntranceKind, EntranceView, entrances
from indgang.rest import keys
from indgang.rest.gate import ANYBODY, Request, operation, reply
from indgang.rest.schemas import Made, Shown, Taken, Text
from indgang.shared.actor import SYSTEM, Scope
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound, Refused
from indgang.shared.privacy import Privacy, classified
from indgang.shared.rowsecurity import enter

router = Router(tags=["entrance"])


class Wish(Taken):
    """What somebody writes in the one box."""

    text: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)


class Suggested(Shown):
    """A service that the text may be about, how sure that is (0–1), and by which words."""

    code: str = classified(Privacy.SENSITIVE)
    title: str = classified(Privacy.SENSITIVE)
    score: float = classified(Privacy.SENSITIVE)
    because: list[str] = classified(Privacy.SENSITIVE)
    online: bool = classified(Privacy.PUBLIC)
    needs_appointment: bool = classified(Privacy.PUBLIC)


class Understood(Shown):
    """What a text was understood as. ``ask_next`` is the key of a question that would help."""

    services: list[Suggested] = classified(Privacy.SENSITIVE)
    situation: str = classified(Privacy.SENSITIVE)
    urgent: str = classified(Privacy.SENSITIVE)
    language: str = classified(Privacy.PERSONAL)
    municipal: bool = classified(Privacy.PERSONAL)
    ask_next: str | None = classified(Privacy.PERSONAL)


class Service(Shown):
    """A service in plain words, in the language asked for. ``fee`` in whole kroner."""

    code: str = classified(Privacy.PUBLIC)
    kle: str = classified(Privacy.PUBLIC)
    title: str = classified(Privacy.PUBLIC)
    administration: str = classified(Privacy.PUBLIC)
    what: str = classified(Privacy.PUBLIC)
    how: list[str] = classified(Privacy.PUBLIC)
    bring: list[str] = classified(Privacy.PUBLIC)
    fee: int | None = classified(Privacy.PUBLIC)
    fee_note: str = classified(Privacy.PUBLIC)
    decided_by: str = classified(Privacy.PUBLIC)
    online: bool = classified(Privacy.PUBLIC)
    needs_appointment: bool = classified(Privacy.PUBLIC)
    appointment_minutes: int = classified(Privacy.PUBLIC)


class Services(Shown):
    """The catalogue."""

    services: list[Service] = classified(Privacy.PUBLIC)


class Entrance(Shown):
    """A door, whether it is open now, and how far it is (metres as the crow flies)."""

    entrance_id: UUID = classified(Privacy.TECHNICAL)
    site_name: str = classified(Privacy.PUBLIC)
    address: str = classified(Privacy.PUBLIC)
    district: str = classified(Privacy.PUBLIC)
    unit_id: UUID = classified(Privacy.TECHNICAL)
    unit_name: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    kind: str = classified(Privacy.PUBLIC)
    step_free: bool = classified(Privacy.PUBLIC)
    latitude: float | None = classified(Privacy.PUBLIC)
    longitude: float | None = classified(Privacy.PUBLIC)
    open: bool = classified(Privacy.PUBLIC)
    opens_at: datetime | None = classified(Privacy.PUBLIC)
    closes_at: datetime | None = classified(Privacy.PUBLIC)
    distance: int | None = classified(Privacy.PUBLIC)


class Entrances(Shown):
    """Where to come in, the first one to go to first."""

    entrances: list[Entrance] = classified(Privacy.PUBLIC)


class Where(Taken):
    """Which entrances: near a place (degrees, WGS 84), in a district, for a service."""

    district: Text | None = classified(Privacy.PUBLIC, default=None, max_length=60)
    service: Text | None = classified(Privacy.PUBLIC, default=None, max_length=60)
    latitude: float | None = classified(Privacy.PERSONAL, default=None, ge=-90, le=90)
    longitude: float | None = classified(Privacy.PERSONAL, default=None, ge=-180, le=180)


class NewEnquiry(Taken):
    """A wish to be taken in. ``contact``: how to answer somebody who does not sign in."""

    text: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)
    contact: Text = classified(Privacy.PERSONAL, default="", max_length=200)
    district: Text | None = classified(Privacy.PERSONAL, default=None, max_length=60)
    language: Literal["da", "en"] = classified(Privacy.PERSONAL, default="da")


def _told(view: ServiceView) -> Service:
    text = view.told(get_language() or "da")
    return Service(
        code=view.code,
        kle=view.kle,
        title=text.title,
        administration=view.administration,
        what=text.what,
        how=list(text.how),
        bring=list(text.bring),
        fee=text.fee,
        fee_note=text.fee_note or "",
        decided_by=text.decided_by,
        online=view.online,
        needs_appointment=view.needs_appointment,
        appointment_minutes=view.appointment_minutes,
    )


def _door(view: EntranceView) -> Entrance:
    return Entrance.model_validate(
        {
            name: getattr(view, name)
            for name in Entrance.model_fields
            if name not in ("opens_at", "closes_at")
        }
        | {"opens_at": view.state.opens_at, "closes_at": view.state.closes_at}
    )


@operation(router, "POST", "/understand", gate=ANYBODY, answer=Understood)
def understand(request: Request, wish: Wish) -> HttpResponse:
    """What can we help you with? Nothing is stored."""
    found = read(wish.text, at=day_of(request.at))
    views = services([one.code for one in found.services]) if found.services else {}
    language = get_language() or "da"
    return reply(
        Understood(
            services=[
                Suggested(
                    code=one.code,
                    title=views[one.code].title(language),
                    score=one.score,
                    because=list(one.because),
                    online=views[one.code].online,
                    needs_appointment=views[one.code].needs_appointment,
                )
                for one in found.services
                if one.code in views
            ],
            situation=found.situation,
            urgent=found.urgent.kind if found.urgent else "",
            language=found.language,
            municipal=found.municipal,
            ask_next=found.ask_next,
        )
    )


@operation(router, "GET", "/services", gate=ANYBODY, answer=Services)
def list_services(request: Request) -> HttpResponse:
    """The catalogue in plain words."""
    return reply(Services(services=[_told(view) for view in services().values()]))


@operation(router, "GET", "/services/{code}", gate=ANYBODY, answer=Service)
def read_service(request: Request, code: str) -> HttpResponse:
    """One service."""
    if "\x00" in code or len(code) > 60:
        raise NotFound("no_such_service", "")
    return reply(_told(service(code)))


@operation(router, "GET", "/entrances", gate=ANYBODY, answer=Entrances)
def list_entrances(request: Request, where: Annotated[Where, Query()]) -> HttpResponse:
    """Where to come in."""
    near = None
    if where.latitude is not None and where.longitude is not None:
        near = (where.latitude, where.longitude)
    found = entrances(
        request.at,
        service_kle=service(where.service).kle if where.service else None,
        district=where.district,
        near=near,
    )
    return reply(Entrances(entrances=[_door(view) for view in found]))


def reception(at: datetime, district: str | None) -> UUID:
    """The unit that answers for what comes in from the web: a citizen service counter, the one
    of the district if it has one, else the first to open."""
    doors = entrances(at, kinds=(EntranceKind.SERVICES.value,))
    doors = tuple(sorted(doors, key=lambda door: door.district != (district or door.district)))
    day = day_of(at)
    for unit_id in dict.fromkeys(door.unit_id for door in doors):
        if any(
            post.function == "front_desk" for who in staff_of(unit_id, day) for post in who.posts
        ):
            return unit_id
    raise Refused("no_reception", _("Der er ingen, der kan tage imod lige nu. Ring til os."))


@operation(router, "POST", "/enquiries", gate=ANYBODY, answer=Made, status=201, creates=True)
def send_enquiry(request: Request, enquiry: NewEnquiry) -> HttpResponse:
    """Ask, signed in or not. It is stored before the receipt says so."""
    citizen_id = request.actor.citizen_id if request.actor.scope is Scope.CITIZEN else None

    def act() -> str:
        unit_id = reception(request.at, enquiry.district)
        if citizen_id is None:
            # Nobody sees an enquiry without a name but the system and staff: it is written in the
            # system's name for one who has not said who they are.
            enter(SYSTEM, purpose="enquiry")
        receipt = take_in(
            text=enquiry.text,
            channel="web",
            unit_id=unit_id,
            language=enquiry.language,
            citizen_id=citizen_id,
            contact=enquiry.contact,
            by=request.actor,
            at=request.at,
        )
        enter(request.actor, purpose=request.purpose)
        return f"{receipt.enquiry_id} {receipt.number}"

    return reply(made(keys.once(request, "rest.send_enquiry", act)), 201)


def made(answer: str) -> Made:
    """What ``keys.once`` kept, as an answer."""
    found, _space, number = answer.partition(" ")
    return Made(id=UUID(found), number=number)
