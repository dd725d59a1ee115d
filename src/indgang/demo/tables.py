"""Every column of the tables that the demonstration fills, in the order of the filling."""

from collections.abc import Mapping

from indgang.demo.rules import ISSUER

_COLUMNS = """
organisation_unit: id key synthetic
organisation_unitstate: id validity kind name phone parent_id unit_id
organisation_unittask: id validity kle role unit_id
organisation_person: id key name phone synthetic
organisation_post: id validity function title share person_id unit_id
citizens_citizen: id kind name sort_key born cpr_encrypted cpr_hash cvr address_id address
    district address_protected digital_post phone language synthetic
citizens_relation: id validity kind from_citizen_id to_citizen_id
access_account: id kind issuer subject name citizen_id active person_id
places_site: id validity key name address_id address district latitude longitude step_free
    own_entrance_sign synthetic
places_entrance: id validity kind phone unit_id site_id
places_openinghours: id validity weekday opens closes entrance_id
places_jointmanagement: id validity name agreement synthetic chair_unit_id site_id
places_jointmember: id validity management_id unit_id
places_room: id validity key name area seats site_id unit_id
ways_wayofworking: id key kind title_da title_en purpose kle procedure training_hours source
    synthetic
ways_uptake: id validity note unit_id way_id
ways_training: id on person_id way_id
competence_instrument: id validity key kind title_da title_en source text_da text_en synthetic
competence_grant: id validity function action kle amount_limit outcomes may_sub_delegate
    without complexity above_id holder_id instrument_id person_id way_id origin_id
competence_conflictofinterest: id subject_id ground recorded_at ended_at person_id
    recorded_by_id ended_by_id case_id handling handling_reason
    handled_to_id handled_at handled_by_id
competence_readiness: id validity kle criterion met note recorded_at recorded_by_id
competence_boundaryagreement: id validity kle condition_da condition_en source synthetic
    first_unit_id other_unit_id
competence_verdictrecord: id at action kle amount outcome subject_id allowed reason chain
    person_id unit_id
appointments_calendar: id name entrance_id person_id unit_id
appointments_bookablehours: id validity weekday begins ends calendar_id
appointments_booking: id period state code note made_at citizen_id service_id calendar_id
enquiry_enquiry: id number contact channel language text received_at state answer urgent
    citizen_id registered_by_id responsible_unit_id service_id
enquiry_enquirystep: id at verb note enquiry_id person_id unit_id
enquiry_handover: id story amount state offered_at answered_at reason answered_by_id booking_id
    enquiry_id from_unit_id offered_by_id service_id to_unit_id
case_case: id number title public_title kle kle_facet sensitivity hidden state local_state
    amount opened_at due_on deadline_days master_system sending_system version caseworker_id
    citizen_id enquiry_id handover_id parent_id responsible_unit_id service_id
case_casestatestep: id state at case_id person_id
case_party: id role case_id citizen_id
case_journalnote: id at theme text case_id corrects_id person_id unit_id
decision_partyhearing: id facts asked_at answer_by answered_at answer asked_by_id case_id
decision_decision: id outcome amount facts rules considerations complaint hearing_exception
    verdict_allowed decided_at letter_id case_id decided_by_id unit_id verdict_id
access_consent: id subject_id kle for_case_id level given_at withdrawn_at from_administration_id
    to_administration_id
access_lookup: id at subject_id account_id purpose what object_id channel person_id unit_id
"""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.replace("\n    ", " ").strip().splitlines():
        table, columns = line.split(":")
        found[table] = tuple(columns.split())
    return found


#: table → its columns
TABLES: Mapping[str, tuple[str, ...]] = _read(_COLUMNS)
#: table → the same as a set
COLUMNS: Mapping[str, frozenset[str]] = {name: frozenset(of) for name, of in TABLES.items()}

#: What a column holds when nothing is said; every other column must be given.
DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "organisation_unitstate": {"phone": ""},
    "organisation_post": {"share": "1"},
    "citizens_citizen": {
        "cpr_encrypted": None,
        "cpr_hash": None,
        "cvr": None,
        "address_id": None,
        "address_protected": False,
        "digital_post": True,
        "language": "da",
        "synthetic": True,
    },
    "access_account": {
        "issuer": ISSUER,
        "active": True,
        "person_id": None,
        "citizen_id": None,
    },
    "places_site": {"address_id": None, "step_free": True, "synthetic": True},
    "places_jointmanagement": {"synthetic": True},
    "ways_wayofworking": {"synthetic": True},
    "ways_uptake": {"note": ""},
    "competence_grant": {
        "function": "",
        "amount_limit": None,
        "outcomes": [],
        "may_sub_delegate": False,
        "without": [],
        "complexity": None,
        "person_id": None,
        "way_id": None,
        "origin_id": None,
    },
    "competence_instrument": {"text_da": "", "text_en": ""},
    "competence_conflictofinterest": {
        "ended_at": None,
        "recorded_by_id": None,
        "ended_by_id": None,
        "case_id": None,
        "handling": "",
        "handling_reason": "",
        "handled_to_id": None,
        "handled_at": None,
        "handled_by_id": None,
    },
    "competence_readiness": {"note": "", "recorded_by_id": None},
    "competence_boundaryagreement": {"synthetic": True},
    "competence_verdictrecord": {"amount": None},
    "appointments_calendar": {"person_id": None},
    "appointments_booking": {"note": ""},
    "enquiry_enquiry": {
        "contact": "",
        "language": "da",
        "answer": "",
        "urgent": "",
        "registered_by_id": None,
        "service_id": None,
    },
    "enquiry_enquirystep": {"note": "", "person_id": None},
    "enquiry_handover": {
        "amount": None,
        "booking_id": None,
        "answered_at": None,
        "answered_by_id": None,
        "reason": "",
    },
    "case_case": {
        "kle_facet": "G01",
        "hidden": False,
        "local_state": "",
        "amount": None,
        "enquiry_id": None,
        "handover_id": None,
        "parent_id": None,
        "master_system": "indgang",
        "sending_system": "indgang",
        "version": 1,
    },
    "case_journalnote": {"corrects_id": None},
    "decision_partyhearing": {"answered_at": None, "answer": ""},
    "decision_decision": {
        "amount": None,
        "hearing_exception": "",
        "verdict_allowed": True,
        "letter_id": None,
    },
    "access_consent": {"for_case_id": None, "withdrawn_at": None},
    "access_lookup": {"account_id": None, "object_id": None, "person_id": None, "unit_id": None},
}
