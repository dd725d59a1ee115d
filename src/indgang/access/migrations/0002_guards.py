"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("access_lookup", "subject_id")
    + guards.only_grows("access_lookup")
    + guards.rows_of_a_person("access_consent", "subject_id")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("access", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
