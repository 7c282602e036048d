"""How often articles are read, by the hour: stored, ranked, and shown to the desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from ..models import Article, MostRead, ReadCount

HOUR = timedelta(hours=1)
READ_COUNT_LIFETIME = timedelta(days=32)
BATCH = 1_000
RANKING_SIZE = 50
"""Articles of a section in a ranking; so every section's own ranking can be cut out of the paper's."""
PERIODS = {MostRead.Period.DAY: timedelta(days=1), MostRead.Period.WEEK: timedelta(days=7)}

_ADD = """
    INSERT INTO articles_readcount (article_id, hour, reads) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, hour) DO UPDATE SET reads = articles_readcount.reads + EXCLUDED.reads
"""


def store_counts(counted: Mapping[tuple[datetime, int], int]) -> None:
    """Adds reads, by hour and article, to those that are stored; of published articles only.

    All or nothing. Two queries for every `BATCH`: beacons may name any number of articles that there are not.
    """
    in_order = sorted(counted.items())  # so that two processes never wait crosswise
    with transaction.atomic():
        for start in range(0, len(in_order), BATCH):
            _add_batch(in_order[start : start + BATCH])


def _add_batch(counted: list[tuple[tuple[datetime, int], int]]) -> None:
    named = {pk for (_, pk), _ in counted}
    public = set(Article.objects.published().filter(pk__in=named).values_list("pk", flat=True))
    rows = [
        (pk, connection.ops.adapt_datetimefield_value(hour), number) for (hour, pk), number in counted if pk in public
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)


def update_rankings(now: datetime) -> None:
    """Reckons the most read articles of each period anew. Advertising is not ranked."""
    for period, length in PERIODS.items():
        counts = ReadCount.objects.filter(hour__gt=now - length - HOUR, article__state="published")
        totals = counts.exclude(article__is_advertising=True).values_list("article_id", "article__section_id")
        of_section: Counter[int] = Counter()
        rows = []
        for article_id, section_id, total in totals.annotate(total=Sum("reads")).order_by("-total", "-article_id"):
            of_section[section_id] += 1
            if of_section[section_id] <= RANKING_SIZE:
                rows.append(MostRead(article_id=article_id, period=period, reads=total))
        with transaction.atomic():
            MostRead.objects.filter(period=period).delete()
            MostRead.objects.bulk_create(rows)


def hourly_reads(now: datetime, hours: int, article: Article | None = None) -> list[tuple[datetime, int]]:
    """The last hours, the running one last, with none left out; of an article, or of the whole paper. One query."""
    last = now.replace(minute=0, second=0, microsecond=0)
    first = last - (hours - 1) * HOUR
    counts = ReadCount.objects.filter(hour__gte=first)
    if article is not None:
        counts = counts.filter(article=article)
    counted = dict(counts.order_by().values_list("hour").annotate(total=Sum("reads")))
    return [(hour, counted.get(hour, 0)) for hour in (first + number * HOUR for number in range(hours))]


def total_reads(article: Article) -> int:
    """As far back as they are kept."""
    return ReadCount.objects.filter(article=article).aggregate(total=Sum("reads"))["total"] or 0


def delete_expired(now: datetime) -> None:
    ReadCount.objects.filter(hour__lt=now - READ_COUNT_LIFETIME).delete()
