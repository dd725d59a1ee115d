"""Reject by default: every route, every model field and every API field is classified."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver

from indgang.access.public import Audience, Gate
from indgang.shared.privacy import Privacy

pytestmark = pytest.mark.requirement("K10")


def _routes(resolver: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def test_every_route_has_a_gate() -> None:
    routes = list(_routes(get_resolver("indgang.config.urls")))
    assert len(routes) > 30
    open_ones = []
    for route, view in routes:
        if route.startswith("api/"):
            continue  # the API's operations are walked below
        if not isinstance(getattr(view, "gate", None), Gate):
            open_ones.append(route)
    assert not open_ones


def test_staff_routes_are_for_staff() -> None:
    for route, view in _routes(get_resolver("indgang.config.urls")):
        if route.startswith("skranke/"):
            assert view.gate.audience is Audience.STAFF, route
        if route.startswith("min-side/"):
            assert view.gate.audience is Audience.CITIZEN, route


def _models() -> list[Any]:
    return [m for m in apps.get_models() if m.__module__.startswith("indgang.")]


def test_every_model_field_is_classified() -> None:
    missing = []
    strange = []
    for model in _models():
        room = model.__module__.removesuffix(".models")
        table: dict[str, Privacy] = import_module(f"{room}.permissions").FIELDS.get(
            model.__name__, {}
        )
        fields = {field.name for field in model._meta.fields}
        missing += [f"{model._meta.label}.{name}" for name in fields - set(table)]
        strange += [f"{model._meta.label}.{name}" for name in set(table) - fields]
        assert all(isinstance(privacy, Privacy) for privacy in table.values())
    assert not missing
    assert not strange


#: Tables with persons in them that row security does not guard, each with why.
_WITHOUT_ROW_SECURITY = {
    "access_account": "read before anybody is signed in; holds a name and an identity only",
    "access_apitoken": "read before anybody is signed in; hashes only",
    "shared_outboxevent": "identifiers and codes only; read by the job worker",
    "shared_submission": "an address of our own and an account's id",
    "shared_delivery": "technical",
}


@pytest.mark.django_db
def test_every_table_about_people_is_under_forced_row_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' "
            "AND relrowsecurity AND relforcerowsecurity"
        )
        guarded = {row[0] for row in cursor.fetchall()}
    wrong = []
    for model in _models():
        room = model.__module__.removesuffix(".models")
        classes = set(import_module(f"{room}.permissions").FIELDS[model.__name__].values())
        about_people = classes & {Privacy.PERSONAL, Privacy.SENSITIVE}
        table = model._meta.db_table
        if about_people and table not in guarded and table not in _WITHOUT_ROW_SECURITY:
            wrong.append(table)
    assert not wrong


@pytest.mark.django_db
def test_without_a_purpose_the_tables_are_empty() -> None:
    """The application that forgets to say who asks sees nobody."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("indgang_application", False, False)
        for setting in ("indgang.scope", "indgang.purpose", "indgang.subjects"):
            cursor.execute("SELECT set_config(%s, '', true)", [setting])
        cursor.execute("SELECT count(*) FROM citizens_citizen")
        assert cursor.fetchone() == (0,)
