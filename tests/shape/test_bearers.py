"""Whatever belongs to a unit goes along when units change, or says why it stays."""

import ast
from typing import Any

import pytest
from django.apps import apps
from house import SOURCE

from indgang.config.wiring import BEARERS

pytestmark = pytest.mark.requirement("O1")

#: Tables with units in them that no bearer carries, each with why.
_STAYS: dict[str, str] = {
    "organisation.UnitState": "what a reorganisation writes itself",
    "organisation.UnitTask": "what a reorganisation writes itself",
    "organisation.Post": "what a reorganisation writes itself",
    "organisation.Succession": "what a reorganisation writes itself",
    "reorganisation.WrongTurn": "from where to where somebody was led: it has happened",
}
#: Tables of rooms with a bearer that hold what has happened, in its unit's name of then.
_HISTORY: dict[str, str] = {
    "access.LookUp": "in which post somebody looked",
    "competence.VerdictRecord": "in which unit's name it was asked",
    "enquiry.EnquiryStep": "which unit did it",
    "case.JournalNote": "in which unit it was written",
    "case.CaseMove": "the move itself",
    "decision.Decision": "which unit decided",
    "decision.Escalation": "past whose limits it was",
}


def _with_units() -> dict[str, Any]:
    return {
        model._meta.label: model
        for model in apps.get_models()
        if any(
            field.is_relation and field.related_model is apps.get_model("organisation.Unit")
            for field in model._meta.get_fields()
            if field.concrete
        )
    }


def _rooms_with_bearers() -> set[str]:
    return {
        type(bearer).__module__.removeprefix("indgang.").rsplit(".", 1)[0].split(".")[-1]
        for bearer in BEARERS
    }


def test_every_table_with_units_is_carried_or_says_why_not() -> None:
    rooms = _rooms_with_bearers()
    left = {
        label
        for label in _with_units()
        if label.split(".")[0] not in rooms and label not in _STAYS and label not in _HISTORY
    }
    assert not left


def test_no_excuse_outlives_its_table() -> None:
    tables = set(_with_units())
    assert set(_STAYS) | set(_HISTORY) <= tables
    assert all(_STAYS.values()) and all(_HISTORY.values())


def _names(room: str) -> set[str]:
    """Every name that the room's own code mentions, without its models and tests."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        inside = path.parent.name == room and path.name not in ("models.py", "permissions.py")
        if inside:
            tree = ast.parse(path.read_text())
            found |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return found


def test_the_bearers_know_every_table_of_their_rooms() -> None:
    """A room with a bearer and a table that the room's carrying has never heard of."""
    unknown = []
    for label, model in _with_units().items():
        room = label.split(".")[0]
        if label in _STAYS or label in _HISTORY:
            continue
        words = _names(room)
        sql = any(model._meta.db_table in word for word in words)
        if model.__name__ not in words and not sql:
            unknown.append(label)
    assert not unknown
