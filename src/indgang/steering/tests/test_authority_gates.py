"""Who comes in to the pages of authority: staff read, leaders change, nobody else."""

from uuid import uuid4

import pytest
from django.test import Client

from indgang.desk.tests.pages import words
from indgang.desk.tests.town import Town

READ = (
    "/styring/hvem-maa/",
    "/styring/hvem-maa/?service=pas&dag=2026-12-01",
    "/styring/hvem-maa/tegnet/?service=pas&dag=2026-12-01",
    "/styring/hvad-maa-jeg/",
    "/styring/bemyndigelser/",
    "/styring/bemyndigelser/regneark/",
    "/styring/bemyndigelser/{grant}/",
    "/styring/hjemler/",
    "/styring/klar-til-skranken/",
    "/styring/klar-til-skranken/pas/",
    "/styring/dispensation/",
    "/styring/huller/",
    "/styring/falder-vaek/",
    "/styring/falder-vaek/?dag=2027-01-01",
)
LEAD = (
    "/styring/bemyndigelser/giv/",
    "/styring/bemyndigelser/{grant}/slut/",
    "/styring/hjemler/ny/",
    "/styring/huller/aftale/",
    "/styring/inhabilitet/",
)


@pytest.mark.parametrize("address", READ)
def test_all_staff_may_read(town: Town, address: str) -> None:
    path = address.format(grant=town.grants["dispensation"])
    assert Client().get(path).status_code == 302
    for who in ("mette", "ellen", "pia", "lea"):
        answer = town.client(who).get(path)
        assert answer.status_code == 200, (who, words(answer))


@pytest.mark.parametrize("address", LEAD)
def test_only_leaders_come_in_where_something_is_changed(town: Town, address: str) -> None:
    path = address.format(grant=town.grants["dispensation"])
    assert Client().get(path).status_code == 302
    for who in ("mette", "ellen", "pia"):
        assert town.client(who).get(path).status_code == 403, who
    answer = town.client("lea").get(path)
    assert answer.status_code == 200, words(answer)


@pytest.mark.parametrize(
    "address",
    [
        "/styring/bemyndigelser/{nobody}/",
        "/styring/bemyndigelser/{nobody}/slut/",
        "/styring/hjemler/{nobody}/",
        "/styring/inhabilitet/{nobody}/",
        "/styring/klar-til-skranken/findes-ikke/",
    ],
)
def test_what_is_not_there_is_not_found(town: Town, address: str) -> None:
    assert town.client("lea").get(address.format(nobody=uuid4())).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/styring/hvem-maa/?service=findes-ikke",
        "/styring/hvem-maa/?service=pas&dag=i%20morgen",
        "/styring/hvem-maa/?service=pas&dag=0001-01-01",
        "/styring/hvem-maa/?service=pas&complexity=9",
        "/styring/bemyndigelser/?kle=abc",
    ],
)
def test_what_cannot_be_read_is_said_where_it_was_typed(town: Town, address: str) -> None:
    answer = town.client("mette").get(address)
    assert answer.status_code == 422
    assert "Ret det her" in words(answer)
