"""What was past the desk's limits and handed over by itself."""

import django.db.models.deletion
from django.db import migrations, models

import indgang.shared.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("competence", "0005_guards"),
        ("enquiry", "0003_walls"),
        ("organisation", "0003_reorganisation"),
        ("decision", "0005_guards"),
    ]
    operations = [
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=indgang.shared.identifiers.uuid7,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kle", models.CharField(max_length=8)),
                ("reason", models.CharField(max_length=24)),
                ("limit", models.PositiveIntegerField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enquiry.handover",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competence.verdictrecord",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["from_unit", "at"], name="escalation_per_desk")
                ],
            },
        ),
    ]
