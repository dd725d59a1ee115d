"""The organisation on any day, what changed, and where old names lead."""

import re
import time
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from indgang.desk.tests.pages import words
from indgang.desk.tests.town import ALWAYS, Town, insert
from indgang.shared.rowsecurity import as_system

TOP = "/styring/organisation/"


def get(town: Town, address: str, who: str = "mette") -> Any:
    answer = town.client(who).get(address)
    assert answer.status_code == 200, address
    return answer


def said(town: Town, address: str, who: str = "mette") -> str:
    return words(get(town, address, who))


@pytest.mark.requirement("O1")
def test_each_day_has_its_own_organisation(changed_town: Town) -> None:
    before = said(changed_town, f"{TOP}?dag=2025-08-12")
    assert "Børnefaglig Afdeling" in before
    assert "Folkebiblioteket" in before
    today = said(changed_town, TOP)
    assert "I dag, 1. december 2026" in today
    assert "Børnefaglig Afdeling" not in today
    assert "Biblioteket · Kontor" in today
    assert "I alt: 9 enheder · 7 medarbejdere · 7 stillinger · svarer til 7 på fuld tid" in today
    assert "Forrige ændring: 13. august 2025" in today
    assert "Næste ændring: 1. januar 2027" in today
    assert "Der er ingen enheder den dag" in said(changed_town, f"{TOP}?dag=2019-12-31")


@pytest.mark.requirement("O1")
def test_what_changed_between_two_days(changed_town: Town) -> None:
    told = said(changed_town, f"{TOP}?dag=2027-01-01&siden=2025-08-12")
    assert "Fra 12. august 2025 til 1. januar 2027:" in told
    for line in (
        "Lagt sammen med en anden: 1",
        "Børnefaglig Afdeling Findes nu i Jobcenter Nord",
        "Hed tidligere Folkebiblioteket.",
        "Ligger nu under Beskæftigelse. Før: under Sundhed.",
        "Har overtaget fra Børnefaglig Afdeling",
    ):
        assert line in told, line
    assert said(changed_town, f"{TOP}?dag=2025-08-12&siden=2027-01-01").count("Hed tidligere") == 1
    same = said(changed_town, f"{TOP}?dag=2026-01-01&siden=2026-12-01")
    assert "Ingen enhed, opgave eller leder er ændret." in same


def test_a_change_has_words_and_an_icon_and_not_only_a_colour(changed_town: Town) -> None:
    page = get(changed_town, f"{TOP}?dag=2025-08-13&siden=2025-08-12").content.decode()
    marks = re.findall(r'<span class="badge st-mark">(.*?)</span>', page, re.S)
    assert marks
    for mark in marks:
        assert "<svg" in mark
        assert re.sub(r"<[^>]+>", "", mark).strip()


@pytest.mark.parametrize(
    "asked", ["dag=i+g%C3%A5r", "dag=2026-02-30", "siden=0001-01-01", "dag=9999-12-31"]
)
def test_a_day_that_cannot_be_is_told_and_today_is_shown(town: Town, asked: str) -> None:
    told = said(town, f"{TOP}?{asked}")
    assert "Dagen kan ikke læses" in told
    assert "I dag, 1. december 2026" in told


def test_the_slider_gets_only_what_the_day_decides(changed_town: Town) -> None:
    part = get(changed_town, f"{TOP}dag/?dag=2025-08-12&siden=2025-08-13").content.decode()
    assert "<html" not in part
    assert 'data-day="2025-08-12"' in part
    assert 'data-since="2025-08-13"' in part
    assert "Nu vises 12. august 2025: 10 enheder." in part


@pytest.mark.requirement("O7")
@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("b%C3%B8rnefaglig", "Børnefaglig Afdeling , 01 00 00 00 til og med 12. august 2025"),
        ("b%C3%B8rnefaglig", "Findes nu i Jobcenter Nord"),
        ("b%C3%B8rnefaglig", "findes nu i Biblioteket"),
        ("folkebiblioteket", "Hedder nu Biblioteket"),
        ("nord", "3 enheder passer på »nord«."),
        ("kff", "Kultur"),
        ("01000000", "Børnefaglig Afdeling"),
        ("intet", "Ingen enhed passer på det"),
    ],
)
def test_an_old_name_leads_to_the_new_place(changed_town: Town, asked: str, line: str) -> None:
    assert line in said(changed_town, f"{TOP}find/?q={asked}")


