"""The letters of hearing and decision, composed in the citizen's language."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from indgang.catalogue.public import service
from indgang.citizens.public import CitizenView, citizen
from indgang.competence.public import kroner
from indgang.documents.public import Fact, Letter, LetterKind, Recipient, Sender, issue_letter
from indgang.journey.case.public import CaseView
from indgang.journey.decision.rules import Draft
from indgang.organisation.public import organisation
from indgang.shared import clock
from indgang.shared.actor import Actor


def _sender(found: CaseView, day: date) -> Sender:
    unit = organisation(day).unit(found.unit_id)
    return Sender(municipality=settings.MUNICIPALITY, unit=unit.name, phone=unit.phone)


def _recipient(to: CitizenView) -> Recipient:
    return Recipient(
        name=to.name,
        address=to.address.replace(", ", "\n"),
        protected=to.address_protected,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _result(draft: Draft, title: str) -> str:
    values = {"what": title, "amount": kroner(draft.amount or 0)}
    if draft.outcome == "refused":
        return _("Du får ikke det, du har søgt om: %(what)s.") % values
    if draft.amount is None:
        if draft.outcome == "partly":
            return _("Du får noget af det, du har søgt om: %(what)s.") % values
        return _("Du får det, du har søgt om: %(what)s.") % values
    if draft.outcome == "partly":
        return _("Du får en del af det, du har søgt om: %(amount)s til %(what)s.") % values
    return _("Du får %(amount)s til %(what)s.") % values


def preview(found: CaseView, draft: Draft, *, by: Actor, at: datetime) -> Letter:
    """The decision's letter as the citizen will see it (also shown before deciding)."""
    day = clock.day_of(at)
    to = citizen(found.citizen_id, day, reveal_address=True)
    with translation.override(to.language):
        title = service(found.service_code).title(to.language)
        return Letter(
            kind=LetterKind.DECISION,
            sender=_sender(found, day),
            recipient=_recipient(to),
            number=found.number,
            on=day,
            subject=title,
            result=_result(draft, title.lower() if to.language == "da" else title),
            amount=kroner(draft.amount) if draft.amount is not None else "",
            facts=tuple(Fact("", part) for part in _paragraphs(draft.facts)),
            reasons=_paragraphs(draft.considerations),
            rules=_paragraphs(draft.rules),
            complaint=_paragraphs(draft.complaint),
            contact_name=by.name,
            language=to.language,
            synthetic=to.synthetic,
        )


def decision_letter(found: CaseView, draft: Draft, *, by: Actor, at: datetime) -> UUID:
    """Set and keep the decision's letter; returns the document's id."""
    return issue_letter(
        letter=preview(found, draft, by=by, at=at),
        about_id=found.case_id,
        citizen_id=found.citizen_id,
        unit_id=found.unit_id,
        by=by,
        at=at,
    ).document_id


def hearing_letter(
    found: CaseView, facts: str, answer_by: date, *, by: Actor, at: datetime
) -> UUID:
    """Set and keep the letter that asks the party; returns the document's id."""
    day = clock.day_of(at)
    to = citizen(found.citizen_id, day, reveal_address=True)
    with translation.override(to.language):
        title = service(found.service_code).title(to.language)
        letter = Letter(
            kind=LetterKind.HEARING,
            sender=_sender(found, day),
            recipient=_recipient(to),
            number=found.number,
            on=day,
            subject=title,
            result=_(
                "Vi har fået nye oplysninger i din sag. Du kan svare på dem, før vi afgør den."
            ),
            facts=tuple(Fact("", part) for part in _paragraphs(facts)),
            answer_by=answer_by,
            contact_name=by.name,
            language=to.language,
            synthetic=to.synthetic,
        )
    return issue_letter(
        letter=letter,
        about_id=found.case_id,
        citizen_id=found.citizen_id,
        unit_id=found.unit_id,
        by=by,
        at=at,
    ).document_id
