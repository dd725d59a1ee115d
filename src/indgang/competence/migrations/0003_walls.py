"""A verdict holds a case's subject, amount and outcome: it tells the unit and the person that asked."""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.never_removed("competence_conflictofinterest")
    + """
CREATE POLICY competence_verdictrecord_own_unit ON competence_verdictrecord
  AS RESTRICTIVE FOR SELECT USING (
    (SELECT indgang_scope()) = 'system'
    OR unit_id = ANY ((SELECT indgang_units())::uuid[])
    OR person_id::text = current_setting('indgang.person', true));
"""
)


class Migration(migrations.Migration):
    dependencies = [("competence", "0002_guards")]
    operations = [migrations.RunSQL(WALLS)]
