"""Houses with doors: entrances, opening hours, rooms, and houses that are steered together."""

from collections.abc import Mapping
from uuid import UUID

from indgang.demo.batch import Batch, days

#: (entrance, pattern of hours, district)
Door = tuple[UUID, str, str]
#: key of a unit → its id and phone
Inhabitants = Mapping[str, tuple[UUID, str]]


def _sites(batch: Batch) -> dict[str, tuple[UUID, str]]:
    return {
        line["key"]: (
            batch.add(
                "places_site",
                key=line["key"],
                name=line["name"],
                address=line["address"],
                district=line["district"],
                latitude=float(line["latitude"]),
                longitude=float(line["longitude"]),
                own_entrance_sign=line["own_sign"],
                validity=days(batch.since),
            ),
            line["district"],
        )
        for line in batch.files.table("sites")
    }


def _hours(batch: Batch, entrance_id: UUID, pattern: str) -> None:
    for weekday, (opens, closes) in batch.files.toml("places")["hours"][pattern].items():
        batch.add(
            "places_openinghours",
            entrance_id=entrance_id,
            weekday=int(weekday),
            opens=opens,
            closes=closes,
            validity=days(batch.since),
        )


def _joint(batch: Batch, sites: Mapping[str, tuple[UUID, str]], units: Inhabitants) -> None:
    """Houses whose units' leaders steer them together (O3), with their rooms."""
    for plan in batch.files.toml("places").get("joint", ()):
        site_id, _district = sites[plan["site"]]
        management_id = batch.add(
            "places_jointmanagement",
            site_id=site_id,
            name=plan["name"],
            chair_unit_id=units[plan["chair"]][0],
            agreement=plan["agreement"],
            validity=days(batch.since),
        )
        for key in plan["members"]:
            batch.add(
                "places_jointmember",
                management_id=management_id,
                unit_id=units[key][0],
                validity=days(batch.since),
            )
        for key, name, unit, area, seats in plan["rooms"]:
            batch.add(
                "places_room",
                site_id=site_id,
                key=key,
                name=name,
                unit_id=units[unit][0] if unit else None,
                area=area,
                seats=seats,
                validity=days(batch.since),
            )


def build_doors(batch: Batch, units: Inhabitants) -> dict[str, list[Door]]:
    """Pile up houses, entrances with opening hours, and rooms. Returns the doors of each unit."""
    sites = _sites(batch)
    doors: dict[str, list[Door]] = {}
    for line in batch.files.table("entrances"):
        site_id, district = sites[line["site"]]
        unit_id, phone = units[line["unit"]]
        entrance_id = batch.add(
            "places_entrance",
            site_id=site_id,
            unit_id=unit_id,
            kind=line["kind"],
            phone=phone,
            validity=days(batch.since),
        )
        doors.setdefault(line["unit"], []).append((entrance_id, line["hours"], district))
        _hours(batch, entrance_id, line["hours"])
    _joint(batch, sites, units)
    return doors
