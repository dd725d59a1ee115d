"""Words for the codes of authority, so that no page shows a code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: What gives authority, from the law down.
INSTRUMENT_KINDS: Mapping[str, Promise] = {
    "statute": _("Lov"),
    "governing_statute": _("Styrelsesvedtægt"),
    "committee_delegation": _("Udvalgets delegation"),
    "internal_delegation": _("Intern delegation"),
    "dispensation": _("Dispensation"),
    "substitution": _("Aftale om afløser"),
}
ACTIONS: Mapping[str, Promise] = {
    "decide": _("Afgøre"),
    "approve": _("Godkende andres forslag"),
    "prepare": _("Forberede"),
    "receive": _("Tage imod"),
    "inform": _("Vejlede"),
}
OUTCOMES: Mapping[str, Promise] = {
    "granted": _("Ja til det hele"),
    "partly": _("Ja til en del"),
    "refused": _("Nej"),
}
COMPLEXITIES: Mapping[int, Promise] = {
    1: _("Lidt at vurdere: reglerne giver svaret"),
    2: _("Noget at vurdere: der er et skøn"),
    3: _("Meget at vurdere: sagen er sammensat"),
}
#: Why a link of a chain does not hold on the day.
BROKEN: Mapping[str, Promise] = {
    "not_begun": _("Bemyndigelsen er ikke begyndt endnu den dag."),
    "ended": _("Bemyndigelsen er sluttet den dag."),
    "instrument_not_begun": _("Det, den bygger på, gælder ikke endnu den dag."),
    "instrument_ended": _("Det, den bygger på, gælder ikke længere den dag."),
    "not_given_on": _("Den må ikke gives videre, og noget bygger på den."),
    "one_persons": _("Den er givet til én person og kan ikke gives videre."),
    "no_body": _("Øverst skal være byrådet eller et udvalg. Det er det ikke den dag."),
    "not_taken_up": _("Enheden har ikke taget den arbejdsgang i brug, som den hører til."),
    "too_long": _("Kæden ender ikke. Der er en fejl i det, der er skrevet ind."),
}
#: Why a grant is in force on one day and not on the next.
FALLEN: Mapping[str, Promise] = {
    "grant": _("Den slutter selv."),
    "instrument": _("Det, den bygger på, slutter."),
    "body": _("Den øverste er ikke et udvalg eller byrådet længere."),
    "way": _("Arbejdsgangen bruges ikke længere."),
    "chain": _("Et led over den slutter."),
}
#: What the leader can do about a conflict of interest (Forvaltningsloven §§ 3–6).
HANDLINGS: Mapping[str, Promise] = {
    "": _("Venter på dig"),
    "given_on": _("En kollega har sagen"),
    "leader_took_it": _("Lederen har taget den"),
    "substitute": _("En afløser fra en anden enhed har den"),
    "no_other": _("Ingen andre kan. Personen fortsætter"),
}
GROUNDS: Mapping[str, Promise] = {
    "own_interest": _("Har selv interesse i sagen"),
    "family": _("Borgeren er familie eller nær"),
    "organisation": _("Er med i en forening eller et firma i sagen"),
    "other": _("En anden grund til tvivl"),
}
