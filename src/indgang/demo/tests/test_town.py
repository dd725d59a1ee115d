"""The municipality is the one of the sources: administrations, numbers of offices, places."""

from datetime import date

import pytest

from indgang.demo.tests.ask import one, rows
from indgang.organisation.public import organisation

#: Document E, as the numbers of offices of each kind.
OFFICES = {
    "borgerservice": 4,
    "po-kontorer": 7,
    "socialcentre": 8,
    "biblioteker": 21,
    "uu": 4,
    "buf-distrikter": 8,
    "jobcentre": 3,
}
DISTRICTS = {
    "Indre By", "Østerbro", "Nørrebro", "Vesterbro-Kongens Enghave", "Valby", "Vanløse",
    "Brønshøj-Husum", "Bispebjerg", "Amager Øst", "Amager Vest",
}  # fmt: skip


def test_seven_administrations_each_under_its_committee(loaded: date) -> None:
    org = organisation(loaded)
    found = [unit for unit in org.units.values() if unit.kind == "administration"]
    assert {unit.key for unit in found} == {"okf", "kff", "buf", "suf", "sof", "tmf", "bif"}
    committees = [org.unit(unit.parent_id) for unit in found if unit.parent_id]
    assert [unit.kind for unit in committees] == ["committee"] * 7
    assert len({unit.key for unit in committees}) == 7
    assert {org.unit(c.parent_id).kind for c in committees if c.parent_id} == {"council"}


@pytest.mark.requirement("O5")
@pytest.mark.parametrize(("parent", "number"), OFFICES.items())
def test_as_many_offices_as_document_e_says(loaded: date, parent: str, number: int) -> None:
    org = organisation(loaded)
    assert len(org.children[org.by_key[parent].unit_id]) == number


def test_citizen_service_lies_under_culture_and_leisure(loaded: date) -> None:
    org = organisation(loaded)
    for desk in org.children[org.by_key["borgerservice"].unit_id]:
        administration = org.administration_of(desk.unit_id)
        assert administration is not None
        assert administration.key == "kff"


def test_every_service_has_a_unit_that_answers_for_it(loaded: date) -> None:
    org = organisation(loaded)
    services = rows("SELECT code, kle, administration FROM catalogue_service")
    assert len(services) == 95
    for code, kle, administration in services:
        units = org.units_for(kle, "ansvarlig")
        assert units, code
        homes = {org.administration_of(unit.unit_id) for unit in units}
        assert {home.key for home in homes if home} == {administration}, code


@pytest.mark.requirement("E2")
def test_every_district_has_an_entrance_and_the_three_kinds_are_there(loaded: date) -> None:
    found = rows(
        "SELECT DISTINCT s.district, e.kind FROM places_site s "
        "JOIN places_entrance e ON e.site_id = s.id "
        "WHERE EXISTS (SELECT 1 FROM places_openinghours h WHERE h.entrance_id = e.id)"
    )
    assert {district for district, _ in found} == DISTRICTS
    assert {kind for _, kind in found} == {"services", "cases", "democracy"}


@pytest.mark.requirement("P8")
def test_job_centres_have_their_own_door_and_sign_without_the_municipalitys_name(
    loaded: date,
) -> None:
    found = rows(
        "SELECT s.own_entrance_sign, count(DISTINCT u.id), s.name FROM places_site s "
        "JOIN places_entrance e ON e.site_id = s.id JOIN organisation_unit u ON u.id = e.unit_id "
        "WHERE u.key LIKE 'jobcenter-%%' GROUP BY s.id"
    )
    assert len(found) == 3
    for sign, units, name in found:
        assert sign
        assert units == 1
        assert "kommune" not in (sign + name).lower()


def test_nobody_is_met_at_a_district_office_for_children(loaded: date) -> None:
    assert one(
        "SELECT count(*) FROM places_entrance e JOIN organisation_unit u ON u.id = e.unit_id "
        "WHERE u.key LIKE 'buf-distrikt-%%'"
    ) == 0  # fmt: skip


def test_sites_lie_in_copenhagen(loaded: date) -> None:
    for key, latitude, longitude in rows("SELECT key, latitude, longitude FROM places_site"):
        assert 55.61 < latitude < 55.74, key
        assert 12.45 < longitude < 12.65, key


def test_citizen_service_is_open_late_on_thursdays_and_libraries_on_saturdays(
    loaded: date,
) -> None:
    hours = rows(
        "SELECT u.key, h.weekday, max(h.closes)::text FROM places_openinghours h "
        "JOIN places_entrance e ON e.id = h.entrance_id "
        "JOIN organisation_unit u ON u.id = e.unit_id GROUP BY 1, 2"
    )
    desks = {(key, day): closes for key, day, closes in hours if key.startswith("borgerservice")}
    assert {closes for (_, day), closes in desks.items() if day == 3} == {"18:00:00"}
    assert {day for _, day in desks} == {0, 1, 2, 3, 4}
    assert len({key for key, day, _ in hours if key.startswith("bibliotek") and day == 5}) == 21


def test_every_citizen_service_office_can_be_booked(loaded: date) -> None:
    found = dict(
        rows(
            "SELECT u.key, count(DISTINCT c.id) FROM appointments_calendar c "
            "JOIN organisation_unit u ON u.id = c.unit_id "
            "JOIN appointments_bookablehours h ON h.calendar_id = c.id GROUP BY 1"
        )
    )
    desks = [number for key, number in found.items() if key.startswith("borgerservice")]
    assert len(desks) == 4
    assert min(desks) == 3
    assert {"jobcenter-syd", "socialcenter-bispebjerg", "po-kontor-bispebjerg"} <= set(found)


def test_forty_one_employees_each_with_a_post_and_an_account(loaded: date) -> None:
    assert one("SELECT count(*) FROM organisation_person WHERE synthetic") == 41
    assert one(
        "SELECT count(*) FROM organisation_person p WHERE EXISTS "
        "(SELECT 1 FROM organisation_post o WHERE o.person_id = p.id) AND EXISTS "
        "(SELECT 1 FROM access_account a WHERE a.person_id = p.id)"
    ) == 41  # fmt: skip
    functions = {row[0] for row in rows("SELECT function FROM organisation_post")}
    assert functions == {
        "front_desk", "caseworker", "specialist", "leader", "coordinator", "librarian",
    }  # fmt: skip


def test_everything_invented_is_marked(loaded: date) -> None:
    for table in ("organisation_unit", "organisation_person", "places_site", "citizens_citizen"):
        assert one(f"SELECT count(*) FROM {table} WHERE NOT synthetic") == 0, table
    assert rows("SELECT key FROM competence_instrument WHERE NOT synthetic") == [
        ("kommunestyrelsesloven",)
    ]
