"""The site's page for its leaders: who is there, who steers, who steps in."""

from typing import Any

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import ALWAYS, NOW, Town, insert, rows
from indgang.shared.rowsecurity import as_system
from indgang.steering.tests.past import add_leader

pytestmark = pytest.mark.requirement("O3")


class House:
    """A site with the library, citizen service and the job centre under one roof."""

    def __init__(self, town: Town) -> None:
        self.town = town
        with as_system("test"):
            self.site = insert(
                "places_site", key="huset", name="Det fælles hus", address="Opdigtet Plads 2",
                district="Bispebjerg", step_free=True, own_entrance_sign="", synthetic=True,
                validity=ALWAYS,
            )  # fmt: skip
            for unit, kind in (("desk", "services"), ("library", "services"), ("job", "cases")):
                door = insert(
                    "places_entrance", site_id=self.site, unit_id=town.units[unit], kind=kind,
                    phone="", validity=ALWAYS,
                )  # fmt: skip
                insert(
                    "places_openinghours", entrance_id=door, weekday=1, opens="09:00",
                    closes="18:00", validity=ALWAYS,
                )  # fmt: skip
            for key, owner in (("samtale", town.units["job"]), ("moede", None)):
                insert(
                    "places_room", site_id=self.site, key=key, name=f"Rum {key}", area=12,
                    seats=4, unit_id=owner, validity=ALWAYS,
                )  # fmt: skip
        self.address = f"/styring/steder/{self.site}/"

    def said(self, who: str = "lea") -> str:
        return words(self.town.client(who).get(self.address))

    def send(self, verb: str, who: str = "lea", **typed: str) -> Any:
        client = self.town.client(who)
        page = client.get(self.address)
        form = {"begin": "begynd", "join": "med", "leave": "ud", "chair": "leder"}[verb]
        given = {f"{verb}-{name}": value for name, value in typed.items()}
        return client.post(f"{self.address}ledelse/{form}/", {**given, **hidden(page)})

    def unit(self, key: str) -> str:
        return str(self.town.units[key])

    def begin(self) -> None:
        sent = self.send(
            "begin", name="Husets ledelse", unit=self.unit("desk"), agreement="Vi mødes hver uge.",
            on="2026-12-01",
        )  # fmt: skip
        assert sent.status_code == 302, words(sent)


@pytest.fixture
def house(town: Town) -> House:
    add_leader(town, "per", "Per Leth", "job")
    return House(town)


def test_the_page_says_who_is_there_today(house: House) -> None:
    said = house.said("mette")
    for line in (
        "Det fælles hus",
        "Borgerservice Nord Lea Lund",
        "Skranke: 1 Leder: 1",
        "Hurtig hjælp: åben til kl. 18.00",
        "I alt 6 6 0",
        "Enhederne her styrer hver for sig.",
        "Rum samtale , 12 m², 4 pladser Jobcenter Nord",
        "Rum moede , 12 m², 4 pladser deles af alle her",
        "Tirsdag: 9.00–18.00",
        "Ingen har aftalt at træde til for hinanden her.",
    ):
        assert line in said, line
    assert "Begynd en fælles ledelse" not in said
    assert "Begynd en fælles ledelse" in house.said("lea")
    listed = words(house.town.client("mette").get("/styring/steder/"))
    assert "Det fælles hus , Opdigtet Plads 2" in listed


def test_times_today_are_counted_and_nobody_is_named(house: House) -> None:
    with as_system("test"):
        job = "SELECT id FROM places_entrance WHERE site_id = %s AND unit_id = %s"
        door = rows(job, house.site, house.town.units["job"])[0][0]
        calendar = insert(
            "appointments_calendar", entrance_id=door, unit_id=house.town.units["job"],
            name="Samtale",
        )  # fmt: skip
        insert(
            "appointments_booking", calendar_id=calendar, code="ABC", note="Skal ikke ses",
            citizen_id=house.town.citizens["ibrahim"], state="booked", made_at=NOW,
            period="[2026-12-01 10:00+00,2026-12-01 10:20+00)",
        )  # fmt: skip
    said = house.said()
    assert "I alt 6 6 1" in said
    assert "Ibrahim" not in said
    assert "Skal ikke ses" not in said


