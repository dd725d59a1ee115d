"""The door of ``case``."""

from indgang.journey.case.actions import Opened, locked, open_case, reach, take, write_note
from indgang.journey.case.affected import (
    MovedCitizen,
    TouchedCase,
    moved_citizens,
    open_citizens,
    touched_cases,
)
from indgang.journey.case.backlog import CaseBacklog, case_backlog
from indgang.journey.case.events import CaseClosed, CaseOpened
from indgang.journey.case.impartial import (
    barred_cases,
    conflict_line,
    leads_conflict,
    settle_conflict,
)
from indgang.journey.case.queries import (
    CaseView,
    MoveView,
    NoteView,
    PartyView,
    WorkSums,
    case,
    case_of_handover,
    cases_of,
    moves,
    notes,
    parties,
    states,
    undecided_cases,
    unit_of_case_at,
    work_list,
    work_sums,
)
from indgang.journey.case.rules import STATES

__all__ = [
    "STATES",
    "CaseBacklog",
    "CaseClosed",
    "CaseOpened",
    "CaseView",
    "MoveView",
    "MovedCitizen",
    "NoteView",
    "Opened",
    "PartyView",
    "TouchedCase",
    "WorkSums",
    "barred_cases",
    "case",
    "case_backlog",
    "case_of_handover",
    "cases_of",
    "conflict_line",
    "leads_conflict",
    "locked",
    "moved_citizens",
    "moves",
    "notes",
    "open_case",
    "open_citizens",
    "parties",
    "reach",
    "settle_conflict",
    "states",
    "take",
    "touched_cases",
    "undecided_cases",
    "unit_of_case_at",
    "work_list",
    "work_sums",
    "write_note",
]
