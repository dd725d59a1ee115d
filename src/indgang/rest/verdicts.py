"""May I? May a person? Who may? The answer with its chain of authority."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from indgang.catalogue.public import service
from indgang.competence.public import Matter, explain, units_that_may, verdict
from indgang.organisation.public import employee, organisation
from indgang.rest.citizens import looked
from indgang.rest.gate import ADVICE, Request, operation, reply
from indgang.rest.schemas import MOST_KRONER, Link, Shown, Taken, Text, UnitThatMay
from indgang.shared import clock
from indgang.shared.errors import BadInput
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["competence"])


class Question(Taken):
    """What is to be done, in which matter: a service, or a KLE subject. Amounts in whole kroner."""

    action: Literal["inform", "receive", "prepare", "decide", "approve"] = classified(
        Privacy.INTERNAL, default="decide"
    )
    service_code: Text | None = classified(Privacy.INTERNAL, default=None, max_length=60)
    kle: str | None = classified(
        Privacy.INTERNAL, default=None, pattern=r"^[0-9]{2}(\.[0-9]{2}){0,2}$"
    )
    amount: int | None = classified(Privacy.INTERNAL, default=None, ge=0, le=MOST_KRONER)
    outcome: Literal["", "granted", "partly", "refused"] = classified(Privacy.INTERNAL, default="")

    def matter(self) -> Matter:
        """As competence is asked. Raises ``BadInput`` when neither service nor subject is given."""
        if self.service_code is not None:
            return Matter(service(self.service_code).kle, self.amount, self.outcome)
        if self.kle is None:
            message = _("Vælg, hvad det handler om.")
            raise BadInput(message, fields={"service_code": message})
        return Matter(self.kle, self.amount, self.outcome)


class WhoMay(Question):
    """May I, or (``person_id``) may a colleague? ``citizen_id``: whose matter it is, so that a
    conflict of interest counts too; that is a look-up and is logged."""

    person_id: UUID | None = classified(Privacy.INTERNAL, default=None)
    citizen_id: UUID | None = classified(Privacy.TECHNICAL, default=None)


class Verdict(Shown):
    """The answer in words, with the chain up to the governing body."""

    allowed: bool = classified(Privacy.INTERNAL)
    reason: str = classified(Privacy.INTERNAL)
    sentence: str = classified(Privacy.INTERNAL)
    at: date = classified(Privacy.INTERNAL)
    kle: str = classified(Privacy.INTERNAL)
    limit: int | None = classified(Privacy.INTERNAL)
    by_dispensation: bool = classified(Privacy.INTERNAL)
    chain: list[Link] = classified(Privacy.INTERNAL)


class UnitsThatMay(Shown):
    """The units that may: those of their own authority first, then by name."""

    units: list[UnitThatMay] = classified(Privacy.PUBLIC)


@operation(router, "POST", "/verdict", gate=ADVICE, answer=Verdict)
def ask_verdict(request: Request, question: WhoMay) -> HttpResponse:
    """May I (or a colleague)? Nothing is decided by asking."""
    day = clock.day_of(request.at)
    posts, person_id = request.actor.posts, request.actor.person_id
    if question.person_id is not None and question.person_id != person_id:
        posts, person_id = employee(question.person_id, day).posts, question.person_id
    if person_id is None:
        raise BadInput(_("Kun medarbejdere kan gøre dette."))
    answer = verdict(
        person_id,
        question.action,
        question.matter(),
        day,
        subject_id=question.citizen_id,
        posts=posts,
    )
    if question.citizen_id is not None:
        looked(request, question.citizen_id, "verdict")
    said = explain(answer, organisation(day))
    return reply(
        Verdict(
            allowed=said.allowed,
            reason=answer.reason.value,
            sentence=said.sentence,
            at=day,
            kle=answer.matter.kle,
            limit=said.limit,
            by_dispensation=said.by_dispensation,
            chain=[Link.model_validate(link) for link in said.chain],
        )
    )


@operation(router, "POST", "/verdict/units", gate=ADVICE, answer=UnitsThatMay)
def ask_who_may(request: Request, question: Question) -> HttpResponse:
    """Which units may?"""
    found = units_that_may(question.action, question.matter(), clock.day_of(request.at))
    return reply(UnitsThatMay(units=[UnitThatMay.model_validate(unit) for unit in found]))
