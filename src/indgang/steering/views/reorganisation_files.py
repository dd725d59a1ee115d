"""Spreadsheets of reorganisations: the empty one, a draft's own, and what moves."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import Draft, draft_sheet, empty_sheet, preview
from indgang.shared.clock import day_of
from indgang.steering.moving_sheet import as_csv, as_xlsx
from indgang.steering.views.reorganisation_page import opened
from indgang.steering.views.reorganisation_preview import in_order
from indgang.steering.views.sending import LEADER

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = {"csv": ("text/csv; charset=utf-8", as_csv), "xlsx": (_XLSX, as_xlsx)}


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _name(found: Draft) -> str:
    return f"{slugify(found.title) or 'omlaegning'}-{found.effective_on:%Y-%m-%d}"


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET"])
def template(request: Request) -> HttpResponse:
    """An empty sheet with a guide and the units there are today."""
    data = empty_sheet(day_of(request.at), language=get_language() or "da")
    return _file(data, _XLSX, "omlaegning.xlsx")


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def steps(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """The steps as a sheet that can be read in again."""
    found = opened(request, reorganisation_id)
    data = draft_sheet(found.id, language=get_language() or "da")
    return _file(data, _XLSX, f"{_name(found)}-trin.xlsx")


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def moves(request: Request, reorganisation_id: UUID, ending: str) -> HttpResponse:
    """All that moves."""
    if ending not in _FILES:
        raise Http404
    found = opened(request, reorganisation_id)
    media_type, make = _FILES[ending]
    lines = in_order(preview(found.id).carried)
    return _file(make(lines), media_type, f"{_name(found)}.{ending}")
