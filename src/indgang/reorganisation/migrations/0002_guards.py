"""Who was told is for staff, and is not taken away."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_for_staff("reorganisation_notice")
    + guards.never_removed("reorganisation_notice")
)


class Migration(migrations.Migration):
    dependencies = [("reorganisation", "0001_reorganisation"), ("shared", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS)]
