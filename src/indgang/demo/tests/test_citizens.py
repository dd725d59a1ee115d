"""The citizens: as many and as varied as promised, with numbers that belong to nobody."""

from datetime import date

import pytest

from indgang.citizens.public import parse_cpr, reveal_cpr, spoken_for_by
from indgang.demo.rules import is_demonstration_cpr, passes_cvr_check
from indgang.demo.tests.ask import citizen, one, rows


def test_two_thousand_synthetic_citizens(loaded: date) -> None:
    kinds = dict(rows("SELECT kind, count(*) FROM citizens_citizen WHERE synthetic GROUP BY 1"))
    assert sum(kinds.values()) == 2000
    assert kinds["company"] >= 1
    assert kinds["association"] >= 1


@pytest.mark.requirement("K10")
def test_no_cpr_number_can_belong_to_the_living(loaded: date) -> None:
    numbers = set()
    for encrypted, born in rows(
        "SELECT cpr_encrypted, born FROM citizens_citizen WHERE kind = 'person'"
    ):
        cpr = parse_cpr(reveal_cpr(encrypted), at=loaded)
        assert is_demonstration_cpr(cpr)
        assert cpr.born < date(1900, 1, 1)
        assert (cpr.born.day, cpr.born.month) == (born.day, born.month)
        numbers.add(cpr.digits)
    assert len(numbers) > 1900


def test_no_cvr_number_can_belong_to_a_company(loaded: date) -> None:
    found = rows("SELECT cvr FROM citizens_citizen WHERE kind <> 'person'")
    assert found
    assert not any(passes_cvr_check(cvr) for (cvr,) in found)


def test_phones_reach_nobody(loaded: date) -> None:
    for table in ("citizens_citizen", "organisation_unitstate", "organisation_person"):
        assert one(f"SELECT count(*) FROM {table} WHERE phone NOT LIKE '01 %%'") == 0


def test_ages_are_those_of_a_town(loaded: date) -> None:
    ages = [
        row[0]
        for row in rows(
            "SELECT extract(year FROM age(%s::date, born))::int FROM citizens_citizen "
            "WHERE born IS NOT NULL",
            loaded,
        )
    ]
    assert min(ages) >= 0
    assert 80 < max(ages) < 105
    share = {
        "children": sum(a < 18 for a in ages) / len(ages),
        "old": sum(a >= 67 for a in ages) / len(ages),
    }
    assert 0.15 < share["children"] < 0.32
    assert 0.08 < share["old"] < 0.22


def test_parents_are_grown_up_when_their_children_come(loaded: date) -> None:
    young = rows(
        "SELECT p.name, c.name FROM citizens_relation r "
        "JOIN citizens_citizen p ON p.id = r.from_citizen_id "
        "JOIN citizens_citizen c ON c.id = r.to_citizen_id "
        "WHERE r.kind = 'parent' AND c.born < p.born + interval '17 years'"
    )
    assert young == []


def test_every_child_has_somebody_who_speaks_for_it(loaded: date) -> None:
    assert one(
        "SELECT count(*) FROM citizens_citizen c WHERE born > %s::date - interval '18 years' "
        "AND NOT EXISTS (SELECT 1 FROM citizens_relation r "
        "WHERE r.to_citizen_id = c.id AND r.kind = 'parent')",
        loaded,
    ) == 0  # fmt: skip


@pytest.mark.requirement("K10")
def test_some_are_protected_and_some_exempt_from_digital_post(loaded: date) -> None:
    assert one("SELECT count(*) FROM citizens_citizen WHERE address_protected") >= 10
    assert one("SELECT count(*) FROM citizens_citizen WHERE NOT digital_post") >= 5
    assert one("SELECT digital_post FROM citizens_citizen WHERE name = 'Erik Bech'") is False
    assert one("SELECT address_protected FROM citizens_citizen WHERE name = 'Sara Lykke'") is True


@pytest.mark.requirement("K10")
def test_who_speaks_for_whom(loaded: date) -> None:
    def speaks(name: str) -> set[object]:
        return set(spoken_for_by(citizen(name), loaded))

    assert citizen("Ali Haddad") in speaks("Ibrahim Haddad")
    assert citizen("Ole Mølgaard") in speaks("Karin Mølgaard")
    assert citizen("Café Eksempel ApS") in speaks("Nadia Rahimi")
    assert citizen("Skakklubben Springeren") in speaks("Poul Vestergaard")
    assert citizen("Erik Bech") not in speaks("Anna Bech")


@pytest.mark.requirement("K12")
def test_some_are_soon_eighteen_and_have_support_from_several(loaded: date) -> None:
    found = rows(
        "SELECT c.name, count(DISTINCT s.administration) FROM citizens_citizen c "
        "JOIN case_case k ON k.citizen_id = c.id AND k.state IN ('opstaaet', 'oplyst') "
        "JOIN catalogue_service s ON s.code = k.service_id "
        "WHERE c.born + interval '18 years' BETWEEN %s::date AND %s::date + interval '7 months' "
        "GROUP BY c.id",
        loaded,
        loaded,
    )
    assert len(found) >= 5
    assert ("Emil Sørensen", 2) in found


def test_addresses_are_in_the_ten_districts_in_streets_that_are_not_there(loaded: date) -> None:
    assert one("SELECT count(DISTINCT district) FROM citizens_citizen") == 10
    assert one("SELECT count(*) FROM citizens_citizen WHERE address = ''") == 0
