"""Who may open what, and the purposes for which a person's data are looked up. Pure.

A role alone opens nothing: post × purpose × legal basis does (second law of the house).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indgang.shared.actor import Actor, Scope


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why somebody looks: in words for the citizen, with the law that allows it."""

    code: str
    title: Promise
    law: str
    at_desk: bool = False  #: offered when the front desk finds a citizen


_ALL = (
    Purpose(
        "application",
        _("Ansøgning om hjælp"),
        "Retssikkerhedsloven § 5; Borgerservicecenterloven § 3",
        at_desk=True,
    ),
    Purpose("guidance", _("Vejledning"), "Forvaltningsloven § 7", at_desk=True),
    Purpose("appointment", _("Aftale om en tid"), "Forvaltningsloven § 7", at_desk=True),
    Purpose(
        "register",
        _("Flytning, pas eller andet i folkeregisteret"),
        "CPR-loven; pasloven",
        at_desk=True,
    ),
    Purpose(
        "casework", _("Behandling af din sag"), "Forvaltningsloven § 32; databeskyttelsesloven § 6"
    ),
    Purpose("worklist", _("Overblik over enhedens opgaver"), "Forvaltningsloven § 32"),
    Purpose("handover", _("Modtagelse af din henvendelse"), "Forvaltningsloven § 7, stk. 2"),
    Purpose("own", _("Dine egne oplysninger"), "Databeskyttelsesforordningen art. 15"),
)
PURPOSES: Mapping[str, Purpose] = {purpose.code: purpose for purpose in _ALL}
DESK_PURPOSES = tuple(purpose for purpose in _ALL if purpose.at_desk)


class Audience(StrEnum):
    """For whom a route is. Every route has one; ``tests/shape`` walks them all."""

    ANYBODY = "anybody"
    CITIZEN = "citizen"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Gate:
    """Who comes in by a route. ``functions``: one of these posts is needed (empty: any post).

    ``purpose`` is what the route is for when the page does not ask for one.
    """

    audience: Audience
    purpose: str
    functions: tuple[str, ...] = ()


class GateAnswer(StrEnum):
    """What the gate says to somebody."""

    OPEN = "open"
    SIGN_IN = "sign_in"
    CLOSED = "closed"


def ask(gate: Gate, actor: Actor) -> GateAnswer:
    """May this person come in here?

    Staff without a post today are let in nowhere; a citizen is never let into staff's pages and
    staff never into a citizen's own page (their own matters are behind their own sign-in).
    """
    if gate.audience is Audience.ANYBODY:
        return GateAnswer.OPEN
    if actor.scope is Scope.ANONYMOUS:
        return GateAnswer.SIGN_IN
    if gate.audience is Audience.CITIZEN:
        return GateAnswer.OPEN if actor.scope is Scope.CITIZEN else GateAnswer.CLOSED
    if actor.scope is not Scope.STAFF or not actor.posts:
        return GateAnswer.CLOSED
    if gate.functions and not actor.holds(*gate.functions):
        return GateAnswer.CLOSED
    return GateAnswer.OPEN


#: How long somebody may be away before the server signs them out. A citizen may sit at a public
#: computer; an employee's own is locked by the municipality.
IDLE: Mapping[Scope, timedelta] = {
    Scope.CITIZEN: timedelta(minutes=30),
    Scope.STAFF: timedelta(hours=8),
}


def still_there(scope: Scope, seen: datetime, at: datetime) -> bool:
    """Does a session last seen at ``seen`` still hold at ``at``?"""
    return at - seen <= IDLE.get(scope, timedelta())