@pytest.mark.requirement("O1", "O7")
def test_a_unit_on_a_day(changed_town: Town) -> None:
    units = changed_town.units
    today = said(changed_town, f"{TOP}enhed/{units['job']}/")
    for line in (
        "Byrådet › Beskæftigelse › Jobcenter Nord",
        "Hverken enheden eller enhederne over den har en leder.",
        "Pia Dalgaard",
        "2 medarbejdere",
        "Har ansvaret (1) Kontanthjælp",
        "må",
        "Papir om cash",
        "Huset job",
        "Overtager opgaver fra Børnefaglig Afdeling",
        "Enheden begynder: Jobcenter Nord",
    ):
        assert line in today, line
    assert "som den er den 1. januar 2024" in said(
        changed_town, f"{TOP}enhed/{units['job']}/?dag=2024-01-01"
    )
    led = said(changed_town, f"{TOP}enhed/{units['desk']}/")
    assert "Leder: Lea Lund" in led


@pytest.mark.requirement("O7")
def test_a_unit_that_is_gone_says_where_its_things_are(changed_town: Town) -> None:
    address = f"{TOP}enhed/{changed_town.units['old']}/"
    gone = said(changed_town, address)
    assert "Enheden findes ikke mere Den sidste dag var 12. august 2025." in gone
    assert "Alt andet: Jobcenter Nord" in gone
    assert "Biblioteket" in gone
    assert "Børnefaglig Afdeling lukker" in gone
    assert "Børnefaglig Afdeling" in said(changed_town, f"{address}?dag=2025-08-12")
    early = said(changed_town, f"{address}?dag=2019-01-01")
    assert "Enheden findes ikke endnu Den begynder 1. januar 2020." in early


def test_the_front_page_says_what_needs_a_leader(changed_town: Town) -> None:
    told = said(changed_town, "/styring/", "lea")
    assert "Du leder Borgerservice Nord" in told
    assert "Enheder uden leder" in told
    assert "Jobcenter Nord , 2 stillinger" in told
    assert "1. januar 2027 : Flyttet: 1" in told


def test_the_day_as_a_spreadsheet(changed_town: Town) -> None:
    answer = get(changed_town, f"{TOP}regneark/?dag=2025-08-12")
    assert answer.headers["Content-Disposition"].endswith('"organisation-2025-08-12.xlsx"')
    book = load_workbook(BytesIO(answer.content), read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "Børnefaglig Afdeling" in cells
    assert "Folkebiblioteket" in cells
    assert "Biblioteket" not in cells


def grow(number: int, parents: list[Any]) -> None:
    """Many more units, each under one of those that are there."""
    with as_system("test"):
        for count in range(number):
            unit = insert("organisation_unit", key=f"enhed-{count}", synthetic=True)
            insert(
                "organisation_unitstate", unit_id=unit, kind="team", name=f"Hold {count}",
                phone="", parent_id=parents[count // 12 % len(parents)], validity=ALWAYS,
            )  # fmt: skip
            if count % 12 == 0:
                parents.append(unit)


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_large_organisation_asks_the_same_number_of_questions_and_is_quick(town: Town) -> None:
    client = town.client("mette")
    addresses = (TOP, f"{TOP}dag/?dag=2026-11-30&siden=2020-01-01")
    for address in addresses:
        client.get(address)
    few = [queries(client, address) for address in addresses]
    grow(2000, [town.units["bif"], town.units["suf"]])
    for address in addresses:
        client.get(address)
    assert [queries(client, address) for address in addresses] == few
    for address in addresses:
        spent = []
        for _turn in range(3):
            begun = time.process_time()
            client.get(address)
            spent.append(time.process_time() - begun)
        assert min(spent) < 0.3, f"{address} took {min(spent):.3f} s"
