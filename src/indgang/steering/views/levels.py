"""On which level a task is solved in an area, and who steers whom (demand O5)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, services
from indgang.competence.public import Level, LevelRow, Levels, Solver, Steering, levels
from indgang.organisation.public import Organisation, UnitFacts, organisation
from indgang.places.public import districts, sites_on
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.steering.subjects import Subject, subjects
from indgang.steering.views.sending import show
from indgang.steering.words import ACTIONS, INSTRUMENTS, LEVELS


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asks for; an empty text is everything."""

    district: str
    administration: str
    service: str


def _chosen(
    request: Request, known: dict[str, ServiceView], places: tuple[str, ...], own: str
) -> Chosen:
    """What is asked for, as far as it is there; else the reader's own district.

    ``own`` is the reader's administration: what they see first, instead of everything.
    """
    district = request.GET.get("distrikt") or _own_district(request)
    service = request.GET.get("opgave", "")
    return Chosen(
        district if district in places else (places[0] if places else ""),
        request.GET.get("forvaltning", own)[:20],
        service if service in known else "",
    )


def _fitting(known: dict[str, ServiceView], chosen: Chosen) -> list[ServiceView]:
    """The services to show."""
    if chosen.service:
        return [known[chosen.service]]
    return [
        service
        for service in known.values()
        if chosen.administration in ("", service.administration)
    ]


def _own_district(request: Request) -> str:
    """The district in which the reader's unit receives people; empty when there is none."""
    mine = (
        site.district
        for site in sites_on(day_of(request.at))
        if site.unit_ids & request.actor.unit_ids
    )
    return next(mine, "")


def _own(request: Request, org: Organisation) -> str:
    """The key of the administration that the reader works in."""
    for unit_id in request.actor.unit_ids:
        if found := org.administration_of(unit_id):
            return found.key
    return ""


@dataclass(frozen=True, slots=True)
class Told:
    """A unit that solves something, with words."""

    solver: Solver
    may: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and who solves it on each level."""

    subject: Subject
    city: tuple[Told, ...]
    district: tuple[Told, ...]
    site: tuple[Told, ...]


def _told(solvers: tuple[Solver, ...]) -> tuple[Told, ...]:
    """Those who do more than guide: every entrance guides on everything."""
    return tuple(
        Told(solver, str(ACTIONS.get(solver.action, solver.action)))
        for solver in solvers
        if solver.action != "inform"
    )


def _row(row: LevelRow, names: dict[str, Subject]) -> TaskRow:
    return TaskRow(names[row.kle], _told(row.city), _told(row.district), _told(row.site))


def _boxes(rows: list[TaskRow]) -> list[tuple[str, list[str]]]:
    """The picture: each level with the names of its units, the widest level first."""
    names: dict[Level, set[str]] = {level: set() for level in Level}
    for row in rows:
        for told in (*row.city, *row.district, *row.site):
            names[told.solver.level].add(told.solver.name)
    return [
        (str(LEVELS[level.value]), sorted(some, key=danish_order)) for level, some in names.items()
    ]


def _steering(found: Levels, rows: list[TaskRow]) -> list[Steering]:
    """The steering of those who are shown, all the way up."""
    kept = {told.solver.unit_id for row in rows for told in (*row.city, *row.district, *row.site)}
    while above := {line.from_id for line in found.steering if line.to_id in kept} - kept:
        kept |= above
    return [line for line in found.steering if line.to_id in kept]


def _administrations(units: dict[str, UnitFacts], known: dict[str, ServiceView]) -> list[UnitFacts]:
    keys = {service.administration for service in known.values()}
    return sorted(
        (units[key] for key in keys if key in units), key=lambda unit: danish_order(unit.name)
    )


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def levels_page(request: Request) -> HttpResponse:
    """Tasks by level in one district, and the steering between those who solve them."""
    day = day_of(request.at)
    language = get_language() or "da"
    known = services()
    places = districts(request.at)
    org = organisation(day)
    chosen = _chosen(request, known, places, _own(request, org))
    fitting = sorted(_fitting(known, chosen), key=lambda one: danish_order(one.title(language)))
    kles = tuple(dict.fromkeys(service.kle for service in fitting))
    found = levels(kles, day, district=chosen.district, language=language)
    names = dict(subjects([*kles, *(kle for line in found.steering for kle in line.kles)], day))
    rows = [_row(row, names) for row in found.rows]
    context: dict[str, object] = {
        "here": "sites",
        "chosen": chosen,
        "districts": places,
        "administrations": _administrations(dict(org.by_key), known),
        "services": sorted(
            ((one.code, one.title(language)) for one in known.values()),
            key=lambda pair: danish_order(pair[1]),
        ),
        "rows": rows,
        "boxes": _boxes(rows),
        "steering": [
            (line, INSTRUMENTS.get(line.instrument_kind, line.instrument_kind),
             [names[kle] for kle in line.kles])
            for line in _steering(found, rows)
        ],
    }  # fmt: skip
    return show(request, "levels", context)
