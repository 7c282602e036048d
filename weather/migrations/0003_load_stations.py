from django.db import migrations

from weather.stations import load_stations


def load(apps, schema_editor):
    load_stations(apps.get_model("weather", "Station"))


class Migration(migrations.Migration):
    """Every paper has the table of stations from the day it is installed."""

    dependencies = [
        ("weather", "0002_fetches_and_timed_values"),
    ]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
