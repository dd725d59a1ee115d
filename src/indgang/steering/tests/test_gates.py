"""Who comes in where: staff read, leaders change, nobody else."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from indgang.access.public import Audience
from indgang.desk.tests.pages import words
from indgang.desk.tests.town import Town, insert
from indgang.shared.rowsecurity import as_system

#: A unit or a site that is not there.
_NOBODY = UUID(int=1)

READ = (
    "/styring/",
    "/styring/organisation/",
    "/styring/organisation/dag/",
    "/styring/organisation/regneark/",
    "/styring/organisation/find/?q=nord",
    "/styring/organisation/enhed/{unit}/",
    "/styring/arbejdsgange/",
    "/styring/steder/",
    "/styring/steder/{site}/",
    "/styring/niveauer/",
)
CHANGE = (
    "/styring/steder/{site}/ledelse/begynd/",
    "/styring/steder/{site}/ledelse/med/",
    "/styring/steder/{site}/ledelse/ud/",
    "/styring/steder/{site}/ledelse/leder/",
)


@pytest.fixture
def places(town: Town) -> dict[str, str]:
    """A site and a unit for the addresses."""
    with as_system("test"):
        site = insert(
            "places_site", key="huset", name="Huset", address="Opdigtet Plads 2",
            district="Bispebjerg", step_free=True, own_entrance_sign="", synthetic=True,
            validity="[2020-01-01,)",
        )  # fmt: skip
    return {"unit": str(town.units["desk"]), "site": str(site)}


def _citizen(town: Town) -> Client:
    with as_system("test"):
        town.accounts["citizen"] = insert(
            "access_account", kind="citizen", issuer="test", subject="ibrahim",
            name="Ibrahim Haddad", citizen_id=town.citizens["ibrahim"], active=True,
        )  # fmt: skip
    return town.client("citizen")


@pytest.mark.parametrize("address", READ)
def test_all_staff_may_read(town: Town, places: dict[str, str], address: str) -> None:
    path = address.format(**places)
    assert Client().get(path).status_code == 302
    assert _citizen(town).get(path).status_code == 403
    for who in ("mette", "ellen", "pia", "lea"):
        assert town.client(who).get(path).status_code == 200, who


@pytest.mark.parametrize("address", CHANGE)
def test_only_leaders_may_change(town: Town, places: dict[str, str], address: str) -> None:
    path = address.format(**places)
    assert Client().post(path).status_code == 302
    assert _citizen(town).post(path).status_code == 403
    for who in ("mette", "ellen", "pia"):
        assert town.client(who).post(path).status_code == 403, who
    assert town.client("lea").post(path).status_code == 422
    assert town.client("lea").get(path).status_code == 405


def _routes(resolver: Any, prefix: str = "") -> list[tuple[str, Any]]:
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            found.append((prefix + str(entry.pattern), entry.callback))
    return found


def test_every_page_of_the_room_is_for_staff() -> None:
    routes = [
        (route, view)
        for route, view in _routes(get_resolver("indgang.config.urls"))
        if route.startswith("styring/")
    ]
    assert len(routes) >= len(READ) + len(CHANGE)
    for route, view in routes:
        assert view.gate.audience is Audience.STAFF, route


@pytest.mark.parametrize(
    "address",
    [
        f"/styring/organisation/enhed/{_NOBODY}/",
        f"/styring/steder/{_NOBODY}/",
        "/styring/arbejdsgange/findes-ikke/",
    ],
)
def test_what_is_not_there_is_not_found(town: Town, address: str) -> None:
    assert town.client("lea").get(address).status_code == 404


def test_the_leaders_menu_leads_from_the_desk_and_back(town: Town) -> None:
    assert "Styring" in words(town.client("lea").get("/skranke/"))
    assert "Styring" not in words(town.client("mette").get("/skranke/"))
    assert "Min skranke" in words(town.client("lea").get("/styring/"))
