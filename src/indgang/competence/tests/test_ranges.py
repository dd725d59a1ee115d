"""Ranges with holes are sets of subjects."""

from hypothesis import given
from hypothesis import strategies as st

from indgang.competence.ranges import Region, ranges_above, region
from indgang.organisation.public import kle_covers

SUBJECTS = [f"{a}.{b}.{c}" for a in ("27", "32") for b in ("03", "24") for c in ("01", "02", "03")]
RANGES = st.sampled_from(sorted({wide for kle in SUBJECTS for wide in ranges_above(kle)}))
REGIONS = st.builds(region, RANGES, st.sets(RANGES, max_size=4))


def subjects(part: Region | None) -> set[str]:
    return set() if part is None else {kle for kle in SUBJECTS if part.has(kle)}


@given(RANGES, st.sets(RANGES, max_size=4))
def test_a_region_is_its_range_without_the_holes(kle: str, holes: set[str]) -> None:
    found = region(kle, holes)
    expected = {
        one
        for one in SUBJECTS
        if kle_covers(kle, one) and not any(kle_covers(hole, one) for hole in holes)
    }
    assert subjects(found) == expected
    if found is not None:
        assert all(kle_covers(kle, hole) and hole != kle for hole in found.without)
        assert found == region(found.kle, found.without)


@given(REGIONS, REGIONS)
def test_both_is_the_intersection(one: Region | None, other: Region | None) -> None:
    if one is None or other is None:
        return
    assert subjects(one.both(other)) == subjects(one) & subjects(other)
    assert one.both(other) == other.both(one)


@given(REGIONS, REGIONS)
def test_minus_leaves_the_rest_in_parts_of_its_own(
    one: Region | None, other: Region | None
) -> None:
    if one is None or other is None:
        return
    left = one.minus(other)
    assert set().union(*map(subjects, left)) == subjects(one) - subjects(other)
    assert sum(len(subjects(part)) for part in left) == len(subjects(one) - subjects(other))


def test_the_ranges_above_a_subject() -> None:
    assert ranges_above("") == ("",)
    assert ranges_above("32") == ("", "32")
    assert ranges_above("32.24.04") == ("", "32", "32.24", "32.24.04")
