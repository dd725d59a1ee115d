"""Units as *OrganisationEnhed*: out with their history, in again, and those of others."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import jsonschema_rs
import pytest

from indgang.organisation.exchange import export_objects
from indgang.organisation.intake_actions import Intake, import_objects
from indgang.organisation.models import Unit, UnitState, UnitTask
from indgang.organisation.queries import organisation
from indgang.places.tests.conftest import forget_the_organisation
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 22), date(2027, 2, 1)
OIO = Path(__file__).resolve().parents[5] / "shared" / "conformance" / "oio"


def _state(unit: Unit, name: str, begins: date, ends: date | None = None, **more: Any) -> None:
    values: dict[str, Any] = {"kind": "office"} | more
    UnitState.objects.create(unit=unit, name=name, validity=to_range(Days(begins, ends)), **values)


@pytest.fixture
def town(db: None) -> dict[str, Unit]:
    """A unit that was renamed, moved, closed for a time and opened again; a unit that closed."""
    forget_the_organisation()
    units = {key: Unit.objects.create(key=key) for key in ("raad", "kff", "tmf", "bs", "gone")}
    for key, kind in (("raad", "council"), ("kff", "administration"), ("tmf", "administration")):
        above = None if key == "raad" else units["raad"]
        _state(units[key], key.upper(), date(2000, 1, 1), kind=kind, parent=above)
    bs = units["bs"]
    _state(bs, "Borgerservice", date(2010, 1, 1), date(2013, 7, 1), parent=units["kff"])
    _state(bs, "Borgercenter", date(2013, 7, 1), date(2015, 1, 1), parent=units["kff"])
    _state(
        bs, "Borgercenter", date(2016, 1, 1), date(2027, 1, 1), parent=units["tmf"], phone="33 66"
    )
    _state(bs, "Center", date(2027, 1, 1), kind="joint_centre", parent=units["tmf"])
    _state(units["gone"], "Væk", date(2001, 1, 1), date(2002, 3, 31), parent=units["tmf"])
    for kle, role, begins in (("23", "ansvarlig", 2010), ("32.24", "indsigt", 2017)):
        validity = to_range(Days(date(begins, 1, 1), date(2013, 7, 1) if begins == 2010 else None))
        UnitTask.objects.create(unit=bs, kle=kle, role=role, validity=validity)
    return units


def _import(
    content: Any, on: date = TODAY, *, check: bool = False
) -> tuple[Intake, tuple[str, ...]]:
    return import_objects(text=json.dumps(content), on=on, by=SYSTEM, at=NOW, check=check)


def _empty() -> None:
    for model in (UnitTask, UnitState, Unit):
        model.objects.all().delete()


def _stored() -> set[tuple[Any, ...]]:
    return {
        (row.unit_id, row.unit.key, row.kind, row.name, row.parent_id, row.phone, row.days)
        for row in UnitState.objects.select_related("unit")
    } | {
        (row.unit_id, row.kle, row.role, row.days)
        for row in UnitTask.objects.all()
    }  # fmt: skip


def test_the_whole_history_goes_out_and_comes_in(town: dict[str, Unit]) -> None:
    first, before = export_objects(), _stored()
    _empty()
    report, notes = import_objects(text=first, on=TODAY, by=SYSTEM, at=NOW)
    assert (report.units.new, report.tasks.new, notes) == (5, 2, ())
    assert _stored() == before
    assert export_objects() == first
    again, _notes = import_objects(text=first, on=TODAY, by=SYSTEM, at=NOW)
    assert again.lines == ()


def test_each_stretch_has_one_unit_above_and_one_kind(town: dict[str, Unit]) -> None:
    pieces = json.loads(export_objects())[str(town["bs"].id)]
    names = [
        [
            (row["enhedsnavn"], row["virkning"]["from"], row["virkning"]["to"])
            for row in piece["attributter"]["organisationenhedegenskaber"]
        ]
        for piece in pieces
    ]
    assert names == [
        [
            ("Borgerservice", "2010-01-01 00:00:00+01:00", "2013-07-01 00:00:00+02:00"),
            ("Borgercenter", "2013-07-01 00:00:00+02:00", "2015-01-01 00:00:00+01:00"),
        ],
        [("Borgercenter", "2016-01-01 00:00:00+01:00", "2027-01-01 00:00:00+01:00")],
        [("Center", "2027-01-01 00:00:00+01:00", "infinity")],
    ]
    states = [
        [
            (row["gyldighed"], row["virkning"]["from"][:4], row["virkning"]["to"][:4])
            for row in piece["tilstande"]["organisationenhedgyldighed"]
        ]
        for piece in pieces
    ]
    assert states == [
        [("Aktiv", "2010", "2015"), ("Inaktiv", "2015", "2016")],
        [("Aktiv", "2016", "2027")],
        [("Aktiv", "2027", "infi")],
    ]
    assert [piece["relationer"]["overordnet"][0]["uuid"] for piece in pieces] == [
        str(town[key].id) for key in ("kff", "tmf", "tmf")
    ]
    tasks = [[row["urn"] for row in piece["relationer"].get("opgaver", [])] for piece in pieces]
    assert tasks == [["urn:indgang:kle:23"], ["urn:indgang:kle:32.24"], ["urn:indgang:kle:32.24"]]


def _shared(name: str) -> Any:
    path = OIO / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project (a public sample, but not ours)")
    return json.loads(path.read_text("utf-8"))


def test_what_we_write_is_right_by_the_schema(town: dict[str, Unit]) -> None:
    schema = _shared("schemas.json")["OrganisationEnhed"]
    check = jsonschema_rs.Draft4Validator(schema)
    objects = json.loads(export_objects())
    assert len(objects) == 5
    for one in (one for pieces in objects.values() for one in pieces):
        assert [error.message for error in check.iter_errors(one)] == []


def test_a_unit_of_another_register() -> None:
    report, notes = _import(_shared("organisationenhed_opret.json"))
    assert (report.units.new, report.tasks.new) == (1, 0)
    assert notes == ("root: Enhedstypen 32547559-cfc1-4d97-94c6-70b192eff825 kendes ikke.",)
    unit = organisation(date(2016, 1, 1)).by_key["root"]
    assert (unit.name, unit.parent_id, unit.kind) == ("Overordnet Enhed", None, "administration")
    assert organisation(date(2015, 12, 31)).units == {}


def _unit(key: str, name: str = "Enhed", **relations: Any) -> dict[str, Any]:
    always = {"virkning": {"from": "2020-01-01", "to": "infinity"}}
    return {
        "attributter": {
            "organisationenhedegenskaber": [
                {"brugervendtnoegle": key, "enhedsnavn": name, **always}
            ]
        },
        "tilstande": {"organisationenhedgyldighed": [{"gyldighed": "Aktiv", **always}]},
        "relationer": {
            what: [value | always for value in values] for what, values in relations.items()
        },
    }


def test_what_a_register_answers_with() -> None:
    above, below = str(uuid4()), str(uuid4())
    economy = _unit("Økonomi 1", overordnet=[{"uuid": above}])
    content = {
        "results": [
            [
                {"id": below, "registreringer": [_unit("før"), economy]},
                {"id": above, "registreringer": [_unit("top", opgaver=[{"uuid": str(uuid4())}])]},
            ]
        ]
    }  # fmt: skip
    _report, notes = _import(content)
    org = organisation(TODAY)
    assert org.by_key["Oekonomi-1"].unit_id == UUID(below)
    assert org.by_key["Oekonomi-1"].parent_id == UUID(above)
    assert len(notes) == 1


def test_an_existing_municipality_changes_from_the_day(town: dict[str, Unit]) -> None:
    objects = json.loads(export_objects())
    (one,) = objects[str(town["kff"].id)]
    one["attributter"]["organisationenhedegenskaber"][0]["enhedsnavn"] = "Kultur"
    new = _unit("ny", overordnet=[{"uuid": str(town["kff"].id)}])
    before = _stored()
    preview, _notes = _import({**objects, str(uuid4()): new}, LATER, check=True)
    assert _stored() == before
    report, _notes = _import({**objects, str(uuid4()): new}, LATER)
    assert report.units == preview.units
    assert {(line.what, line.about[0], line.on) for line in report.lines} == {
        ("changed", "kff", LATER),
        ("new", "ny", LATER),
    }
    forget_the_organisation()
    assert organisation(date(2001, 1, 1)).by_key["kff"].name == "KFF"
    assert organisation(LATER).by_key["kff"].name == "Kultur"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ([], None),
        ({"a": {}}, None),
        ({"x": _unit("a")}, "OrganisationEnhed 1 (uuid)"),
        ([_unit("a"), _unit("a")], "a 2 (brugervendtnoegle)"),
        ([_unit("!")], "OrganisationEnhed 1 (brugervendtnoegle)"),
        ([_unit("a", overordnet=[{"uuid": str(uuid4())}])], "a 1 (overordnet)"),
        ([_unit("a", name="") | {"attributter": {}}], "OrganisationEnhed 1 (brugervendtnoegle)"),
        ([_unit("a") | {"tilstande": {}}], "a 1 (organisationenhedgyldighed)"),
        (
            [
                {
                    **_unit("a"),
                    "relationer": {"overordnet": [{"virkning": {"from": "i dag", "to": "x"}}]},
                }
            ],
            "a 1 (overordnet)",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(content: Any, place: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        _import(content)
    assert place is None or place in refused.value.fields
    assert not Unit.objects.exists()


def test_units_in_a_circle_are_refused() -> None:
    one, two = str(uuid4()), str(uuid4())
    content = {
        one: _unit("a", overordnet=[{"uuid": two}]),
        two: _unit("b", overordnet=[{"uuid": one}]),
    }
    with pytest.raises(BadInput) as refused:
        _import(content)
    assert len(refused.value.fields) == 1
    assert not Unit.objects.exists()


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000])
def test_what_is_not_json(text: str) -> None:
    with pytest.raises(BadInput):
        import_objects(text=text, on=TODAY, by=SYSTEM, at=NOW)
