"""A consent is specific: which data, from whom, to whom, for which case."""

from datetime import UTC, datetime

import pytest

from indgang.access.actions import give_consent
from indgang.access.queries import ConsentView, consents
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import acting

pytestmark = pytest.mark.requirement("K10")

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ANNA = Actor(Scope.CITIZEN, "Anna", account_id=uuid7(), citizen_id=uuid7())
CLERK = Actor(Scope.STAFF, "Mette", account_id=uuid7(), person_id=uuid7())
HERE, THERE = uuid7(), uuid7()


def test_a_consent_for_one_case_opens_for_that_case_only() -> None:
    case_id = uuid7()
    one = ConsentView(uuid7(), THERE, HERE, "32", case_id, "headline", NOW, None)
    assert one.covers(to=HERE, owner=THERE, kle="32.24.04", cases={case_id})
    assert not one.covers(to=HERE, owner=THERE, kle="32.24.04", cases={uuid7()})
    assert not one.covers(to=HERE, owner=THERE, kle="32.24.04", cases=set())
    without = ConsentView(uuid7(), THERE, HERE, "32", None, "headline", NOW, None)
    assert without.covers(to=HERE, owner=THERE, kle="32.24.04", cases=set())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kle", "to", "field"),
    [("", HERE, "kle"), ("everything", HERE, "kle"), ("32.2", HERE, "kle"), ("32", THERE, "to")],
)
def test_everything_or_to_oneself_is_no_consent(kle: str, to: object, field: str) -> None:
    """Retssikkerhedsloven § 11 a: the citizen must know which data the yes is about."""
    with acting(ANNA, purpose="own"):
        with pytest.raises(BadInput) as refused:
            give_consent(
                subject_id=ANNA.citizen_id,  # type: ignore[arg-type]  # she is a citizen
                from_administration=THERE,
                to_administration=to,  # type: ignore[arg-type]  # a unit's id
                kle=kle,
                level="headline",
                by=ANNA,
                at=NOW,
            )
        assert field in refused.value.fields
        assert consents(ANNA.citizen_id, NOW) == ()  # type: ignore[arg-type]  # she is a citizen


@pytest.mark.django_db
def test_nobody_at_the_municipality_says_yes_for_the_citizen() -> None:
    with acting(CLERK, purpose="application"), pytest.raises(NotAllowed):
        give_consent(
            subject_id=ANNA.citizen_id,  # type: ignore[arg-type]  # she is a citizen
            from_administration=THERE,
            to_administration=HERE,
            kle="32",
            level="headline",
            by=CLERK,
            at=NOW,
        )
