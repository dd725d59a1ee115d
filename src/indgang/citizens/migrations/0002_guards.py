"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("citizens_citizen", "id")
    + guards.rows_of_a_person("citizens_relation", "from_citizen_id")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("citizens", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
