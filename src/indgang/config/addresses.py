"""What ``serve`` tells when it is ready: where the pages are, and whom one can be."""

import os
from contextlib import suppress

from indgang.config.terminal import gettext, say

_ = gettext
_KNOWN_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def allow_host(host: str) -> None:
    """Let the pages answer to the address they are shown on; ``INDGANG_HOSTS`` wins."""
    name = f"[{host}]" if ":" in host else host
    if host not in _EVERYWHERE and name not in _KNOWN_HOSTS:
        os.environ.setdefault("INDGANG_HOSTS", ",".join((*_KNOWN_HOSTS, name)))


def show(host: str, port: int, language: str, demonstration: bool) -> None:
    """Print the addresses, and in a demonstration the people."""
    from django.urls import NoReverseMatch, reverse

    shown = "127.0.0.1" if host in _EVERYWHERE else host
    start = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    say()
    for title, name in (
        (_("Borgere"), "portal:front"),
        (_("Medarbejdere"), "desk:home"),
        (_("Log ind"), "sign_in"),
    ):
        with suppress(NoReverseMatch):  # a machine may show only some of the rooms
            say(f"  {title + ':':<14} {start}{reverse(name)}")
    if demonstration:
        show_people(language)
    say()
    say(_("Stop med Ctrl-C."))


def show_people(language: str) -> None:
    """Print who one can be in the demonstration, and who they are."""
    from indgang.demo.public import demonstration_people

    people = [person for person in demonstration_people() if person.subject]
    for title, staff in (
        (_("Borgere, du kan være:"), False),
        (_("Medarbejdere, du kan være:"), True),
    ):
        say()
        say(f"  {title}")
        for person in people:
            if (person.kind == "staff") == staff:
                say(f"    {person.name} ({person.subject}): {person.who(language)}")
