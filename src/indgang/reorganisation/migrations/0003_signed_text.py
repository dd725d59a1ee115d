"""A signature keeps the trouble's words as the signer read them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reorganisation", "0002_guards")]
    operations = [
        migrations.AddField(
            model_name="signedexception",
            name="text",
            field=models.TextField(blank=True, default="", max_length=2000),
        ),
    ]