def test_leaders_begin_join_and_change_hands(house: House) -> None:
    house.begin()
    said = house.said()
    assert "Husets ledelse , siden 1. december 2026 Vi mødes hver uge." in said
    assert "Borgerservice Nord: Lea Lund Leder samarbejdet" in said
    assert "Ikke med: Biblioteket, Jobcenter Nord" in said
    joined = house.send("join", "per", unit=house.unit("job"), on="2026-12-01")
    assert joined.status_code == 302
    assert "Jobcenter Nord: Per Leth" in house.said()
    handed = house.send("chair", "per", unit=house.unit("job"), on="2026-12-01")
    assert handed.status_code == 302
    assert "Jobcenter Nord: Per Leth Leder samarbejdet" in house.said()
    left = house.send("leave", unit=house.unit("desk"), on="2026-12-01")
    assert left.status_code == 302
    assert "Ikke med: Biblioteket, Borgerservice Nord" in house.said()
    verbs = rows("SELECT verb FROM shared_auditentry WHERE verb LIKE 'places.%%' ORDER BY at, id")
    assert {verb for (verb,) in verbs} == {
        "places.begin_management", "places.join_management", "places.set_chair",
        "places.leave_management",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Skriv et navn."),
        ({"unit": ""}, "Vælg en enhed."),
        ({"unit": "job"}, "Vælg en enhed fra listen."),
        ({"on": "i morgen"}, "Skriv dagen sådan: 04-12-2026."),
        ({"on": "2026-11-30"}, "Vælg i dag eller en dag, der kommer."),
        ({"agreement": "A" * 501}, "Skriv højst 500 tegn."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    house: House, typed: dict[str, str], says: str
) -> None:
    given = {"name": "Ledelsen", "unit": "desk", "agreement": "Aftalt", "on": "2026-12-01", **typed}
    if given["unit"]:
        given["unit"] = house.unit(given["unit"])
    sent = house.send("begin", **given)
    assert sent.status_code == 422
    assert says in words(sent)
    assert given["agreement"] in words(sent)
    assert rows("SELECT count(*) FROM places_jointmanagement") == [(0,)]


def test_the_same_form_sent_twice_is_one_act(house: House) -> None:
    client = house.town.client("lea")
    page = client.get(house.address)
    given = {
        "begin-name": "Ledelsen", "begin-unit": house.unit("desk"), "begin-agreement": "",
        "begin-on": "2026-12-01", **hidden(page),
    }  # fmt: skip
    sent = [client.post(f"{house.address}ledelse/begynd/", given) for _turn in range(2)]
    assert [answer.status_code for answer in sent] == [302, 302]
    assert "Den fælles ledelse er skrevet ind." in words(client.get(house.address))
    assert rows("SELECT count(*) FROM places_jointmanagement") == [(1,)]


def test_who_steps_in_for_whom(house: House) -> None:
    town = house.town
    with as_system("test"):
        instrument = insert(
            "competence_instrument", key="afloesning", kind="substitution",
            title_da="Aftale om at træde til", title_en="Agreement", source="Aftalt",
            synthetic=True, validity=ALWAYS, text_da="", text_en="",
        )  # fmt: skip
        insert(
            "competence_grant", instrument_id=instrument, holder_id=town.units["desk"],
            above_id=town.grants["root"], kle="23.09.02", action="receive", function="",
            may_sub_delegate=False, outcomes=[], without=[], person_id=town.people["ellen"],
            validity="[2026-01-01,2027-01-01)",
        )  # fmt: skip
    said = house.said()
    assert "Ellen Brink Biblioteket Borgerservice Nord modtage: Pas 23.09.02" in said
    assert "31. december 2026" in said
