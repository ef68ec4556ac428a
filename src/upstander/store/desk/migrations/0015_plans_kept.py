import django.db.models.deletion
import upstander.records.plans
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0014_faults'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='funding',
            field=models.CharField(choices=[('unknown', 'unknown'), ('no', 'no'), ('partly', 'partly'), ('yes', 'yes'), ('not_needed', 'not_needed')], default=upstander.records.plans.Funding['UNKNOWN'], max_length=20),
        ),
        migrations.AddField(
            model_name='commitment',
            name='owner',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='kept',
            field=models.CharField(choices=[('open', 'open'), ('partly', 'partly'), ('kept', 'kept'), ('broken', 'broken')], default=upstander.records.plans.Kept['OPEN'], max_length=20),
        ),
        migrations.CreateModel(
            name='PromiseEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_on', models.DateField()),
                ('answer', models.TextField()),
                ('kept', models.CharField(choices=[('open', 'open'), ('partly', 'partly'), ('kept', 'kept'), ('broken', 'broken')], max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='desk.commitment')),
            ],
        ),
    ]
