from django.db import migrations, models


class Migration(migrations.Migration):
    """The newest articles of a tag and of a reporter, found without reading all of them."""

    dependencies = [("articles", "0009_reads")]

    operations = [
        migrations.AddIndex(
            model_name="byline",
            index=models.Index(fields=["reporter", "-article"], name="byline_newest_of_reporter"),
        ),
        migrations.RunSQL(
            "CREATE INDEX article_newest_of_tag ON articles_article_tags (tag_id, article_id DESC)",
            "DROP INDEX article_newest_of_tag",
        ),
    ]
