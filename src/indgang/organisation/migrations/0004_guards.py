"""A succession changes the room's revision like the units themselves."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.counts_revisions("organisation_succession", "organisation")
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_reorganisation"), ("shared", "0003_reorganisation")]
    operations = [migrations.RunSQL(GUARDS)]
