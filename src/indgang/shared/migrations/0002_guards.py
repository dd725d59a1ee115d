"""Functions that the guards of every room use, and the audit that only grows."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from indgang.shared import guards

FUNCTIONS = """
CREATE FUNCTION indgang_scope() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN current_setting('indgang.scope', true) = 'staff'
               AND coalesce(current_setting('indgang.purpose', true), '') = ''
         THEN '' ELSE coalesce(current_setting('indgang.scope', true), '') END
$$;
CREATE FUNCTION indgang_subjects() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(nullif(current_setting('indgang.subjects', true), ''), ',')::uuid[], '{}')
$$;
CREATE FUNCTION indgang_units() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(nullif(current_setting('indgang.units', true), ''), ',')::uuid[], '{}')
$$;
CREATE FUNCTION indgang_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% only grows: rows are never changed or removed', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;
-- a sequence is never rolled back: a number that was seen in an undone change never comes again
CREATE SEQUENCE shared_revision_number;
CREATE FUNCTION indgang_count_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO shared_revision (room, number)
  VALUES (TG_ARGV[0], nextval('shared_revision_number'))
  ON CONFLICT (room) DO UPDATE SET number = EXCLUDED.number;
  RETURN NULL;
END $$;
INSERT INTO shared_revision (room, number) VALUES ('organisation', 0), ('competence', 0);
"""
AUDIT = (
    guards.only_grows("shared_auditentry")
    + "ALTER TABLE shared_auditentry ENABLE ROW LEVEL SECURITY;"
    + "ALTER TABLE shared_auditentry FORCE ROW LEVEL SECURITY;"
    + "CREATE POLICY audit_add ON shared_auditentry FOR INSERT WITH CHECK (true);"
    + "CREATE POLICY audit_read ON shared_auditentry FOR SELECT USING ("
    + "(SELECT indgang_scope()) = 'system' OR (SELECT indgang_scope()) = 'citizen' "
    + "AND subject_id = ANY ((SELECT indgang_subjects())::uuid[]));"
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(AUDIT),
    ]
