"""Citizens read who they are and whom they speak for; only the municipality writes it."""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.closed_to_citizens("citizens_citizen", "INSERT", "UPDATE", "DELETE")
    + guards.closed_to_citizens("citizens_relation", "INSERT", "UPDATE", "DELETE")
)


class Migration(migrations.Migration):
    dependencies = [("citizens", "0002_guards")]
    operations = [migrations.RunSQL(WALLS)]
