"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("messages_message", "citizen_id")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("messages", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
