"""Reads of citizens. Row security decides which rows there are; the caller logs the look-up."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from indgang.citizens.models import Citizen, Relation
from indgang.citizens.protection import cpr_hash
from indgang.citizens.rules import Cpr, age, may_speak_for
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class CitizenView:
    """A citizen as pages show one. ``address`` is empty when it is protected and not needed."""

    citizen_id: UUID
    kind: str
    name: str
    born: date | None
    age: int | None
    address: str
    district: str
    address_protected: bool
    digital_post: bool
    phone: str
    language: str
    cvr: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class RelationView:
    """Somebody near the citizen: ``kind`` is what *they* are to the citizen."""

    citizen_id: UUID
    name: str
    kind: str
    age: int | None
    speaks_for: bool


def _view(row: Citizen, at: date, *, reveal_address: bool) -> CitizenView:
    hidden = row.address_protected and not reveal_address
    return CitizenView(
        row.id,
        row.kind,
        row.name,
        row.born,
        age(row.born, at) if row.born else None,
        "" if hidden else row.address,
        "" if hidden else row.district,
        row.address_protected,
        row.digital_post,
        row.phone,
        row.language,
        row.cvr or "",
        row.synthetic,
    )


def citizen(citizen_id: UUID, at: date, *, reveal_address: bool = False) -> CitizenView:
    """One citizen. A protected address shows only when the caller needs it and says so.

    Raises ``NotFound`` also when row security hides the row: the two look alike on purpose.
    """
    row = Citizen.objects.filter(pk=citizen_id).defer("cpr_encrypted", "cpr_hash").first()
    if row is None:
        raise NotFound("no_such_citizen", "")
    return _view(row, at, reveal_address=reveal_address)


def by_cpr(cpr: Cpr, at: date) -> CitizenView | None:
    """The citizen with the number, or ``None``."""
    row = Citizen.objects.filter(cpr_hash=cpr_hash(cpr)).first()
    return None if row is None else _view(row, at, reveal_address=False)


def by_cvr(cvr: str, at: date) -> CitizenView | None:
    """The company or association with the number, or ``None``."""
    row = Citizen.objects.filter(cvr=cvr).first()
    return None if row is None else _view(row, at, reveal_address=False)


def search(words: str, at: date, *, born: date | None = None, limit: int = 20) -> list[CitizenView]:
    """Citizens whose name holds all the words, in Danish order; narrowed by birthday if given."""
    parts = [part for part in words.split() if part][:6]
    if not parts and born is None:
        return []
    condition = Q()
    for part in parts:
        condition &= Q(name__icontains=part)
    if born is not None:
        condition &= Q(born=born)
    rows = Citizen.objects.filter(condition).order_by("sort_key", "id")[:limit]
    return [_view(row, at, reveal_address=False) for row in rows]


_OTHER_SIDE = {
    "parent": "child",
    "guardian": "ward",
    "child_of": "parent_of_adult",
    "representative": "represented",
    "signatory": "organisation",
    "spouse": "spouse",
}


def relations(citizen_id: UUID, at: date) -> list[RelationView]:
    """Family, guardians, representatives and those whom the citizen speaks for, on the day."""
    rows = (
        Relation.objects.valid_at(at)
        .filter(Q(from_citizen_id=citizen_id) | Q(to_citizen_id=citizen_id))
        .select_related("from_citizen", "to_citizen")
    )
    found = []
    for row in rows:
        outward = row.from_citizen_id == citizen_id
        other = row.to_citizen if outward else row.from_citizen
        found.append(
            RelationView(
                other.id,
                other.name,
                _OTHER_SIDE[row.kind] if outward else row.kind,
                age(other.born, at) if other.born else None,
                not outward and may_speak_for(row.kind, row.to_citizen.born, at),
            )
        )
    return sorted(found, key=lambda relation: (relation.kind, danish_order(relation.name)))


def spoken_for_by(citizen_id: UUID, at: date) -> tuple[UUID, ...]:
    """Those whom the citizen may act for on the day (children under 18, wards, companies)."""
    rows = (
        Relation.objects.valid_at(at)
        .filter(from_citizen_id=citizen_id)
        .select_related("to_citizen")
    )
    return tuple(
        row.to_citizen_id for row in rows if may_speak_for(row.kind, row.to_citizen.born, at)
    )
