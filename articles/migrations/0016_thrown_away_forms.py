from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_folded_widths")]

    operations = [
        migrations.AddField("openform", "thrown_away_at", models.DateTimeField(null=True)),
    ]
