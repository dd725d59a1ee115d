"""Random houses of authority before and after a change of the organisation, for the properties."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid5

from hypothesis import strategies as st

from indgang.competence.grants import INCLUDES, GrantFacts
from indgang.competence.succession import Inheritance, succeed
from indgang.organisation.public import Home, Homes, Organisation, UnitFacts, kle_covers
from indgang.shared.validity import Days

ON = date(2027, 8, 1)
CAUSE = UUID(int=7)
#: number → (kind, parent); the numbers below 10 are there before.
TREE: Mapping[int, tuple[str, int | None]] = {
    0: ("council", None),
    1: ("committee", 0),
    2: ("committee", 0),
    3: ("administration", 1),
    4: ("administration", 2),
    5: ("department", 3),
    6: ("department", 3),
    7: ("department", 4),
    8: ("office", 5),
    9: ("office", 7),
}
NEW = (20, 21)  #: centres that the change may create under the council
SUBJECTS = ("32.03.12", "32.24.04", "32.24.08", "27.18.04")
FUNCTIONS = ("caseworker", "leader")


def unit_id(number: int) -> UUID:
    """The id of a unit of the tree."""
    return UUID(int=100 + number)


def _organisation(units: Mapping[int, tuple[str, int | None]]) -> Organisation:
    facts = {
        unit_id(number): UnitFacts(
            unit_id(number), f"u{number}", f"Unit {number}", kind,
            None if parent is None else unit_id(parent), "",
        )
        for number, (kind, parent) in units.items()
    }  # fmt: skip
    return Organisation(ON, 1, facts, ())


@dataclass(frozen=True)
class Case:
    """A house of authority, a change, and what ``succeed`` makes of it."""

    grants: Mapping[UUID, GrantFacts]
    homes: Homes
    before: Organisation
    after: Organisation

    def carried(self) -> Inheritance:
        """Carry it over."""

        def new_id(origin: UUID, holder: UUID, kle: str, above: UUID | None) -> UUID:
            return uuid5(CAUSE, f"{origin}:{holder}:{kle}:{above}")

        return succeed(self.grants, self.homes, self.before, self.after, new_id=new_id)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Homes, Organisation]:
    """Where things go, and the tree afterwards."""
    closed = draw(st.sets(st.integers(1, 9), max_size=4))
    made = draw(st.sets(st.sampled_from(NEW)))
    open_ = [number for number in [*TREE, *made] if number not in closed]
    rows: list[Home] = []
    whole: dict[int, int] = {}
    for number in sorted(closed):
        target = draw(st.sampled_from(open_))
        whole[number] = target
        rows.append(Home(unit_id(number), "", unit_id(target)))
    for number in sorted(TREE):
        for kle in draw(st.sets(st.sampled_from(["32", "32.24", "32.24.04", "27"]), max_size=2)):
            if draw(st.booleans()):
                rows.append(Home(unit_id(number), kle, unit_id(draw(st.sampled_from(open_)))))
    tree: dict[int, tuple[str, int | None]] = {}
    for number in open_:
        kind, parent = TREE.get(number, ("centre", 0))
        if draw(st.integers(0, 4)) == 0 and number > 2:
            parent = draw(st.sampled_from([n for n in open_ if n < number]))
        while parent is not None and parent in closed:
            up = whole[parent]
            parent = up if up < number else TREE[parent][1]
        tree[number] = (kind, parent)
    return Homes.of_rows(ON, rows), _organisation(tree)


def _days(draw: st.DrawFn) -> Days:
    begins = ON + timedelta(draw(st.sampled_from([*[-400] * 6, -10, 0, 20])))
    length = draw(st.sampled_from([*[None] * 6, 380, 420, 900]))
    return Days(begins, None if length is None else begins + timedelta(length))


def _below(number: int) -> list[int]:
    """The unit and those below it in the tree."""
    found = [number]
    for child, (_, parent) in TREE.items():
        if parent in found:
            found.append(child)
    return found


def _narrower(kle: str) -> list[str]:
    return [one for one in ("", "27", "32", "32.24", "32.24.04") if kle_covers(kle, one)] or [kle]


ALWAYS = Days(date(2000, 1, 1))
_OUTCOMES = [frozenset[str](), frozenset[str](), frozenset({"granted"}), frozenset({"refused"})]


@st.composite
def cases(draw: st.DrawFn, *, dated: bool = True) -> Case:
    """Up to 16 grants, most of them in chains that hold, some of them alike, and a change."""
    grants: list[GrantFacts] = []
    for number in range(draw(st.integers(1, 16))):
        grant_id = UUID(int=number + 1)
        like: GrantFacts | None = None
        if bool(grants) and not draw(st.integers(0, 4)):
            like = draw(st.sampled_from(grants))
        if like is not None and like.above_id is not None:
            holder = draw(st.integers(3, 9))
            kind = TREE[holder][0]
            grants.append(
                replace(like, grant_id=grant_id, holder_id=unit_id(holder), holder_kind=kind)
            )
            continue
        above: GrantFacts | None = None
        if bool(grants) and draw(st.integers(0, 7)):
            above = draw(st.sampled_from(grants))
        grants.append(_grant(draw, grant_id, above, dated))
    homes, after = draw(changes())
    by_id = {grant.grant_id: grant for grant in grants}
    return Case(by_id, homes, _organisation(TREE), after)


def _grant(draw: st.DrawFn, grant_id: UUID, above: GrantFacts | None, dated: bool) -> GrantFacts:
    kind = draw(st.sampled_from([*["internal_delegation"] * 4, "dispensation", "statute"]))
    if above is None:
        holder = draw(st.integers(0, 2))
    elif kind == "internal_delegation" and draw(st.integers(0, 5)):
        holder = draw(st.sampled_from(_below(above.holder_id.int - 100)))
    else:
        holder = draw(st.integers(0, 9))
    related = _narrower(above.kle) if above and draw(st.integers(0, 5)) else _narrower("")
    return GrantFacts(
        grant_id=grant_id,
        above_id=None if above is None else above.grant_id,
        holder_id=unit_id(holder),
        holder_kind=TREE[holder][0],
        function=draw(st.sampled_from(["", "", "caseworker", "leader"])),
        action=draw(st.sampled_from([*["decide"] * 8, *sorted(INCLUDES)])),
        kle=draw(st.sampled_from(related)),
        amount_limit=draw(st.sampled_from([None, None, 100, 500])),
        outcomes=draw(st.sampled_from(_OUTCOMES)),
        may_sub_delegate=draw(st.integers(0, 7)) > 0,
        days=_days(draw) if dated else ALWAYS,
        instrument_kind=kind,
        instrument_days=ALWAYS,
        without=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"32.24.04"})])),
        complexity=draw(st.sampled_from([None, None, None, None, 1, 2])),
        instrument_id=UUID(int=900 + draw(st.integers(0, 1))),
    )
