"""The two ways of deciding: a case of my unit, and an enquiry there and then at the desk."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import service
from indgang.citizens.public import citizen
from indgang.competence.public import Verdict
from indgang.desk.rules import ATTENDING
from indgang.desk.views.cases import may_decide, own_case
from indgang.desk.views.deciding import Way
from indgang.desk.views.enquiry import Opened, open_enquiry, page_of
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import go, tell
from indgang.journey.case.public import CaseView
from indgang.journey.decision.public import (
    Check,
    Draft,
    SentOn,
    case_decided_by,
    checklist,
    decide,
    decide_at_desk,
    decide_or_escalate,
    decision,
    goes_to,
    hearings,
    standing_of,
)
from indgang.shared.clock import day_of


class CaseWay(Way):
    """Deciding a case through the gates."""

    def __init__(self, request: Request, found: CaseView) -> None:
        who = citizen(found.citizen_id, day_of(request.at))
        version = request.POST.get("version", "")
        self.case = found
        self.case_id = found.case_id
        self.version = int(version) if version.isdecimal() and len(version) < 9 else found.version
        self.request = request
        super().__init__(
            request, service(found.service_code), who,
            {
                "case": found, "version": self.version, "here": "cases",
                "checks": self.checks(Draft(amount=found.amount)),
                "hearings": hearings(found.case_id),
                "back": reverse("desk:case", args=[found.case_id]),
            },
        )  # fmt: skip

    def checks(self, draft: Draft) -> tuple[Check, ...]:
        """The gates for this draft."""
        may = may_decide(self.request, self.case, draft)
        return checklist(draft, standing_of(self.case, may, day_of(self.request.at)))

    def decide(self, draft: Draft, applied: int | None) -> str:
        """Decide the case as I saw it."""
        decide(
            case_id=self.case.case_id, draft=draft, version=self.version,
            by=self.request.actor, at=self.request.at,
        )  # fmt: skip
        tell(self.request, _("Sagen er afgjort. Brevet er på vej til borgeren."))
        return reverse("desk:case", args=[self.case.case_id])

    def letter(self, draft: Draft, applied: int | None) -> UUID | None:
        """The letter of the decision."""
        decide(
            case_id=self.case.case_id, draft=draft, version=None,
            by=self.request.actor, at=self.request.at,
        )  # fmt: skip
        made = decision(self.case.case_id)
        return made.letter_id if made else None


class DeskWay(Way):
    """Deciding an enquiry there and then."""

    def __init__(self, request: Request, found: Opened, code: str) -> None:
        if found.who is None:
            raise ValueError("an enquiry is decided for somebody")
        self.enquiry_id = found.enquiry.enquiry_id
        self.citizen_id = found.who.citizen_id
        self.code = code
        super().__init__(
            request, service(code), found.who,
            {
                **page_of(found), "at_desk": True,
                "back": reverse("desk:enquiry", args=[self.enquiry_id]),
                "hand_over": reverse("desk:enquiry_hand_over", args=[self.enquiry_id])
                + f"?ydelse={code}",
            },
        )  # fmt: skip

    def sent_to(self, answer: Verdict) -> str:
        """Past the desk's limits it goes to a unit that may."""
        to = goes_to(
            enquiry_id=self.enquiry_id, verdict=answer, by=self.request.actor, at=self.request.at
        )
        return to.name if to else ""

    def first_words(self, applied: int | None) -> dict[str, object]:
        """At the desk most is granted: the result is chosen, and mine to change."""
        return {**super().first_words(applied), "outcome": "granted"}

    def decide(self, draft: Draft, applied: int | None) -> str:
        """Case, decision and letter in one act; past the limits it goes to those who may."""
        done = decide_or_escalate(
            enquiry_id=self.enquiry_id, service_code=self.code, applied=applied, draft=draft,
            by=self.request.actor, at=self.request.at,
        )  # fmt: skip
        if isinstance(done, SentOn):
            return reverse("desk:sent_on", args=[done.handover_id])
        tell(
            self.request,
            _("Afgjort. Brevet er på vej til borgeren."),
            read_aloud=_("Det er afgjort nu. Du får et brev om det."),
        )
        return reverse("desk:case", args=[case_decided_by(done)])

    def letter(self, draft: Draft, applied: int | None) -> UUID | None:
        """The letter of the decision."""
        decided = decide_at_desk(
            enquiry_id=self.enquiry_id, service_code=self.code, applied=applied, draft=draft,
            by=self.request.actor, at=self.request.at,
        )  # fmt: skip
        made = decision(case_decided_by(decided))
        return made.letter_id if made else None


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def decide_case(request: Request, case_id: UUID) -> HttpResponse:
    """Decide a case of my unit."""
    found = own_case(request, case_id)
    look_up(request, found.citizen_id, what="case", otherwise="casework", object_id=case_id)
    way = CaseWay(request, found)
    return way.begin(found.amount) if request.method == "GET" else way.go_on(found.amount)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def decide_enquiry(request: Request, enquiry_id: UUID, code: str) -> HttpResponse:
    """[Afgør] at the desk."""
    found = open_enquiry(request, enquiry_id, what="deciding")
    if found.who is None:
        return go(reverse("desk:enquiry_name", args=[enquiry_id]))
    way = DeskWay(request, found, code)
    return way.begin(None) if request.method == "GET" else way.go_on(None)
