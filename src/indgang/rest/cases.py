"""Cases: the work list, opening and reading one, and its journal."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from indgang.citizens.public import citizen
from indgang.journey.case.public import (
    CaseView,
    case,
    notes,
    open_case,
    parties,
    states,
    take,
    work_list,
    write_note,
)
from indgang.rest import keys
from indgang.rest.citizens import looked, looked_at_all
from indgang.rest.entrance import made
from indgang.rest.gate import CASEWORK, WORKLIST, Request, done, operation, reply
from indgang.rest.schemas import (
    MOST_KRONER,
    Case,
    Made,
    Note,
    Notes,
    Shown,
    Taken,
    Text,
)
from indgang.shared import clock
from indgang.shared.errors import NotAllowed, NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["cases"])

#: Longest text of a note and of each part of a decision, in characters (the actions' own limit).
LONGEST = 20_000


class NewCase(Taken):
    """What a case begins with. ``amount``: what is applied for, in whole kroner."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)
    service_code: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=60)
    unit_id: UUID = classified(Privacy.TECHNICAL)
    story: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST)
    amount: int | None = classified(Privacy.SENSITIVE, default=None, ge=0, le=MOST_KRONER)


class Party(Shown):
    """Somebody whose rights the case touches."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)
    name: str = classified(Privacy.PERSONAL)
    role: str = classified(Privacy.PERSONAL)


class State(Shown):
    """A state that was reached (KOMBIT SF1470), and when."""

    state: str = classified(Privacy.SENSITIVE)
    at: datetime = classified(Privacy.PERSONAL)


class WholeCase(Case):
    """A case with those whom it touches and the states that it has reached."""

    parties: list[Party] = classified(Privacy.SENSITIVE)
    states: list[State] = classified(Privacy.SENSITIVE)


class WorkList(Shown):
    """Open cases of the asker's units, the nearest deadline first."""

    cases: list[Case] = classified(Privacy.SENSITIVE)


class NewNote(Taken):
    """A note for the journal. ``corrects``: the note that it sets right."""

    theme: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=120)
    text: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST)
    corrects: UUID | None = classified(Privacy.TECHNICAL, default=None)


def own_case(case_id: UUID, request: Request) -> CaseView:
    """A case that the asker's unit answers for. Others' cases are not there (404)."""
    found = case(case_id)
    if found.unit_id not in request.actor.unit_ids:
        raise NotFound("no_such_case", _("Vi kan ikke finde sagen."))
    return found


@operation(router, "GET", "/cases", gate=WORKLIST, answer=WorkList)
def list_cases(request: Request) -> HttpResponse:
    """The work list of the asker's units."""
    found = work_list(request.actor.unit_ids)
    looked_at_all(request, {each.citizen_id for each in found}, "worklist")
    return reply(WorkList(cases=[Case.model_validate(each) for each in found]))


@operation(
    router,
    "POST",
    "/cases",
    gate=CASEWORK,
    answer=Made,
    status=201,
    asks_purpose=True,
    creates=True,
)
def create_case(request: Request, new: NewCase) -> HttpResponse:
    """Begin a case in one of the asker's own units, with the story as the first note."""
    if new.unit_id not in request.actor.unit_ids:
        raise NotAllowed(
            "not_your_unit",
            _("Du kan kun oprette sager i din egen enhed."),
            next_step=_("Giv henvendelsen videre til den enhed, der har ansvaret."),
        )

    def act() -> str:
        citizen(new.citizen_id, clock.day_of(request.at))
        opened = open_case(
            citizen_id=new.citizen_id,
            service_code=new.service_code,
            unit_id=new.unit_id,
            story=new.story,
            amount=new.amount,
            by=request.actor,
            at=request.at,
        )
        looked(request, new.citizen_id, "case", opened.case_id)
        return f"{opened.case_id} {opened.number}"

    return reply(made(keys.once(request, "rest.create_case", act)), 201)


@operation(router, "GET", "/cases/{case_id}", gate=CASEWORK, answer=WholeCase, asks_purpose=True)
def read_case(request: Request, case_id: UUID) -> HttpResponse:
    """One case of the asker's own units."""
    found = own_case(case_id, request)
    looked(request, found.citizen_id, "case", case_id)
    return reply(
        WholeCase(
            **Case.model_validate(found).__dict__,
            parties=[Party.model_validate(each) for each in parties(case_id)],
            states=[State(state=state, at=at) for state, at in states(case_id)],
        )
    )


@operation(router, "POST", "/cases/{case_id}/take", gate=CASEWORK, answer=None, status=204)
def take_case(request: Request, case_id: UUID) -> HttpResponse:
    """Become the caseworker."""
    own_case(case_id, request)
    take(case_id=case_id, by=request.actor, at=request.at)
    return done()


@operation(router, "GET", "/cases/{case_id}/notes", gate=CASEWORK, answer=Notes, asks_purpose=True)
def list_notes(request: Request, case_id: UUID) -> HttpResponse:
    """The journal."""
    found = own_case(case_id, request)
    looked(request, found.citizen_id, "journal", case_id)
    return reply(Notes(notes=[Note.model_validate(note) for note in notes(case_id)]))


@operation(
    router,
    "POST",
    "/cases/{case_id}/notes",
    gate=CASEWORK,
    answer=Made,
    status=201,
    creates=True,
)
def add_note(request: Request, case_id: UUID, new: NewNote) -> HttpResponse:
    """Add to the journal. What was written stays."""

    def act() -> str:
        own_case(case_id, request)
        if new.corrects is not None and new.corrects not in {n.note_id for n in notes(case_id)}:
            raise NotFound("no_such_note", _("Vi kan ikke finde det notat, du retter."))
        return str(
            write_note(
                case_id=case_id,
                theme=new.theme,
                text=new.text,
                corrects=new.corrects,
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, f"rest.add_note:{case_id}", act)), 201)
