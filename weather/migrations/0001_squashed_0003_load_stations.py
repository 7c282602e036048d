import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from weather.stations import load_stations


def load(apps, schema_editor):
    """Every paper has the table of stations from the day it is installed."""
    load_stations(apps.get_model("weather", "Station"))


class Migration(migrations.Migration):

    replaces = [
        ('weather', '0001_initial'),
        ('weather', '0002_fetches_and_timed_values'),
        ('weather', '0003_load_stations'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Station',
            fields=[
                ('number', models.PositiveSmallIntegerField(help_text='As the KMA numbers it: 108', primary_key=True, serialize=False, verbose_name='number')),
                ('name', models.CharField(max_length=20, verbose_name='name')),
                ('latitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('in_header', models.BooleanField(default=False, verbose_name='in the weather line')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'station',
                'verbose_name_plural': 'stations',
                'ordering': ['position', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Fetch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(verbose_name='started at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('is_running', models.BooleanField(default=True, verbose_name='running')),
                ('provider', models.CharField(blank=True, choices=[('surface_map', 'surface map'), ('api_hub', 'API hub'), ('data_portal', 'public data portal'), ('by_hand', 'entered by hand')], max_length=20, verbose_name='provider')),
                ('observed_at', models.DateTimeField(blank=True, null=True, verbose_name='newest observation')),
                ('received', models.PositiveIntegerField(default=0, verbose_name='observations received')),
                ('stored', models.PositiveIntegerField(default=0, verbose_name='readings changed')),
                ('problems', models.TextField(blank=True, help_text='What could not be read, a line each.', verbose_name='problems')),
                ('error', models.TextField(blank=True, help_text='Why nothing could be had; empty after a success.', verbose_name='error')),
            ],
            options={
                'verbose_name': 'weather fetch',
                'verbose_name_plural': 'weather fetches',
                'ordering': ['-started_at'],
                'permissions': [('fetch_weather', 'Can fetch weather observations now')],
                'indexes': [models.Index(fields=['-started_at'], name='fetch_newest_first')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_running', True)), fields=('is_running',), name='fetch_one_at_a_time'), models.CheckConstraint(condition=models.Q(('is_running', True), ('ended_at__isnull', False), _connector='OR'), name='fetch_that_ended_says_when')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='In Seoul.', verbose_name='day')),
                ('observed_at', models.DateTimeField(verbose_name='observed at')),
                ('provider', models.CharField(choices=[('surface_map', 'surface map'), ('api_hub', 'API hub'), ('data_portal', 'public data portal'), ('by_hand', 'entered by hand')], default='by_hand', editable=False, max_length=20, verbose_name='provider')),
                ('condition', models.CharField(blank=True, help_text='As observed: 맑음, 구름조금', max_length=20, verbose_name='condition')),
                ('condition_code', models.CharField(blank=True, editable=False, max_length=40, verbose_name='condition code')),
                ('condition_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='condition observed at')),
                ('temperature', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(-60), django.core.validators.MaxValueValidator(60)], verbose_name='temperature (℃)')),
                ('temperature_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='temperature observed at')),
                ('low', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='low (℃)')),
                ('high', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='high (℃)')),
                ('humidity', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='humidity (%)')),
                ('wind_speed', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, verbose_name='wind (m/s)')),
                ('precipitation', models.DecimalField(blank=True, decimal_places=1, help_text='In the hour before.', max_digits=5, null=True, verbose_name='precipitation (mm)')),
                ('details_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='humidity, wind and precipitation observed at')),
                ('corrected', models.JSONField(blank=True, default=list, editable=False, verbose_name='corrected by hand')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='weather.station', verbose_name='station')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
                'ordering': ['-day', 'station'],
                'indexes': [models.Index(fields=['day'], name='reading_by_day')],
                'constraints': [models.UniqueConstraint(fields=('station', 'day'), name='reading_one_a_station_and_day'), models.CheckConstraint(condition=models.Q(('temperature__isnull', True), models.Q(('temperature__gte', -60), ('temperature__lte', 60)), _connector='OR'), name='reading_temperature_is_possible'), models.CheckConstraint(condition=models.Q(('temperature__isnull', True), ('temperature_at__isnull', False), _connector='OR'), name='reading_temperature_has_a_time'), models.CheckConstraint(condition=models.Q(('low__isnull', True), ('high__isnull', True), ('low__lte', models.F('high')), _connector='OR'), name='reading_low_is_below_high')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
