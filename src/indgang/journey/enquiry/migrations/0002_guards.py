"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("enquiry_enquiry", "citizen_id")
    + guards.rows_of_a_parent("enquiry_enquirystep", "enquiry_id", "enquiry_enquiry")
    + guards.only_grows("enquiry_enquirystep")
    + guards.rows_of_a_parent("enquiry_handover", "enquiry_id", "enquiry_enquiry")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("enquiry", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
