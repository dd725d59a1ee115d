"""A verdict in words, so that nobody has to take it on trust."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from indgang.competence.giving import Fault
from indgang.competence.queries import instrument_titles
from indgang.competence.rules import Reason, Verdict
from indgang.organisation.public import Organisation

#: What a task needs before the front desk can take it.
CRITERION_NAMES: Mapping[str, Promise] = {
    "uncomplicated": gettext_lazy("opgaven er enkel"),
    "stable": gettext_lazy("mængde og arbejdsgang er stabile"),
    "written": gettext_lazy("arbejdsgangen er skrevet ned"),
    "trained": gettext_lazy("de ansatte er oplært"),
    "systems": gettext_lazy("skranken har adgang til systemerne"),
    "funded": gettext_lazy("penge og stillinger følger med"),
    "agreed": gettext_lazy("forvaltningen, der har opgaven, er enig"),
}

#: What is wrong with a new grant.
FAULTS: Mapping[Fault, Promise] = {
    Fault.NO_RANGE: gettext_lazy("Skriv et KLE-nummer, for eksempel 32 eller 32.24.04."),
    Fault.HOLE_OUTSIDE: gettext_lazy("Det, der er undtaget, ligger ikke i emnet."),
    Fault.NO_ACTION: gettext_lazy("Vælg, hvad enheden må."),
    Fault.NO_OUTCOME: gettext_lazy("Vælg de svar, enheden må give."),
    Fault.NO_AMOUNT: gettext_lazy("Skriv et beløb i hele kroner."),
    Fault.NO_COMPLEXITY: gettext_lazy("Vælg, hvor svære sager det gælder."),
    Fault.NO_FUNCTION: gettext_lazy("Vælg en slags stilling."),
    Fault.NO_HOLDER: gettext_lazy("Enheden findes ikke den dag."),
    Fault.NO_ABOVE: gettext_lazy("Vælg den bemyndigelse, den kommer fra."),
    Fault.CHAIN: gettext_lazy(
        "Bemyndigelsen, den kommer fra, gælder ikke den dag eller må ikke gives videre."
    ),
    Fault.WIDER_RANGE: gettext_lazy("Emnet er bredere end i bemyndigelsen, den kommer fra."),
    Fault.WIDER_ACTION: gettext_lazy("Enheden må ikke mere end den, bemyndigelsen kommer fra."),
    Fault.WIDER_OUTCOMES: gettext_lazy("Et af svarene må enheden ovenover ikke selv give."),
    Fault.HIGHER_AMOUNT: gettext_lazy("Beløbet er højere, end enheden ovenover selv må."),
    Fault.HIGHER_COMPLEXITY: gettext_lazy("Sagerne er sværere, end enheden ovenover selv må."),
}


def criterion_names(codes: Iterable[str]) -> str:
    """The criteria in words, with commas."""
    return ", ".join(str(CRITERION_NAMES[code]) for code in codes)


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
        Reason.NOT_TAKEN_UP: _("Nej. Din enhed har ikke taget den nye arbejdsgang i brug endnu."),
        Reason.OUTCOME: _("Nej. Din enhed må ikke give netop det svar."),
        Reason.COMPLEXITY: _("Nej. Sagen er sværere end dem, du må afgøre."),
        Reason.AMOUNT: _("Nej. Beløbet er over din grænse på %(limit)s") % {"limit": limit},
        Reason.OWN_PROPOSAL: _("Nej. Du kan ikke godkende dit eget forslag."),
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
