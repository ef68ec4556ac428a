import django.db.models.deletion
import upstander.records.alert_life
import upstander.store.desk.models.shapes
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def lines(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Every alert of before stands in a line of its own."""
    for name in ("Alert", "HistoricalAlert"):
        apps.get_model("desk", name).objects.filter(line="").update(line=models.F("id"))


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_channels")]

    operations = [
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.CharField(default=upstander.store.desk.models.shapes.identifier, editable=False, max_length=12, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SuspectedBody',
            fields=[
                ('id', models.CharField(default=upstander.store.desk.models.shapes.identifier, editable=False, max_length=12, primary_key=True, serialize=False)),
                ('institution', models.CharField(blank=True, default='', max_length=200)),
                ('iso3', models.CharField(blank=True, default='', max_length=3)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_reason', models.TextField(blank=True, default='')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='alert',
            name='alternatives',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='alert',
            name='asked',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='evidence',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='factors',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='alert',
            name='kind',
            field=models.CharField(choices=[('alert', 'alert'), ('update', 'update'), ('cancel', 'cancel'), ('all_clear', 'all_clear')], default=upstander.records.alert_life.AlertKind['ALERT'], max_length=20),
        ),
        migrations.AddField(
            model_name='alert',
            name='line',
            field=models.CharField(blank=True, db_index=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='alert',
            name='turn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='alert',
            name='reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='alert',
            name='review_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='reviewed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='reviewed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='alert',
            name='second_asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='second_asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='alert',
            name='single_signature',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='alert',
            name='updates',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='updated_by', to='desk.alert'),
        ),
        migrations.AddField(
            model_name='alert',
            name='verdict',
            field=models.CharField(choices=[('upheld', 'upheld'), ('corrected', 'corrected'), ('cancelled', 'cancelled')], max_length=20, null=True),
        ),
        migrations.AddField(
            model_name='alert',
            name='verdict_reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='alert',
            name='wording',
            field=models.CharField(choices=[('r2p', 'r2p'), ('neutral', 'neutral')], default=upstander.records.alert_life.Wording['R2P'], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='alternatives',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='asked',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='evidence',
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='factors',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='kind',
            field=models.CharField(choices=[('alert', 'alert'), ('update', 'update'), ('cancel', 'cancel'), ('all_clear', 'all_clear')], default=upstander.records.alert_life.AlertKind['ALERT'], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='line',
            field=models.CharField(blank=True, db_index=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='turn',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='review_by',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='reviewed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='second_asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='second_asked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='single_signature',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='updates',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='desk.alert'),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='verdict',
            field=models.CharField(choices=[('upheld', 'upheld'), ('corrected', 'corrected'), ('cancelled', 'cancelled')], max_length=20, null=True),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='verdict_reason',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='historicalalert',
            name='wording',
            field=models.CharField(choices=[('r2p', 'r2p'), ('neutral', 'neutral')], default=upstander.records.alert_life.Wording['R2P'], max_length=20),
        ),
        migrations.AddField(
            model_name='historicalperson',
            name='institution',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='historicalperson',
            name='institution_iso3',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='person',
            name='institution',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='person',
            name='institution_iso3',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='signature',
            name='withheld',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'issued')), fields=('updates',), name='updated_by_one'),
        ),
        migrations.AddField(
            model_name='exemption',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exemption',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exemption',
            name='situation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='desk.situation'),
        ),
        migrations.AddField(
            model_name='suspectedbody',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suspectedbody',
            name='lifted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='suspectedbody',
            name='situation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspects', to='desk.situation'),
        ),
        migrations.RunPython(lines, migrations.RunPython.noop),
    ]
