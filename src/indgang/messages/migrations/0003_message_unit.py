"""A message knows the unit that sends it, so that a unit prints its own letters and no others."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messages", "0002_guards"), ("organisation", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="unit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
    ]
