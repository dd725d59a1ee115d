"""Citizens answer hearings and make none; a new hearing may follow one that nobody answered."""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.closed_to_citizens("decision_partyhearing", "INSERT", "DELETE")
    + guards.closed_to_citizens("decision_decision", "INSERT")
    + guards.never_removed("decision_partyhearing")
)


class Migration(migrations.Migration):
    dependencies = [("decision", "0002_guards")]
    operations = [
        migrations.RemoveConstraint(
            model_name="partyhearing", name="one_open_hearing_per_case"
        ),
        migrations.RunSQL(WALLS),
    ]
