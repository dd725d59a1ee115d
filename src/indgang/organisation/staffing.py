"""Who works where on a day, with the share of full time; and the sums of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from indgang.organisation.models import Post
from indgang.shared.danish_order import danish_order


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One post with the person who holds it; ``share`` of full time, 0 < share ≤ 1."""

    post_id: UUID
    unit_id: UUID
    person_id: UUID
    name: str
    phone: str
    function: str
    title: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class StaffSum:
    """How many posts a unit has, and how many full-time posts they make together."""

    posts: int
    full_time: Decimal


def _by_unit(rows: Any) -> dict[UUID, tuple[StaffLine, ...]]:
    found: dict[UUID, list[StaffLine]] = {}
    for row in rows.select_related("person"):
        found.setdefault(row.unit_id, []).append(
            StaffLine(
                row.id, row.unit_id, row.person_id, row.person.name, row.person.phone,
                row.function, row.title, row.share,
            )
        )  # fmt: skip
    for lines in found.values():
        lines.sort(key=lambda line: (line.function != "leader", danish_order(line.name)))
    return {unit: tuple(lines) for unit, lines in found.items()}


def staff_lines(unit_ids: Collection[UUID], at: date) -> dict[UUID, tuple[StaffLine, ...]]:
    """The posts of each unit on the day: leaders first, then by name."""
    return _by_unit(Post.objects.valid_at(at).filter(unit_id__in=unit_ids))


def leader_lines(at: date) -> dict[UUID, tuple[StaffLine, ...]]:
    """The leaders of every unit that has one of its own on the day."""
    return _by_unit(Post.objects.valid_at(at).filter(function="leader"))


def staff_sums(at: date) -> dict[UUID, StaffSum]:
    """Posts and full-time posts of every unit that has any on the day (itself, not those below)."""
    rows = (
        Post.objects.valid_at(at)
        .values("unit_id")
        .annotate(posts=Count("id"), full_time=Sum("share"))
        .order_by()
    )
    return {row["unit_id"]: StaffSum(row["posts"], row["full_time"]) for row in rows}


def people_on(at: date) -> int:
    """How many people hold a post on the day; somebody with two posts is counted once."""
    return int(Post.objects.valid_at(at).values("person_id").distinct().count())
