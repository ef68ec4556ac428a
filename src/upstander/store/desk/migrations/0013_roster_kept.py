import django.db.models.deletion
import upstander.store.desk.models.shapes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0012_asks_at'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleHours',
            fields=[
                ('id', models.CharField(default=upstander.store.desk.models.shapes.identifier, editable=False, max_length=12, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('reporter', 'reporter'), ('analyst', 'analyst'), ('focal_point', 'focal_point'), ('decision_maker', 'decision_maker'), ('custodian', 'custodian'), ('auditor', 'auditor'), ('administrator', 'administrator')], max_length=20)),
                ('days', models.CharField(max_length=7)),
                ('begins', models.TimeField()),
                ('ends', models.TimeField()),
                ('zone', models.CharField(max_length=64)),
                ('country', models.CharField(blank=True, default='', max_length=2)),
                ('subdivision', models.CharField(blank=True, default='', max_length=10)),
                ('deputy', models.PositiveIntegerField(default=0)),
                ('since', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Crossing',
            fields=[
                ('id', models.CharField(default=upstander.store.desk.models.shapes.identifier, editable=False, max_length=12, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('alert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='crossings', to='desk.alert')),
                ('authority', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='crossings', to='desk.standingauthority')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
