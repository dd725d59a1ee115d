"""Send an enquiry, with or without signing in, and the receipt."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import services
from indgang.citizens.public import relations
from indgang.documents.public import LARGEST, receive
from indgang.journey.enquiry.public import ask
from indgang.portal import session
from indgang.portal.forms import AskForm, EnquiryForm, FileForm, NumberForm, OwnEnquiryForm
from indgang.portal.permissions import as_the_house, is_citizen
from indgang.portal.queries import desk_unit, language, own_district, standing
from indgang.portal.views.kept import forget, once_per_form
from indgang.shared.actor import ANONYMOUS
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput


def people(request: Request) -> list[tuple[str, str]]:
    """The citizen and those they speak for, as choices of a form."""
    own = request.actor.citizen_id
    if own is None:
        return []
    spoken_for = set(request.actor.represents)
    near = relations(own, day_of(request.at)) if spoken_for else []
    return [
        (str(own), _("Mig selv")),
        *dict.fromkeys(
            (str(one.citizen_id), one.name) for one in near if one.citizen_id in spoken_for
        ),
    ]


def attach(
    form: FileForm,
    *,
    about_id: UUID,
    citizen_id: UUID | None,
    unit_id: UUID,
    request: Request,
) -> None:
    """Keep the form's file, if there is one. Raises ``BadInput`` when it cannot be received."""
    upload = form.cleaned_data.get("file")
    if upload is None:
        return
    receive(
        about_id=about_id,
        citizen_id=citizen_id,
        unit_id=unit_id,
        filename=upload.name or "",
        # One byte more than the largest is enough to see that it is too large.
        data=upload.read(LARGEST + 1),
        by=request.actor,
        at=request.at,
    )


def _form(request: Request, *, bound: bool, text: str = "") -> EnquiryForm | OwnEnquiryForm:
    data = request.POST if bound else None
    files = request.FILES if bound else None
    if is_citizen(request):
        return OwnEnquiryForm(data, files, people=people(request), initial={"text": text})
    return EnquiryForm(data, files, initial={"text": text})


def _show(request: Request, form: EnquiryForm | OwnEnquiryForm, status: int = 200) -> HttpResponse:
    signed_in = is_citizen(request)
    return render(
        request,
        "portal/enquiry.html",
        {
            "form": form,
            "signed_in": signed_in,
            "action": reverse("portal:ask_mine" if signed_in else "portal:ask"),
        },
        status=status,
    )


def _about(request: Request) -> str:
    """The first words of an enquiry that begins at a service's page."""
    code = request.GET.get("emne", "")[:60]
    what = services([code]).get(code) if code else None
    if what is None:
        return ""
    return _("Jeg vil gerne have hjælp til dette: %(title)s.") % {"title": what.title(language())}


def _send(request: Request) -> HttpResponse:
    form = _form(request, bound=True)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        number = once_per_form(request, "portal.ask", lambda: _take_in(request, form))
    except BadInput as wrong:
        for field, reason in (wrong.fields or {"text": wrong.message}).items():
            form.add_error(field if field in form.fields else None, reason)
        return _show(request, form, status=wrong.status)
    forget(request)
    session.remember_receipt(request, number)
    return HttpResponseRedirect(reverse("portal:receipt"))


def _take_in(request: Request, form: EnquiryForm | OwnEnquiryForm) -> str:
    text, unit = form.cleaned_data["text"], desk_unit(request.at, own_district(request))
    if isinstance(form, OwnEnquiryForm):
        citizen_id = UUID(form.cleaned_data["subject"] or str(request.actor.citizen_id))
        receipt = ask(
            text=text,
            channel="web",
            unit_id=unit,
            language=language(),
            citizen_id=citizen_id,
            by=request.actor,
            at=request.at,
        )
        attach(
            form,
            about_id=receipt.enquiry_id,
            citizen_id=citizen_id,
            unit_id=unit,
            request=request,
        )
        return receipt.number
    return _take_in_unnamed(request, form, text, unit, request.at)


def _take_in_unnamed(
    request: Request, form: EnquiryForm, text: str, unit: UUID, at: datetime
) -> str:
    """Nobody has signed in: the rows are the staff's to read, so the house writes them down."""
    with as_the_house(request, "enquiry"):
        receipt = ask(
            text=text,
            channel="web",
            unit_id=unit,
            language=language(),
            contact=form.contact,
            by=ANONYMOUS,
            at=at,
        )
        attach(form, about_id=receipt.enquiry_id, citizen_id=None, unit_id=unit, request=request)
    return receipt.number


def _enquiry(request: Request) -> HttpResponse:
    if request.method == "POST":
        return _send(request)
    return _show(request, _form(request, bound=False, text=_about(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.ANYBODY)
def enquiry(request: Request) -> HttpResponse:
    """Write an enquiry; also without signing in."""
    return _enquiry(request)


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.CITIZEN)
def enquiry_mine(request: Request) -> HttpResponse:
    """The same for somebody who has signed in: when the session has ended the text is kept."""
    return _enquiry(request)


@require_POST
@page(Audience.ANYBODY)
def begin(request: Request) -> HttpResponse:
    """Carry the text from the answer to the enquiry. Nothing is stored yet."""
    asked = AskForm(request.POST)
    asked.is_valid()
    return _show(request, _form(request, bound=False, text=asked.data.get("text", "")))


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.ANYBODY)
def receipt(request: Request) -> HttpResponse:
    """The receipt with its number, and looking a number up later: the state, nothing personal."""
    form = NumberForm(
        request.POST if request.method == "POST" else None,
        label=_("Nummeret på din kvittering"),
        hint=_("Det begynder med H. Store og små bogstaver er lige gode."),
    )
    found = None
    if request.method == "POST":
        if form.is_valid():
            found = standing(request, form.cleaned_data["number"])
            if found is not None:
                session.remember_receipt(request, found.number)
                return HttpResponseRedirect(reverse("portal:receipt"))
            form.add_error(
                "number",
                _("Vi kan ikke finde det nummer. Se efter, om det er skrevet rigtigt."),
            )
    else:
        found = standing(request, session.newest_receipt(request))
    return render(
        request,
        "portal/receipt.html",
        {"form": form, "found": found},
        status=422 if form.errors else 200,
    )
