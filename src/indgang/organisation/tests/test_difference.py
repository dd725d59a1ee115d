"""Two days compared: nothing is told that did not happen, and nothing that did is left out."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.difference import ChangeKind, Difference, difference
from indgang.organisation.rules import Organisation, TaskFacts, UnitFacts
from indgang.organisation.successors import SuccessionFacts, Successions

pytestmark = pytest.mark.requirement("O1")

ONE, OTHER = date(2012, 8, 12), date(2012, 8, 13)
UNITS = [UUID(int=number) for number in range(1, 7)]
PEOPLE = [UUID(int=number) for number in range(101, 104)]


def unit(number: int, name: str = "Kontor", **more: object) -> UnitFacts:
    """A unit that is the same on all days unless ``more`` says otherwise."""
    facts = UnitFacts(UNITS[number], f"enhed-{number}", name, "office", None, "01 00 00 00")
    return replace(facts, **more)  # type: ignore[arg-type]  # the test names real fields


def org(at: date, *units: UnitFacts, tasks: tuple[TaskFacts, ...] = ()) -> Organisation:
    """The organisation of a day."""
    return Organisation(at, 1, {one.unit_id: one for one in units}, tasks)


@st.composite
def organisations(draw: st.DrawFn, at: date) -> Organisation:
    """Some of six units, with names, places and tasks by chance."""
    chosen = draw(st.lists(st.sampled_from(range(6)), unique=True))
    units = {}
    for number in chosen:
        units[UNITS[number]] = UnitFacts(
            UNITS[number],
            f"enhed-{number}",
            draw(st.sampled_from(["Kontor", "Center"])),
            draw(st.sampled_from(["office", "centre"])),
            draw(st.sampled_from([None, *UNITS])),
            draw(st.sampled_from(["", "01 02 03 04"])),
        )
    tasks: frozenset[TaskFacts] = frozenset()
    if chosen:
        some = st.builds(
            TaskFacts,
            st.sampled_from([UNITS[number] for number in chosen]),
            st.sampled_from(["32", "32.24", "15.00.01"]),
            st.sampled_from(["ansvarlig", "indsigt"]),
        )
        tasks = draw(st.frozensets(some, max_size=6))
    return Organisation(at, 1, units, tuple(tasks))


leaders = st.dictionaries(
    st.sampled_from(UNITS), st.frozensets(st.sampled_from(PEOPLE), min_size=1), max_size=4
)


@given(organisations(ONE), leaders)
def test_a_day_is_not_different_from_itself(one: Organisation, who: object) -> None:
    assert not difference(one, one, leaders=(who, who))  # type: ignore[arg-type]  # drawn above


def applied(one: Organisation, told: Difference) -> Organisation:
    """The earlier day with what is told done to it."""
    units = dict(one.units)
    tasks = set(one.tasks)
    for change in told.units:
        units.pop(change.unit_id, None)
        if change.after is not None:
            units[change.unit_id] = change.after
        tasks = (tasks - change.lost) | change.gained
    return Organisation(told.at, 1, units, tuple(tasks))


@given(organisations(ONE), organisations(OTHER))
def test_what_is_told_is_all_that_happened(one: Organisation, other: Organisation) -> None:
    told = difference(one, other)
    after = applied(one, told)
    assert dict(after.units) == dict(other.units)
    assert set(after.tasks) == set(other.tasks)
    assert all(change.kinds for change in told.units)


@given(organisations(ONE), organisations(OTHER))
def test_seen_from_the_other_end_it_is_the_mirror(one: Organisation, other: Organisation) -> None:
    there, back = difference(one, other), difference(other, one)
    assert [(c.unit_id, c.before, c.after, c.gained, c.lost) for c in there.units] == [
        (c.unit_id, c.after, c.before, c.lost, c.gained) for c in back.units
    ]


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (unit(1, "Nyt navn"), (ChangeKind.RENAMED,)),
        (unit(1, parent_id=UNITS[0]), (ChangeKind.MOVED,)),
        (unit(1, kind="centre", phone=""), (ChangeKind.KIND, ChangeKind.PHONE)),
        (unit(1), ()),
    ],
)
def test_each_change_has_its_name(after: UnitFacts, kinds: tuple[ChangeKind, ...]) -> None:
    told = difference(org(ONE, unit(0), unit(1)), org(OTHER, unit(0), after))
    assert tuple(kind for change in told.units for kind in change.kinds) == kinds


def test_a_merged_unit_says_where_its_things_went() -> None:
    lines = Successions.of(
        [
            SuccessionFacts(OTHER, UNITS[1], "", UNITS[3], UUID(int=9)),
            SuccessionFacts(OTHER, UNITS[2], "32", UNITS[3], UUID(int=9)),
        ]
    )
    before = org(ONE, unit(0), unit(1), unit(2), tasks=(TaskFacts(UNITS[1], "32", "ansvarlig"),))
    after = org(OTHER, unit(0), unit(3), tasks=(TaskFacts(UNITS[3], "32", "ansvarlig"),))
    told = difference(before, after, successions=lines).by_unit
    assert told[UNITS[1]].kinds == (ChangeKind.MERGED,)
    assert told[UNITS[1]].went_to == (("", UNITS[3]),)
    assert told[UNITS[2]].kinds == (ChangeKind.CLOSED,)
    assert told[UNITS[3]].kinds == (ChangeKind.NEW,)
    assert told[UNITS[3]].came_from == (("", UNITS[1]), ("32", UNITS[2]))


def test_a_new_leader_is_told_and_an_unchanged_one_is_not() -> None:
    same = frozenset({PEOPLE[0]})
    told = difference(
        org(ONE, unit(0), unit(1)),
        org(OTHER, unit(0), unit(1)),
        leaders=({UNITS[0]: same, UNITS[1]: same}, {UNITS[0]: same, UNITS[1]: frozenset(PEOPLE)}),
    )
    assert [change.unit_id for change in told.units] == [UNITS[1]]
    assert told.units[0].kinds == (ChangeKind.LEADERS,)


DAYS = [date(2012, 1, 1) + timedelta(days=number) for number in range(4)]
some_lines = st.lists(
    st.builds(
        SuccessionFacts,
        st.sampled_from(DAYS),
        st.sampled_from(UNITS),
        st.sampled_from(["", "32", "32.24"]),
        st.sampled_from(UNITS),
        st.just(UUID(int=9)),
    ),
    max_size=12,
    unique_by=lambda line: (line.on, line.from_unit, line.kle),
).map(lambda lines: Successions.of(line for line in lines if line.from_unit != line.to_unit))


@given(some_lines, st.sampled_from(UNITS), st.sampled_from(["", "32", "32.24.04"]))
def test_the_way_ends_where_nothing_leads_on(lines: Successions, start: UUID, kle: str) -> None:
    assert lines.last(start, kle, DAYS[0] - timedelta(days=1)) == start
    by_steps = start
    for day in DAYS:  # going day by day leads to the same place as asking for the last day
        by_steps = lines.last(by_steps, kle, day, since=day)
    assert lines.last(start, kle, DAYS[-1]) == by_steps


def test_the_most_exact_range_decides_where_a_subject_went() -> None:
    lines = Successions.of(
        [
            SuccessionFacts(DAYS[1], UNITS[0], "", UNITS[1], UUID(int=9)),
            SuccessionFacts(DAYS[1], UNITS[0], "32.24", UNITS[2], UUID(int=9)),
            SuccessionFacts(DAYS[2], UNITS[2], "", UNITS[3], UUID(int=9)),
        ]
    )
    assert lines.last(UNITS[0], "32.24.04", DAYS[1]) == UNITS[2]
    assert lines.last(UNITS[0], "32.24.04", DAYS[3]) == UNITS[3]
    assert lines.last(UNITS[0], "32", DAYS[3]) == UNITS[1]
    assert lines.parts(UNITS[0], DAYS[3]) == {"": UNITS[1], "32.24": UNITS[3]}
    assert lines.parts(UNITS[0], DAYS[3], since=DAYS[1]) == {}
