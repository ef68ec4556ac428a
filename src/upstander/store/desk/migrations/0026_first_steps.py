"""First steps of a playbook are actions that a firing opens; words of no situation can be ordered to be erased."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import PROTECT


def to(model, name):
    """A row that keeps that one from being deleted, or none."""
    return models.ForeignKey(null=True, on_delete=PROTECT, related_name=name, to=model)


class Migration(migrations.Migration):
    """Nobody plans what a trigger opens."""

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("desk", "0025_left")]

    operations = [
        migrations.AddField("action", "firing", to("desk.triggerfiring", "first_steps")),
        migrations.AlterField("action", "planned_by", to(settings.AUTH_USER_MODEL, "+")),
        migrations.AlterField("erasure", "situation", to("desk.situation", "erasures")),
    ]
