"""The shape of document A: 4 administrations with 19 departments become 11 centres.

The names of three centres are those of the document; all others are invented here.
"""

from decimal import Decimal

import pytest

from indgang.reorganisation.blueprint import LEADER, Blueprint
from indgang.reorganisation.checks import find_troubles
from indgang.reorganisation.sheet import Sheet, read_sheet
from indgang.reorganisation.steps import Step
from indgang.reorganisation.tests.towns import ident, organisation_of, planned
from indgang.reorganisation.words import Names, sentence

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.requirement("O2")]

#: Administration → its departments → (KLE it is responsible for, the centre it goes to).
TOWN: dict[str, dict[str, tuple[str, str]]] = {
    "oekonomi": {
        "budget": ("00", "c-oekonomi"),
        "regnskab": ("85", "c-oekonomi"),
        "indkoeb": ("88", "c-oekonomi"),
        "it": ("83", "c-borger"),
        "borgerservice": ("23", "c-borger"),
    },
    "boern-og-fritid": {
        "skoler": ("17", "c-skole"),
        "dagtilbud": ("28", "c-dag"),
        "familie": ("27.24", "c-stoette"),
        "fritid": ("18", "c-kultur"),
        "ppr": ("27.27", "c-stoette"),
    },
    "social": {
        "voksne": ("27.42", "c-stoette"),
        "pleje": ("27.36", "c-sundhed"),
        "sundhed": ("29", "c-sundhed"),
        "job": ("15", "c-job"),
        "ydelser": ("32", "c-job"),
    },
    "teknik": {
        "byg": ("02", "c-plan"),
        "miljoe": ("09", "c-miljoe"),
        "veje": ("05", "c-miljoe"),
        "ejendomme": ("82", "c-ejendom"),
    },
}
CENTRES = {
    "c-borger": "Center for Borgerservice og Digitalisering",
    "c-stoette": "Center for Støtte og Rådgivning",
    "c-oekonomi": "Center for Økonomi",
    "c-skole": "Center for Skoler",
    "c-dag": "Center for Dagtilbud",
    "c-kultur": "Center for Kultur og Fritid",
    "c-sundhed": "Center for Sundhed og Pleje",
    "c-job": "Center for Job og Ydelser",
    "c-plan": "Center for Plan og Byg",
    "c-miljoe": "Center for Miljø og Veje",
    "c-ejendom": "Center for Ejendomme",
}


def _before() -> Blueprint:
    units: list[tuple[str, str, str | None]] = [("raad", "council", None)]
    tasks, posts = [], []
    number = 0
    for administration, departments in TOWN.items():
        units.append((administration, "administration", "raad"))
        posts.append((f"direktoer-{administration}", administration, LEADER, "1"))
        for department, (kle, _centre) in departments.items():
            units.append((department, "department", administration))
            tasks.append((department, kle, "ansvarlig"))
            posts.append((f"chef-{department}", department, LEADER, "1"))
            for _ in range(46):
                number += 1
                function = "economy" if number % 12 == 0 else "caseworker"
                posts.append((f"p{number}", department, function, "0.8"))
    return organisation_of(units, tasks, posts)


def _rows() -> list[str]:
    rows = ["handling;enhed;til;under;navn;slags;kle;person;funktion;ny funktion;ny titel"]
    rows += [f"opret;{key};;raad;{name};center;;;;;" for key, name in CENTRES.items()]
    seen: set[str] = set()
    for departments in TOWN.values():
        for department, (_kle, centre) in departments.items():
            post = f"flyt stilling;{department};{{}};;;;;chef-{department};leder;{{}};{{}}"
            if centre in seen:  # one leader a centre; the others become specialists
                rows.append(post.format(department, "specialist", "Souschef"))
            seen.add(centre)
    for departments in TOWN.values():
        for department, (_kle, centre) in departments.items():
            rows.append(f"læg sammen;{department};{CENTRES[centre]};;;;;;;;")
    rows.append("saml;;Center for Økonomi;;;;;;økonomimedarbejder;;")
    rows += [f"luk;{administration};c-oekonomi;;;;;;;;" for administration in TOWN]
    return rows


def _sheet(rows: list[str], town: Blueprint) -> Sheet:
    return read_sheet("\n".join(rows).encode(), "centre.csv", town)


def test_four_administrations_become_eleven_centres() -> None:
    town = _before()
    assert (len(TOWN), sum(map(len, TOWN.values())), len(CENTRES)) == (4, 19, 11)
    assert len(town.posts) > 890
    sheet = _sheet(_rows(), town)
    assert sheet.problems == ()
    steps: list[Step] = [found.step for found in sheet.steps]
    plan = planned(town, steps)
    assert plan.problems == ()

    kinds = [unit.kind for unit in plan.after.units.values()]
    assert sorted(kinds) == ["centre"] * 11 + ["council"]
    assert len(plan.closed) == 23
    total = sum((post.share for post in town.posts.values()), Decimal(0))
    assert sum((post.share for post in plan.after.posts.values()), Decimal(0)) == total
    assert len(plan.after.posts) == len(town.posts)
    for departments in TOWN.values():
        for department, (kle, centre) in departments.items():
            assert plan.homes.of(ident(department), f"{kle}.01") == ident(centre)
            assert any(task.kle == kle for task in plan.after.tasks_of[centre])
    economy = {post.unit for post in plan.after.posts.values() if post.function == "economy"}
    assert economy == {"c-oekonomi"}

    names = Names.of(town, steps)
    assert sentence(steps[11 + 8], names) == (
        "Læg Budget, Regnskab og Indkoeb sammen i Center for Økonomi"
    )
    troubles = find_troubles(plan, names, steps)
    # The four directors go to the economy centre, which has a leader.
    assert [(trouble.code, trouble.subject) for trouble in troubles if trouble.must] == [
        ("two_leaders", "c-oekonomi")
    ]


def test_two_tasks_without_a_home_are_found_and_mended() -> None:
    town = _before()
    rows = [row for row in _rows() if not row.startswith(("læg sammen;fritid", "læg sammen;veje"))]
    lost = [*rows[:-4], "luk;fritid;;;;;;;;;", "luk;veje;;;;;;;;;", *rows[-4:]]
    steps = [found.step for found in _sheet(lost, town).steps]
    found = find_troubles(planned(town, steps), Names.of(town, steps), steps)
    homeless = [trouble for trouble in found if trouble.code == "task_without_home"]
    assert [trouble.subject for trouble in homeless] == ["fritid:18", "veje:05"]
    assert all(trouble.must and trouble.choices for trouble in homeless)

    mended = [*rows[:-4], "luk;fritid;c-kultur;;;;;;;;", "luk;veje;c-miljoe;;;;;;;;", *rows[-4:]]
    steps = [found.step for found in _sheet(mended, town).steps]
    found = find_troubles(planned(town, steps), Names.of(town, steps), steps)
    assert not [trouble for trouble in found if trouble.code == "task_without_home"]
