"""The JSON API, version 1: the same actions as the pages, for other systems and for apps."""

import json
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema, get_schema

from indgang.access.public import Audience
from indgang.rest import (
    appointments,
    cases,
    citizens,
    decisions,
    enquiries,
    entrance,
    moved,
    organisation,
    own,
    own_matters,
    problems,
    verdicts,
)

#: Where ``config`` mounts the API.
PREFIX = "/api/v1/"
_SCHEME = "bearer"


class Api(NinjaAPI):
    """The API with a document that says how it errs and where a token is optional."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The OpenAPI document as data: problems are problems, tokens optional where they are."""
        found = get_schema(api=self, path_prefix=path_prefix or PREFIX)
        found.update(json.loads(json.dumps(found)))  # responses and lists are shared until here
        open_to_all = {
            operation.operation_id
            for bound in self._get_bound_routers()
            for path_view in bound.path_operations.values()
            for operation in path_view.operations
            if operation.view_func.gate.audience is Audience.ANYBODY  # type: ignore[attr-defined]  # set by rest.gate
        }
        for methods in found["paths"].values():
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {
                            problems.MEDIA_TYPE: answer["content"]["application/json"]
                        }
                optional: list[dict[str, Any]] = (
                    [{}] if operation["operationId"] in open_to_all else []
                )
                operation["security"] = [*optional, {_SCHEME: []}]
        found["components"]["securitySchemes"] = {_SCHEME: {"type": "http", "scheme": "bearer"}}
        found["servers"] = [{"url": "/"}]
        return found


#: Addresses end here and lie under ``/api/v1/`` (``config.urls``). There is no page for trying it
#: out: the ones that exist fetch their scripts from other hosts, which the house does not allow.
api = Api(
    title="Indgang",
    version="1",
    description=(
        "One entrance and one whole picture for a municipality. Errors are RFC 9457 problems in "
        "the language of Accept-Language (da, en). Staff say why they look a citizen up in the "
        "header Indgang-Purpose; the citizen can read it. A POST that makes something takes a "
        "UUID of the client's own in Idempotency-Key: sent twice, it happens once."
    ),
    urls_namespace="rest",
    docs_url=None,
    openapi_url=None,
)
for part in (
    entrance,
    appointments,
    citizens,
    enquiries,
    cases,
    decisions,
    verdicts,
    organisation,
    moved,
    own,
    own_matters,
):
    api.add_router("", part.router)
problems.handle(api)
