"""``indgang kle``: an edition of KLE, new numbers, and what a number is."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indgang.config import preparing
from indgang.config.terminal import day, gettext, of_file, say, text_of

if TYPE_CHECKING:
    from indgang.catalogue.public import KleChange, KleImport

_ = gettext
_EDITION = re.compile(r"(\d+(?:\.\d+)+)")
_MOST_LINES = 200  #: of one kind; a report that nobody reads to the end helps nobody


def add(
    command: Callable[..., argparse.ArgumentParser],
    choose: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Put the commands below ``indgang kle``; ``choose`` adds what names the municipality."""
    kle = command("kle", None, _("KLE: hent en udgave, skift numre, vis et nummer"))
    below = kle.add_subparsers(metavar=_("HVAD"), required=True)
    fetch = below.add_parser("import", help=_("hent en udgave af KLE (OS2KLE's tekstfil)"))
    fetch.add_argument("--edition", default="", help=_("udgavens nummer (det i filens navn)"))
    change = below.add_parser("change", help=_("giv tjenester, opgaver og bemyndigelser nye numre"))
    show = below.add_parser("show", help=_("vis et nummer"))
    show.add_argument("number", metavar=_("NUMMER"), help=_("for eksempel 32.24.04"))
    for parser, run in ((fetch, _import), (change, _change), (show, _show)):
        parser.set_defaults(run=run)
        choose(parser)
        parser.add_argument(
            "--on", type=day, required=parser is change, metavar=_("DAG"),
            help=_("fra den dag, for eksempel 2027-01-31 (i dag)"),
        )  # fmt: skip
        if parser is not show:
            parser.add_argument("file", type=Path, metavar=_("FIL"), help=_("filen"))


def _some(title: str, lines: list[str]) -> None:
    if not lines:
        return
    say(f"{title} ({len(lines)}):")
    for line in lines[:_MOST_LINES]:
        say(f"  {line}")
    if len(lines) > _MOST_LINES:
        say("  " + _("… og %(count)s til") % {"count": len(lines) - _MOST_LINES})


def _import(options: argparse.Namespace) -> None:
    text = text_of(options.file)
    preparing.open_rooms(options.lang)
    from indgang.catalogue.public import import_kle
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    named = _EDITION.search(options.file.stem)
    edition = options.edition or (named[1] if named else "")
    with of_file(), as_system("kle"):
        at = clock.now()
        report = import_kle(
            text=text, edition=edition, on=options.on or clock.day_of(at), by=SYSTEM, at=at
        )
    _tell_import(report)


def _tell_import(report: "KleImport") -> None:
    say(
        _(
            "KLE %(edition)s fra %(on)s: %(new)s nye, %(changed)s ændrede, %(ended)s udgået, "
            "%(unchanged)s som før, %(keywords)s stikord."
        )
        % {
            "edition": report.edition or "?", "on": report.on, "new": len(report.new),
            "changed": len(report.changed), "ended": len(report.ended),
            "unchanged": report.unchanged, "keywords": report.keywords,
        }
    )  # fmt: skip
    _some(
        _("Ændrede"),
        [f"{one.number} {one.before} → {one.after}"
         if one.before != one.after else f"{one.number} {one.after}" for one in report.changed],
    )  # fmt: skip
    _some(_("Udgået"), list(report.ended))
    _some(_("Udgået før dagen og ikke hentet"), list(report.over))
    _some(
        _("Mærker, der ikke siger nogen dag"),
        [_("linje %(row)s") % {"row": row} + f": {number} [{mark}]"
         for row, number, mark in report.unknown],
    )  # fmt: skip


def _change(options: argparse.Namespace) -> None:
    text = text_of(options.file)
    preparing.open_rooms(options.lang)
    from indgang.catalogue.public import change_kle
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    with of_file(), as_system("kle"):
        report = change_kle(text=text, on=options.on, by=SYSTEM, at=clock.now())
        _tell_change(report)


def _tell_change(report: "KleChange") -> None:
    from indgang.competence.public import grants_renumbered, grants_under
    from indgang.organisation.public import organisation

    units = organisation(report.on).units

    def unit(unit_id: object) -> str:
        found = next((unit for key, unit in units.items() if key == unit_id), None)
        return found.name if found else str(unit_id)

    say(
        _("Fra %(on)s: %(moves)s nye numre, %(known)s var skiftet før.")
        % {"on": report.on, "moves": len(report.moves), "known": report.known_moves}
    )
    _some(_("Nye titler eller stikord"), list(report.retitled))
    _some(_("Udgået"), list(report.ended))
    _some(
        _("Tjenester med nyt nummer"),
        [f"{one.code}: {one.old} → {one.new[0]}" for one in report.services if len(one.new) == 1],
    )
    _some(
        _("Opgaver med nyt nummer"),
        [f"{unit(one.unit_id)}, {one.role}: {one.old} → {one.new}" for one in report.tasks],
    )
    grants = grants_renumbered(report.change_id)
    _some(
        _("Bemyndigelser med nyt nummer"),
        [f"{unit(one.unit_id)}: {one.old} → {one.new}" for one in grants if not one.is_broken],
    )
    _tell_left(report, unit)
    _some(
        _("Bemyndigelser, som ingen giver nu"),
        [f"{unit(one.unit_id)}: {one.old} → {one.new}" for one in grants if one.is_broken],
    )
    _some(
        _("Bemyndigelser under et nummer, der er udgået"),
        [f"{unit(holder)}: {kle}" for holder, kle in grants_under(report.unmoved, report.on)]
        if report.unmoved else [],
    )  # fmt: skip


def _tell_left(report: "KleChange", unit: Callable[[object], str]) -> None:
    """What could not be done, and what a person must look at."""
    _some(
        _("Tjenester, hvor en person må vælge mellem flere numre"),
        [f"{one.code}: {one.old} → {', '.join(one.new)}"
         for one in report.services if len(one.new) > 1],
    )  # fmt: skip
    _some(
        _("Numre, som KLE ikke har (ikke skiftet)"),
        [f"{old} → {new}" for old, new in report.refused],
    )
    _some(
        _("Under et nummer, der er udgået"),
        [
            f"{one.holder}: {one.number}"
            + (_(" (samme titel: %(numbers)s)") % {"numbers": ", ".join(one.same_title)}
               if one.same_title else "")
            for one in report.without_number
        ],
    )  # fmt: skip
    _some(_("Nye numre uden titel i filen. Hent hele udgaven"), list(report.untitled))
    _some(_("Kunne ikke læses"), list(report.unknown))


def _show(options: argparse.Namespace) -> None:
    preparing.open_rooms(options.lang)
    from indgang.catalogue.public import kle_subject
    from indgang.shared import clock
    from indgang.shared.rowsecurity import as_system

    on: date = options.on or clock.today()
    with as_system("kle"):
        found = kle_subject(options.number, on)
    for number, title in found.above:
        say(f"{number} {title}")
    say(f"{found.number} {found.title} {found.status}".rstrip())
    ends = found.days.ends
    say(
        _("Fra %(begins)s") % {"begins": found.days.begins}
        + (_(" til %(ends)s (den dag ikke med)") % {"ends": ends} if ends else "")
        + (_(". Udgave %(edition)s") % {"edition": found.edition} if found.edition else "")
    )
    _some(_("Tjenester"), [f"{code} ({kle})" for code, kle in found.services])
    _some(_("Hedder siden"), [f"{number} ({on})" for on, number in found.became])
    _some(_("Hed før"), [f"{number} ({on})" for on, number in found.was])
    _some(_("Stikord"), [f"{term} [{weight}]" for term, weight in found.keywords])
