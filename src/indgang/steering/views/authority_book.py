"""The book of instruments and grants: lists with filters, one instrument, and the sheet."""

from datetime import date
from io import BytesIO
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from openpyxl import Workbook

from indgang.access.public import Audience, Request, page
from indgang.competence.public import GrantLine, grants, instrument, instruments
from indgang.shared.clock import day_of
from indgang.steering.authority_words import ACTIONS, INSTRUMENT_KINDS, OUTCOMES
from indgang.steering.forms_authority import BookForm
from indgang.steering.subjects import subjects
from indgang.steering.views.sending import show
from indgang.steering.words import FUNCTIONS

_ROWS = 40
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: Request, form: BookForm) -> tuple[date, tuple[GrantLine, ...]]:
    """The grants that fit the filters; all of the day when the filters cannot be read."""
    today = day_of(request.at)
    given = form.cleaned_data if form.is_valid() else {}
    at = given.get("dag") or today
    found = grants(
        at,
        kind=given.get("kind", ""),
        kle=given.get("kle", ""),
        action=given.get("action", ""),
        language=get_language() or "da",
    )
    words = given.get("q", "").casefold()
    return at, tuple(
        line
        for line in found
        if not words
        or words in line.holder.casefold()
        or words in line.instrument.casefold()
        or words in line.person.casefold()
    )


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def book_page(request: Request) -> HttpResponse:
    """Every grant of the day, and the instruments they rest on."""
    given = request.GET.copy()
    given["dag"] = given.get("dag") or day_of(request.at).isoformat()
    form = BookForm(given)
    at, found = _chosen(request, form)
    shown = Paginator(found, _ROWS).get_page(request.GET.get("side"))
    names = subjects(line.kle for line in shown.object_list)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "form": form,
        "at": at,
        "page": shown,
        "count": len(found),
        "rows": [(line, names[line.kle]) for line in shown.object_list],
        "query": request.GET.urlencode(),
    }
    return show(request, "authority_book", context, status=200 if form.is_valid() else 422)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def instruments_page(request: Request) -> HttpResponse:
    """The written sources of authority."""
    words = request.GET.get("q", "").strip()[:120]
    kind = request.GET.get("kind", "")
    language = get_language() or "da"
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "words": words,
        "kind": kind,
        "kinds": INSTRUMENT_KINDS.items(),
        "today": day_of(request.at),
        "found": instruments(
            kind=kind if kind in INSTRUMENT_KINDS else "", words=words, language=language
        ),
    }
    return show(request, "authority_instruments", context)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def instrument_page(request: Request, instrument_id: UUID) -> HttpResponse:
    """One instrument: its words, its source, and every grant that rests on it."""
    language = get_language() or "da"
    found = grants(
        day_of(request.at), instrument_id=instrument_id, all_days=True, language=language
    )
    names = subjects(line.kle for line in found)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "written": instrument(instrument_id, language=language),
        "rows": [(line, names[line.kle]) for line in found],
        "today": day_of(request.at),
    }
    return show(request, "authority_instrument", context)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def sheet(request: Request) -> HttpResponse:
    """The same list as a spreadsheet, with the same filters."""
    at, found = _chosen(request, BookForm(request.GET))
    response = HttpResponse(_workbook(found), content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="bemyndigelser-{at}.xlsx"'
    return response


def _workbook(found: tuple[GrantLine, ...]) -> bytes:
    book = Workbook(write_only=True)
    page_ = book.create_sheet(_("Bemyndigelser"))
    page_.append(
        [
            _("Enhed"), _("Stilling"), _("Person"), _("Må"), _("KLE"), _("Emne"), _("Undtaget"),
            _("Højst kroner"), _("Højst sværhed"), _("Svar"), _("Kan gives videre"), _("Fra"),
            _("Til (dagen ikke med)"), _("Hjemmel"), _("Slags"), _("Gælder hele kæden"),
            _("Nummer"),
        ]
    )  # fmt: skip
    names = subjects(line.kle for line in found)
    for line in found:
        page_.append(
            [
                plain(line.holder), str(FUNCTIONS.get(line.function, line.function)),
                plain(line.person), str(ACTIONS[line.action]), line.kle,
                plain(names[line.kle].name), ", ".join(line.without), line.amount_limit,
                line.complexity, ", ".join(str(OUTCOMES[each]) for each in line.outcomes),
                _("ja") if line.may_sub_delegate else _("nej"), line.begins, line.ends,
                plain(line.instrument), str(INSTRUMENT_KINDS[line.instrument_kind]),
                _("ja") if line.in_force else _("nej"), str(line.grant_id),
            ]
        )  # fmt: skip
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain(text: str) -> str:
    """A text that a spreadsheet shows and never runs as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
