"""A hand-over is made and answered by staff; nothing of it is removed."""

from django.db import migrations

from indgang.shared import guards

WALLS = (
    guards.closed_to_citizens("enquiry_handover", "INSERT", "UPDATE", "DELETE")
    + guards.never_removed("enquiry_enquiry")
    + guards.never_removed("enquiry_handover")
)


class Migration(migrations.Migration):
    dependencies = [("enquiry", "0002_guards")]
    operations = [migrations.RunSQL(WALLS)]
