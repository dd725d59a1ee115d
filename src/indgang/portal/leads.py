"""Somebody comes by what a unit was called, or by its old number: they are led on and counted."""

from indgang.access.public import Request
from indgang.reorganisation.public import Lead, count_wrong_turns, leads_in
from indgang.shared.clock import day_of


def led_on(request: Request, text: str) -> tuple[Lead, ...]:
    """Where the former names, numbers and addresses in a text are found now.

    That it happened is counted, by channel and unit; nothing of the text or of who wrote it.
    """
    leads = leads_in(text, day_of(request.at))
    count_wrong_turns(leads, "search", by=request.actor, at=request.at)
    return leads
