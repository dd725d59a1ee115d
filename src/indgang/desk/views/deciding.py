"""Deciding, step by step on one page: facts, rules, considerations, result, complaint, letter.

Nothing typed is lost: whatever stands in the way, the form comes back as it was.
"""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.catalogue.public import ServiceView
from indgang.citizens.public import CitizenView
from indgang.competence.public import (
    Explanation,
    Matter,
    NotCompetentError,
    Verdict,
    explain,
    kroner,
    verdict,
)
from indgang.desk.forms_case import DecisionForm
from indgang.desk.queries import candidates
from indgang.desk.rules import is_social
from indgang.desk.views.sending import do_once, go, show
from indgang.documents.public import content
from indgang.journey.decision.public import (
    Check,
    Draft,
    matter_of,
)
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal

#: What an act that competence refused leaves behind instead of an address.
_NO = "refused"


def first_words(what: ServiceView, who: CitizenView, applied: int | None) -> dict[str, object]:
    """What the form begins with: a full grant, in the citizen's language, all mine to change."""
    with translation.override(who.language):
        title = what.title(who.language)
        facts = _("Du har søgt om: %(what)s.") % {"what": title}
        if applied is not None:
            facts += " " + _("Du har søgt om %(amount)s") % {"amount": kroner(applied)}
        if is_social(what.kle):
            complaint = _(
                "Er du uenig, kan du klage inden 4 uger, efter at du har fået brevet. "
                "Skriv eller ring til os. Vi ser på sagen igen. "
                "Ændrer vi ikke afgørelsen, sender vi din klage til Ankestyrelsen."
            )
        else:
            complaint = _(
                "Er du uenig, så skriv eller ring til os, helst inden 4 uger. "
                "Vi ser på sagen igen og fortæller dig, hvem der ellers kan behandle din klage."
            )
        return {
            "facts": facts,
            "rules": "",
            "considerations": _("Du opfylder betingelserne. Derfor får du det, du har søgt om."),
            "complaint": complaint,
            "amount": applied if applied is not None else "",
            "applied": applied if applied is not None else "",
        }


def draft_of(form: DecisionForm, begun: dict[str, object]) -> Draft:
    """The decision as it stands in the form.

    The reason that the form began with is that of a yes; unchanged it is no reason for anything
    else, and the gate asks for one.
    """
    given = form.cleaned_data
    if given.get("outcome") != "granted" and given.get("considerations") == begun["considerations"]:
        given = {**given, "considerations": ""}
    weighed = given.get("complexity", "")
    return Draft(
        complexity=int(weighed) if weighed else None,
        outcome=given.get("outcome", ""),
        amount=given.get("amount"),
        facts=given.get("facts", ""),
        rules=given.get("rules", ""),
        considerations=given.get("considerations", ""),
        complaint=given.get("complaint", ""),
        hearing_exception=given.get("hearing_exception", ""),
    )


def letter_text(draft: Draft) -> str:
    """The words that the citizen is to read, for the reading score."""
    return "\n".join((draft.facts, draft.considerations, draft.rules, draft.complaint))


def tried_out(act: Callable[[], UUID | None]) -> bytes | None:
    """The letter as it would be, word for word: the decision is made and taken back at once."""
    with transaction.atomic():
        letter_id = act()
        data = content(letter_id)[1] if letter_id else None
        transaction.set_rollback(True)
    return data


def _pdf(data: bytes) -> HttpResponse:
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="brev.pdf"'},
    )


def _refusal(
    request: Request, what: ServiceView, matter: Matter, answer: Explanation, district: str
) -> dict[str, object]:
    """The calm panel: why not, and who may."""
    others = candidates(
        what, matter, request.at, without=request.actor.unit_ids, district=district, most=2
    )
    return {
        "refusal": answer,
        "others": [one for one in others if one.may_decide][:4],
        "matter": matter,
    }


