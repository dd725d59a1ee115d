"""A session that ran out keeps what was typed, and only for the one who typed it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from indgang.access.public import SESSION_ACCOUNT, seal
from indgang.portal.tests.conftest import Town, count

pytestmark = pytest.mark.django_db


def _expired(town: Town, browser: Client) -> str:
    """Anna's session has run out; the form she sends is sealed as hers."""
    session = browser.session
    session.pop(SESSION_ACCOUNT, None)
    session.save()
    response = browser.post(
        "/min-side/henvendelse/",
        {"text": "En lang tekst fra Anna", "subject": str(town.anna), "form_key": str(uuid4()),
         "sealed": seal(town.accounts[town.anna])},
    )  # fmt: skip
    assert response.status_code == 302
    return str(response["Location"])


def _sign_in_again(browser: Client, account: UUID) -> None:
    session = browser.session
    session[SESSION_ACCOUNT] = str(account)
    session.save()


def test_an_expired_session_keeps_the_text(town: Town, sign_in: Callable[[UUID], Client]) -> None:
    browser = sign_in(town.anna)
    assert "fortsaet" in _expired(town, browser)
    _sign_in_again(browser, town.accounts[town.anna])
    page = browser.get("/fortsaet/").content.decode()
    assert "En lang tekst fra Anna" in page and 'action="/min-side/henvendelse/"' in page
    kept = browser.session["unfinished"]["fields"]
    sent = browser.post("/min-side/henvendelse/", {k: v[0] for k, v in kept.items()})
    assert sent["Location"] == "/kvittering/"
    assert count("enquiry_enquiry", "text = %s", "En lang tekst fra Anna") == 1
    assert "Der er ikke noget, der venter" in browser.get("/fortsaet/").content.decode()


def test_the_text_can_be_thrown_away(town: Town, sign_in: Callable[[UUID], Client]) -> None:
    browser = sign_in(town.anna)
    _expired(town, browser)
    _sign_in_again(browser, town.accounts[town.anna])
    page = browser.post("/fortsaet/", follow=True).content.decode()
    assert "Teksten er slettet." in page and "En lang tekst" not in page


def test_on_a_shared_computer_the_next_person_does_not_see_it(
    town: Town, sign_in: Callable[[UUID], Client]
) -> None:
    browser = sign_in(town.anna)
    _expired(town, browser)
    assert "En lang tekst" not in browser.get("/fortsaet/").content.decode()
    _sign_in_again(browser, town.accounts[town.bo])
    assert "En lang tekst" not in browser.get("/fortsaet/").content.decode()
