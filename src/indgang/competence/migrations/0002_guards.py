"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.counts_revisions("competence_instrument", "competence")
    + guards.counts_revisions("competence_grant", "competence")
    + guards.rows_for_staff("competence_conflictofinterest")
    + guards.rows_for_staff("competence_verdictrecord")
    + guards.only_grows("competence_verdictrecord")
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("competence", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
