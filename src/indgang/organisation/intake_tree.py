"""Do the units of a file hang together, and has everything a unit to be in? Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.organisation.intake import Fault, Identity, Laid, Line, Part, Standing
from indgang.organisation.renumbering import gaps
from indgang.shared.spoken_dates import full_date

#: A chain of units longer than this is a mistake (council → committee → … → team is seven).
DEEPEST = 30


def closed_units(laid: Laid, lines: Iterable[Line], standing: Iterable[Standing]) -> list[Fault]:
    """Units that would end sooner than they do: what they have must get a home first."""
    rows: dict[Identity, list[Line]] = {}
    for line in lines:
        rows.setdefault(line.about, []).append(line)
    found: dict[Identity, Fault] = {}
    for row in standing:
        if row.about not in rows or not gaps(row.days, laid.days_of(row.about)):
            continue
        last = max(rows[row.about], key=lambda line: line.days.begins)
        text = _("En enhed lukkes ved en omlægning, så dens sager får et nyt hjem.")
        found.setdefault(row.about, Fault(last.place, "Til og med", text))
    return list(found.values())


def homeless(lines: Iterable[Line], unit_of: int, column: str, units: Laid) -> list[Fault]:
    """Lines about tasks or posts whose unit (``about[unit_of]``) is not there all their days."""
    return [
        fault
        for line in lines
        if (fault := _missing(units, line, line.about[unit_of], column)) is not None
    ]


def _missing(units: Laid, line: Line, key: str, column: str) -> Fault | None:
    there = units.days_of((key,))
    missing = gaps(line.days, there)
    if not missing:
        return None
    if not there:
        text = _("Enheden »%(unit)s« findes ikke.") % {"unit": key[:80]}
    else:
        text = _("Enheden »%(unit)s« er lukket %(day)s.") % {
            "unit": key[:80], "day": full_date(missing[0].begins, get_language() or "da"),
        }  # fmt: skip
    return Fault(line.place, column, text)


def tree_faults(units: Laid, on: date) -> list[Fault]:
    """Parents that are not there, units that would be above themselves, chains without end."""
    found: list[Fault] = []
    for line in units.begun:
        parent = line.value[2]
        if parent and (fault := _missing(units, line, parent, "Hører under")):
            found.append(fault)
    in_circles: set[str] = set()
    for (key,), parts in units.parts.items():
        # the youngest part of a circle begins on a day on which the whole circle is there
        for part in parts:
            if (part.line is None and part.days.begins <= on) or key in in_circles:
                continue
            circle = _circle(units.parts, key, part.days.begins)
            if circle and not in_circles & set(circle):
                in_circles |= set(circle)
                found += _circle_faults(units, circle, part)
    return found


def _circle(parts: Mapping[Identity, list[Part]], key: str, at: date) -> list[str]:
    """The units from ``key`` up to itself again, or the whole of a chain that is too long."""
    walked: list[str] = []
    current = key
    while current and current not in walked and len(walked) <= DEEPEST:
        walked.append(current)
        above = next((p.value[2] for p in parts.get((current,), ()) if at in p.days), "")
        current = above
    if current == key or len(walked) > DEEPEST:
        return walked
    return walked[walked.index(current) :] if current in walked else []


def _circle_faults(units: Laid, circle: list[str], part: Part) -> list[Fault]:
    """At a line of the file that is part of the circle."""
    named = [p.line for key in circle for p in units.parts.get((key,), ()) if p.line is not None]
    if not named:
        return []  # it was so before: the file is not to blame
    line = part.line or named[0]
    if len(circle) > DEEPEST:
        text = _("Der er mere end %(count)s led over enheden.") % {"count": DEEPEST}
    else:
        text = _("Enhederne hører under hinanden i ring: %(ring)s.") % {
            "ring": " → ".join([*circle[:6], circle[0]] if len(circle) <= 6 else circle[:6])
        }
    return [Fault(line.place, "Hører under", text)]
