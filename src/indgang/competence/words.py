"""A verdict in words, so that nobody has to take it on trust."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.competence.queries import instrument_titles
from indgang.competence.rules import Reason, Verdict
from indgang.organisation.public import Organisation


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the chain of authority: who has it, and from which instrument."""

    holder: str
    instrument: str
    source: str
    limit: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer as a sentence, and the chain from the post up to the governing body."""

    allowed: bool
    sentence: str
    chain: tuple[Link, ...]
    limit: int | None
    by_dispensation: bool


def kroner(amount: int) -> str:
    """Whole kroner with Danish thousands: ``5.000 kr.``"""
    return f"{amount:,}".replace(",", ".") + " kr."


def _sentence(verdict: Verdict) -> str:
    limit = kroner(verdict.limit) if verdict.limit is not None else ""
    if verdict.reason is Reason.ALLOWED:
        if verdict.by_dispensation and limit:
            return _("Ja, op til %(limit)s – på dispensation.") % {"limit": limit}
        if verdict.by_dispensation:
            return _("Ja, på dispensation.")
        return _("Ja, op til %(limit)s") % {"limit": limit} if limit else _("Ja.")
    return {
        Reason.NO_POST: _("Nej. Du har ingen stilling i dag."),
        Reason.NO_GRANT: _("Nej. Din enhed har ikke fået denne opgave."),
        Reason.CHAIN_BROKEN: _(
            "Nej. Din enhed har haft lov, men et led i bemyndigelsen gælder ikke i dag."
        ),
        Reason.ACTION: _("Nej. Din enhed må hjælpe med sagen, men ikke afgøre den."),
        Reason.OUTCOME: _("Nej. Din enhed må ikke give netop det svar."),
        Reason.AMOUNT: _("Nej. Beløbet er over din grænse på %(limit)s") % {"limit": limit},
        Reason.CONFLICT: _("Nej. Du er inhabil i denne sag."),
    }[verdict.reason]


def explain(verdict: Verdict, org: Organisation) -> Explanation:
    """Say the verdict in the reader's language, with names of units and instruments."""
    titles = instrument_titles(
        [grant.grant_id for grant in verdict.chain], (get_language() or "da")[:2]
    )
    links = []
    for grant in verdict.chain:
        unit = org.units.get(grant.holder_id)
        title, source = titles.get(grant.grant_id, ("", ""))
        links.append(
            Link(
                unit.name if unit else "",
                title,
                source,
                grant.amount_limit,
                grant.instrument_kind,
            )
        )
    return Explanation(
        verdict.allowed,
        _sentence(verdict),
        tuple(links),
        verdict.limit,
        verdict.by_dispensation,
    )
