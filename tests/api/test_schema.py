"""schemathesis holds the running application against the committed document."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from indgang.config.wsgi import application

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
SCHEMA = schemathesis.openapi.from_path(str(DOCUMENT))
SCHEMA.app = application
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
#: Seconds for one role; when they are used up, every operation is still tried once each way.
ENOUGH = 45
#: Parameters that stand for something that is really there in every other example.
THERE = {
    "citizen_id": "citizen",
    "enquiry_id": "enquiry",
    "handover_id": "handover",
    "case_id": "case",
    "hearing_id": "hearing",
    "message_id": "message",
    "document_id": "document",
    "consent_id": "consent",
}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Let requests run inside the test's own transaction (Django's test client does the same)."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


def _bounded(examples: int) -> Any:
    """Few examples and always the same ones."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _hold(operation: Any, mode: GenerationMode, examples: int, world: Any, role: str) -> None:
    headers = {"Authorization": f"Bearer {world.tokens[role]}"} if role else {"Authorization": ""}
    answered = 0

    @_bounded(examples)  # type: ignore[untyped-decorator]  # hypothesis' settings as Any
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal answered
        answered += 1
        if answered % 2:
            known = {k: world.ids[THERE[k]] for k in case.path_parameters or {} if k in THERE}
            case.path_parameters = {**(case.path_parameters or {}), **known}
        with transaction.atomic():
            case.call_and_validate(headers=headers, checks=CHECKS)
            transaction.set_rollback(True)

    ask()
    assert answered


def _operations() -> Iterator[Any]:
    for found in SCHEMA.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


@pytest.mark.parametrize("role", ["", "desk", "own", "citizen"])
def test_the_api_keeps_its_own_document(world: Any, role: str) -> None:
    begun, broken, tried = time.monotonic(), [], 0
    for operation in _operations():
        tried += 1
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            examples = 4 if time.monotonic() - begun < ENOUGH else 1
            try:
                _hold(operation, mode, examples, world, role)
            except Unsatisfiable:
                if mode is GenerationMode.POSITIVE:
                    broken.append(f"{operation.label}: nothing fits its own description")
            except (Exception, BaseExceptionGroup) as error:
                broken.append(f"{operation.label} {mode}: {str(error)[:600]}")
    assert tried > 50
    assert not broken, "\n\n".join(broken)
