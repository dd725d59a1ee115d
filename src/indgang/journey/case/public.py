"""The door of ``case``."""

from indgang.journey.case.actions import Opened, locked, open_case, reach, take, write_note
from indgang.journey.case.events import CaseClosed, CaseOpened
from indgang.journey.case.queries import (
    CaseView,
    NoteView,
    PartyView,
    WorkSums,
    case,
    case_of_handover,
    cases_of,
    notes,
    parties,
    states,
    work_list,
    work_sums,
)
from indgang.journey.case.rules import STATES

__all__ = [
    "STATES",
    "CaseClosed",
    "CaseOpened",
    "CaseView",
    "NoteView",
    "Opened",
    "PartyView",
    "WorkSums",
    "case",
    "case_of_handover",
    "cases_of",
    "locked",
    "notes",
    "open_case",
    "parties",
    "reach",
    "states",
    "take",
    "work_list",
    "work_sums",
    "write_note",
]
