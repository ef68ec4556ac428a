import django.db.models.deletion
import upstander.records.channels
import upstander.records.desk
import upstander.store.desk.models.shapes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_triggers")]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=upstander.store.desk.models.shapes.identifier,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("channel", models.CharField(choices=[("email", "email"), ("webhook", "webhook")], max_length=20)),
                ("address", models.TextField(blank=True, default="")),
                ("since", models.DateTimeField()),
                ("verified_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=upstander.store.desk.models.shapes.identifier,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("url", models.TextField()),
                ("secret", models.TextField()),
                ("since", models.DateTimeField()),
                ("disabled_at", models.DateTimeField(null=True)),
                ("disabled_reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=upstander.store.desk.models.shapes.identifier,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("situation", models.CharField(blank=True, default="", max_length=12)),
                ("what", models.TextField()),
                ("path", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("Actual", "Actual"), ("Exercise", "Exercise"), ("Test", "Test")],
                        default=upstander.records.desk.Status["ACTUAL"],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True)),
                ("due", models.DateTimeField(null=True)),
                ("digest", models.BooleanField(default=False)),
                ("digested_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=upstander.store.desk.models.shapes.identifier,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("channel", models.CharField(choices=[("email", "email"), ("webhook", "webhook")], max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("sent", "sent"), ("dead", "dead")],
                        default=upstander.records.channels.DeliveryState["WAITING"],
                        max_length=20,
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, default="", max_length=200)),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="desk.contact",
                    ),
                ),
                (
                    "endpoint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="desk.endpoint",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="desk.notice"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["person", "channel", "ended_at"], name="desk_contac_person__f4db08_idx"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["digest", "digested_at"], name="desk_notice_digest_1a5fd4_idx"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("person", "key"), name="told_once"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "next_at"], name="desk_delive_state_1d57ff_idx"),
        ),
    ]
