"""Who holds a booking's code may see and change that booking, also without MitID.

The code is told to the database for one transaction only; no other row opens by it, and a row
made with it alone names no citizen.
"""

from django.db import migrations

BY_CODE = """
CREATE POLICY appointments_booking_read_by_code ON appointments_booking FOR SELECT
  USING (code = nullif(current_setting('indgang.booking_code', true), ''));
CREATE POLICY appointments_booking_change_by_code ON appointments_booking FOR UPDATE
  USING (code = nullif(current_setting('indgang.booking_code', true), ''))
  WITH CHECK (code = nullif(current_setting('indgang.booking_code', true), ''));
CREATE POLICY appointments_booking_make_by_code ON appointments_booking FOR INSERT
  WITH CHECK (code = nullif(current_setting('indgang.booking_code', true), '')
              AND citizen_id IS NULL);
"""


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_guards")]
    operations = [migrations.RunSQL(BY_CODE)]
