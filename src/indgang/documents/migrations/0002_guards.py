"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("documents_document", "citizen_id")
    + guards.only_grows("documents_documentcontent")
    + """
ALTER TABLE documents_documentcontent ENABLE ROW LEVEL SECURITY;
ALTER TABLE documents_documentcontent FORCE ROW LEVEL SECURITY;
CREATE POLICY content_add ON documents_documentcontent FOR INSERT
  WITH CHECK ((SELECT indgang_scope()) <> '');
CREATE POLICY content_read ON documents_documentcontent FOR SELECT USING (
  (SELECT indgang_scope()) = 'system' OR EXISTS (
    SELECT 1 FROM documents_document d WHERE d.id = document_id AND (
      (SELECT indgang_scope()) = 'staff' AND d.unit_id = ANY ((SELECT indgang_units())::uuid[])
      OR (SELECT indgang_scope()) = 'citizen' AND d.for_citizen
         AND d.citizen_id = ANY ((SELECT indgang_subjects())::uuid[]))));
"""
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("documents", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
