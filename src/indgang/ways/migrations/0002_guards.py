"""Who is trained is for staff; taking a way into use changes who may decide."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_for_staff("ways_training")
    + guards.counts_revisions("ways_uptake", "competence")
)


class Migration(migrations.Migration):
    dependencies = [("ways", "0001_reorganisation"), ("shared", "0003_reorganisation")]
    operations = [migrations.RunSQL(GUARDS)]
