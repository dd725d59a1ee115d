"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_parent("triage_suggestion", "enquiry_id", "enquiry_enquiry")
    + guards.only_grows("triage_suggestion")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("enquiry", "0002_guards"), ("triage", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