class Way:
    """One way of deciding (a case, or an enquiry at the desk), as the page needs it."""

    case_id: UUID | None = None  #: which case it is, when there is one already

    def __init__(
        self, request: Request, what: ServiceView, who: CitizenView, context: dict[str, object]
    ) -> None:
        self.request = request
        self.what = what
        self.who = who
        self.context = {
            **context, "who": who, "what": what, "title": what.title(get_language() or "da")
        }  # fmt: skip

    def matter(self, draft: Draft, applied: int | None) -> Matter:
        """What competence is asked about."""
        return matter_of(self.what.kle, applied, draft)

    def may(self, matter: Matter) -> Verdict:
        """May I, for this citizen?"""
        actor = self.request.actor
        return verdict(
            actor.employee_id, "decide", matter, day_of(self.request.at),
            subject_id=self.who.citizen_id, case_id=self.case_id, posts=actor.posts,
        )  # fmt: skip

    def explained(self, answer: Verdict) -> Explanation:
        """The answer in words."""
        return explain(answer, organisation(day_of(self.request.at)))

    def told(self, answer: Verdict) -> dict[str, object]:
        """What the page says of *may I*, and what the answer depends on."""
        return {
            "answer": self.explained(answer),
            "asks_complexity": answer.complexity is not None,
            "receiver": "" if answer.allowed else self.sent_to(answer),
        }

    def sent_to(self, answer: Verdict) -> str:
        """The unit that it goes to by itself when I may not; empty: it stays here."""
        return ""

    def first_words(self, applied: int | None) -> dict[str, object]:
        """What the form begins with."""
        return first_words(self.what, self.who, applied)

    def checks(self, draft: Draft) -> tuple[Check, ...]:
        """The gates with their answers; none before there is a case."""
        return ()

    def decide(self, draft: Draft, applied: int | None) -> str:
        """Decide; the address to go to."""
        raise NotImplementedError

    def letter(self, draft: Draft, applied: int | None) -> UUID | None:
        """Decide; the letter that came of it."""
        raise NotImplementedError

    def begin(self, applied: int | None) -> HttpResponse:
        """The page as it opens: the guide, or the panel when I may not."""
        matter = self.matter(Draft(), applied)
        answer = self.may(matter)
        self.context.update(self.told(answer))
        if not answer.allowed:
            said = self.explained(answer)
            more = _refusal(self.request, self.what, matter, said, self.who.district)
            return show(self.request, "decide", {**self.context, **more}, status=403)
        form = DecisionForm(initial=self.first_words(applied))
        return show(self.request, "decide", {**self.context, "form": form})

    def go_on(self, applied_now: int | None) -> HttpResponse:
        """What the person pressed: see the letter, or decide."""
        request = self.request
        form = DecisionForm(request.POST)
        context = {**self.context, "form": form}
        if not form.is_valid():
            return show(request, "decide", context, status=422)
        draft = draft_of(form, self.first_words(None))
        context["checks"] = self.checks(draft)
        applied = applied_now if applied_now is not None else form.cleaned_data["applied"]
        matter = self.matter(draft, applied)
        context.update(self.told(self.may(matter)))
        wish = request.POST.get("do", "preview")
        try:
            if wish == "decide":
                return self._decide(context, draft, applied, matter)
            if wish == "pdf":
                data = tried_out(lambda: self.letter(draft, applied))
                return _pdf(data) if data else show(request, "decide", context, status=422)
        except NotCompetentError as refused:
            answer = self.explained(refused.verdict)
            more = _refusal(request, self.what, matter, answer, self.who.district)
            return show(request, "decide", {**context, **more}, status=403)
        except BadInput as refusal:
            show_refusal(form, refusal)
            return show(request, "decide", context, status=422)
        except Refused as refusal:
            context["faster"] = refusal
            return show(request, "decide", context, status=409)
        return show(request, "decide", {**context, "letter": draft, "lix_text": letter_text(draft)})

    def _decide(
        self, context: dict[str, object], draft: Draft, applied: int | None, matter: Matter
    ) -> HttpResponse:
        refused: list[NotCompetentError] = []

        def act() -> str:
            # the verdict and the audit of a no are kept: the refusal must not undo them
            try:
                return self.decide(draft, applied)
            except NotCompetentError as no:
                refused.append(no)
                return _NO

        address = do_once(self.request, "desk.decide", act)
        if address != _NO:
            return go(address)
        answer = self.explained(refused[0].verdict if refused else self.may(matter))
        more = _refusal(self.request, self.what, matter, answer, self.who.district)
        return show(self.request, "decide", {**context, **more}, status=403)
