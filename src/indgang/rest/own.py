"""The citizen's own page: who I am, letters, who looked, consents."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from indgang.access.public import (
    consents,
    give_consent,
    log_look_up,
    lookups_of,
    withdraw_consent,
)
from indgang.citizens.public import citizen
from indgang.documents.public import content
from indgang.messages.public import inbox, open_message
from indgang.organisation.public import organisation
from indgang.rest import keys
from indgang.rest.entrance import made
from indgang.rest.gate import OWN, Request, done, operation, reply
from indgang.rest.schemas import (
    Made,
    Shown,
    Taken,
)
from indgang.shared import clock
from indgang.shared.errors import NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["own"])


class Me(Shown):
    """Who is signed in, and for whom they may act."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)
    name: str = classified(Privacy.PERSONAL)
    represents: list[UUID] = classified(Privacy.TECHNICAL)


class Letter(Shown):
    """A letter that has come, and whether it was opened."""

    message_id: UUID = classified(Privacy.TECHNICAL)
    subject: str = classified(Privacy.SENSITIVE)
    channel: str = classified(Privacy.PERSONAL)
    made_at: datetime = classified(Privacy.PERSONAL)
    document_id: UUID | None = classified(Privacy.TECHNICAL)
    about_id: UUID | None = classified(Privacy.TECHNICAL)
    read: bool = classified(Privacy.PERSONAL)


class Letters(Shown):
    """Letters, the newest first."""

    letters: list[Letter] = classified(Privacy.SENSITIVE)


class LookUp(Shown):
    """Somebody looked: who, from which unit, why, by which law, at what."""

    at: datetime = classified(Privacy.PERSONAL)
    who: str = classified(Privacy.PERSONAL)
    unit: str = classified(Privacy.PERSONAL)
    purpose: str = classified(Privacy.PERSONAL)
    law: str = classified(Privacy.PUBLIC)
    what: str = classified(Privacy.PERSONAL)
    channel: str = classified(Privacy.PERSONAL)


class LookUps(Shown):
    """Who looked at my data, the newest first."""

    look_ups: list[LookUp] = classified(Privacy.PERSONAL)


class Consent(Shown):
    """A consent that holds now: which data (KLE), from whom, to whom, how much."""

    consent_id: UUID = classified(Privacy.TECHNICAL)
    from_administration: UUID = classified(Privacy.PERSONAL)
    to_administration: UUID = classified(Privacy.PERSONAL)
    kle: str = classified(Privacy.SENSITIVE)
    level: str = classified(Privacy.PERSONAL)
    given_at: datetime = classified(Privacy.PERSONAL)


class Consents(Shown):
    """The consents that hold now."""

    consents: list[Consent] = classified(Privacy.SENSITIVE)


class NewConsent(Taken):
    """Let one administration see another's matters within a range of subjects."""

    from_administration: UUID = classified(Privacy.PERSONAL)
    to_administration: UUID = classified(Privacy.PERSONAL)
    kle: str = classified(Privacy.SENSITIVE, pattern=r"^[0-9]{2}(\.[0-9]{2}){0,2}$")
    level: Literal["headline", "content"] = classified(Privacy.PERSONAL)


def my_id(request: Request) -> UUID:
    """The citizen who asks."""
    if request.actor.citizen_id is None:  # the gate lets citizens only
        raise NotFound("no_such_citizen", "")
    return request.actor.citizen_id


def looked_myself(request: Request, what: str, object_id: UUID | None = None) -> None:
    """Log that citizens read their own data."""
    log_look_up(
        subject_id=my_id(request),
        what=what,
        purpose="own",
        object_id=object_id,
        by=request.actor,
        at=request.at,
        channel="api",
    )


@operation(router, "GET", "/own", gate=OWN, answer=Me)
def read_me(request: Request) -> HttpResponse:
    """Who am I here?"""
    found = citizen(my_id(request), clock.day_of(request.at))
    return reply(
        Me(
            citizen_id=found.citizen_id,
            name=found.name,
            represents=list(request.actor.represents),
        )
    )


@operation(router, "GET", "/own/letters", gate=OWN, answer=Letters)
def list_own_letters(request: Request) -> HttpResponse:
    """My letters."""
    return reply(Letters(letters=[Letter.model_validate(each) for each in inbox(my_id(request))]))


@operation(router, "POST", "/own/letters/{message_id}/open", gate=OWN, answer=None, status=204)
def open_own_letter(request: Request, message_id: UUID) -> HttpResponse:
    """I have opened it."""
    open_message(message_id, by=request.actor, at=request.at)
    return done()


@operation(router, "GET", "/own/documents/{document_id}", gate=OWN, answer=None, file=True)
def read_own_document(request: Request, document_id: UUID) -> HttpResponse:
    """A letter or paper of mine as the file it is."""
    card, data = content(document_id)
    return HttpResponse(data, content_type=card.media_type)


@operation(router, "GET", "/own/look-ups", gate=OWN, answer=LookUps)
def list_own_look_ups(request: Request) -> HttpResponse:
    """Who looked at my data, and why."""
    return reply(
        LookUps(look_ups=[LookUp.model_validate(each) for each in lookups_of(my_id(request))])
    )


@operation(router, "GET", "/own/consents", gate=OWN, answer=Consents)
def list_own_consents(request: Request) -> HttpResponse:
    """What I have said yes to."""
    found = consents(my_id(request), request.at)
    return reply(Consents(consents=[Consent.model_validate(each) for each in found]))


@operation(router, "POST", "/own/consents", gate=OWN, answer=Made, status=201, creates=True)
def give_own_consent(request: Request, new: NewConsent) -> HttpResponse:
    """Say yes to one exchange."""

    def act() -> str:
        org = organisation(clock.day_of(request.at))
        for unit_id in (new.from_administration, new.to_administration):
            if org.unit(unit_id) not in org.administrations:
                raise NotFound("no_such_unit", _("Vælg en forvaltning."))
        return str(
            give_consent(
                subject_id=my_id(request),
                from_administration=new.from_administration,
                to_administration=new.to_administration,
                kle=new.kle,
                level=new.level,
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, "rest.give_consent", act)), 201)


@operation(router, "DELETE", "/own/consents/{consent_id}", gate=OWN, answer=None, status=204)
def withdraw_own_consent(request: Request, consent_id: UUID) -> HttpResponse:
    """Take it back; it works at once."""
    withdraw_consent(consent_id=consent_id, by=request.actor, at=request.at)
    return done()
