"""Words for codes, so that no page shows a code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indgang.organisation.public import ChangeKind

UNIT_KINDS: Mapping[str, Promise] = {
    "council": _("Byråd"),
    "committee": _("Udvalg"),
    "administration": _("Forvaltning"),
    "centre": _("Center"),
    "department": _("Afdeling"),
    "team": _("Team"),
    "office": _("Kontor"),
    "joint_centre": _("Fælles center"),
}
FUNCTIONS: Mapping[str, Promise] = {
    "front_desk": _("Skranke"),
    "caseworker": _("Sagsbehandler"),
    "specialist": _("Specialist"),
    "leader": _("Leder"),
    "coordinator": _("Tovholder"),
    "librarian": _("Bibliotekar"),
    "economy": _("Økonomi"),
    "support": _("Støtte til driften"),
}
#: The three roles of KLE: who answers for it, who does it, who is told of it.
TASK_ROLES: Mapping[str, Promise] = {
    "ansvarlig": _("Har ansvaret"),
    "udfoerende": _("Udfører"),
    "indsigt": _("Følger med"),
}
ENTRANCE_KINDS: Mapping[str, Promise] = {
    "services": _("Hurtig hjælp"),
    "cases": _("Samtaler og sager"),
    "democracy": _("Lokaldemokrati"),
}
WEEKDAYS: tuple[Promise, ...] = (
    _("mandag"),
    _("tirsdag"),
    _("onsdag"),
    _("torsdag"),
    _("fredag"),
    _("lørdag"),
    _("søndag"),
)
#: What happened to a unit: the word for it and the icon beside the word.
CHANGES: Mapping[ChangeKind, tuple[Promise, str]] = {
    ChangeKind.NEW: (_("Ny"), "plus"),
    ChangeKind.MERGED: (_("Lagt sammen med en anden"), "arrow-forward"),
    ChangeKind.CLOSED: (_("Lukket"), "close"),
    ChangeKind.RENAMED: (_("Nyt navn"), "edit"),
    ChangeKind.MOVED: (_("Flyttet"), "subdirectory-arrow-right"),
    ChangeKind.KIND: (_("Anden slags enhed"), "refresh"),
    ChangeKind.TASKS: (_("Andre opgaver"), "assignment"),
    ChangeKind.LEADERS: (_("Ny leder"), "person"),
    ChangeKind.PHONE: (_("Nyt telefonnummer"), "contact-info"),
}
#: What a grant lets one do, as it is said in "må …".
ACTIONS: Mapping[str, Promise] = {
    "inform": _("vejlede"),
    "receive": _("modtage"),
    "prepare": _("forberede"),
    "decide": _("afgøre"),
    "approve": _("godkende"),
}
INSTRUMENTS: Mapping[str, Promise] = {
    "statute": _("Lov"),
    "governing_statute": _("Styrelsesvedtægt"),
    "committee_delegation": _("Udvalgets bemyndigelse"),
    "internal_delegation": _("Intern bemyndigelse"),
    "dispensation": _("Dispensation"),
    "substitution": _("Aftale om stedfortræder"),
}
#: Where a task is solved (documents C and D).
LEVELS: Mapping[str, Promise] = {
    "city": _("Hele byen"),
    "district": _("Distriktet"),
    "site": _("Det enkelte sted"),
}
WAY_KINDS: Mapping[str, Promise] = {
    "procedure": _("Arbejdsgang"),
    "coordinator_guideline": _("Vejledning for tovholdere"),
    "front_desk_task": _("Opgave ved skranken"),
}
