"""A plan's moves of posts as dated rows that end and begin. Pure.

Posts of one person that come together in one unit and function become one: the database holds one
such post a day, and the shares are added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from indgang.organisation.public import UNWRITTEN, DatedRows, PostRow
from indgang.reorganisation.plan import Plan
from indgang.shared.validity import Days

_FULL_TIME = Decimal(1)


def moved_posts(rows: DatedRows, plan: Plan) -> tuple[set[UUID], list[PostRow]]:
    """The rows that end on the day, and those that begin then or later."""
    ended: set[UUID] = set()
    groups: dict[tuple[UUID, UUID, str], list[tuple[PostRow, PostRow]]] = {}
    led = _led(rows, plan)
    for row in rows.posts:
        new = _new_post(row, plan, led)
        if new is None:
            ended |= {row.row_id}
        else:
            key = (new.person_id, new.unit_id, new.function)
            groups.setdefault(key, []).append((row, new))
    begun: list[PostRow] = []
    for pairs in groups.values():
        if all(row == new for row, new in pairs):
            continue
        news = [
            replace(new, days=Days(max(new.days.begins, plan.on), new.days.ends))
            for _, new in pairs
        ]
        if _any_overlap([new.days for new in news]):
            ended |= {row.row_id for row, _ in pairs}
            begun += _joined(news)
            continue
        for (row, old_new), new in zip(pairs, news, strict=True):
            if row != old_new:
                ended |= {row.row_id}
                begun.append(replace(new, row_id=UNWRITTEN))
    return ended, begun


_Place = tuple[UUID, str, str] | None  # unit, function, title


def _led(rows: DatedRows, plan: Plan) -> Mapping[tuple[UUID, UUID, str], _Place]:
    """Where the plan leads each post of the day that it moves, by person, unit and function."""
    units = plan.after.units
    moves = {move.post_id: move for move in plan.post_moves}
    found: dict[tuple[UUID, UUID, str], _Place] = {}
    for row in rows.posts:
        move = moves.get(row.row_id)
        node = plan.after.posts.get(move.joins or move.post_id) if move else None
        if row.row_id in plan.after.posts:
            node = plan.after.posts[row.row_id]
        if move is None and node is None:
            continue
        place = None if node is None else (units[node.unit].unit_id, node.function, node.title)
        found[(row.person_id, row.unit_id, row.function)] = place
    return found


def _new_post(
    row: PostRow, plan: Plan, led: Mapping[tuple[UUID, UUID, str], _Place]
) -> PostRow | None:
    """The post as it is from the day on; ``None`` when it has no home."""
    key = (row.person_id, row.unit_id, row.function)
    if key in led:
        place = led[key]
        if place is None:
            return None
        unit_id, function, title = place
        title = title if plan.on in row.days else row.title
        return replace(row, unit_id=unit_id, function=function, title=title)
    to = plan.homes.of(row.unit_id, "")
    return None if to is None else replace(row, unit_id=to)


def _any_overlap(runs: Sequence[Days]) -> bool:
    ordered = sorted(runs, key=lambda days: days.begins)
    return any(one.ends is None or other.begins < one.ends for one, other in pairwise(ordered))


def _joined(posts: Sequence[PostRow]) -> list[PostRow]:
    """Posts of one person, unit and function as one at a time, with the shares of those that hold.

    A person works no more than full time in one post.
    """
    edges = sorted({day for post in posts for day in (post.days.begins, post.days.ends) if day})
    found: list[PostRow] = []
    for begins, ends in zip(edges, [*edges[1:], None], strict=True):
        holding = [post for post in posts if begins in post.days]
        if not holding:
            continue
        share = min(_FULL_TIME, sum((post.share for post in holding), Decimal(0)))
        new = replace(holding[0], row_id=UNWRITTEN, share=share, days=Days(begins, ends))
        last = found[-1] if found else None
        if last and last.days.ends == begins and replace(last, days=new.days) == new:
            found[-1] = replace(last, days=Days(last.days.begins, ends))
        else:
            found.append(new)
    return found
