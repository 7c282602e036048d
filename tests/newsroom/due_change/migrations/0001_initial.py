from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_squashed_0012_new_names")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE articles_article ADD COLUMN due_change integer",
            "ALTER TABLE articles_article DROP COLUMN due_change",
        ),
    ]
