"""*Hvor hører det til nu?* An old name, number or address on a letter or in a phone call."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.desk.views.sending import do_once, show
from indgang.organisation.public import find_units
from indgang.reorganisation.public import count_wrong_turns, leads_in
from indgang.shared.clock import day_of


class WhereForm(forms.Form):
    """What stands on the letter, or what the caller says."""

    words = forms.CharField(
        label=gettext_lazy("Navn, telefonnummer eller adresse på enheden"), max_length=200,
        help_text=gettext_lazy("Også et gammelt."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Skriv et navn, et nummer eller en adresse.")},
    )  # fmt: skip
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan kom det?"), widget=forms.RadioSelect, initial="phone",
        choices=(
            ("phone", gettext_lazy("I telefonen")),
            ("desk", gettext_lazy("Ved skranken")),
            ("letter", gettext_lazy("Som brev")),
        ),
    )  # fmt: skip


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET", "POST"])
def where_now(request: Request) -> HttpResponse:
    """Which unit has it now; that somebody came by something old is counted once."""
    form = WhereForm(request.POST or None)
    context: dict[str, object] = {"here": "where", "form": form}
    if request.method == "GET":
        return show(request, "where_now", context)
    if not form.is_valid():
        return show(request, "where_now", context, status=422)
    words, channel = form.cleaned_data["words"], form.cleaned_data["channel"]
    day = day_of(request.at)
    leads = leads_in(words, day)

    def count() -> str:
        count_wrong_turns(leads, channel, by=request.actor, at=request.at)
        return ""

    do_once(request, "desk.where_now", count)
    current = [one.hit for one in find_units(words, day) if one.is_current]
    return show(
        request, "where_now", {**context, "leads": leads, "current": current, "asked": True}
    )
