"""The gate of every operation of the API: who asks, why, and does the database know.

``@operation(router, "GET", "/path", gate=..., answer=...)`` stands on every operation and puts it
behind a bearer token. The gate is the pages' own (``access.public.Gate``); ``tests/shape`` reads
it from ``operation.view_func.gate``.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from ninja.security import HttpBearer
from pydantic import BaseModel

from indgang.access.public import (
    PURPOSES,
    Audience,
    Gate,
    GateAnswer,
    actor_of_token,
    ask,
)
from indgang.access.public import Request as PageRequest
from indgang.rest.problems import NotCompetentProblem, Problem
from indgang.shared import clock
from indgang.shared.actor import ANONYMOUS, Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed
from indgang.shared.rowsecurity import enter

#: What staff may say that they look a citizen up for. "own" is the citizen's own reading, and the
#: citizen's list of look-ups leaves it out: staff can never use it.
STAFF_PURPOSES = tuple(code for code in PURPOSES if code != "own")
PURPOSE_HEADER = "Indgang-Purpose"
KEY_HEADER = "Idempotency-Key"

ANYBODY = Gate(Audience.ANYBODY, "own")
OWN = Gate(Audience.CITIZEN, "own")
STAFF = Gate(Audience.STAFF, "worklist")
#: Whoever works here may ask who may decide.
ADVICE = Gate(Audience.STAFF, "casework")
#: Staff who handle matters: a library guides and does not.
CASEWORK = Gate(
    Audience.STAFF,
    "casework",
    ("front_desk", "caseworker", "specialist", "leader", "coordinator"),
)
WORKLIST = Gate(Audience.STAFF, "worklist", CASEWORK.functions)
HANDOVER = Gate(Audience.STAFF, "handover", CASEWORK.functions)


class Request(PageRequest):
    """A request that has come through the gate of an operation."""

    purpose: str


class Bearer(HttpBearer):
    """Lets a token in by the operation's gate and tells the database who asks, and why."""

    def __init__(self, gate: Gate, *, asks_purpose: bool) -> None:
        super().__init__()
        self.gate = gate
        self.asks_purpose = asks_purpose

    def __call__(self, request: HttpRequest) -> Actor | None:
        """Who asks; ``None`` (401) without a token where one is needed, or with a bad one."""
        passing = cast(Request, request)
        passing.at = clock.now()
        given = request.headers.get("Authorization", "")
        actor: Actor | None = ANONYMOUS
        if given:
            scheme, _space, token = given.partition(" ")
            actor = self.authenticate(request, token) if scheme.lower() == "bearer" else None
        if actor is None:
            return None
        answer = ask(self.gate, actor)
        if answer is GateAnswer.SIGN_IN:
            return None
        if answer is GateAnswer.CLOSED:
            raise NotAllowed("closed", _("Adgangen er ikke for dig."))
        passing.actor = actor
        passing.purpose = self._purpose(request, actor)
        enter(actor, purpose=passing.purpose)
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Whose token it is; ``None`` when it is unknown, closed or has run out."""
        actor = actor_of_token(token, cast(Request, request).at)
        return None if actor.scope is Scope.ANONYMOUS else actor

    def _purpose(self, request: HttpRequest, actor: Actor) -> str:
        if not self.asks_purpose or actor.scope is not Scope.STAFF:
            return self.gate.purpose
        purpose = request.headers.get(PURPOSE_HEADER, "")
        if purpose not in STAFF_PURPOSES:
            message = _("Vælg, hvorfor du slår borgeren op.")
            raise BadInput(message, fields={PURPOSE_HEADER: message})
        return purpose


def _header(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": True,
        "description": description,
        "schema": {**schema, "x-privacy": "technical"},
    }


_PURPOSE_PARAMETER = _header(
    PURPOSE_HEADER,
    "Why the citizen is looked up. The citizen can read it.",
    {"type": "string", "enum": list(STAFF_PURPOSES)},
)
_KEY_PARAMETER = _header(
    KEY_HEADER,
    "A UUID of the client's own for this one act. Sent again, it is the same act.",
    {"type": "string", "format": "uuid"},
)

#: What a document may be (``documents`` receives nothing else).
_FILES = ("application/pdf", "image/jpeg", "image/png", "text/plain")
_BYTES = {"schema": {"type": "string", "format": "binary", "x-privacy": "sensitive"}}

View = TypeVar("View", bound=Callable[..., HttpResponse])


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    gate: Gate,
    answer: type[BaseModel] | None,
    status: int = 200,
    asks_purpose: bool = False,
    creates: bool = False,
    competence: bool = False,
    file: bool = False,
) -> Callable[[View], View]:
    """Put an operation behind its gate and say in the document all that it can answer.

    ``asks_purpose``: staff must say why (a header). ``creates``: a key of the client's own makes
    a double send one act. ``competence``: it may be refused with a verdict. ``file``: it answers
    with the bytes of a document.
    """
    refusals: dict[int, Any] = dict.fromkeys((400, 404, 405, 409, 413, 422, 503), Problem)
    refusals[401] = Problem
    refusals[403] = NotCompetentProblem if competence else Problem
    extra: dict[str, Any] = {}
    if asks_purpose or creates:
        extra["parameters"] = [_PURPOSE_PARAMETER] * asks_purpose + [_KEY_PARAMETER] * creates
    if file:
        extra["responses"] = {status: {"content": dict.fromkeys(_FILES, _BYTES)}}

    def decorate(view: View) -> View:
        view.gate = gate  # type: ignore[attr-defined]  # read by tests/shape
        router.api_operation(
            [method],
            path,
            auth=Bearer(gate, asks_purpose=asks_purpose),
            response={status: answer, **refusals},
            operation_id=view.__name__,
            openapi_extra=extra or None,
        )(view)
        return view

    return decorate


def reply(answer: BaseModel, status: int = 200) -> HttpResponse:
    """The answer as JSON. Written by pydantic's own serializer, once, without a second check."""
    return HttpResponse(
        answer.__pydantic_serializer__.to_json(answer),
        status=status,
        content_type="application/json",
    )


def done() -> HttpResponse:
    """It is done and there is nothing to say."""
    return HttpResponse(status=204)
