"""What the API says when it says no: RFC 9457, in the reader's language, with a stable code."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from indgang.competence.public import (
    Matter,
    NotCompetentError,
    Verdict,
    explain,
    units_that_may,
)
from indgang.organisation.public import organisation
from indgang.rest.schemas import Link, UnitThatMay
from indgang.shared.errors import BadInput, Refused
from indgang.shared.privacy import Privacy, classified

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457. ``code`` is stable; ``detail`` and ``next_step`` are for people to read."""

    type: str = classified(Privacy.TECHNICAL)
    title: str = classified(Privacy.PUBLIC)
    status: int = classified(Privacy.TECHNICAL)
    detail: str = classified(Privacy.PUBLIC)
    code: str = classified(Privacy.TECHNICAL)
    next_step: str = classified(Privacy.PUBLIC, default="")
    fields: dict[str, str] = classified(Privacy.PUBLIC, default_factory=dict)


class NotCompetentProblem(Problem):
    """A no with the verdict behind it: why, by which chain, and which units may.

    ``reason`` is empty when the no has nothing to do with competence.
    """

    reason: str = classified(Privacy.INTERNAL, default="")
    sentence: str = classified(Privacy.INTERNAL, default="")
    chain: list[Link] = classified(Privacy.INTERNAL, default_factory=list)
    units: list[UnitThatMay] = classified(Privacy.PUBLIC, default_factory=list)


_TITLES = {
    400: gettext_lazy("Forespørgslen kan ikke læses"),
    401: gettext_lazy("Log ind først"),
    403: gettext_lazy("Det må du ikke"),
    404: gettext_lazy("Findes ikke"),
    405: gettext_lazy("Det kan man ikke gøre her"),
    409: gettext_lazy("Det kan ikke lade sig gøre nu"),
    413: gettext_lazy("Det er for stort"),
    422: gettext_lazy("Noget er udfyldt forkert"),
    503: gettext_lazy("Vi har driftsproblemer"),
}


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    next_step: str = "",
    fields: Mapping[str, str] | None = None,
) -> HttpResponse:
    """A problem as an answer."""
    return _answer(Problem(**_common(status, code, detail, next_step, fields)))


def _common(
    status: int,
    code: str,
    detail: str,
    next_step: str = "",
    fields: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    title = str(_TITLES.get(status, HTTPStatus(status).phrase))
    return {
        "type": f"urn:indgang:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail or title,
        "code": code,
        "next_step": next_step,
        "fields": dict(fields or {}),
    }


def _answer(said: Problem) -> HttpResponse:
    return HttpResponse(
        said.__pydantic_serializer__.to_json(said), status=said.status, content_type=MEDIA_TYPE
    )


def not_found() -> HttpResponse:
    """Nothing by that address."""
    return problem(404, "not_found", _("Der er ikke noget på den adresse."))


def not_allowed_method(allow: str) -> HttpResponse:
    """The address is there, and this is not what it is for."""
    response = problem(405, "method_not_allowed", _("Adressen kan ikke bruges på den måde."))
    response.headers["Allow"] = allow
    return response


def too_large(limit: int) -> HttpResponse:
    """More bytes than are taken in."""
    megabytes = limit // (1024 * 1024)
    return problem(
        413, "too_large", _("Send højst %(megabytes)s MB ad gangen.") % {"megabytes": megabytes}
    )


def database_lost() -> HttpResponse:
    """The database is away; a key of the client's own makes the second try harmless."""
    response = problem(
        503,
        "try_again",
        _("Vi kan ikke nå vores database lige nu."),
        next_step=_("Prøv igen om lidt med samme nøgle. Så sker det kun én gang."),
    )
    response.headers["Retry-After"] = "10"
    response.database_lost = True  # type: ignore[attr-defined]  # read by config.middleware
    return response


def not_competent(verdict: Verdict) -> HttpResponse:
    """A no from competence: the reason in words, the chain, and the units that may."""
    org = organisation(verdict.at)
    said = explain(verdict, org)
    matter = Matter(verdict.matter.kle, verdict.matter.amount, verdict.matter.outcome)
    return _answer(
        NotCompetentProblem(
            **_common(
                403,
                "not_competent",
                said.sentence,
                _("Giv den videre til en enhed, der må."),
            ),
            reason=verdict.reason.value,
            sentence=said.sentence,
            chain=[Link.model_validate(link) for link in said.chain],
            units=[
                UnitThatMay.model_validate(unit)
                for unit in units_that_may(verdict.action, matter, verdict.at)
            ],
        )
    )


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    transaction.set_rollback(True)
    fields = error.fields if isinstance(error, BadInput) else None
    return problem(
        error.status, error.code, error.message, next_step=error.next_step, fields=fields
    )


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    transaction.set_rollback(True)
    fields = {}
    for one in error.errors:
        source, *place = (str(part) for part in one["loc"])
        if source == "body":
            place = place[1:]  # the first is our own name for the body
        fields[".".join(place) or source] = _in_words(one)
    return problem(422, "bad_input", _("Noget mangler eller er skrevet forkert."), fields=fields)


def _in_words(error: Mapping[str, Any]) -> str:
    """What is wrong with a field, for people. What was typed is never repeated."""
    kind = str(error["type"])
    limits = error.get("ctx", {})
    if kind == "missing":
        return _("Skal udfyldes.")
    if kind == "string_too_long":
        return _("Skriv højst %(most)s tegn.") % {"most": limits.get("max_length", "")}
    if kind.startswith("uuid"):
        return _("Skal være en UUID.")
    if kind.startswith(("date", "timezone")):
        return _("Skal være en dato eller et tidspunkt med tidszone.")
    if kind.startswith(("int", "greater", "less", "float")):
        return _("Skal være et tal inden for grænserne.")
    return _("Kan ikke bruges.")


def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    transaction.set_rollback(True)
    if isinstance(error, AuthenticationError):
        response = problem(
            401, "sign_in", _("Send en gyldig nøgle i headeren Authorization: Bearer …")
        )
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    return problem(
        error.status_code, "unreadable", _("Vi kan ikke læse det, du har sendt, som JSON.")
    )


def _lost(request: HttpRequest, error: Exception) -> HttpResponse:
    transaction.set_rollback(True)
    return database_lost()


def _kept(request: HttpRequest, error: NotCompetentError) -> HttpResponse:
    return not_competent(error.verdict)


def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return not_found()


#: What becomes a problem, and how. Everything but a verdict is rolled back: ``NotCompetentError``
#: commits, so that the verdict and its line in the audit are kept (third law of the house).
_HANDLERS: dict[type[Exception], Any] = {
    Refused: _refused,
    ValidationError: _invalid,
    HttpError: _http,
    Http404: _nothing,
    NotCompetentError: _kept,
    OperationalError: _lost,
    InterfaceError: _lost,
}


def handle(api: NinjaAPI) -> None:
    """Let every error of the API become a problem."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
