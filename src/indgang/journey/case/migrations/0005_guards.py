"""Moves of cases are history: they only grow, and are seen with their case."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_parent("case_casemove", "case_id", "case_case")
    + guards.closed_to_citizens("case_casemove", "INSERT")
    + guards.only_grows("case_casemove")
)


class Migration(migrations.Migration):
    dependencies = [("case", "0004_reorganisation")]
    operations = [migrations.RunSQL(GUARDS)]
