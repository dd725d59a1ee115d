"""The system writes moves without asking for the case of each; others see them as before.

A reorganisation writes a move for every case at once. The index for beginnings of numbers goes:
a number is looked for whole.
"""

from django.db import migrations

_SEEN = """
(SELECT indgang_scope()) = 'system' OR (SELECT indgang_scope()) <> '' AND EXISTS (
  SELECT 1 FROM case_case p WHERE p.id = case_casemove.case_id)
"""
POLICY = f"""
DROP POLICY case_casemove_parent ON case_casemove;
CREATE POLICY case_casemove_parent ON case_casemove FOR ALL
  USING ({_SEEN}) WITH CHECK ({_SEEN});
DROP INDEX IF EXISTS case_case_number_948bd063_like;
"""


class Migration(migrations.Migration):
    dependencies = [("case", "0006_moves_at_scale")]
    operations = [migrations.RunSQL(POLICY)]
