"""What a reorganisation would do: two trees, what moves, and the numbers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from indgang.organisation.public import Carried, Homes, homes_of, rows_from
from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.carrying import all_carried, cases_after, cases_by_unit, sums
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.models import Reorganisation
from indgang.reorganisation.outlook import outlook
from indgang.reorganisation.queries import row_of
from indgang.reorganisation.rules import State
from indgang.reorganisation.trees import TreeNode, changes_of, people_touched, tree
from indgang.shared.danish_order import danish_order


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """So many things of a kind (``organisation.Carried``, and: post, task, service) move.

    ``to_key`` and ``to_name`` are empty when they have no home.
    """

    kind: str
    from_key: str
    from_name: str
    to_key: str
    to_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The sentence above the trees: units by kind before and after, and what moves."""

    kinds_before: dict[str, int]
    kinds_after: dict[str, int]
    people: int  #: who hold a post in a unit that is touched
    moved: dict[str, int]  #: by kind of ``CarriedLine``
    homeless: dict[str, int]  #: of them without a home


@dataclass(frozen=True, slots=True)
class Preview:
    """The day without and with the reorganisation. ``lines``: (from_key, to_key), once each.

    For one that is signed the numbers are those counted at signing, and the trees those of the
    day before and the day itself.
    """

    on: date
    before: tuple[TreeNode, ...]
    after: tuple[TreeNode, ...]
    lines: tuple[tuple[str, str], ...]
    carried: tuple[CarriedLine, ...]
    totals: Totals


@dataclass(frozen=True)
class _Days:
    """The two days with all that is shown of them."""

    before: Blueprint
    after: Blueprint
    homes: Homes
    carried: tuple[Carried, ...]
    cases_before: Mapping[UUID, int]
    cases_after: Mapping[UUID, int]


#: These have written nothing that stands: what they would do is worked out anew.
_NOT_IN_FORCE = (State.DRAFT, State.WITHDRAWN, State.UNDONE)


def preview(reorganisation_id: UUID) -> Preview:
    """The two trees and all that moves. Raises ``NotFound``."""
    row = row_of(reorganisation_id)
    days = _planned(row) if row.state in _NOT_IN_FORCE else _signed(row)
    changes = changes_of(days.before, days.after, days.homes)
    carried = _carried_lines(days)
    return Preview(
        on=row.effective_on,
        before=tree(days.before, days.cases_before, changes),
        after=tree(days.after, days.cases_after, changes),
        lines=_lines(days, changes),
        carried=carried,
        totals=Totals(
            kinds_before=_kinds(days.before),
            kinds_after=_kinds(days.after),
            people=people_touched(days.before, changes),
            moved=sums(days.carried),
            homeless=sums(line for line in days.carried if line.to_unit is None),
        ),
    )


def _planned(row: Reorganisation) -> _Days:
    found = outlook(row.id, row.effective_on)
    cases = cases_by_unit()
    by_unit: Counter[UUID] = Counter()
    for (unit_id, _), number in cases.items():
        by_unit[unit_id] += number
    plan = found.plan
    return _Days(
        plan.before, plan.after, plan.homes, all_carried(found), by_unit,
        cases_after(cases, plan.homes),
    )  # fmt: skip


def _signed(row: Reorganisation) -> _Days:
    """As it was signed, with the numbers of that moment."""
    counted = row.counted
    return _Days(
        blueprint_of(rows_from(row.effective_on - timedelta(days=1))),
        blueprint_of(rows_from(row.effective_on)),
        homes_of(row.id, row.effective_on),
        tuple(
            Carried(kind, UUID(one), UUID(to) if to else None, number)
            for kind, one, to, number in counted.get("lines", ())
        ),
        {UUID(unit): number for unit, number in counted.get("before", {}).items()},
        {UUID(unit): number for unit, number in counted.get("after", {}).items()},
    )


def _lines(days: _Days, changes: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    before, after = days.before.by_id, days.after.by_id
    pairs = {(line.from_unit, line.to_unit) for line in days.carried}
    pairs |= {(home.from_unit, home.to_unit) for home in days.homes.rows()}
    found = {
        (before[one].key, after[to].key)
        for one, to in pairs
        if one in before and to is not None and to in after and one != to
    }
    found |= {(key, key) for key, change in changes.items() if change in ("renamed", "moved")}
    return tuple(sorted(found))


def _carried_lines(days: _Days) -> tuple[CarriedLine, ...]:
    before, after = days.before.by_id, days.after.by_id
    found = []
    for line in days.carried:
        one = before.get(line.from_unit)
        to = after.get(line.to_unit) if line.to_unit is not None else None
        found.append(
            CarriedLine(
                line.kind,
                one.key if one else "",
                one.name if one else "",
                to.key if to else "",
                to.name if to else "",
                line.count,
            )
        )
    order = danish_order
    found.sort(key=lambda line: (line.kind, order(line.from_name), order(line.to_name)))
    return tuple(found)


def _kinds(day: Blueprint) -> dict[str, int]:
    return dict(Counter(unit.kind for unit in day.units.values()))
