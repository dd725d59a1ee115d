"""Two at once, in two connections: one act, one answer, no case decided twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import connections, transaction
from way_story import citizen_named, offered, opened, rows, signed_in, who

from indgang.competence.public import NotCompetentError, revoke_grant
from indgang.competence.public import verdict as may
from indgang.journey.decision.public import Draft, decide, matter_of
from indgang.journey.enquiry.public import accept, enquiry, send_back
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system
from indgang.shared.submissions import once

pytestmark = pytest.mark.usefixtures("demonstration")


def together(*acts: Callable[[], object]) -> list[object]:
    """Begin all at the same moment, each in a connection of its own; results or faults."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(10)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_hand_over_is_either_taken_or_returned() -> None:
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    asked, given = offered(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp")

    def take() -> None:
        with signed_in(sofie, "handover") as at:
            accept(handover_id=given, by=sofie, at=at)

    def back() -> None:
        with signed_in(sofie, "handover") as at:
            send_back(handover_id=given, reason="Ikke vores", by=sofie, at=at)

    answers = together(take, back, take, back)
    assert [isinstance(answer, Refused) for answer in answers].count(True) == 3, answers
    cases = rows("SELECT count(*) FROM case_case WHERE handover_id = %s", given)
    with as_system("test"):
        assert (enquiry(asked).state, cases) in (("accepted", [(1,)]), ("received", [(0,)]))


def test_two_who_decide_one_case_make_one_decision() -> None:
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    case_id = opened(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp")

    def act() -> UUID:
        with signed_in(sofie) as at:
            draft = Draft(outcome="granted")
            return decide(case_id=case_id, draft=draft, version=1, by=sofie, at=at)

    answers = together(act, act, act)
    assert sum(isinstance(answer, UUID) for answer in answers) == 1, answers
    assert sum(isinstance(answer, Refused) for answer in answers) == 2, answers
    assert rows("SELECT count(*) FROM decision_decision WHERE case_id = %s", case_id) == [(1,)]


@pytest.mark.requirement("O4")
def test_who_waits_for_a_revocation_reads_it() -> None:
    """The revocation is written and not yet committed; the decision waits and is then refused."""
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    case_id = opened(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp")
    [(kle,)] = rows("SELECT kle FROM case_case WHERE id = %s", case_id)
    matter = matter_of(kle, None, Draft(outcome="granted"))
    assert sofie.person_id is not None
    with as_system("test"):
        chain = may(sofie.person_id, "decide", matter, clock.today()).chain
    written, waiting = Event(), Event()

    def revoke() -> None:
        with as_system("test"):
            revoke_grant(grant_id=chain[-1].grant_id, ends=clock.today(), by=SYSTEM, at=clock.now())
            written.set()
            waiting.wait(1)

    def act() -> UUID:
        with signed_in(sofie) as at:
            assert may(sofie.person_id, "decide", matter, clock.day_of(at)).allowed  # type: ignore[arg-type]  # an employee
            written.wait(10)
            draft = Draft(outcome="granted")
            return decide(case_id=case_id, draft=draft, version=1, by=sofie, at=at)

    revoked, decided = together(revoke, act)
    assert revoked is None and isinstance(decided, NotCompetentError), (revoked, decided)
    assert rows("SELECT count(*) FROM decision_decision WHERE case_id = %s", case_id) == [(0,)]


def test_a_form_sent_twice_at_once_is_one_act() -> None:
    mette, key = who("mette-juhl"), uuid7()
    done: list[int] = []

    def act() -> tuple[str, bool]:
        def write() -> str:
            done.append(1)
            return "S-1"

        with transaction.atomic():
            return once(key, "test.act", write, by=mette, at=clock.now())

    answers = together(act, act, act, act)
    assert sorted(answers) == [("S-1", False)] * 3 + [("S-1", True)]  # type: ignore[type-var]  # pairs
    assert len(done) == 1
