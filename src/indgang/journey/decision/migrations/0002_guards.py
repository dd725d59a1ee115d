"""Row security and tables that only grow, for this room."""

from django.db import migrations

from indgang.shared import guards

GUARDS = (
    guards.content_of_a_case("decision_partyhearing")
    + guards.content_of_a_case("decision_decision")
    + guards.only_grows("decision_decision")
    + """
ALTER TABLE decision_decision ADD CONSTRAINT decision_verdict_says_yes
  FOREIGN KEY (verdict_id, verdict_allowed) REFERENCES competence_verdictrecord (id, allowed);
"""
)


class Migration(migrations.Migration):
    dependencies = [("case", "0002_guards"), ("competence", "0002_guards"), ("decision", "0001_initial")]
    operations = [migrations.RunSQL(GUARDS)]
