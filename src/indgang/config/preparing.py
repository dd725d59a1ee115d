"""What must be in place before pages can be served. Each step can be repeated and interrupted."""

import os
from collections.abc import Mapping
from pathlib import Path

import psycopg

from indgang.config import frontend, municipalities
from indgang.config.database.public import (
    DatabaseUnavailable,
    Urls,
    beside,
    default_folder,
    resolve,
    stop,
)
from indgang.config.database_settings import VARIABLES
from indgang.config.terminal import CommandError, gettext, step

_ = gettext
CHECKOUT = Path(os.environ.get("INDGANG_CHECKOUT", Path(__file__).resolve().parents[3]))
_MIGRATING = 0x696E6467616E6D  # "indganm": one process migrates at a time


def addresses() -> Urls:
    """The addresses of the database; the embedded one is started where no other is named.

    On the embedded server each made-up municipality has a database of its own, so that one can
    be left for the other and found again as it was.
    """
    name = municipalities.chosen(os.environ).database
    urls = resolve(os.environ, CHECKOUT)
    if os.environ.get("DATABASE_URL") or name == urls.database:
        return urls
    return beside(urls, name)


def connect(environ: Mapping[str, str] = os.environ) -> None:
    """Have a database, and let Django (and the processes this one starts) know its addresses.

    Raises DatabaseUnavailable. Addresses that are given already are kept: a process that
    ``serve`` started uses those of ``serve``.
    """
    if all(environ.get(name) for name in VARIABLES.values()):
        return
    urls = addresses()
    by_alias = {"default": urls.application, "owner": urls.owner, "reader": urls.reader}
    for alias, name in VARIABLES.items():
        os.environ[name] = by_alias[alias]
    if not environ.get("DATABASE_URL"):
        # the pages start it again if somebody stops it (config.middleware.wake_database)
        os.environ["INDGANG_EMBEDDED"] = str(default_folder(CHECKOUT, environ))


def stop_embedded() -> None:
    """Stop the embedded database of this checkout."""
    if os.environ.get("DATABASE_URL"):
        raise CommandError(_("DATABASE_URL peger på en anden database. Den stopper vi ikke."))
    folder = default_folder(CHECKOUT, os.environ)
    if folder.exists():
        stop(folder)


def start_django(language: str) -> None:
    """Load the rooms; texts from here on are in the language."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "indgang.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.activate(language)


def open_rooms(language: str) -> None:
    """Reach the database and load the rooms, for a command that reads or writes them."""
    connect()
    start_django(language)


def migrate() -> None:
    """Bring the tables up to date as their owner; of several at once, the others wait."""
    from django.core.management import call_command
    from django.db import connections

    try:
        lock = psycopg.connect(os.environ[VARIABLES["owner"]], autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            "Databaseserveren svarer ikke (%(reason)s). Ret DATABASE_URL.", reason=error
        ) from error
    with lock:  # the connection's end lets go of the lock
        lock.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    connections.close_all()


def load_demonstration() -> None:
    """Load the made-up municipality, dated around today; nothing happens when it is there."""
    from django.conf import settings
    from django.db import connections

    from indgang.demo.public import load
    from indgang.shared import clock

    with step(_("Kommunen i demonstrationen")) as shown:

        def progress(what: str, done: int, total: int) -> None:
            shown.tell(f"{100 * done // total} %" if total else "")

        load(
            seed=2013,
            at=clock.today(),
            progress=progress,
            municipality=settings.DEMONSTRATION_MUNICIPALITY,
        )
    connections.close_all()


def prepare(*, language: str, demonstration: bool) -> None:
    """All steps in order, each with its time."""
    if demonstration:
        os.environ["INDGANG_DEMONSTRATION"] = "1"
    with step(_("Filerne til siderne")):
        # Before Django: its settings look for the folder that this makes.
        frontend.install(CHECKOUT, report=lambda line: None)
    with step(_("Databasen")):
        connect()
    with step(_("Tabellerne i databasen")):
        start_django(language)
        migrate()
    _make_static_folder()
    if demonstration:
        load_demonstration()
    let_the_day_come()


def let_the_day_come() -> None:
    """Let reorganisations whose day came while nothing ran take effect, before any page is shown.

    One that cannot is told in the log and tried again by the jobs: the pages come anyway.
    """
    import logging

    from django.db import connections

    from indgang.reorganisation.public import take_effect_of_due
    from indgang.shared import clock

    try:
        take_effect_of_due(at=clock.now())
    except Exception as error:
        logging.getLogger("indgang").error(
            "a reorganisation did not take effect: %s", type(error).__name__
        )
    connections.close_all()


def _make_static_folder() -> None:
    """Static files are served from where they lie; the folder for copies must be there anyway."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
