"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_person("appointments_booking", "citizen_id")
    + """
-- Which times are taken, and nothing about whose they are. The scope is raised by the function
-- itself and put back; PostgreSQL lets nobody but a superuser write it into the function's head.
CREATE FUNCTION appointments_busy(calendars uuid[], during tstzrange)
  RETURNS TABLE (calendar_id uuid, period tstzrange)
  LANGUAGE plpgsql VOLATILE AS $$
DECLARE asker text := coalesce(current_setting('indgang.scope', true), '');
BEGIN
  PERFORM set_config('indgang.scope', 'system', true);
  RETURN QUERY SELECT b.calendar_id, b.period FROM appointments_booking b
    WHERE b.calendar_id = ANY (calendars) AND b.period && during AND b.state <> 'cancelled';
  PERFORM set_config('indgang.scope', asker, true);
END $$;
"""
)


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_guards"), ("appointments", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
