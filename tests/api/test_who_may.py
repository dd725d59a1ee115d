"""Every operation × who asks: the table is written by hand and is complete."""

import json
from typing import Any

import pytest

from indgang.rest.public import api

Row = tuple[str, str, dict[str, Any] | None, str, tuple[int, int, int, int, int]]

_ENQUIRY = {"text": "Jeg skal have et nyt pas."}
_CASE = {"citizen_id": "{citizen}", "service_code": "udsaettelsestruet", "unit_id": "{unit}",
         "story": "Bagud med huslejen."}  # fmt: skip
_TIME = {"calendar_id": "{calendar}", "begins": "{begins}", "minutes": 20}
_DRAFT = {"outcome": "granted"}
_CONSENT = {"from_administration": "{administration}", "to_administration": "{to_administration}",
            "kle": "32", "level": "headline"}  # fmt: skip
_HANDOVER = {"to_unit_id": "{unit}", "service_code": "udsaettelsestruet", "story": "Kort sagt."}

#: method, address, body, who has it (the third number's person), and what nobody, a citizen, staff
#: of the unit that has it, staff of another unit and a librarian are answered.
TABLE: tuple[Row, ...] = (
    ("POST", "/understand", {"text": "pas"}, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/services", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/services/pas", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/entrances", None, "desk", (200, 200, 200, 200, 200)),
    ("POST", "/enquiries", _ENQUIRY, "desk", (201, 201, 201, 201, 201)),
    ("GET", "/free-times?unit_id={desk_unit}", None, "desk", (200, 200, 200, 200, 200)),
    ("POST", "/appointments", _TIME, "desk", (201, 201, 201, 201, 201)),
    ("POST", "/appointments/find", {"code": "{code}"}, "desk", (200, 200, 200, 200, 200)),
    ("POST", "/appointments/cancel", {"code": "{code}"}, "desk", (200, 200, 200, 200, 200)),
    ("POST", "/citizens/search", {"cpr": "{cpr}"}, "desk", (401, 403, 200, 200, 200)),
    ("GET", "/citizens/{citizen}/picture", None, "desk", (401, 403, 200, 200, 200)),
    ("GET", "/citizens/{citizen}/cases", None, "own", (401, 403, 200, 200, 200)),
    ("POST", "/citizens/{citizen}/enquiries", {"text": "Hej", "channel": "phone"}, "desk",
     (401, 403, 201, 201, 403)),
    ("GET", "/citizens/{citizen}/appointments", None, "desk", (401, 403, 200, 200, 403)),
    ("POST", "/citizens/{citizen}/appointments", _TIME, "desk", (401, 403, 201, 201, 403)),
    ("GET", "/open-enquiries", None, "desk", (401, 403, 200, 200, 200)),
    ("GET", "/enquiries/{enquiry}", None, "desk", (401, 403, 200, 404, 404)),
    ("POST", "/enquiries/{enquiry}/answer", {"answer": "Ring."}, "desk",
     (401, 403, 204, 404, 404)),
    ("POST", "/enquiries/{enquiry}/citizen", {"citizen_id": "{citizen}"}, "desk",
     (401, 403, 204, 404, 403)),
    ("POST", "/enquiries/{enquiry}/handovers", _HANDOVER, "desk", (401, 403, 201, 404, 403)),
    ("POST", "/enquiries/{enquiry}/decision", _DRAFT | {"service_code": "friplads"}, "desk",
     (401, 403, 201, 404, 403)),
    ("GET", "/handovers", None, "own", (401, 403, 200, 200, 403)),
    ("POST", "/handovers/{handover}/accept", None, "own", (401, 403, 204, 404, 403)),
    ("POST", "/handovers/{handover}/accept", None, "desk", (401, 403, 403, 404, 403)),
    ("POST", "/handovers/{handover}/return", {"reason": "Hører til hos jer."}, "own",
     (401, 403, 204, 404, 403)),
    ("GET", "/cases", None, "own", (401, 403, 200, 200, 403)),
    ("POST", "/cases", _CASE, "own", (401, 403, 201, 403, 403)),
    ("GET", "/cases/{case}", None, "own", (401, 403, 200, 404, 403)),
    ("GET", "/cases/{case}", None, "desk", (401, 403, 404, 404, 403)),
    ("POST", "/cases/{case}/take", None, "own", (401, 403, 204, 404, 403)),
    ("GET", "/cases/{case}/notes", None, "own", (401, 403, 200, 404, 403)),
    ("POST", "/cases/{case}/notes", {"theme": "Samtale", "text": "Talte i telefon."}, "own",
     (401, 403, 201, 404, 403)),
    ("GET", "/cases/{case}/hearings", None, "own", (401, 403, 200, 404, 403)),
    ("POST", "/cases/{case}/hearings", {"facts": "Nyt", "answer_by": "2099-01-01"}, "own",
     (401, 403, 409, 404, 403)),  # the party is being heard already
    ("GET", "/cases/{case}/decision", None, "own", (401, 403, 404, 404, 403)),  # not yet decided
    ("POST", "/cases/{case}/decision", _DRAFT, "own", (401, 403, 201, 404, 403)),
    ("POST", "/verdict", {"service_code": "pas"}, "desk", (401, 403, 200, 200, 200)),
    ("POST", "/verdict/units", {"service_code": "pas"}, "desk", (401, 403, 200, 200, 200)),
    ("GET", "/organisation", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/organisation/changes?since=2020-01-01", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/units?words=borgerservice", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/moved-units?since=2020-01-01", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/phone-menu/01234567", None, "desk", (404, 404, 404, 404, 404)),  # nobody's old number
    ("GET", "/units/{desk_unit}", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/units/{desk_unit}/names", None, "desk", (200, 200, 200, 200, 200)),
    ("GET", "/own", None, "desk", (401, 200, 403, 403, 403)),
    ("GET", "/own/cases", None, "desk", (401, 200, 403, 403, 403)),
    ("GET", "/own/cases/{case}", None, "own", (401, 200, 403, 403, 403)),
    ("GET", "/own/cases/{case}/notes", None, "own", (401, 200, 403, 403, 403)),
    ("GET", "/own/cases/{case}/hearings", None, "own", (401, 200, 403, 403, 403)),
    ("GET", "/own/cases/{case}/decision", None, "own", (401, 404, 403, 403, 403)),
    ("POST", "/own/hearings/{hearing}/answer", {"answer": "Jeg har betalt."}, "own",
     (401, 204, 403, 403, 403)),
    ("GET", "/own/enquiries", None, "desk", (401, 200, 403, 403, 403)),
    ("POST", "/own/enquiries/{enquiry}/withdraw", None, "desk", (401, 204, 403, 403, 403)),
    ("GET", "/own/appointments", None, "desk", (401, 200, 403, 403, 403)),
    ("GET", "/own/letters", None, "desk", (401, 200, 403, 403, 403)),
    ("POST", "/own/letters/{message}/open", None, "desk", (401, 204, 403, 403, 403)),
    ("GET", "/own/documents/{document}", None, "own", (401, 200, 403, 403, 403)),
    ("GET", "/own/look-ups", None, "desk", (401, 200, 403, 403, 403)),
    ("GET", "/own/consents", None, "desk", (401, 200, 403, 403, 403)),
    ("POST", "/own/consents", _CONSENT, "desk", (401, 201, 403, 403, 403)),
    ("DELETE", "/own/consents/{consent}", None, "desk", (401, 204, 403, 403, 403)),
)  # fmt: skip

#: What a stranger with a citizen's key of her own is answered about his matters.
NOT_HERS = (
    ("GET", "/own/cases/{case}", None),
    ("GET", "/own/cases/{case}/notes", None),
    ("GET", "/own/cases/{case}/hearings", None),
    ("GET", "/own/cases/{case}/decision", None),
    ("POST", "/own/hearings/{hearing}/answer", {"answer": "Nej"}),
    ("POST", "/own/enquiries/{enquiry}/withdraw", None),
    ("POST", "/own/letters/{message}/open", None),
    ("GET", "/own/documents/{document}", None),
    ("DELETE", "/own/consents/{consent}", None),
)


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(each, ids) for key, each in value.items()}
    return value.format(**ids) if isinstance(value, str) else value


@pytest.mark.requirement("K10")
def test_every_operation_answers_each_role_as_the_table_says(world: Any) -> None:
    wrong = []
    for method, path, body, owner, expected in TABLE:
        roles = ("", "citizen", owner, "other", "librarian")
        for role, status in zip(roles, expected, strict=True):
            response = world.try_out(
                role, method, _filled(path, world.ids), _filled(body, world.ids)
            )
            if response.status_code != status:
                said = response.content.decode(errors="replace")[:300]
                wrong.append(f"{method} {path} {role or 'nobody'}: {response.status_code} {said}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.requirement("K10")
def test_anothers_matters_are_not_there(world: Any) -> None:
    for method, path, body in NOT_HERS:
        response = world.try_out("stranger", method, _filled(path, world.ids), body)
        assert response.status_code == 404, f"{method} {path}: {response.content!r}"


def test_the_table_has_every_operation() -> None:
    known = {
        (method, path)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    written = set()
    for method, path, *_rest in TABLE:
        parts = path.partition("?")[0].split("/")
        for there, address in known:
            wanted = address.removeprefix("/api/v1").split("/")
            same = len(wanted) == len(parts) and all(
                want == part or want.startswith("{")
                for want, part in zip(wanted, parts, strict=True)
            )
            if same and there == method.lower():
                written.add((there, address))
    assert known == written


@pytest.mark.requirement("K10")
def test_a_parent_acts_for_a_child_and_for_nobody_elses(world: Any) -> None:
    """Whom a citizen speaks for comes from the register, and the key carries it too."""
    ibrahim = json.loads(world.ask("citizen", "GET", "/own").content)
    assert len(ibrahim["represents"]) == 2  # Ali and Noor
    anna = json.loads(world.ask("stranger", "GET", "/own").content)
    assert anna["represents"] == []  # her father speaks for himself
