"""Who looked at one's data and why, and who may see what: consents."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.access.public import (
    Audience,
    ConsentView,
    Request,
    consents,
    give_consent,
    lookups_of,
    page,
    withdraw_consent,
)
from indgang.journey.case.public import CaseView, cases_of
from indgang.organisation.public import Organisation, organisation, unit_as_known
from indgang.portal import session
from indgang.portal.forms import ConsentForm
from indgang.portal.permissions import chosen_subject
from indgang.portal.views.kept import forget, once_per_form
from indgang.portal.views.mine import page_about, title_of
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound


def what_was_seen(what: str) -> str:
    """The view that was looked at, in words; an unknown one is told as what it is."""
    return {
        "search": _("Fandt dig i søgningen"),
        "picture": _("Så overblikket over dine sager"),
        "case": _("Så en sag"),
        "enquiry": _("Så en henvendelse"),
        "document": _("Åbnede et dokument"),
        "worklist": _("Så dig på en arbejdsliste"),
        "handover": _("Læste din historie ved en overdragelse"),
        "bookings": _("Så dine tider"),
        "citizen": _("Så dine stamoplysninger"),
        "answer": _("Åbnede din henvendelse for at svare"),
        "deciding": _("Åbnede din henvendelse for at afgøre den"),
        "naming": _("Fandt ud af, hvem en henvendelse var fra"),
        "letters": _("Så dine breve"),
        "envelope": _("Så din adresse på en kuvert"),
        "my_page": _("Åbnede din side"),
    }.get(what, _("Så oplysninger om dig (%(what)s)") % {"what": what})


@require_safe
@page(Audience.CITIZEN)
def looked(request: Request) -> HttpResponse:
    """Every look-up of one's data, with who, why and by which law (K11)."""
    subject = chosen_subject(request)
    rows = [(one, what_was_seen(one.what)) for one in lookups_of(subject)]
    return render(request, "portal/looked.html", {**page_about(request, subject), "rows": rows})


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent in words: who may see what from whom."""

    consent: ConsentView
    to: str
    owner: str
    about: str


def _lines(
    given: tuple[ConsentView, ...], cases: list[CaseView], org: Organisation
) -> list[ConsentLine]:
    titles = {case.kle: title_of(case) for case in cases}

    def name(unit_id: UUID) -> str:
        unit = org.units.get(unit_id)
        if unit is not None:
            return unit.name
        gone = unit_as_known(unit_id, org.at)
        if gone is None:
            return _("En forvaltning, der ikke findes mere")
        return _("%(name)s (findes ikke mere)") % {"name": gone.name}

    return [
        ConsentLine(
            one,
            name(one.to_administration),
            name(one.from_administration),
            titles.get(one.kle, ""),
        )
        for one in given
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.CITIZEN)
def consent_list(request: Request) -> HttpResponse:
    """The consents that hold now, and a form to give one: one case, one administration."""
    subject = chosen_subject(request)
    org = organisation(day_of(request.at))
    cases = cases_of(subject)
    administrations = [(str(unit.unit_id), unit.name) for unit in org.administrations]
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        cases=[(str(one.case_id), f"{title_of(one)} ({one.number})") for one in cases],
        administrations=administrations,
    )
    about = page_about(request, subject)
    if request.method == "POST" and form.is_valid():
        answer = _give(request, form, subject, cases, org)
        if answer is not None:
            return answer
    return render(
        request,
        "portal/consents.html",
        {
            **about,
            "form": form,
            "lines": _lines(consents(subject, request.at), cases, org),
            "has_cases": bool(cases),
        },
        status=422 if form.errors else 200,
    )


def _give(
    request: Request,
    form: ConsentForm,
    subject: UUID,
    cases: list[CaseView],
    org: Organisation,
) -> HttpResponse | None:
    chosen = next(one for one in cases if str(one.case_id) == form.cleaned_data["case"])
    owner = org.administration_of(chosen.unit_id)
    to = UUID(form.cleaned_data["to"])
    if owner is None or owner.unit_id == to:
        form.add_error("to", _("De har allerede sagen. Vælg en anden."))
        return None

    def take() -> str:
        given = give_consent(
            subject_id=subject,
            from_administration=owner.unit_id,
            to_administration=to,
            kle=chosen.kle,
            level=form.cleaned_data["level"],
            by=request.actor,
            at=request.at,
        )
        return str(given)

    once_per_form(request, "portal.give_consent", take)
    forget(request)
    session.say(request, _("Du har givet samtykke. Du kan trække det tilbage, når du vil."))
    return HttpResponseRedirect(_back(request, subject))


def _back(request: Request, subject: UUID) -> str:
    own = subject == request.actor.citizen_id
    return reverse("portal:consents") + ("" if own else f"?for={subject}")


@require_POST
@page(Audience.CITIZEN)
def withdraw(request: Request, consent_id: UUID) -> HttpResponse:
    """Take a consent back; it works at once."""
    for subject in request.actor.subjects:
        if any(one.consent_id == consent_id for one in consents(subject, request.at)):
            withdraw_consent(consent_id=consent_id, by=request.actor, at=request.at)
            session.say(request, _("Samtykket er trukket tilbage. Det virker med det samme."))
            return HttpResponseRedirect(_back(request, subject))
    raise NotFound("no_such_consent", _("Samtykket findes ikke eller er trukket tilbage."))
