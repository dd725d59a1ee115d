"""Readiness is never forgotten."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.never_removed("competence_readiness")
)


class Migration(migrations.Migration):
    dependencies = [("competence", "0004_reorganisation")]
    operations = [migrations.RunSQL(GUARDS)]
