"""The committed document is what the code says, and every field in it has its privacy class."""

import json
from pathlib import Path
from typing import Any

import pytest

from indgang.access.public import Gate
from indgang.rest.public import api, text, write
from indgang.shared.privacy import Privacy

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def test_the_committed_document_is_current(tmp_path: Path) -> None:
    write(tmp_path / "openapi.json")
    assert (tmp_path / "openapi.json").read_text() == text()
    assert DOCUMENT.read_text() == text(), "run: indgang openapi"


@pytest.mark.requirement("K10")
def test_every_field_of_the_api_has_a_privacy_class() -> None:
    known = {privacy.value for privacy in Privacy}
    fields = [
        (f"{schema}.{name}", field.get("x-privacy"))
        for schema, definition in json.loads(text())["components"]["schemas"].items()
        for name, field in definition.get("properties", {}).items()
    ]
    assert len(fields) > 150
    assert [name for name, privacy in fields if privacy not in known] == []
    assert [name for name, privacy in fields if privacy == Privacy.SECRET.value] == []


@pytest.mark.requirement("K10")
def test_every_parameter_in_an_address_is_harmless() -> None:
    """Identifiers and codes of the catalogue only: what stands in an address ends up in logs."""
    for address, methods in json.loads(text())["paths"].items():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    is_id = parameter["schema"].get("format") == "uuid"
                    # an old number of a unit is no person's
                    public = parameter["schema"].get("x-privacy") == "public"
                    assert is_id or public or parameter["name"] == "code", (address, parameter)
                    named = ("/api/v1/services/", "/api/v1/phone-menu/")
                    assert address.startswith(named) or is_id


def _operations() -> list[Any]:
    return [
        operation
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    ]


def test_every_operation_has_a_gate_and_its_document_says_so() -> None:
    document = json.loads(text())
    by_id = {o["operationId"]: o for m in document["paths"].values() for o in m.values()}
    assert len(by_id) == len(_operations())
    for operation in _operations():
        gate = operation.view_func.gate
        assert isinstance(gate, Gate)
        assert operation.auth_callbacks[0].gate is gate
        optional = {} in by_id[operation.operation_id]["security"]
        assert optional is (gate.audience.value == "anybody")
        answers = set(by_id[operation.operation_id]["responses"])
        assert answers >= {"400", "401", "403", "404", "405", "409", "413", "422", "503"}


def test_no_address_is_shared_by_two_routers() -> None:
    """The first router would hide the second's operations."""
    seen: dict[str, str] = {}
    for bound in api._get_bound_routers():
        for path in bound.path_operations:
            assert path not in seen, path
            seen[path] = str(bound)
