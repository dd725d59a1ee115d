"""The OpenAPI document: ``docs/openapi.json`` is this, and a test compares them."""

import json
from functools import cache
from pathlib import Path

from indgang.rest.api import api


@cache
def text() -> str:
    """The document as text. Its order is that of the code, so it changes only when the API does."""
    return json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"


def write(path: Path) -> None:
    """Write the document; run when the API has changed."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text(), encoding="utf-8")
