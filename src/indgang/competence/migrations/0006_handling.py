"""What a leader did about a conflict of interest has fixed words, and a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('competence', '0005_guards'),
    ]

    operations = [
        migrations.AlterField(
            model_name='conflictofinterest',
            name='handling',
            field=models.CharField(blank=True, choices=[('', 'Open'), ('given_on', 'Given On'), ('leader_took_it', 'Leader Took It'), ('substitute', 'Substitute'), ('no_other', 'No Other')], default='', max_length=20),
        ),
        migrations.AddField(
            model_name='conflictofinterest',
            name='handling_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
    ]
