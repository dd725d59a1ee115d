"""Authority as it was on the day: the chain that a kept verdict rests on, as it was called."""

from uuid import UUID

from django.utils.translation import get_language

from indgang.competence.models import VerdictRecord
from indgang.competence.queries import instrument_titles
from indgang.competence.words import Link
from indgang.organisation.public import unit_as_known
from indgang.shared import clock


def recorded_chain(verdict_id: UUID) -> tuple[Link, ...]:
    """From the post's own grant up to the governing body, as it was kept when it was asked.

    Empty for a verdict that row security hides from the asker. Units that have been renamed or
    closed since are called what they were called on the day.
    """
    record = VerdictRecord.objects.filter(pk=verdict_id).first()
    if record is None:
        return ()
    day = clock.day_of(record.at)
    titles = instrument_titles(
        [UUID(link["grant"]) for link in record.chain], (get_language() or "da")[:2]
    )
    links = []
    for link in record.chain:
        unit = unit_as_known(UUID(link["holder"]), day)
        title, source = titles.get(UUID(link["grant"]), ("", ""))
        links.append(
            Link(unit.name if unit else "", title, source, link["limit"], link["instrument"])
        )
    return tuple(links)
