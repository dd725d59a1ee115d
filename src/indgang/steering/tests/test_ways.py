"""Ways of working on the page: what they are, who uses them, and changing that."""

from typing import Any

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import Town, insert, rows
from indgang.shared.rowsecurity import as_system

pytestmark = pytest.mark.requirement("O8")

ADDRESS = "/styring/arbejdsgange/tovholder/"


@pytest.fixture
def way(town: Town) -> Town:
    with as_system("test"):
        insert(
            "ways_wayofworking", key="tovholder", kind="front_desk_task",
            title_da="Én tovholder", title_en="One coordinator", purpose="Ét menneske.", kle="32",
            procedure=[{"da": "Spørg borgeren.", "en": "Ask."}], training_hours="7.5",
            source="Opdigtet", synthetic=True,
        )  # fmt: skip
    return town


def send(town: Town, verb: str, **typed: Any) -> Any:
    client = town.client("lea")
    page = client.get(ADDRESS)
    address = {"begin": "tag-i-brug", "stop": "stop", "train": "oplaering"}[verb]
    given = {f"{verb}-{name}": value for name, value in typed.items()}
    return client.post(f"{ADDRESS}{address}/", {**given, **hidden(page)})


def said(town: Town, who: str = "lea") -> str:
    return words(town.client(who).get(ADDRESS))


def test_a_way_is_taken_into_use_learned_and_given_up(way: Town) -> None:
    assert "Ingen enhed har taget den i brug endnu." in said(way)
    assert "Oplæringen varer 7,5 timer." in said(way)
    assert "Spørg borgeren." in said(way)
    unit = str(way.units["desk"])
    begun = send(way, "begin", unit=unit, on="2026-12-01", note="Prøves her")
    assert begun.status_code == 302
    assert "Borgerservice Nord Prøves her siden 1. december 2026 0 af 1 Ikke klar" in said(way)
    assert "Mangler oplæring Mette Juhl" in said(way)
    person = str(way.people["mette"])
    assert send(way, "train", people=[person], on="2026-11-20").status_code == 302
    assert "1 af 1" in said(way)
    listed = words(way.client("mette").get("/styring/arbejdsgange/"))
    assert "Én tovholder Opgave ved skranken" in listed
    assert "7,5 timer 1 enhed" in listed
    used = words(way.client("mette").get(f"/styring/organisation/enhed/{way.units['desk']}/"))
    assert "Én tovholder , siden 1. december 2026" in used
    assert send(way, "stop", unit=unit, on="2026-12-08").status_code == 302
    assert "stopper 8. december 2026" in said(way)


@pytest.mark.parametrize(
    ("verb", "typed", "says"),
    [
        ("begin", {"unit": "", "on": "2026-12-01"}, "Vælg en enhed."),
        ("begin", {"unit": "job", "on": "2026-12-01"}, "Vælg en enhed fra listen."),
        ("begin", {"unit": "desk", "on": "2026-11-30"}, "Vælg i dag eller en dag, der kommer."),
        (
            "begin",
            {"unit": "desk", "on": "2026-12-01"},
            "Vent, eller skriv her, hvorfor I begynder",
        ),
    ],
)
def test_what_is_wrong_is_said(way: Town, verb: str, typed: dict[str, str], says: str) -> None:
    if typed.get("unit"):
        typed = {**typed, "unit": str(way.units[typed["unit"]])}
    sent = send(way, verb, **typed)
    assert sent.status_code == 422
    assert says in words(sent)
    assert rows("SELECT count(*) FROM ways_uptake") == [(0,)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"on": "2026-12-01"}, "Vælg mindst én."),
        ({"people": "mette", "on": "2026-12-24"}, "Vælg i dag eller en dag, der er gået."),
        ({"people": "pia", "on": "2026-12-01"}, "Vælg fra listen."),
    ],
)
def test_training_that_cannot_be_is_said(way: Town, typed: dict[str, str], says: str) -> None:
    begun = send(way, "begin", unit=str(way.units["desk"]), on="2026-12-01", note="Prøves her")
    assert begun.status_code == 302
    if "people" in typed:
        typed = {**typed, "people": str(way.people[typed["people"]])}
    sent = send(way, "train", **typed)
    assert sent.status_code == 422
    assert says in words(sent)
    assert rows("SELECT count(*) FROM ways_training") == [(0,)]


def test_only_leaders_see_and_send_the_forms(way: Town) -> None:
    assert "Tag i brug" in said(way)
    assert "Tag i brug" not in said(way, "mette")
    for address in ("tag-i-brug", "stop", "oplaering"):
        assert way.client("mette").post(f"{ADDRESS}{address}/").status_code == 403


def test_a_leader_writes_a_way_down_and_anew(town: Town) -> None:
    client = town.client("lea")
    page = client.get("/styring/arbejdsgang/ny/")
    given = {
        "title_da": "Én indgang for børnefamilier", "title_en": "One entrance for families",
        "kind": "procedure", "purpose": "Færre ture.", "kle": "32", "steps_da": "Spørg.\n\nHjælp.",
        "steps_en": "Ask.", "training_hours": "1,5", "source": "Opdigtet", **hidden(page),
    }  # fmt: skip
    made = client.post("/styring/arbejdsgang/ny/", given)
    assert made.status_code == 302, words(made)
    address = made.headers["Location"]
    assert address == "/styring/arbejdsgange/en-indgang-for-boernefamilier/"
    told = words(client.get(address))
    assert "Spørg. Hjælp." in told
    assert "Oplæringen varer 1,5 timer." in told
    page = client.get(f"{address}ret/")
    assert "Spørg.\nHjælp." in page.content.decode()
    changed = {**given, "title_da": "En indgang", "training_hours": "", **hidden(page)}
    assert client.post(f"{address}ret/", changed).status_code == 302
    told = words(client.get(address))
    assert "En indgang" in told
    assert "Den kræver ingen oplæring." in told
    for who, status in (("mette", 403), ("lea", 200)):
        assert town.client(who).get("/styring/arbejdsgang/ny/").status_code == status


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title_da": ""}, "Skriv et navn."),
        ({"title_da": "§§§"}, "Skal være små bogstaver"),
        ({"kle": "32.x"}, "Skal være et nummer i KLE"),
        ({"training_hours": "mange"}, "Skriv et antal timer, for eksempel 7,5."),
        ({"steps_da": "", "steps_en": "Only in English"}, "Hvert trin skal skrives på dansk"),
    ],
)
def test_a_way_that_cannot_be_written_so(town: Town, typed: dict[str, str], says: str) -> None:
    client = town.client("lea")
    given = {
        "title_da": "Ny", "title_en": "New", "kind": "procedure", "purpose": "", "kle": "",
        "steps_da": "Spørg.", "steps_en": "", "training_hours": "", "source": "", **typed,
    }  # fmt: skip
    answer = client.post("/styring/arbejdsgang/ny/", given)
    assert answer.status_code == 422
    assert says in words(answer)
    assert rows("SELECT count(*) FROM ways_wayofworking") == [(0,)]
