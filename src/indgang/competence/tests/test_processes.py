"""A grant that is revoked is refused by the next question in every process, remembered or not."""

import os
import subprocess
import sys
from collections.abc import Iterator
from uuid import UUID

import pytest

from indgang.competence.granting import give_grant
from indgang.competence.revoking import revoke_grant
from indgang.competence.tests.town import SUPPLEMENT, Town, build
from indgang.config.database.public import Urls
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.requirement("O4")]


class Asker:
    """Another process, as a web worker is one: its own memory, its own connection."""

    def __init__(self, urls: Urls) -> None:
        surroundings = os.environ | {
            "INDGANG_URL_APPLICATION": urls.application,
            "INDGANG_URL_OWNER": urls.owner,
            "INDGANG_URL_READER": urls.reader,
            "DJANGO_SETTINGS_MODULE": "indgang.config.settings",
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "indgang.competence.tests.asking_process"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings,
        )  # fmt: skip

    def say(self, *words: object) -> str:
        """One line there, and the answer without the count of questions to the database."""
        return self.tell(*words).rsplit(" ", 1)[0]

    def tell(self, *words: object) -> str:
        """One line there, one line back."""
        assert self.process.stdin and self.process.stdout
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        assert answer, "the process has died"
        return answer


@pytest.fixture
def stored_town(fresh_database: Urls) -> Town:
    """The municipality with real commits."""
    with as_system("test"):
        return build()


@pytest.fixture
def askers(fresh_database: Urls, stored_town: Town) -> Iterator[list[Asker]]:
    """Three processes."""
    started = [Asker(fresh_database) for _ in range(3)]
    yield started
    for each in started:
        each.process.kill()
        each.process.wait()


def revoke(grant_id: UUID) -> None:
    with as_system("test"):
        revoke_grant(grant_id=grant_id, ends=clock.today(), by=SYSTEM, at=clock.now())


def give_again(town: Town) -> UUID:
    with as_system("test"):
        return give_grant(
            instrument_id=town.instruments["internal_delegation"],
            holder_id=town.units["po-nord"],
            above_id=town.grants["po"],
            action="decide",
            kle="32.03",
            begins=clock.today(),
            by=SYSTEM,
            at=clock.now(),
        )


def test_every_process_refuses_the_very_next_question(
    stored_town: Town, askers: list[Asker]
) -> None:
    question = ("ask", stored_town.people["anna"], "decide", SUPPLEMENT)
    for _ in range(2):
        assert [each.say(*question) for each in askers] == ["yes"] * 3
    remembered = [each.tell(*question) for each in askers]
    assert remembered == ["yes 1"] * 3, "one question: has anything changed?"
    revoke(stored_town.grants["po-nord"])
    assert [each.say(*question) for each in askers] == ["no no_grant"] * 3
    given = give_again(stored_town)
    assert [each.say(*question) for each in askers] == ["yes"] * 3
    revoke(given)
    assert [each.say(*question) for each in askers] == ["no no_grant"] * 3


def test_a_link_far_above_is_refused_in_every_process(
    stored_town: Town, askers: list[Asker]
) -> None:
    question = ("ask", stored_town.people["anna"], "decide", SUPPLEMENT)
    assert [each.say(*question) for each in askers] == ["yes"] * 3
    revoke(stored_town.grants["root"])
    assert [each.say(*question) for each in askers] == ["no chain_broken"] * 3


def test_a_long_transaction_hides_nothing(stored_town: Town, askers: list[Asker]) -> None:
    """One process has asked inside a transaction that stays open; it and the others are refused."""
    question = ("ask", stored_town.people["anna"], "decide", SUPPLEMENT)
    slow, quick, other = askers
    assert quick.say(*question) == "yes"
    slow.tell("begin")
    assert slow.say(*question) == "yes"
    revoke(stored_town.grants["po-nord"])
    assert [each.say(*question) for each in (quick, other, slow)] == ["no no_grant"] * 3
    slow.tell("end")
    assert slow.say(*question) == "no no_grant"


def test_a_decision_under_way_is_finished_first(stored_town: Town, askers: list[Asker]) -> None:
    """Whoever decides holds authority still; the revocation waits and then holds for all."""
    anna = stored_town.people["anna"]
    slow, quick, _ = askers
    slow.tell("begin")
    assert slow.say("record", anna, "decide", SUPPLEMENT) == "yes"
    revoking = subprocess.Popen(
        [sys.executable, "-c", _REVOKE, str(stored_town.grants["po-nord"])],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "indgang.config.settings"},
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        revoking.wait(3)
    assert quick.say("ask", anna, "decide", SUPPLEMENT) == "yes"
    slow.tell("end")
    assert revoking.wait(20) == 0
    assert quick.say("ask", anna, "decide", SUPPLEMENT) == "no no_grant"
    assert slow.say("record", anna, "decide", SUPPLEMENT) == "no no_grant"


_REVOKE = """
import sys
import django
django.setup()
from uuid import UUID
from indgang.competence.public import revoke_grant
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.rowsecurity import as_system
with as_system("test"):
    revoke_grant(grant_id=UUID(sys.argv[1]), ends=clock.today(), by=SYSTEM, at=clock.now())
"""
