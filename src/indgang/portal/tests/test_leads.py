"""Old names and numbers lead to the new place, from the box, the list and the unit's own page."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client

from indgang.portal.tests.conftest import Town, count, html, unit

pytestmark = pytest.mark.requirement("O7")


@pytest.fixture
def gone(town: Town) -> UUID:
    """*Pladsanvisningen* became part of *Center for Børn* on 3 August."""
    with connection.cursor() as cursor:
        old = unit("pladsanvisningen", "Pladsanvisningen Øst")
        new = unit("center-boern", "Center for Børn", "centre")
        cursor.execute(
            "UPDATE organisation_unitstate SET phone = %s, validity = '[2020-01-01,2026-08-03)' "
            "WHERE unit_id = %s",
            ["33 17 99 99", old],
        )
        cursor.execute(
            'INSERT INTO organisation_succession (id, "on", from_unit_id, kle, to_unit_id, cause) '
            "VALUES (%s, '2026-08-03', %s, '', %s, %s)",
            [uuid4(), old, new, uuid4()],
        )
    return old


def _turns(channel: str) -> int:
    return count("reorganisation_wrongturn", "channel = %s", channel)


@pytest.mark.parametrize(
    "text", ["Jeg vil tale med pladsanvisningen øst om min datter", "Jeg ringede til 33179999"]
)
def test_the_answer_leads_on_and_counts(client: Client, gone: UUID, text: str) -> None:
    page = html(client.post("/svar/", {"text": text}))
    assert "Center for Børn" in page
    assert "/enheder/center-boern/" in page
    assert "3. august 2026" in page
    assert _turns("search") == 1


def test_the_list_leads_on(client: Client, gone: UUID) -> None:
    assert "Center for Børn" in html(client.get("/hjaelp/?q=pladsanvisningen øst"))
    assert _turns("search") == 1
    assert "lagt om" not in html(client.get("/hjaelp/?q=pas"))
    assert _turns("search") == 1


def test_the_old_page_says_where_it_is_now(client: Client, gone: UUID) -> None:
    page = html(client.get("/enheder/pladsanvisningen/"))
    assert "Pladsanvisningen Øst er lagt om" in page
    assert "/enheder/center-boern/" in page
    assert _turns("page") == 1
    assert "Center for Børn" in html(client.get("/enheder/center-boern/"))
    assert _turns("page") == 1


def test_a_unit_that_never_was_is_not_found(client: Client, gone: UUID) -> None:
    answer = client.get("/enheder/pladsanvis/")
    assert answer.status_code == 404
    assert "Skriv på forsiden, hvad du har brug for." in html(answer)
