"""A consent is withdrawn, never removed."""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.never_removed("access_consent")
)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards")]
    operations = [migrations.RunSQL(WALLS)]
