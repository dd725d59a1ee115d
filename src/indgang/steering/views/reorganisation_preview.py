"""Before and after: two trees with lines, and all that moves with sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import CarriedLine, State, preview, troubles
from indgang.steering.reorganisation_words import CARRIED, counting_sentence
from indgang.steering.two_trees import WIDTH, picture
from indgang.steering.views.reorganisation_draft import homeless_tasks
from indgang.steering.views.reorganisation_page import opened
from indgang.steering.views.sending import show


@dataclass(frozen=True, slots=True)
class Moving:
    """All of one kind that moves, with its sum and how much of it has no home."""

    kind: str
    heading: str
    lines: tuple[CarriedLine, ...]

    @property
    def total(self) -> int:
        """How many move, with and without a home."""
        return sum(line.count for line in self.lines)

    @property
    def homeless(self) -> int:
        """How many have no home."""
        return sum(line.count for line in self.lines if not line.to_name)


def in_order(lines: Iterable[CarriedLine]) -> tuple[CarriedLine, ...]:
    """By kind in the order the page tells them, else as they came."""
    order = {kind: place for place, kind in enumerate(CARRIED)}
    return tuple(sorted(lines, key=lambda line: (order.get(line.kind, len(order)), line.kind)))


def moving(lines: Iterable[CarriedLine]) -> tuple[Moving, ...]:
    """What moves, kind by kind."""
    return tuple(
        Moving(kind, str(CARRIED.get(kind, kind)), tuple(found))
        for kind, found in groupby(in_order(lines), key=lambda line: line.kind)
    )


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def preview_page(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """The organisation before and on the day, side by side."""
    found = opened(request, reorganisation_id)
    trees = preview(found.id)
    lines = troubles(found.id) if found.state == State.DRAFT else ()
    everything = request.GET.get("vis") == "alt"
    context: dict[str, object] = {
        "here": "reorganisations",
        "draft": found,
        "sentence": counting_sentence(trees.totals, homeless_tasks(lines)),
        "picture": picture(trees.before, trees.after, trees.lines, everything=everything),
        "width": WIDTH,
        "everything": everything,
        "moving": moving(trees.carried),
        "small": tuple(line for line in lines if line.code == "unit_too_small"),
        "stops": sum(1 for line in lines if line.stops),
    }
    return show(request, "reorganisation_preview", context)
