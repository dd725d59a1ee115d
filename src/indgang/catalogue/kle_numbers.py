"""What a subject is called on a day. An old case asks by an old number, a new one by a new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from indgang.catalogue.models import KleMove, KleSubject
from indgang.organisation.public import Renumbering


@dataclass(frozen=True)
class KleNumbers:
    """The numbers of one day: moves that have happened, and those that are still to come.

    ``earlier`` and ``later`` have all moves of a day together, in the order of the days. ``own``
    are numbers that were subjects before something was moved to them.
    """

    earlier: tuple[Renumbering, ...]
    later: tuple[Renumbering, ...]
    own: frozenset[str] = frozenset()

    def forward(self, kle: str) -> tuple[str, ...]:
        """The numbers that an older number has become by the day."""
        numbers: tuple[str, ...] = (kle,)
        for moves in self.earlier:
            numbers = tuple(dict.fromkeys(new for old in numbers for new in moves.of(old)))
        return numbers

    def on(self, kle: str) -> str:
        """The day's number for a subject that is asked for by an older or a newer one.

        Of several new numbers the first; a newer number of several subjects stays as it is.
        """
        number = kle
        for moves in reversed(self.later):
            number = self._back(number, moves)
        return self.forward(number)[0]

    def _back(self, kle: str, moves: Renumbering) -> str:
        olds = [old for old, news in moves.moves.items() if kle in news]
        return olds[0] if len(olds) == 1 and kle not in self.own else kle


def _by_day(rows: Iterable[tuple[date, str, str]]) -> Mapping[date, Renumbering]:
    days: dict[date, list[tuple[str, str]]] = {}
    for on, old, new in rows:
        days.setdefault(on, []).append((old, new))
    return {on: Renumbering.of_pairs(pairs) for on, pairs in sorted(days.items())}


def kle_numbers(at: date) -> KleNumbers:
    """The numbers of the day ``at`` (two reads; keep it for many questions)."""
    rows = list(KleMove.objects.order_by("on", "id").values_list("on", "old", "new"))
    days = _by_day(rows)
    later = [(on, new) for on, _old, new in rows if on > at]
    return KleNumbers(
        earlier=tuple(moves for on, moves in days.items() if on <= at),
        later=tuple(moves for on, moves in days.items() if on > at),
        own=known_before(later),
    )


def known_before(targets: Iterable[tuple[date, str]]) -> frozenset[str]:
    """Those numbers that are subjects of their own the day before the day given with each."""
    wanted = {(on - timedelta(days=1), number) for on, number in targets}
    rows = KleSubject.objects.filter(number__in={number for _day, number in wanted})
    days: dict[str, list[KleSubject]] = {}
    for row in rows:
        days.setdefault(row.number, []).append(row)
    return frozenset(
        number for day, number in wanted if any(day in row.days for row in days.get(number, ()))
    )
