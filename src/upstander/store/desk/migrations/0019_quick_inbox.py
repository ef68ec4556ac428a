"""Indexes that let an inbox look at what is owed and at nothing else."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Most hold only rows that still wait for somebody."""

    dependencies = [("desk", "0018_urged")]

    operations = [
        migrations.AlterField(
            "call",
            "person",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex("call", models.Index(fields=["person", "step"], name="called_to")),
        migrations.AlterField("lookback", "due_on", models.DateField()),
        migrations.AddIndex(
            "lookback", models.Index(fields=["due_on"], condition=Q(done_at__isnull=True), name="looks_owed")
        ),
        migrations.AddIndex(
            "alert",
            models.Index(fields=["situation", "drafted_at"], condition=Q(issued_at__isnull=True), name="not_issued"),
        ),
        migrations.AddIndex(
            "thread",
            models.Index(
                fields=["opened_at"],
                condition=Q(lane_asked_by__isnull=False, closed_at__isnull=True),
                name="lane_asked",
            ),
        ),
        migrations.AddIndex(
            "threadstep",
            models.Index(fields=["step", "thread"], condition=Q(done_at__isnull=True), name="open_steps"),
        ),
        migrations.AddIndex(
            "threadstep",
            models.Index(fields=["overdue_at"], condition=Q(overdue_at__isnull=False), name="overdue_steps"),
        ),
    ]
