"""The story of a case, newest first: states, notes, hearings, decision, papers, letters."""

from dataclasses import dataclass
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.desk.words import CASE_STATES, MESSAGE_STATES, OUTCOMES
from indgang.documents.public import DocumentView
from indgang.journey.case.public import MoveView, NoteView
from indgang.journey.decision.public import DecisionView, HearingView
from indgang.messages.public import MessageView
from indgang.shared.clock import COPENHAGEN
from indgang.shared.components import TimelineEntry


@dataclass(frozen=True, slots=True)
class CaseStory:
    """Everything that has happened in a case, as the rooms tell it."""

    states: tuple[tuple[str, datetime], ...]
    notes: tuple[NoteView, ...]
    hearings: tuple[HearingView, ...]
    decision: DecisionView | None
    papers: tuple[DocumentView, ...]
    messages: tuple[MessageView, ...]
    #: each with the names of the two units on the day
    moves: tuple[tuple[MoveView, str, str], ...] = ()


def _hearing(row: HearingView) -> list[TimelineEntry]:
    if row.answered_at is None:
        return []
    return [TimelineEntry(row.answered_at, _("Borgeren har svaret"), text=row.answer)]


def _decision(row: DecisionView) -> TimelineEntry:
    return TimelineEntry(
        row.decided_at,
        _("Afgjort: %(outcome)s") % {"outcome": OUTCOMES[row.outcome]},
        by=row.decided_by,
    )


def _paper(row: DocumentView) -> TimelineEntry:
    title = _("Brev skrevet") if row.kind == "letter" else _("Papir modtaget")
    return TimelineEntry(
        row.added_at,
        title,
        by=row.added_by,
        href=reverse("desk:document", args=[row.document_id]),
        link_text=row.title,
    )


def _message(row: MessageView) -> TimelineEntry:
    state = str(MESSAGE_STATES[row.state])
    if row.read:
        state = _("%(state)s, og borgeren har åbnet det") % {"state": state}
    return TimelineEntry(row.made_at, _("Brev til borgeren: %(state)s") % {"state": state})


def _move(row: MoveView, one: str, other: str) -> TimelineEntry:
    alone = row.from_caseworker and not row.to_caseworker
    text = (
        _("%(name)s fulgte ikke med, så sagen mangler en sagsbehandler.")
        % {"name": row.from_caseworker}
        if alone
        else ""
    )
    title = _("Sagen gik fra %(one)s til %(other)s, da enhederne blev lagt om")
    if row.from_unit_id == row.to_unit_id:
        title, text = _("Sagen mangler en sagsbehandler: %(name)s er flyttet"), ""
    told = {"one": one, "other": other, "name": row.from_caseworker}
    return TimelineEntry(datetime.combine(row.on, time.min, COPENHAGEN), title % told, text=text)


def told_story(story: CaseStory) -> list[TimelineEntry]:
    """The timeline, newest first."""
    entries = [
        *(TimelineEntry(row.at, row.theme, text=row.text, by=row.person) for row in story.notes),
        *(entry for row in story.hearings for entry in _hearing(row)),
        *(_paper(row) for row in story.papers),
        *(_message(row) for row in story.messages),
        *(_move(row, one, other) for row, one, other in story.moves),
        *(
            TimelineEntry(at, _("Sagen er nu: %(state)s") % {"state": CASE_STATES[state]})
            for state, at in story.states
        ),
    ]
    if story.decision:
        entries.append(_decision(story.decision))
    return sorted(entries, key=lambda entry: entry.at)[::-1]
