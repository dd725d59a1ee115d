"""Reversals only grow; whoever may read a decision may read the authority it rests on."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_parent("decision_reversal", "decision_id", "decision_decision")
    + guards.closed_to_citizens("decision_reversal", "INSERT")
    + guards.only_grows("decision_reversal")
    + """
-- after a reorganisation the case is another unit's, and its decision must still show its chain
DROP POLICY competence_verdictrecord_own_unit ON competence_verdictrecord;
CREATE POLICY competence_verdictrecord_own_unit ON competence_verdictrecord
  AS RESTRICTIVE FOR SELECT USING (
    (SELECT indgang_scope()) = 'system'
    OR unit_id = ANY ((SELECT indgang_units())::uuid[])
    OR person_id::text = current_setting('indgang.person', true)
    OR EXISTS (SELECT 1 FROM decision_decision d WHERE d.verdict_id = competence_verdictrecord.id));
"""
)


class Migration(migrations.Migration):
    dependencies = [("decision", "0004_reorganisation"), ("competence", "0005_guards")]
    operations = [migrations.RunSQL(GUARDS)]
