"""A decision that was changed afterwards is written down, and counted for the desk (O4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from way_story import citizen_named, enquire, rows, signed_in, who

from indgang.journey.decision.public import (
    Draft,
    decide_at_desk,
    record_reversal,
    reversal,
    reversed_share,
)
from indgang.shared import clock
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import uuid7

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.requirement("O4")]
KLE = "32.03.12"


def decided(citizen: str = "Erik Bech") -> UUID:
    """A supplement granted at Mette's desk, on the dispensation."""
    mette, person = who("mette-juhl"), citizen_named(citizen)
    asked = enquire(mette, person, "Briller til 3.200 kr.")
    with signed_in(mette, "application") as at:
        return decide_at_desk(
            enquiry_id=asked, service_code="personligt-tillaeg", applied=3200,
            draft=Draft(outcome="granted", amount=3200), by=mette, at=at,
        )  # fmt: skip


def today() -> date:
    return clock.today()


def shares() -> dict[str, tuple[int, int, int]]:
    """Decided, reversed and remitted by task, from yesterday through today."""
    found = reversed_share(today() - timedelta(1), today() + timedelta(1))
    return {one.kle: (one.decided, one.reversed, one.remitted) for one in found}


def test_what_was_changed_stands_in_the_journal_and_in_the_figures() -> None:
    before = shares().get(KLE, (0, 0, 0))
    first, second = decided(), decided("Gudrun Bruun")
    assert shares()[KLE] == (before[0] + 2, before[1], before[2])
    mette = who("mette-juhl")
    with signed_in(mette) as at:
        assert reversal(first) is None
        record_reversal(decision_id=first, on=today(), body="appeal_body", remitted=True,
                        by=mette, at=at)  # fmt: skip
        told = reversal(first)
        assert told is not None and (told.body, told.remitted) == ("appeal_body", True)
        record_reversal(decision_id=second, on=today(), body="own_unit", by=mette, at=at)
    assert shares()[KLE] == (before[0] + 2, before[1] + 2, before[2] + 1)
    [worst] = [
        one
        for one in reversed_share(today(), today() + timedelta(1), unit_ids=mette.unit_ids)
        if one.kle == KLE
    ]
    assert worst.share == worst.reversed / worst.decided and worst.by_appeal_body == 1
    assert reversed_share(today() + timedelta(1), today() + timedelta(2)) == ()
    notes = rows(
        "SELECT n.text FROM case_journalnote n JOIN decision_decision d ON d.case_id = n.case_id "
        "WHERE d.id = %s AND n.theme = 'Omgørelse'",
        first,
    )
    assert notes == [("Klageinstansen har hjemvist sagen.",)]


def test_only_the_unit_of_the_case_and_only_once_and_on_a_day_that_can_be() -> None:
    decision_id, mette, sofie = decided(), who("mette-juhl"), who("sofie-lind")

    def reverse(**more: object) -> UUID:
        named = {"decision_id": decision_id, "on": today(), "body": "appeal_body"}
        return record_reversal(**{**named, **more}, by=mette, at=clock.now())  # type: ignore[arg-type]  # wrong on purpose

    with signed_in(sofie) as at, pytest.raises((NotAllowed, NotFound)):
        record_reversal(decision_id=decision_id, on=today(), body="own_unit", by=sofie, at=at)
    with signed_in(mette):
        for wrong in ({"on": today() - timedelta(1)}, {"on": today() + timedelta(1)},
                      {"body": "neighbour"}):  # fmt: skip
            with pytest.raises(BadInput):
                reverse(**wrong)
        with pytest.raises(NotFound):
            reverse(decision_id=uuid7())
        reverse()
        with pytest.raises(Refused):
            reverse()
    assert rows("SELECT count(*) FROM decision_reversal WHERE decision_id = %s", decision_id) == [
        (1,)
    ]
