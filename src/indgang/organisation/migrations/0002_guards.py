"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.counts_revisions("organisation_unit", "organisation")
    + guards.counts_revisions("organisation_unitstate", "organisation")
    + guards.counts_revisions("organisation_unittask", "organisation")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("organisation", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
