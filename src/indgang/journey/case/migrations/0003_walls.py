"""Citizens read their cases; only the municipality writes in them, and no case is removed.

A hidden case shows to the citizen and not to those who speak for the citizen: a child's case may be
about the parents.
"""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.closed_to_citizens("case_case", "INSERT", "UPDATE", "DELETE")
    + guards.closed_to_citizens("case_casestatestep", "INSERT")
    + guards.closed_to_citizens("case_party", "INSERT", "UPDATE", "DELETE")
    + guards.closed_to_citizens("case_journalnote", "INSERT")
    + guards.never_removed("case_case")
    + """
-- The first of the subjects is the citizen; the others are those the citizen speaks for.
CREATE POLICY case_case_hidden ON case_case AS RESTRICTIVE FOR SELECT USING (
  (SELECT indgang_scope()) <> 'citizen' OR NOT hidden
  OR citizen_id = ((SELECT indgang_subjects())::uuid[])[1]);
"""
)


class Migration(migrations.Migration):
    dependencies = [("case", "0002_guards")]
    operations = [migrations.RunSQL(WALLS)]
