"""What the organisation is, for files that go out and to hold files that come in against."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from indgang.organisation.intake import Standing
from indgang.organisation.models import Post, Unit, UnitState, UnitTask
from indgang.organisation.oio import to_objects
from indgang.organisation.sheet import write_workbook
from indgang.organisation.sheet_rows import FUNCTIONS, KINDS, POSTS, ROLES, TASKS, UNITS
from indgang.shared.danish_order import danish_order
from indgang.shared.validity_fields import to_days

_KIND_WORDS = {code: word.capitalize() for word, code in KINDS.items()}
_FUNCTION_WORDS = {code: word.capitalize() for word, code in FUNCTIONS.items()}
_ROLE_WORDS = {code: word.capitalize() for word, code in ROLES.items()}


def unit_keys() -> dict[UUID, str]:
    """Every unit's lasting key."""
    return dict(Unit.objects.values_list("id", "key"))


def units_standing(keys: dict[UUID, str]) -> list[Standing]:
    """Every name of every unit, past and coming."""
    rows: Iterable[Any] = UnitState.objects.all()
    return [
        Standing(
            (keys[row.unit_id],),
            (row.kind, row.name, keys[row.parent_id] if row.parent_id else "", row.phone),
            to_days(row.validity),
            row,
        )
        for row in rows
    ]


def tasks_standing(keys: dict[UUID, str]) -> list[Standing]:
    """Every task of every unit, past and coming."""
    rows: Iterable[Any] = UnitTask.objects.all()
    return [
        Standing((keys[row.unit_id], row.kle, row.role), (), to_days(row.validity), row)
        for row in rows
    ]


def posts_standing(keys: dict[UUID, str]) -> list[Standing]:
    """Every post, past and coming."""
    rows: Iterable[Any] = Post.objects.select_related("person")
    return [
        Standing(
            (row.person.key, keys[row.unit_id], row.function),
            (row.title, row.share),
            to_days(row.validity),
            row,
        )
        for row in rows
    ]


def export_objects() -> str:
    """Every unit with its whole history as *OrganisationEnhed*, in JSON by UUID."""
    keys = unit_keys()
    ids = {key: unit_id for unit_id, key in keys.items()}
    objects = to_objects(units_standing(keys), tasks_standing(keys), ids)
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def export_workbook(at: date) -> bytes:
    """The organisation on the day ``at`` as .xlsx: units, tasks and posts.

    Reading it into an empty municipality gives the same workbook on that day.
    """
    keys = unit_keys()

    def holding(rows: list[Standing]) -> list[Standing]:
        return [row for row in rows if at in row.days]

    def last_day(row: Standing) -> date | None:
        return None if row.days.ends is None else row.days.ends - timedelta(days=1)

    units = [
        (row.about[0], name, _KIND_WORDS[kind], parent, phone, None, last_day(row))
        for row in sorted(holding(units_standing(keys)), key=lambda row: danish_order(row.value[1]))
        for kind, name, parent, phone in (row.value,)
    ]
    tasks = [
        (unit, kle, _ROLE_WORDS[role], None, last_day(row))
        for row in sorted(holding(tasks_standing(keys)), key=lambda row: row.about)
        for unit, kle, role in (row.about,)
    ]
    posts = [
        (
            person, row.row.person.name, row.row.person.phone, unit,
            _FUNCTION_WORDS[function], row.value[0], row.value[1], None, last_day(row),
        )
        for row in sorted(holding(posts_standing(keys)), key=lambda row: row.about)
        for person, unit, function in (row.about,)
    ]  # fmt: skip
    return write_workbook({UNITS: units, TASKS: tasks, POSTS: posts})
