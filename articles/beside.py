"""What articles need of other tables, put beside them in queries that are compiled once.

`article.bylines.all()` asks nothing from then on, as after `prefetch_related`. It is a list: only `all()` works.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from newsroom.prepared import Prepared, padded

from .models import Article, ArticlePhoto, Byline, Correction, Tag
from .querysets import CorrectionQuerySet


def put_bylines(articles: Iterable[Article]) -> None:
    """Who has signed them, as lists and cards print it. One query."""
    articles = list(articles)
    if articles:
        pks = [article.pk for article in articles]
        put(articles, "bylines", Prepared(bylines_of, articles=padded(pks)).rows(), "article")


def put_corrections(articles: Iterable[Article], now: datetime) -> None:
    """Those that are published. One query."""
    articles = list(articles)
    if articles:
        pks = [article.pk for article in articles]
        put(articles, "corrections", Prepared(corrections_of, articles=padded(pks), now=now).rows(), "article")


def put_page_parts(article: Article, now: datetime) -> None:
    """All that its page reads beside the row itself, which was loaded `with_page_parts`. Two to four queries."""
    put([article], "bylines", Prepared(bylines_with_portraits, article=article.pk).rows(), "article")
    hand(article, "tags", Prepared(tags_of, article=article.pk).rows())
    hand(article, "gallery", [])
    hand(article, "corrections", [])
    if getattr(article, "has_gallery", True):
        put([article], "gallery", Prepared(gallery_of, article=article.pk).rows(), "article")
    if getattr(article, "has_corrections", True):
        put_corrections([article], now)


def put(articles: Iterable[Article], name: str, found: Iterable[Model], by: str) -> None:
    """`by` is the field of what was found that says whose it is."""
    own: dict[int, list[Model]] = defaultdict(list)
    for each in found:
        own[getattr(each, f"{by}_id")].append(each)
    for article in articles:
        hand(article, name, own[article.pk])
        for each in own[article.pk]:
            setattr(each, by, article)


def hand(article: Article, name: str, found: list[Any]) -> None:
    article.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


# --- Queries, as `prepared` takes them ----------------------------------------------------------


def bylines_of(*, articles: Sequence[int]) -> QuerySet[Any]:
    return Byline.objects.filter(article__in=articles).select_related("reporter")


def bylines_with_portraits(*, article: int) -> QuerySet[Any]:
    return Byline.objects.filter(article=article).select_related("reporter__portrait")


def corrections_of(*, articles: Sequence[int], now: datetime) -> CorrectionQuerySet:
    return Correction.objects.filter(article__in=articles, published_at__lte=now)


def gallery_of(*, article: int) -> QuerySet[Any]:
    return ArticlePhoto.objects.filter(article=article).select_related("photo")


def tags_of(*, article: int) -> QuerySet[Any]:
    return Tag.objects.filter(articles=article)
