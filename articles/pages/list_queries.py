"""What each kind of list has in it: published articles, in queries as `newsroom.fast.prepared` takes them.

One plan serves for all values. So a condition that never changes stands here as it is (`is_photo_story=True`: by it the
index of photo stories is found), a section or source is asked for by `of_section` and `of_source`, and what has
thousands of articles or three is planned each time.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from newsroom.fast.prepared import planned_each_time

from ..front.fill import rule_articles
from ..models import Article, Section, Source
from ..models.querysets import ArticleQuerySet


def all_articles(*, now: datetime) -> ArticleQuerySet:
    return Article.objects.published(now)


def of_source(*, now: datetime, source: int) -> ArticleQuerySet:
    return Article.objects.published(now).of_source(source)


@planned_each_time
def by_reporter(*, now: datetime, reporter: int) -> ArticleQuerySet:
    return Article.objects.published(now).filter(bylines__reporter=reporter)


@planned_each_time
def with_tag(*, now: datetime, tag: int) -> ArticleQuerySet:
    return Article.objects.published(now).filter(tags=tag)


def photo_stories(*, now: datetime) -> ArticleQuerySet:
    return Article.objects.published(now).filter(is_photo_story=True)


def published_between(*, now: datetime, first: datetime, end: datetime) -> ArticleQuerySet:
    """From a moment on, and before another one."""
    return Article.objects.published(now).filter(published_at__gte=first, published_at__lt=end)


def of_rule(rule: str, *, now: datetime, source: int | None) -> ArticleQuerySet:
    """What a block's rule chooses from: what stands behind its 더보기."""
    return rule_articles(rule, now, source=source)


def placed_in(*, now: datetime, block: int) -> ArticleQuerySet:
    """What the desk has placed in a block that no rule fills."""
    return Article.objects.published(now).filter(placements__block=block, placements__starts_at__lte=now)


def sections_with_articles(now: datetime) -> list[Section]:
    """Those whose page has articles, be it of a section below. One query, an article a section."""
    newest = Article.objects.published(now).of_section(OuterRef("pk")).newest_first().values("pk")[:1]
    sections = list(Section.objects.annotate(newest=Subquery(newest)))
    filled = {pk for each in sections if each.newest for pk in (each.pk, each.parent_id)}
    return [each for each in sections if each.pk in filled]


def sources_with_articles(now: datetime) -> QuerySet[Source]:
    """One query, an article a source."""
    newest = Article.objects.published(now).of_source(OuterRef("pk")).newest_first().values("pk")[:1]
    return Source.objects.alias(newest=Subquery(newest)).filter(newest__isnull=False)
