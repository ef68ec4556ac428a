"""When each addressee who stays silent is told so again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing is reckoned yet: the first call looks at everybody."""

    dependencies = [("desk", "0027_given_up")]

    operations = [
        migrations.CreateModel(
            "Pressed",
            [
                (
                    "recipient",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pressed",
                        serialize=False,
                        to="desk.recipient",
                    ),
                ),
                ("due", models.DateTimeField()),
                ("again_at", models.DateTimeField()),
            ],
        ),
    ]
