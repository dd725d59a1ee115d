"""``indgang organisation``: the organisation out of the house and into it, as files."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from indgang.config import preparing
from indgang.config.terminal import day, gettext, of_file, say, text_of

if TYPE_CHECKING:
    from indgang.organisation.public import Intake

_ = gettext
_MOST_LINES = 200


def add(
    command: Callable[..., argparse.ArgumentParser],
    choose: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Put the commands below ``indgang organisation``; ``choose`` as in ``commands_kle``."""
    organisation = command("organisation", None, _("Organisationen som fil: ud og ind"))
    below = organisation.add_subparsers(metavar=_("HVAD"), required=True)
    out = below.add_parser("export", help=_("skriv et regneark (.xlsx) med en dags organisation"))
    into = below.add_parser("import", help=_("hent et regneark (.xlsx)"))
    oio = below.add_parser("oio", help=_("enheder som OrganisationEnhed (JSON)"))
    parts = oio.add_subparsers(metavar=_("HVAD"), required=True)
    oio_out = parts.add_parser("export", help=_("skriv alle enheder med hele deres historie"))
    oio_into = parts.add_parser("import", help=_("hent enheder, også fra andre registre"))
    runs: tuple[tuple[argparse.ArgumentParser, Callable[[argparse.Namespace], None]], ...] = (
        (out, _export), (into, _import), (oio_out, _export_oio), (oio_into, _import_oio),
    )  # fmt: skip
    for parser, run in runs:
        parser.set_defaults(run=run)
        choose(parser)
        parser.add_argument("file", type=Path, metavar=_("FIL"), help=_("filen"))
        if parser is not oio_out:
            parser.add_argument("--on", type=day, metavar=_("DAG"),
                                help=_("dagen, for eksempel 2027-01-31 (i dag)"))  # fmt: skip
        if parser in (into, oio_into):
            parser.add_argument(
                "--check", action="store_true", help=_("sig, hvad der ville ske, og skriv intet")
            )


def _export(options: argparse.Namespace) -> None:
    preparing.open_rooms(options.lang)
    from indgang.organisation.public import export_workbook
    from indgang.shared import clock
    from indgang.shared.rowsecurity import as_system

    with as_system("organisation"):
        content = export_workbook(options.on or clock.today())
    options.file.write_bytes(content)


def _export_oio(options: argparse.Namespace) -> None:
    preparing.open_rooms(options.lang)
    from indgang.organisation.public import export_objects
    from indgang.shared.rowsecurity import as_system

    with as_system("organisation"):
        text = export_objects()
    options.file.write_text(text, encoding="utf-8")


def _import(options: argparse.Namespace) -> None:
    content = options.file.read_bytes()
    preparing.open_rooms(options.lang)
    from indgang.organisation.public import import_workbook
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    with of_file(), as_system("organisation"):
        at = clock.now()
        report = import_workbook(
            content=content, on=options.on or clock.day_of(at), by=SYSTEM, at=at,
            check=options.check,
        )  # fmt: skip
    _tell(report, checked=options.check)


def _import_oio(options: argparse.Namespace) -> None:
    text = text_of(options.file)
    preparing.open_rooms(options.lang)
    from indgang.organisation.public import import_objects
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    with of_file(), as_system("organisation"):
        at = clock.now()
        report, notes = import_objects(
            text=text, on=options.on or clock.day_of(at), by=SYSTEM, at=at, check=options.check
        )
    for note in notes[:_MOST_LINES]:
        say(note)
    _tell(report, checked=options.check)


def _tell(report: "Intake", *, checked: bool) -> None:
    words = {"new": _("ny"), "changed": _("ændret"), "ended": _("slutter")}
    for line in report.lines[:_MOST_LINES]:
        place = f" ({line.place})" if line.place else ""
        say(f"{line.on} {words[line.what]}: {' · '.join(line.about)}{place}")
    if len(report.lines) > _MOST_LINES:
        say(_("… og %(count)s til") % {"count": len(report.lines) - _MOST_LINES})
    for key, before, after in report.renamed_people:
        say(_("%(key)s: %(before)s hedder nu %(after)s")
            % {"key": key, "before": before, "after": after})  # fmt: skip
    kinds = (
        (_("Enheder"), report.units), (_("Opgaver"), report.tasks), (_("Stillinger"), report.posts),
    )  # fmt: skip
    for name, counts in kinds:
        say(
            _(
                "%(name)s: %(new)s nye, %(changed)s ændrede, %(ended)s slutter, "
                "%(unchanged)s som før, %(not_named)s står ikke i filen og bliver, som de er."
            )
            % {
                "name": name, "new": counts.new, "changed": counts.changed,
                "ended": counts.ended, "unchanged": counts.unchanged,
                "not_named": counts.not_named,
            }
        )  # fmt: skip
    if checked:
        say(_("Intet er skrevet: det var kun en prøve."))
