"""A document that is not for the citizen does not show in the citizen's own lists either."""

from django.db import migrations

FOR_THE_CITIZEN = """
CREATE POLICY documents_document_for_citizen ON documents_document AS RESTRICTIVE FOR SELECT
  USING ((SELECT indgang_scope()) <> 'citizen' OR for_citizen);
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_guards")]
    operations = [migrations.RunSQL(FOR_THE_CITIZEN)]
