"""Words for the codes of reorganisations, and the sentence that counts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indgang.reorganisation.public import Totals
from indgang.shared.spoken_numbers import spoken_number

STATES: Mapping[str, Promise] = {
    "draft": gettext_lazy("Udkast"),
    "enacted": gettext_lazy("Vedtaget"),
    "in_effect": gettext_lazy("Trådt i kraft"),
    "undone": gettext_lazy("Fortrudt"),
    "withdrawn": gettext_lazy("Trukket tilbage"),
}
#: Kind of step → what one wants to do, and what it is good for.
STEP_KINDS: Mapping[str, tuple[Promise, Promise]] = {
    "create": (gettext_lazy("Lav en ny enhed"), gettext_lazy("Et nyt center, team eller kontor.")),
    "merge": (
        gettext_lazy("Læg enheder sammen"),
        gettext_lazy("Alt, hvad de har, går til én enhed, og de lukker."),
    ),
    "split": (
        gettext_lazy("Del en enhed"),
        gettext_lazy("Nogle opgaver og medarbejdere går til andre enheder."),
    ),
    "close": (
        gettext_lazy("Luk en enhed"),
        gettext_lazy("Vælg, hvem der får det, enheden har."),
    ),
    "gather": (
        gettext_lazy("Saml en opgave eller en funktion"),
        gettext_lazy("Alle enheders del af den samles i én enhed."),
    ),
    "move": (
        gettext_lazy("Flyt en enhed"),
        gettext_lazy("Enheden er den samme og hører til et nyt sted."),
    ),
    "rename": (
        gettext_lazy("Giv en enhed nyt navn"),
        gettext_lazy("Enheden er den samme og får nyt navn eller telefonnummer."),
    ),
    "transfer_task": (
        gettext_lazy("Flyt en opgave"),
        gettext_lazy("Opgaven og dens sager går til en anden enhed. Medarbejderne bliver."),
    ),
    "move_post": (
        gettext_lazy("Flyt en medarbejder"),
        gettext_lazy("Eller giv en medarbejder en anden funktion."),
    ),
}
#: What happened to a unit in the tree.
CHANGES: Mapping[str, Promise] = {
    "": gettext_lazy("som før"),
    "new": gettext_lazy("ny"),
    "closed": gettext_lazy("lukker"),
    "renamed": gettext_lazy("nyt navn"),
    "moved": gettext_lazy("flytter"),
    "changed": gettext_lazy("ændres"),
}
CHANNELS: Mapping[str, Promise] = {
    "page": gettext_lazy("en gammel side"),
    "search": gettext_lazy("søgning"),
    "phone": gettext_lazy("telefon"),
    "desk": gettext_lazy("skranken"),
    "letter": gettext_lazy("brev"),
}
#: Kinds of things that move, in the order in which they are told.
CARRIED: Mapping[str, Promise] = {
    "post": gettext_lazy("Medarbejdere"),
    "task": gettext_lazy("Opgaver"),
    "case": gettext_lazy("Åbne sager"),
    "closed_case": gettext_lazy("Lukkede sager, der kan genoptages"),
    "enquiry": gettext_lazy("Henvendelser"),
    "handover": gettext_lazy("Overdragelser, der venter"),
    "booking": gettext_lazy("Aftalte tider"),
    "calendar": gettext_lazy("Kalendere"),
    "grant": gettext_lazy("Bemyndigelser"),
    "service": gettext_lazy("Ydelser"),
    "entrance": gettext_lazy("Indgange"),
    "room": gettext_lazy("Lokaler"),
    "worklist": gettext_lazy("Arbejdslister"),
    "consent": gettext_lazy("Samtykker"),
    "message": gettext_lazy("Breve på vej"),
    "document": gettext_lazy("Dokumenter"),
    "uptake": gettext_lazy("Arbejdsgange"),
}
#: Codes of troubles → the heading of those alike.
TROUBLES: Mapping[str, Promise] = {
    "task_without_home": gettext_lazy("Opgaver, der mangler et hjem"),
    "unit_without_leader": gettext_lazy("Enheder uden leder"),
    "two_leaders": gettext_lazy("Enheder med mere end én leder"),
    "task_without_competence": gettext_lazy("Opgaver, som ingen må afgøre"),
    "grant_without_chain": gettext_lazy("Bemyndigelser, der mister deres grundlag"),
    "citizen_without_coordinator": gettext_lazy("Borgere, der mister deres tovholder"),
    "contradicting_posts": gettext_lazy("Medarbejdere med stillinger, der ikke passer sammen"),
    "thing_without_home": gettext_lazy("Ting, der mangler et hjem"),
    "post_without_home": gettext_lazy("Medarbejdere, der mangler en enhed"),
    "step_problem": gettext_lazy("Trin, der ikke kan udføres"),
    "cases_without_caseworker": gettext_lazy("Sager, der mangler en sagsbehandler bagefter"),
    "booking_without_host": gettext_lazy("Aftaler med en medarbejder, der flytter"),
    "consents_to_renew": gettext_lazy("Samtykker, der skal gives igen"),
    "hours_differ": gettext_lazy("Indgange med forskellige åbningstider"),
    "unit_too_small": gettext_lazy("Enheder, der er små til deres opgaver"),
}


def units_counted(kind: str, number: int) -> str:
    """``19 afdelinger``."""
    words = {
        "administration": ngettext("%(n)s forvaltning", "%(n)s forvaltninger", number),
        "centre": ngettext("%(n)s center", "%(n)s centre", number),
        "department": ngettext("%(n)s afdeling", "%(n)s afdelinger", number),
        "team": ngettext("%(n)s team", "%(n)s teams", number),
        "office": ngettext("%(n)s kontor", "%(n)s kontorer", number),
        "joint_centre": ngettext("%(n)s fælles center", "%(n)s fælles centre", number),
        "committee": ngettext("%(n)s udvalg", "%(n)s udvalg", number),
    }
    said = words.get(kind, ngettext("%(n)s enhed", "%(n)s enheder", number))
    return said % {"n": spoken_number(number)}


_KIND_ORDER = ("administration", "centre", "joint_centre", "department", "office", "team")


def _kinds_told(kinds: Mapping[str, int], other: Mapping[str, int]) -> str:
    told = [
        units_counted(kind, kinds[kind])
        for kind in _KIND_ORDER
        if kinds.get(kind, 0) != other.get(kind, 0) and kinds.get(kind)
    ]
    return and_list(told)


def and_list(words: list[str]) -> str:
    """``a, b og c``."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def counting_sentence(totals: Totals, homeless_tasks: int) -> str:
    """The line above the trees (``19 afdelinger → 11 centre · 912 medarbejdere · …``)."""
    before = _kinds_told(totals.kinds_before, totals.kinds_after)
    after = _kinds_told(totals.kinds_after, totals.kinds_before)
    parts = []
    if before or after:
        nothing = _("ingen")
        parts.append(f"{before or nothing} → {after or nothing}")
    people, cases = totals.people, totals.moved.get("case", 0)
    parts.append(
        ngettext("%(n)s medarbejder", "%(n)s medarbejdere", people) % {"n": spoken_number(people)}
    )
    parts.append(
        ngettext("%(n)s åben sag", "%(n)s åbne sager", cases) % {"n": spoken_number(cases)}
    )
    if homeless_tasks:
        parts.append(
            ngettext("%(n)s opgave mangler et hjem", "%(n)s opgaver mangler et hjem",
                     homeless_tasks) % {"n": spoken_number(homeless_tasks)}
        )  # fmt: skip
    return " · ".join(parts)
