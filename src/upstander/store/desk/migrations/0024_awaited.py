"""Whom each open step waits for, in the order in which an inbox is read."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

STEPS = ("acknowledge", "triage", "verify", "assess", "note", "decide", "act", "review")
STATUSES = ("Actual", "Exercise", "Test")


def settle(apps, _editor):
    """Say for whom the steps wait that are open now."""
    steps, awaited = (apps.get_model("desk", name).objects for name in ("ThreadStep", "Awaited"))
    open_steps = steps.filter(done_at__isnull=True, thread__closed_at__isnull=True)
    owned = open_steps.filter(owner__isnull=False), F("owner_id")
    called = open_steps.filter(owner__isnull=True, calls__isnull=False), F("calls__person_id")
    for found, person in (owned, called):
        rows = found.values(
            "thread_id",
            "step",
            "due_at",
            person_id=person,
            situation_id=F("thread__situation_id"),
            status=F("thread__status"),
        )
        awaited.bulk_create([awaited.model(**row) for row in rows], batch_size=1000)


def to(model):
    """A row that goes when that one goes."""
    return {"on_delete": django.db.models.deletion.CASCADE, "related_name": "+", "to": model}


class Migration(migrations.Migration):
    """What steps and calls said already."""

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("desk", "0023_unowned")]

    operations = [
        migrations.CreateModel(
            "Awaited",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.ForeignKey(db_index=False, **to(settings.AUTH_USER_MODEL))),
                ("thread", models.ForeignKey(**to("desk.thread"))),
                ("step", models.CharField(choices=[(word, word) for word in STEPS], max_length=20)),
                ("due_at", models.DateTimeField()),
                ("situation", models.ForeignKey(db_index=False, **to("desk.situation"))),
                ("status", models.CharField(choices=[(word, word) for word in STATUSES], max_length=20)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["thread", "step", "person"], name="awaited_once")],
                "indexes": [models.Index(fields=["person", "status", "due_at", "thread", "situation"], name="awaited_of")],
            },
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
