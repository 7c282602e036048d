from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_folded_widths")]

    operations = [
        migrations.AddField("openform", "thrown_away_at", models.DateTimeField(null=True)),
    ]
