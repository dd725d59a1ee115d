"""How an act left each row, so that it is not taken back over what somebody did since."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shared", "0003_reorganisation")]
    operations = [
        migrations.AddField(
            model_name="datedwrite", name="became", field=models.JSONField(null=True)
        ),
    ]
