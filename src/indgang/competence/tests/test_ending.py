"""What is shown before a grant ends is what falls when it ends; a drawn chain is the chain."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from indgang.competence.public import (
    chain_links,
    falls_away,
    grants,
    revoke_grant,
    unrevoke_grant,
    would_fall,
)
from indgang.competence.queries import authority
from indgang.organisation.public import organisation
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import NotFound, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.requirement("O4")]


def in_force(at: date) -> set[UUID]:
    """The grants whose whole chain holds."""
    found = authority(organisation(at)).in_force(at)
    return {line.grant.grant_id for lines in found.values() for line in lines}


def test_a_chain_is_drawn_whole_exactly_when_it_holds() -> None:
    today = clock.today()
    with as_system("test"):
        middle = next(line for line in grants(today) if line.may_sub_delegate and line.above_id)
        revoke_grant(grant_id=middle.grant_id, ends=today, by=SYSTEM, at=clock.now())
        every = grants(today, all_days=True)
        below = [line for line in every if line.above_id == middle.grant_id][:20]
        for at in (today - timedelta(1), today):
            holding = in_force(at)
            for line in [middle, *below, *every[::25]]:
                links = chain_links(line.grant_id, at)
                whole = not any(link.broken for link in links)
                assert whole == (line.grant_id in holding), (line, links)
                assert links[-1].line.above_id is None
        with pytest.raises(NotFound):
            chain_links(uuid7(), today)


@pytest.mark.parametrize("place", [0, 7, -1])
def test_what_was_foretold_is_what_falls_and_all_of_it_can_be_taken_back(place: int) -> None:
    day = clock.today() + timedelta(30)
    with as_system("test"):
        tops = [line for line in grants(day) if line.may_sub_delegate and line.above_id]
        chosen = tops[place]
        before = in_force(day)
        foretold = would_fall(chosen.grant_id, day)
        assert foretold.lines[0].grant_id == chosen.grant_id
        assert in_force(day) == before  # looking changes nothing
        revoke_grant(grant_id=chosen.grant_id, ends=day, by=SYSTEM, at=clock.now())
        fell = falls_away(day)
        assert {line.grant_id for line in foretold.lines} == {
            one.line.grant_id for one in fell.grants
        }
        gaps = {one.kle for one in foretold.lost if not one.others}
        assert gaps == set(fell.subjects)
        unrevoke_grant(grant_id=chosen.grant_id, by=SYSTEM, at=clock.now())
        assert in_force(day) == before
        with pytest.raises(Refused):
            unrevoke_grant(grant_id=chosen.grant_id, by=SYSTEM, at=clock.now())
