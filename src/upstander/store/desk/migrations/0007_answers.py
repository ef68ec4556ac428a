from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_alert_life")]

    operations = []
