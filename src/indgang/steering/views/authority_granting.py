"""Giving a grant: from which one, to whom, how much. The chain is tried before it is saved."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import (
    GrantLine,
    add_instrument,
    chain_links,
    give_grant,
    grants,
    instruments,
    speaks_for,
)
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput, NotAllowed, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_granting import GrantForm, InstrumentForm
from indgang.steering.subjects import subjects
from indgang.steering.views.sending import do_once, go, show, tell

#: Who may come in to give: leaders, and those who write for the council or a committee.
GIVERS = ("leader", "support")


@page(Audience.STAFF, purpose="worklist", functions=GIVERS)
@require_http_methods(["GET"])
def from_page(request: Request) -> HttpResponse:
    """Which authority do I have to give of?"""
    today = day_of(request.at)
    org = organisation(today)
    found = [
        line
        for line in grants(today, language=get_language() or "da")
        if line.may_sub_delegate
        and line.in_force
        and speaks_for(request.actor.posts, line.holder_id, org)
    ]
    names = subjects(line.kle for line in found)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "rows": [(line, names[line.kle]) for line in found],
    }
    return show(request, "authority_from", context)


def _form(request: Request, above: GrantLine, data: object) -> GrantForm:
    language = get_language() or "da"
    today = day_of(request.at)
    units = sorted(organisation(today).units.values(), key=lambda unit: danish_order(unit.name))
    initial = {
        "action": above.action,
        "kle": above.kle,
        "without": " ".join(above.without),
        "amount_limit": above.amount_limit,
        "complexity": above.complexity,
        "outcomes": above.outcomes,
        "begins": today,
    }
    return GrantForm(
        data,
        initial=initial,
        units=[(str(unit.unit_id), unit.name) for unit in units],
        instruments=[
            (str(one.instrument_id), f"{one.title} ({one.source})")
            for one in instruments(language=language)
            if one.ends is None or one.ends > today
        ],
    )


def _give(request: Request, above_id: UUID, form: GrantForm) -> UUID:
    given = form.cleaned_data
    return give_grant(
        instrument_id=given["instrument"],
        holder_id=given["holder"],
        above_id=above_id,
        action=given["action"],
        kle=given["kle"].strip(),
        begins=given["begins"],
        ends=given["ends"],
        function=given["function"],
        amount_limit=given["amount_limit"],
        outcomes=given["outcomes"],
        complexity=given["complexity"],
        may_sub_delegate=given["may_sub_delegate"],
        without=given["without"].split(),
        by=request.actor,
        at=request.at,
    )


@page(Audience.STAFF, purpose="worklist", functions=GIVERS)
@require_http_methods(["GET", "POST"])
def give_page(request: Request, grant_id: UUID) -> HttpResponse:
    """Give of one grant. [Prøv kæden] does all but save it; [Giv den] saves it."""
    today = day_of(request.at)
    links = chain_links(grant_id, today, language=get_language() or "da")
    above = links[0].line
    if not speaks_for(request.actor.posts, above.holder_id, organisation(today)):
        raise NotAllowed(
            "not_yours_to_give", _("Du kan ikke give af denne bemyndigelse."),
            next_step=_("Spørg lederen af den enhed, der har den."),
        )  # fmt: skip
    form = _form(request, above, request.POST if request.method == "POST" else None)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "form": form,
        "above": above,
        "subject": subjects({above.kle})[above.kle],
        "links": links,
        "at": today,
    }
    if request.method == "GET":
        return show(request, "authority_give", context)
    if form.is_valid():
        try:
            if request.POST.get("do") != "give":
                context["tried"] = _tried(request, grant_id, form)
                return show(request, "authority_give", context)
            return go(do_once(request, "steering.give_grant", lambda: _save(request, above, form)))
        except BadInput as wrong:
            show_refusal(form, wrong)
        except Refused as refused:
            context["refused_because"] = refused
    return show(request, "authority_give", context, status=422)


def _save(request: Request, above: GrantLine, form: GrantForm) -> str:
    given = _give(request, above.grant_id, form)
    tell(request, _("Bemyndigelsen er givet."))
    day = form.cleaned_data["begins"].isoformat()
    return f"{reverse('steering:grant', args=[given])}?dag={day}"


def _tried(request: Request, above_id: UUID, form: GrantForm) -> bool:
    """Give it and take it back at once: everything is checked and nothing is kept."""
    with transaction.atomic():
        _give(request, above_id, form)
        transaction.set_rollback(True)
    return True


@page(Audience.STAFF, purpose="worklist", functions=GIVERS)
@require_http_methods(["GET", "POST"])
def instrument_new_page(request: Request) -> HttpResponse:
    """Write a source of authority in. By itself it gives nobody anything."""
    form = InstrumentForm(
        request.POST if request.method == "POST" else None,
        initial={"begins": day_of(request.at)},
    )
    context: dict[str, object] = {"here": "authority", "tab": "book", "form": form}
    if request.method == "GET":
        return show(request, "authority_instrument_new", context)
    if form.is_valid():

        def act() -> str:
            made = add_instrument(**form.cleaned_data, by=request.actor, at=request.at)
            tell(request, _("Det er skrevet ind. Det giver først noget, når der gives af det."))
            return reverse("steering:instrument", args=[made])

        try:
            return go(do_once(request, "steering.add_instrument", act))
        except BadInput as wrong:
            show_refusal(form, wrong)
    return show(request, "authority_instrument_new", context, status=422)
