"""Which pages are measured, of whatever the paper holds."""

# Run by `manage.py shell`: prints one JSON object, the paths of each row.

import json

from django.db.models import Count
from django.utils import timezone

from articles.models import Article, Reporter, Section, Source, Tag
from newsroom.shared.cursors import Cursor

ARTICLES = 200
OLD_SHARE = 0.9
"""Of the way to the oldest article, as long as a whole page is left of a small paper."""
ON_A_PAGE = 20


def with_most_articles(noun):
    """The one with the most articles."""
    return noun.objects.annotate(number=Count("articles")).order_by("-number", "pk").first().get_absolute_url()


published = Article.objects.published(timezone.now())
section = Section.objects.annotate(number=Count("articles")).order_by("-number")[0]
there = published.filter(section=section).newest_first()
far = there[min(int(there.count() * OLD_SHARE), there.count() - ON_A_PAGE - 2)]
print(
    json.dumps(
        {
            "front": ["/"],
            "article": [f"/articles/{pk}/" for pk in published.newest_first().values_list("pk", flat=True)[:ARTICLES]],
            "section": [f"/sections/{section.slug}/"],
            "section far back": [f"/sections/{section.slug}/?before={Cursor.from_article(far)}"],
            "tag": [with_most_articles(Tag)],
            "source": [with_most_articles(Source)],
            "reporter": [with_most_articles(Reporter)],
            "search": ["/search/?q=%EB%8F%84%EC%84%9C%EA%B4%80"],
            "feed": ["/feeds/latest.xml"],
            "weather": ["/weather/"],
        }
    )
)
