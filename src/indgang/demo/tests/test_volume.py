"""Sharing out by weights, and a load that is the same and quick for the larger municipality."""

import hashlib
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.catalogue.public import load_services, services
from indgang.demo import actions
from indgang.demo.data import LYNGBY_TAARBAEK, files_of
from indgang.demo.plans import administrations
from indgang.demo.volume import shares

PROTECTED = ("cpr_encrypted", "cpr_hash")


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 40)), min_size=1), st.data())
def test_shares_add_up_and_fit(lines: list[tuple[int, int]], data: st.DataObject) -> None:
    weights, rooms = [weight for weight, _ in lines], [room for _, room in lines]
    total = data.draw(st.integers(0, sum(rooms)))
    found = shares(weights, rooms, total)
    assert sum(found) == total
    assert all(0 <= given <= room for given, room in zip(found, rooms, strict=True))
    if all(room == max(rooms) for room in rooms):  # nothing but the weights decides then
        for one in range(len(lines)):
            for other in range(len(lines)):
                if weights[one] >= weights[other] and found[one] < rooms[one]:
                    assert found[one] >= found[other] - 1


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(ValueError, match="room for 3 of 4"):
        shares([1, 1], [1, 2], 4)


def test_the_same_seed_gives_the_same_municipality(db: None) -> None:
    day = date(2028, 2, 29)
    files = files_of(LYNGBY_TAARBAEK)
    load_services(at=day, administrations=administrations(files))

    def digest() -> str:
        began = time.monotonic()
        batch = actions.build(
            seed=2013, at=day, catalogue=services(), progress=lambda *step: None, files=files
        )
        print(f"\nLyngby-Taarbæk: {_number(batch.rows):,} rows in {time.monotonic() - began:.1f} s")
        lines = hashlib.sha256()
        for table, of_table in batch.rows.items():
            for row in of_table:
                plain = sorted((name, str(it)) for name, it in row.items() if name not in PROTECTED)
                lines.update(f"{table}{plain}".encode())
        return lines.hexdigest()

    assert digest() == digest()


def _number(rows: dict[str, list[Any]]) -> int:
    return sum(len(of_table) for of_table in rows.values())
