"""An acknowledgement that came back over an air gap says whose key it came under."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Empty for whatever was acknowledged at this desk; for what came by file before, the log alone knows."""

    dependencies = [("desk", "0021_writers")]

    operations = [
        migrations.AddField("recipient", "by_file", models.CharField(blank=True, default="", max_length=200)),
    ]
