"""The audit, the journal and the log of look-ups can only grow."""

import pytest
from django.db import connection

_TABLES = (
    "shared_auditentry",
    "access_lookup",
    "case_journalnote",
    "case_casestatestep",
    "competence_verdictrecord",
    "decision_decision",
    "decision_escalation",
    "documents_documentcontent",
    "enquiry_enquirystep",
    "triage_suggestion",
)


@pytest.mark.django_db
@pytest.mark.requirement("K10")
@pytest.mark.parametrize("table", _TABLES)
def test_the_application_may_not_change_what_was_written(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(current_user, %s, 'INSERT'), "
            "has_table_privilege(current_user, %s, 'UPDATE'), "
            "has_table_privilege(current_user, %s, 'DELETE'), "
            "has_table_privilege(current_user, %s, 'TRUNCATE')",
            [table] * 4,
        )
        assert cursor.fetchone() == (True, False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
            [table, f"{table}_only_grows"],
        )
        assert cursor.fetchone() == (1,)
