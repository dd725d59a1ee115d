"""Reads of KLE: a subject on a day, with what it is filed under it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from indgang.catalogue.models import KleKeyword, KleMove, KleSubject, Service
from indgang.organisation.public import kle_covers
from indgang.shared.errors import NotFound
from indgang.shared.validity import Days


@dataclass(frozen=True, slots=True)
class KleView:
    """A number of KLE with its title on the day.

    ``above`` are (number, title) of main group and group where they are known, else of the
    group's own general subject. ``became``/``was`` are (day, number) of moves.
    """

    number: str
    title: str
    status: str
    edition: str
    days: Days
    above: tuple[tuple[str, str], ...]
    keywords: tuple[tuple[str, int], ...]
    services: tuple[tuple[str, str], ...]
    became: tuple[tuple[date, str], ...]
    was: tuple[tuple[date, str], ...]


def kle_subject(number: str, at: date) -> KleView:
    """The subject on the day; one that is not there then, as it stood last. Raises ``NotFound``."""
    rows = list(KleSubject.objects.filter(number=number).order_by("validity"))
    row = next((row for row in rows if at in row.days), rows[-1] if rows else None)
    if row is None:
        raise NotFound("no_such_kle", _("KLE har ikke nummeret %(number)s.") % {"number": number})
    words = KleKeyword.objects.filter(subject=row).order_by("-weight", "term")
    moves = list(KleMove.objects.order_by("on", "old", "new"))
    return KleView(
        number,
        row.title,
        row.status,
        row.edition,
        row.days,
        _above(number, at),
        tuple((word.term, word.weight) for word in words),
        tuple(
            (code, kle)
            for code, kle in Service.objects.order_by("code").values_list("code", "kle")
            if kle_covers(number, kle)
        ),
        became=tuple((move.on, move.new) for move in moves if kle_covers(move.old, number)),
        was=tuple((move.on, move.old) for move in moves if kle_covers(move.new, number)),
    )


def _above(number: str, at: date) -> tuple[tuple[str, str], ...]:
    parts = number.split(".")
    wanted = [".".join(parts[:level]) for level in range(1, len(parts))]
    general = {range_: (range_ + ".00.00")[:8] for range_ in wanted}
    rows = KleSubject.objects.valid_at(at).filter(number__in=[*wanted, *general.values()])
    titles = {row.number: row.title for row in rows}
    return tuple(
        (range_, titles.get(range_) or titles[general[range_]])
        for range_ in wanted
        if range_ in titles or (general[range_] in titles and general[range_] != number)
    )
