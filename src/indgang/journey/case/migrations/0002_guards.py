"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("case_case", "citizen_id")
    + guards.rows_of_a_parent("case_casestatestep", "case_id", "case_case")
    + guards.only_grows("case_casestatestep")
    + guards.content_of_a_case("case_party")
    + guards.content_of_a_case("case_journalnote")
    + guards.only_grows("case_journalnote")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("case", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
