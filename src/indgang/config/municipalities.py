"""The made-up municipalities that an installation can show, and where each keeps its data."""

from collections.abc import Mapping
from dataclasses import dataclass

from indgang.config.database.public import DATABASE
from indgang.config.terminal import CommandError, gettext

_ = gettext
#: Names the municipality to this process and those that it starts.
VARIABLE = "INDGANG_DEMONSTRATION_MUNICIPALITY"


@dataclass(frozen=True, slots=True)
class Municipality:
    """``key`` is that of ``indgang.demo``; ``database`` is its own on the embedded server."""

    key: str
    name: str
    phone: str
    database: str


#: The first is the one that is shown when nothing is said.
MUNICIPALITIES: Mapping[str, Municipality] = {
    each.key: each
    for each in (
        Municipality("copenhagen", "Københavns Kommune", "01 66 33 66", DATABASE),
        Municipality(
            "lyngby-taarbaek",
            "Lyngby-Taarbæk Kommune",
            "01 28 00 28",
            f"{DATABASE}_lyngby_taarbaek",
        ),
    )
}


def chosen(environ: Mapping[str, str]) -> Municipality:
    """The municipality that the surroundings name. Raises ``CommandError`` for an unknown one."""
    key = environ.get(VARIABLE) or next(iter(MUNICIPALITIES))
    try:
        return MUNICIPALITIES[key]
    except KeyError:
        raise CommandError(
            _("%(variable)s skal være en af: %(known)s.")
            % {"variable": VARIABLE, "known": ", ".join(MUNICIPALITIES)}
        ) from None
