"""What an enquiry was understood as, and understanding a text on the spot."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from indgang.catalogue.public import service_entries
from indgang.journey.triage.guidance import outside_phrases
from indgang.journey.triage.models import Suggestion
from indgang.journey.triage.rules import Index, Ranked, Understanding, build_index, understand

#: Named on every stored suggestion, so that what was said then can be told from what is said now.
ENGINE = "words-1"


@cache
def index() -> Index:
    """The index of the packaged catalogue, built once per process."""
    return build_index(service_entries(), outside_phrases())


def read(text: str) -> Understanding:
    """What a text is about. Nothing is stored and nothing leaves the house."""
    return understand(text, index())


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
