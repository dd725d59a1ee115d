"""A new number of KLE changes what grants say, so authority that is kept in memory is read anew."""

from django.db import migrations

from indgang.shared import guards

GUARDS = guards.counts_revisions("catalogue_klemove", "competence")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_kle_moves"), ("shared", "0003_reorganisation")]
    operations = [migrations.RunSQL(GUARDS)]
