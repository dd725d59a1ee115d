"""The sender may take a hand-over back while nobody has taken it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("enquiry", "0003_walls")]
    operations = [
        migrations.AlterField(
            model_name="handover",
            name="state",
            field=models.CharField(
                choices=[
                    ("offered", "Offered"),
                    ("accepted", "Accepted"),
                    ("returned", "Returned"),
                    ("taken_back", "Taken Back"),
                ],
                default="offered",
                max_length=10,
            ),
        )
    ]
