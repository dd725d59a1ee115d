"""Writing a way of working down, and writing it anew."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.shared.errors import BadInput
from indgang.steering.forms import show_refusal
from indgang.steering.forms_ways import WayForm
from indgang.steering.views.sending import LEADER, do_once, go, show, tell
from indgang.ways.public import WayView, add_way, change_way, way

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e"})
#: The action's fields that stand in the form by another name.
_FIELDS = {"procedure": "steps_da", "key": "title_da"}


def _key(title: str) -> str:
    """A lasting key from the Danish name."""
    return slugify(title.casefold().translate(_LETTERS))[:80].strip("-")


def _write(
    request: Request, form: WayForm, act: Callable[[], str], found: WayView | None
) -> HttpResponse:
    """Do it once and show the way; the form again when something is wrong."""
    if form.is_valid():

        def once() -> str:
            key = act()
            tell(request, _("Arbejdsgangen er skrevet ind."))
            return reverse("steering:way", args=[key])

        try:
            return go(do_once(request, "steering.way_write", once))
        except BadInput as refusal:
            fields = {_FIELDS.get(name, name): text for name, text in refusal.fields.items()}
            show_refusal(form, BadInput(refusal.message, fields=fields))
    context: dict[str, object] = {"here": "ways", "form": form, "way": found}
    return show(request, "way_write", context, status=422 if form.is_bound else 200)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A new way of working; no unit uses it yet."""
    form = WayForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        key = _key(form.cleaned_data["title_da"])
        add_way(key=key, **form.values(), by=request.actor, at=request.at)
        return key

    return _write(request, form, act, None)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def edit(request: Request, key: str) -> HttpResponse:
    """The way written anew; those who use it go on."""
    found = way(key, get_language() or "da")
    form = WayForm(request.POST if request.method == "POST" else None, way=found)

    def act() -> str:
        change_way(way_id=found.way_id, changes=form.values(), by=request.actor, at=request.at)
        return key

    return _write(request, form, act, found)
