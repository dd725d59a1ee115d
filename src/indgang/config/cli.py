"""The one command: ``indgang``. One clear line and an exit code that is not 0 on error."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from indgang.config import (
    commands_kle,
    commands_organisation,
    municipalities,
    preparing,
    translations,
)
from indgang.config.terminal import CommandError, choose_language, complain, gettext, say, step

_ = gettext
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code: 0, 1 (it went wrong), 2 (not understood)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        translations.compile_all()
        language = choose_language(_asked_language(given), os.environ)
        options = _parser().parse_args(given)
        options.lang = language
        if getattr(options, "municipality", None):
            os.environ[municipalities.VARIABLE] = options.municipality
        run: Callable[[argparse.Namespace], int | None] = options.run
        return run(options) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # everything becomes one line
        complain(error)
        return 1


def _asked_language(given: Sequence[str]) -> str | None:
    """The language of ``--lang``: needed before anything is said, also about the command line."""
    for word, after in zip(given, (*given[1:], ""), strict=False):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and asked in ("da", "en"):
            return asked
    return None


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def] # the standard library's is not typed
        super().add_usage(usage, actions, groups, _("Brug: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    def __init__(self, **more: object) -> None:
        super().__init__(formatter_class=_Help, add_help=False, allow_abbrev=False, **more)  # type: ignore[arg-type]
        self._positionals.title = _("Kommandoer")
        self._optionals.title = _("Tilvalg")
        self.add_argument("-h", "--help", action="help", help=_("Vis denne hjælp"))
        self.add_argument("--lang", choices=["da", "en"], help=_("Sprog: dansk eller engelsk"))

    def error(self, message: str) -> NoReturn:
        line = _("Kommandoen blev ikke forstået (%(reason)s). Se: indgang --help")
        print(f"indgang: {line % {'reason': message}}", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="indgang", description=_("Én indgang til kommunen."))
    commands = parser.add_subparsers(metavar=_("KOMMANDO"), required=True)

    def command(
        name: str, run: Callable[..., int | None] | None, text: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, _("Vis siderne og udfør opgaverne bag dem"))
    serve.add_argument("--host", default="127.0.0.1", help=_("adresse, som siderne vises på"))
    serve.add_argument("--port", type=_port, default=8000, help=_("port (8000)"))
    serve.add_argument(
        "--workers",
        type=_count,
        default=min(2, os.cpu_count() or 1),
        help=_("antal processer, der viser sider"),
    )
    serve.add_argument(
        "--demonstration",
        action="store_true",
        help=_("hent en opdigtet kommune, og lad alle logge ind som dens borgere"),
    )
    _choose_municipality(serve)
    command("worker", _worker, _("Udfør opgaver fra køen, til du stopper den"))
    command("migrate", _migrate, _("Gør tabellerne i databasen klar"))
    _choose_municipality(command("demonstration", _demonstration, _("Hent den opdigtede kommune")))
    openapi = command("openapi", _openapi, _("Skriv beskrivelsen af API'et"))
    openapi.add_argument("--check", action="store_true", help=_("sig, om den gemte passer"))
    token = command("token", _token, _("Lav en nøgle til API'et for en person i demonstrationen"))
    token.add_argument("who", metavar=_("HVEM"), help=_("for eksempel anna-bech"))
    _choose_municipality(token)
    token.add_argument("--days", type=_count, default=1, help=_("dage, den gælder (1)"))
    database = command("database", _database, _("Den indbyggede database"))
    database.add_argument(
        "what", choices=["url", "stop"], help=_("url: skriv adressen. stop: stop databasen")
    )
    database.add_argument(
        "--role",
        choices=["admin", "owner", "application", "reader"],
        default="application",
        help=_("rolle i adressen"),
    )
    _choose_municipality(database)
    for room in (commands_kle, commands_organisation):
        room.add(command, _choose_municipality)
    texts = command("translations", _translations, _("Oversæt siderne"))
    texts.add_argument("--check", action="store_true", help=_("vis tekster uden engelsk"))
    texts.add_argument(
        "--merge",
        nargs="+",
        type=Path,
        metavar=_("MAPPE"),
        default=[],
        help=_("læg oversættelser fra mapper eller filer ind"),
    )
    return parser


def _choose_municipality(command: argparse.ArgumentParser) -> None:
    """Each made-up municipality has a database of its own, so several commands must know which."""
    command.add_argument(
        "--municipality",
        choices=list(municipalities.MUNICIPALITIES),
        help=_("hvilken opdigtet kommune (copenhagen)"),
    )


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(_("porten skal være fra 1 til 65535"))
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(_("tallet skal være mindst 1"))
    return number


def _serve(options: argparse.Namespace) -> None:
    from indgang.config import addresses, serving

    with serving.reserved(options.host, options.port):
        running = serving.Serving(options.host, options.port, options.workers)
        addresses.allow_host(options.host)
        preparing.prepare(language=options.lang, demonstration=options.demonstration)
        running.catch_signals()
        try:
            with step(_("Webserveren")):
                running.start()
            if not running.told_to_stop.is_set():
                addresses.show(options.host, options.port, options.lang, options.demonstration)
                if options.demonstration and options.host not in _LOOPBACK:
                    say(_("Pas på: Alle, der kan nå adressen, kan logge ind som hvem som helst."))
                running.run()
            say(_("Stopper …"))
        finally:
            running.stop()


def _worker(options: argparse.Namespace) -> None:
    from indgang.config import worker

    preparing.connect()
    preparing.start_django(options.lang)
    worker.run()


def _migrate(options: argparse.Namespace) -> None:
    with step(_("Databasen")):
        preparing.connect()
    with step(_("Tabellerne i databasen")):
        preparing.start_django(options.lang)
        preparing.migrate()


def _demonstration(options: argparse.Namespace) -> None:
    from indgang.config import addresses

    _migrate(options)
    preparing.load_demonstration()
    addresses.show_people(options.lang)


def _openapi(options: argparse.Namespace) -> None:
    preparing.start_django(options.lang)
    from indgang.rest.public import text, write

    place = preparing.CHECKOUT / "docs" / "openapi.json"
    if not options.check:
        write(place)
    elif not place.is_file() or place.read_text(encoding="utf-8") != text():
        raise CommandError(_("Beskrivelsen af API'et passer ikke. Kør: indgang openapi"))


def _token(options: argparse.Namespace) -> None:
    preparing.connect()
    preparing.start_django(options.lang)
    from indgang.access.public import account_by_identity, issue_token
    from indgang.demo.public import ISSUER
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    with as_system("token"):
        account = account_by_identity(ISSUER, options.who)
        if account is None:
            raise CommandError(
                _("%(who)s er ikke i demonstrationen. Kør: indgang demonstration")
                % {"who": options.who}
            )
        say(
            issue_token(
                account_id=account,
                note="indgang token",
                by=SYSTEM,
                at=clock.now(),
                days=options.days,
            )
        )


def _database(options: argparse.Namespace) -> None:
    if options.what == "stop":
        preparing.stop_embedded()
    else:
        say(getattr(preparing.addresses(), options.role))


def _translations(options: argparse.Namespace) -> None:
    from indgang.config import messages

    root = Path(__file__).resolve().parents[1]
    if options.merge:
        messages.merge(root, options.merge)
        translations.compile_all()
    wrong = messages.without_english(root) + messages.wrong_places(root) if options.check else []
    for text in wrong:
        say(text)
    if wrong:
        raise CommandError(
            _("%(count)s tekster mangler på engelsk eller er forkerte.") % {"count": len(wrong)}
        )


if __name__ == "__main__":
    sys.exit(main())
