"""Signing in to the demonstration municipality."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from indgang.shared.rowsecurity import as_system


def staff(key: str) -> Client:
    """A browser in which the employee is signed in."""
    accounts: Any = apps.get_model("access", "Account")
    with as_system("test"):
        account = accounts.objects.get(subject=key)
    session = SessionStore()
    session["account"] = str(account.pk)
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client
