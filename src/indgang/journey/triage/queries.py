"""What an enquiry was understood as, and understanding a text on the spot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from indgang.catalogue.public import service_entries
from indgang.journey.triage.guidance import outside_phrases
from indgang.journey.triage.models import Suggestion
from indgang.journey.triage.rules import Index, Ranked, Understanding, build_index, understand
from indgang.organisation.public import organisation

#: Named on every stored suggestion, so that what was said then can be told from what is said now.
ENGINE = "words-1"


@cache
def index() -> Index:
    """The index of the packaged catalogue, built once per process."""
    return build_index(service_entries(), outside_phrases())


_offices: dict[date, tuple[int, Mapping[str, str]]] = {}


def offices(at: date) -> Mapping[str, str]:
    """The administration that has each service on the day: a reorganisation may have moved it.

    A service that no unit has is the catalogue's own administration's.
    """
    org = organisation(at)
    known = _offices.get(at)
    if known is not None and known[0] == org.revision:
        return known[1]
    found = {}
    for entry in service_entries():
        units = org.units_for(entry.kle, "ansvarlig")
        home = org.administration_of(units[0].unit_id) if units else None
        found[entry.code] = home.key if home else entry.administration.lower()
    if len(_offices) > 30:
        _offices.clear()
    _offices[at] = (org.revision, found)
    return found


def read(text: str, *, at: date | None = None) -> Understanding:
    """What a text is about. Nothing is stored and nothing leaves the house.

    ``at``: the day on which needs at several administrations are looked for.
    """
    return understand(text, index(), offices=None if at is None else offices(at))


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A stored understanding."""

    services: tuple[Ranked, ...]
    situation: str
    urgent: str
    coordinate: bool
    engine: str


def suggestion(enquiry_id: UUID) -> SuggestionView | None:
    """The newest understanding of an enquiry."""
    row = Suggestion.objects.filter(enquiry_id=enquiry_id).order_by("-at").first()
    if row is None:
        return None
    return SuggestionView(
        tuple(Ranked(s["code"], s["score"], tuple(s["because"])) for s in row.services),
        row.situation,
        row.urgent,
        row.coordinate,
        row.engine,
    )
