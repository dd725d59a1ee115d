"""A unit's story in words, as a timeline."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.organisation.public import StoryKind, StoryLine
from indgang.reorganisation.public import reorganisations
from indgang.shared.components import TimelineEntry
from indgang.steering.subjects import Subject, subjects
from indgang.steering.words import TASK_ROLES, UNIT_KINDS

_SHOWN = 6  #: subjects of one line; the rest is a number


def _kind(code: str) -> str:
    return str(UNIT_KINDS.get(code, code))


def _title(line: StoryLine) -> str:
    above = line.after or _("ingen")
    return {
        StoryKind.CREATED: _("Enheden begynder: %(after)s"),
        StoryKind.RENAMED: _("Fra »%(before)s« til »%(after)s«"),
        StoryKind.MOVED: _("Kommer under %(above)s"),
        StoryKind.KIND: _("Bliver til: %(kind)s"),
        StoryKind.PHONE: _("Får telefonnummer %(after)s"),
        StoryKind.CAME: _("Overtager opgaver fra %(other)s"),
        StoryKind.WENT: _("Giver opgaver videre til %(other)s"),
        StoryKind.TASKS_GAINED: _("Får opgaver"),
        StoryKind.TASKS_LOST: _("Har ikke længere opgaver"),
        StoryKind.LEADER_CAME: _("%(after)s bliver leder"),
        StoryKind.LEADER_LEFT: _("%(before)s er ikke længere leder"),
        StoryKind.CLOSED: _("%(before)s lukker"),
    }[line.kind] % {
        "before": line.before,
        "after": line.after or _("intet"),
        "above": above,
        "kind": _kind(line.after),
        "other": line.other_name,
    }


def _text(line: StoryLine, names: Mapping[str, Subject]) -> str:
    if line.kind is StoryKind.MOVED and line.before:
        return _("Før: under %(before)s") % {"before": line.before}
    if line.kind is StoryKind.KIND:
        return _("Før: %(before)s") % {"before": _kind(line.before)}
    if not line.tasks or line.tasks == (("", ""),):
        return ""
    told = []
    for kle, role in line.tasks[:_SHOWN]:
        word = f" ({str(TASK_ROLES.get(role, role)).lower()})" if role else ""
        told.append(f"{names[kle].name}{word}")
    rest = len(line.tasks) - _SHOWN
    if rest > 0:
        told.append(_("og %(rest)d til") % {"rest": rest})
    return ", ".join(told)


def _causes(lines: list[StoryLine]) -> dict[UUID, str]:
    """The reorganisations behind the lines, by name."""
    wanted = {line.cause for line in lines if line.cause}
    return {one.id: one.title for one in reorganisations() if one.id in wanted} if wanted else {}


def entries(lines: Iterable[StoryLine], today: date) -> list[TimelineEntry]:
    """The story with the latest first; what is decided but has not come is marked as future."""
    told = list(lines)
    names = subjects((kle for line in told for kle, _role in line.tasks), today)
    causes = _causes(told)
    found = []
    for line in reversed(told):
        href = ""
        if line.other_id is not None:
            href = reverse("steering:unit", args=[line.other_id]) + f"?dag={line.on.isoformat()}"
        found.append(
            TimelineEntry(
                at=line.on,
                title=_title(line),
                text=_text(line, names),
                href=href,
                link_text=_("Se %(name)s") % {"name": line.other_name} if href else "",
                by=causes.get(line.cause, "") if line.cause else "",
                is_future=line.on > today,
            )
        )
    return found
