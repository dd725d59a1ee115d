"""The leaders of a site steer it together, from day to day, and the past stays as it was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.places.models import Entrance, JointManagement, Site
from indgang.places.public import (
    begin_management,
    join_management,
    leave_management,
    management_of,
    rooms_at,
    set_chair,
    site_on,
    sites_on,
)
from indgang.places.tests.conftest import ALWAYS, forget_the_organisation, make_unit
from indgang.shared.actor import Actor, HeldPost, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O3")]

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
WEEK = TODAY + timedelta(days=7)


class House:
    """A site with three units, one of them under an administration; and their leaders."""

    def __init__(self) -> None:
        forget_the_organisation()
        self.site = Site.objects.create(
            key="huset", name="Huset", address="Opdigtet Plads 1", district="Bispebjerg",
            synthetic=True, validity=to_range(ALWAYS),
        )  # fmt: skip
        above = make_unit("kff", "Kultur")
        self.units: dict[str, UUID] = {"kff": above.id}
        for key in ("borgerservice", "bibliotek", "social"):
            unit = make_unit(key, key.title(), parent=above if key == "borgerservice" else None)
            self.units[key] = unit.id
            Entrance.objects.create(
                site=self.site, unit=unit, kind="cases", validity=to_range(ALWAYS)
            )
        self.units["elsewhere"] = make_unit("andet", "Et andet sted").id

    def leader(self, key: str, function: str = "leader") -> Actor:
        post = HeldPost(uuid4(), self.units[key], function, "Leder")
        return Actor(Scope.STAFF, key, account_id=uuid4(), person_id=uuid4(), posts=(post,))

    def do(self, act: Any, who: str, on: date = TODAY, **more: Any) -> Any:
        given = {"site_id": self.site.id, "on": on, "by": self.leader(who), "at": NOW, **more}
        return act(**given)

    def begin(self, on: date = TODAY, **more: Any) -> Any:
        more = {"name": "Ledelsen", "agreement": "", **more}
        return self.do(
            begin_management, "borgerservice", on,
            **{"chair_unit_id": self.units["borgerservice"], **more},
        )  # fmt: skip

    def seen(self, at: date) -> tuple[str, set[str]] | None:
        """Who leads and who is in it on the day, by key."""
        names = {unit: key for key, unit in self.units.items()}
        found = management_of(self.site.id, at)
        if found is None:
            return None
        return names[found.chair_unit_id], {names[unit] for unit in found.unit_ids}


@pytest.fixture
def house() -> House:
    return House()


def test_it_begins_grows_and_changes_hands(house: House) -> None:
    house.begin()
    house.do(join_management, "social", unit_id=house.units["social"])
    house.do(set_chair, "social", WEEK, unit_id=house.units["social"])
    house.do(
        leave_management, "borgerservice", WEEK + timedelta(days=1),
        unit_id=house.units["borgerservice"],
    )  # fmt: skip
    assert house.seen(TODAY - timedelta(days=1)) is None
    assert house.seen(TODAY) == ("borgerservice", {"borgerservice", "social"})
    assert house.seen(WEEK - timedelta(days=1)) == ("borgerservice", {"borgerservice", "social"})
    assert house.seen(WEEK) == ("social", {"borgerservice", "social"})
    assert house.seen(WEEK + timedelta(days=1)) == ("social", {"social"})


def test_when_the_last_one_leaves_it_ends(house: House) -> None:
    house.begin()
    house.do(leave_management, "borgerservice", WEEK, unit_id=house.units["borgerservice"])
    assert house.seen(WEEK - timedelta(days=1)) == ("borgerservice", {"borgerservice"})
    assert house.seen(WEEK) is None


def test_what_was_agreed_today_and_undone_today_leaves_no_row(house: House) -> None:
    house.begin()
    house.do(leave_management, "borgerservice", unit_id=house.units["borgerservice"])
    assert not JointManagement.objects.exists()


def test_the_leader_of_a_unit_above_may_too(house: House) -> None:
    house.do(
        begin_management, "kff", name="Ledelsen", agreement="",
        chair_unit_id=house.units["borgerservice"],
    )  # fmt: skip
    assert house.seen(TODAY) == ("borgerservice", {"borgerservice"})


def test_others_may_not(house: House) -> None:
    house.begin()
    for act in (join_management, leave_management):
        with pytest.raises(NotAllowed):
            house.do(act, "elsewhere", unit_id=house.units["borgerservice"])
    with pytest.raises(NotAllowed):
        house.do(set_chair, "elsewhere", unit_id=house.units["borgerservice"])
    with pytest.raises(NotAllowed):
        house.do(
            join_management, "social", unit_id=house.units["social"],
            by=house.leader("social", "caseworker"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "N" * 161}, "name"),
        ({"agreement": "A" * 501}, "agreement"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"chair_unit_id": "elsewhere"}, "unit"),
        ({"chair_unit_id": "nobody"}, "unit"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(house: House, more: Any, field: str) -> None:
    if "chair_unit_id" in more:
        more = {"chair_unit_id": house.units.get(more["chair_unit_id"], uuid4())}
    with pytest.raises(BadInput) as caught:
        house.begin(**more)
    assert field in caught.value.fields
    assert not JointManagement.objects.exists()


def test_nothing_twice_and_the_chair_gives_it_on_first(house: House) -> None:
    house.begin()
    with pytest.raises(Refused, match="has_management"):
        house.begin()
    house.do(join_management, "social", unit_id=house.units["social"])
    for code, act, unit in (
        ("is_member", join_management, "social"),
        ("chair_stays", leave_management, "borgerservice"),
        ("is_no_member", leave_management, "bibliotek"),
        ("is_chair", set_chair, "borgerservice"),
    ):
        who = "social" if act is set_chair else unit
        with pytest.raises(Refused, match=code):
            house.do(act, who, unit_id=house.units[unit])
    with pytest.raises(BadInput):
        house.do(set_chair, "social", unit_id=house.units["bibliotek"])


def test_a_planned_change_is_not_overtaken(house: House) -> None:
    house.begin(on=WEEK)
    with pytest.raises(Refused, match="planned_later"):
        house.begin(on=TODAY)
    with pytest.raises(NotFound):
        house.do(join_management, "social", WEEK, unit_id=house.units["social"], site_id=uuid4())


def test_a_site_as_it_is_on_a_day(house: House) -> None:
    house.site.rooms.create(
        key="moede", name="Møderum", unit=None, area=12, seats=6,
        validity=to_range(ALWAYS),
    )  # fmt: skip
    assert [room.name for room in rooms_at(house.site.id, TODAY)] == ["Møderum"]
    assert rooms_at(house.site.id, date(2019, 1, 1)) == ()
    site = site_on(house.site.id, TODAY)
    assert site.unit_ids == {house.units[key] for key in ("borgerservice", "bibliotek", "social")}
    assert sites_on(TODAY) == (site,)
    with pytest.raises(NotFound):
        site_on(house.site.id, date(2019, 1, 1))
