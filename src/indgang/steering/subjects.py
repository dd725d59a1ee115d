"""Names for ranges of KLE subjects: a code is never shown without what it is called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from indgang.catalogue.public import kle_titles, services
from indgang.organisation.public import kle_covers
from indgang.shared.danish_order import danish_order

_NAMED = 2  #: services that stand for a range without a name of its own


@dataclass(frozen=True, slots=True)
class Subject:
    """A range of subjects with its name; ``kle`` is empty for everything."""

    kle: str
    name: str


def subjects(ranges: Iterable[str], at: date | None = None) -> Mapping[str, Subject]:
    """Each range with its name in the reader's language, as it was called on the day (or last).

    A subject that is a service's own is called what the service is called, which is plainer than
    KLE's own title; a range that KLE has no title for is called by the services in it.
    """
    wanted = set(ranges)
    if not wanted - {""}:
        return {kle: Subject(kle, _("Alle opgaver")) for kle in wanted}
    language = get_language() or "da"
    exact: dict[str, list[str]] = {}
    within: dict[str, list[str]] = {}
    for service in services().values():
        for kle in wanted - {""}:
            if kle == service.kle:
                exact.setdefault(kle, []).append(service.title(language))
            elif kle_covers(kle, service.kle):
                within.setdefault(kle, []).append(service.title(language))
    titles = kle_titles(wanted - set(exact), at)
    return {
        kle: Subject(kle, _named(exact.get(kle, [])) or titles.get(kle) or _name(kle, within))
        for kle in wanted
    }


def _name(kle: str, within: Mapping[str, list[str]]) -> str:
    if not kle:
        return _("Alle opgaver")
    return _named(within.get(kle, [])) or _("Emne uden navn")


def _named(titles: list[str]) -> str:
    """Titles as one name: all of two, or two and how many more."""
    ordered = sorted(set(titles), key=danish_order)
    rest = len(ordered) - _NAMED
    if rest <= 0:
        return _(" og ").join(ordered)
    first = ", ".join(ordered[:_NAMED])
    return ngettext("%(first)s og %(rest)d til", "%(first)s og %(rest)d til", rest) % {
        "first": first,
        "rest": rest,
    }
