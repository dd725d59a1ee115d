"""When KLE gives subjects other numbers, everybody may do what they might before."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from indgang.catalogue.public import KleChanged, change_kle
from indgang.competence.kle import grants_renumbered, grants_under, renumber_grants
from indgang.competence.models import Grant, Instrument
from indgang.competence.public import Matter, units_that_may, verdict
from indgang.organisation.public import Renumbering, kle_covers
from indgang.places.tests.conftest import forget_the_organisation
from indgang.shared.actor import SYSTEM, HeldPost
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BEFORE, ON = date(2020, 1, 1), date(2027, 1, 1)
OLD, NEW = "12.34.56", "50.01.01"


def _unit(key: str, kind: str = "office") -> UUID:
    model: Any = Grant._meta.get_field("holder").related_model
    unit = model.objects.create(key=key, synthetic=True)
    unit.states.create(kind=kind, name=key, validity=to_range(Days(BEFORE)))
    return UUID(str(unit.id))


def _instrument() -> Instrument:
    made: Instrument = Instrument.objects.create(
        key=f"i{uuid4().hex}", kind="internal_delegation", title_da="I", title_en="I",
        source="S", validity=to_range(Days(BEFORE)),
    )  # fmt: skip
    return made


def _grant(holder: UUID, kle: str, above: Grant | None = None, **more: Any) -> Grant:
    days = more.pop("days", Days(BEFORE))
    made: Grant = Grant.objects.create(
        instrument=above.instrument if above else _instrument(),
        holder_id=holder,
        kle=kle,
        above=above,
        action="decide",
        may_sub_delegate=True,
        validity=to_range(days),
        **more,
    )
    return made


def _change(*pairs: tuple[str, str], merged: tuple[str, ...] = ()) -> UUID:
    event = KleChanged(change_id=uuid4(), on=ON, pairs=pairs, merged=merged)
    renumber_grants(event, by=SYSTEM, at=NOW)
    return event.change_id


class _Day:
    """The authority of a day, worked out in the plainest way there is."""

    def __init__(self, at: date) -> None:
        self.rows = {row.id: row for row in Grant.objects.valid_at(at)}

    def has(self, holder: UUID, kle: str) -> bool:
        """Does a whole chain of grants up to a root give the unit the subject?"""
        return any(row.holder_id == holder and self._gives(row, kle) for row in self.rows.values())

    def _gives(self, row: Any, kle: str) -> bool:
        if not kle_covers(row.kle, kle) or any(kle_covers(hole, kle) for hole in row.without):
            return False
        above = self.rows.get(row.above_id)
        return row.above_id is None or (above is not None and self._gives(above, kle))


def _has(holder: UUID, kle: str, at: date) -> bool:
    return _Day(at).has(holder, kle)


@pytest.fixture
def chain(db: None) -> dict[str, UUID]:
    """Council (everything) → administration (12) → office (the subject), and another (12.34)."""
    units = {key: _unit(key) for key in ("council", "administration", "office", "group")}
    root = _grant(units["council"], "")
    wide = _grant(units["administration"], "12", root, amount_limit=5000)
    _grant(
        units["office"], OLD, wide, amount_limit=100, function="caseworker", outcomes=["granted"]
    )
    _grant(units["group"], "12.34", wide)
    return units


def test_the_whole_chain_follows(chain: dict[str, UUID]) -> None:
    change = _change((OLD, NEW))
    for key in chain:
        assert _has(chain[key], OLD, ON - timedelta(1)), key
        assert _has(chain[key], NEW, ON), key
        assert key == "council" or not _has(chain[key], NEW, ON - timedelta(1)), key
    assert not _has(chain["office"], OLD, ON)
    assert _has(chain["group"], "12.34.57", ON)
    made = Grant.objects.valid_at(ON).get(holder=chain["office"])
    assert (made.kle, made.amount_limit, made.function, made.outcomes) == (
        NEW, 100, "caseworker", ["granted"],
    )  # fmt: skip
    assert made.origin is not None
    assert made.origin.kle == OLD
    beside = Grant.objects.valid_at(ON).get(holder=chain["administration"], kle=NEW)
    assert (beside.amount_limit, made.above_id) == (5000, beside.id)
    told = {(one.unit_id, one.old, one.new, one.is_broken) for one in grants_renumbered(change)}
    assert told == {
        (chain["administration"], "12", NEW, False),
        (chain["group"], "12.34", NEW, False),
        (chain["office"], OLD, NEW, False),
    }


def test_within_the_range_nothing_but_the_subject_changes(chain: dict[str, UUID]) -> None:
    kept = set(Grant.objects.exclude(kle=OLD).values_list("id", flat=True))
    _change((OLD, "12.34.99"))
    assert (
        set(Grant.objects.valid_at(ON).exclude(kle="12.34.99").values_list("id", flat=True)) == kept
    )
    assert _has(chain["office"], "12.34.99", ON)


def test_what_hangs_below_a_moved_grant_goes_along(db: None) -> None:
    council, office, team = (_unit(key) for key in ("council", "office", "team"))
    moved = _grant(office, OLD, _grant(council, ""))
    below = _grant(team, "12", moved)  # wider on paper, and no more than what is above it
    _change((OLD, NEW))
    after = Grant.objects.valid_at(ON).get(holder=team, kle="12")
    assert after.above.kle == NEW
    assert after.id != below.id
    assert Grant.objects.get(pk=below.id).days == Days(BEFORE, ON)


def test_what_is_excepted_stays_excepted(db: None) -> None:
    council, office = _unit("council"), _unit("office")
    root = _grant(council, "")
    _grant(office, "12", root, without=["12.34"])
    _grant(office, "50", root, without=["50.09"])
    _change((OLD, NEW), ("50.09.01", "12.01.01"), ("50.09.02", "50.02.01"))
    assert not any(_has(office, number, ON) for number in (OLD, "12.34.01", "50.09.03"))
    assert not any(_has(office, number, ON) for number in ("50.02.01", "12.01.01", NEW))


def test_a_number_that_was_a_subject_stays_whose_it_was(db: None) -> None:
    council, office = _unit("council"), _unit("office")
    _grant(office, "50", _grant(council, ""))
    _change((OLD, NEW), merged=(NEW,))
    assert _has(office, NEW, ON)


def test_nobody_gains_a_subject_that_comes_into_the_range(chain: dict[str, UUID]) -> None:
    other = _unit("other")
    root = Grant.objects.get(holder=chain["council"])
    _grant(_unit("below"), "50.01", _grant(other, "50", root))
    _change((OLD, NEW))
    assert _has(chain["office"], NEW, ON)
    assert not _has(other, NEW, ON)
    assert _has(other, "50.01.02", ON)


def test_a_grant_that_has_not_begun_is_changed_where_it_stands(db: None) -> None:
    council, office = _unit("council"), _unit("office")
    coming = _grant(office, OLD, _grant(council, ""), days=Days(date(2027, 6, 1)))
    change = _change((OLD, NEW))
    row = Grant.objects.get(holder=office)
    assert (row.id, row.kle, row.days.begins) == (coming.id, NEW, date(2027, 6, 1))
    assert [one.grant_id for one in grants_renumbered(change)] == [coming.id]


def test_one_subject_becomes_two(chain: dict[str, UUID]) -> None:
    _change((OLD, NEW), (OLD, "12.40.02"))
    assert _has(chain["office"], NEW, ON)
    assert _has(chain["office"], "12.40.02", ON)


def test_grants_that_are_left_under_a_number(chain: dict[str, UUID]) -> None:
    assert grants_under(["12.34"], ON) == ((chain["group"], "12.34"), (chain["office"], OLD))


def test_an_old_case_is_decided_by_its_old_number(chain: dict[str, UUID]) -> None:
    """A case keeps its number; a service has the new one; both are asked about on any day."""
    forget_the_organisation()
    unit: Any = Grant._meta.get_field("holder").related_model
    for key, kind in (("council", "council"), ("administration", "administration")):
        unit.objects.get(key=key).states.update(kind=kind)
    change_kle(text=json.dumps([{"old": OLD, "new": NEW}]), on=ON, by=SYSTEM, at=NOW)
    post = HeldPost(uuid4(), chain["office"], "caseworker", "")
    for day in (ON - timedelta(1), ON):
        for kle in (OLD, NEW):
            matter = Matter(kle, amount=100, outcome="granted")
            assert verdict(uuid4(), "decide", matter, day, posts=(post,)).allowed, (day, kle)
            assert [one.unit_id for one in units_that_may("decide", matter, day)], (day, kle)
        assert not verdict(uuid4(), "decide", Matter("12.34.58"), day, posts=(post,)).allowed


subject = st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(1, 2)).map(
    lambda parts: ".".join(f"{part:02}" for part in parts)
)
ranges = st.builds(lambda number, length: number[:length], subject, st.sampled_from([0, 2, 5, 8]))


class RandomChains(TestCase):
    """Any chains, any moves to numbers that were not in use: the same authority as before."""

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 4), ranges), min_size=1, max_size=6),
        st.lists(subject, min_size=1, max_size=3, unique=True),
        st.data(),
    )
    def test_nobody_gains_or_loses(
        self, grants: list[tuple[int, str]], moved: list[str], data: st.DataObject
    ) -> None:
        pairs = tuple(
            (old, f"{data.draw(st.sampled_from(['01.01', '09.09']))}.{50 + number}")
            for number, old in enumerate(moved)
        )
        made = [_grant(_unit("council", "council"), "")]
        for place, (above, kle) in enumerate(grants):
            made.append(_grant(_unit(f"unit{place}"), kle, made[min(above, place)]))
        moves = Renumbering.of_pairs(pairs)
        numbers = {f"0{one}.0{two}.0{three}" for one in (1, 2, 3) for two in (1, 2)
                   for three in (1, 2)}  # fmt: skip
        unchanged = _Day(ON - timedelta(1))
        before = {
            (row.holder_id, number) for row in made for number in numbers
            if unchanged.has(row.holder_id, number)
        }  # fmt: skip
        _change(*pairs)
        day_before, day = _Day(ON - timedelta(1)), _Day(ON)
        for row in made:
            for number in numbers:
                (new,) = moves.of(number)
                had = (row.holder_id, number) in before
                assert day_before.has(row.holder_id, number) is had
                assert day.has(row.holder_id, new) is had, (number, new)
