"""Whoever may read a hand-over may read why it came; escalations only grow, and staff make them."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.rows_of_a_parent("decision_escalation", "handover_id", "enquiry_handover")
    + guards.closed_to_citizens("decision_escalation", "INSERT")
    + guards.only_grows("decision_escalation")
)


class Migration(migrations.Migration):
    dependencies = [("enquiry", "0003_walls"), ("decision", "0006_escalation")]
    operations = [migrations.RunSQL(GUARDS)]
