from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0016_drill_pauses")]

    operations = [
        migrations.AddField(model_name="threadstep", name="held_until", field=models.DateTimeField(null=True)),
    ]
