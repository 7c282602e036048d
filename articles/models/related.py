"""What articles need of other tables, put beside them in queries that are compiled once.

`article.bylines.all()` asks nothing from then on, as after `prefetch_related`. It is a list: only `all()` works.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from newsroom.fast.prepared import Build, Prepared, Value, padded, rows_of_each

from . import Article, ArticlePhoto, Byline, Correction, Tag
from .querysets import CorrectionQuerySet


def attach_bylines(articles: Iterable[Article]) -> None:
    """Who has signed them, as lists and cards print it. One query."""
    attach_query(list(articles), "bylines", bylines_of)


def attach_corrections(articles: Iterable[Article], now: datetime) -> None:
    """Those that are published. One query."""
    attach_query(list(articles), "corrections", corrections_of, now=now)


def page_queries(pk: int) -> list[Prepared]:
    """What the page of every article reads beside the row itself."""
    return [Prepared(tags_of, article=pk), Prepared(bylines_with_portraits, article=pk)]


def attach_page_rows(article: Article, found: Sequence[list[Any]], now: datetime) -> None:
    """What was found of the `page_queries`, and what most articles do not have. None to two queries, asked together."""
    tags, bylines = found
    set_prefetched(article, "tags", tags)
    attach_rows([article], "bylines", bylines)
    set_prefetched(article, "gallery", [])
    set_prefetched(article, "corrections", [])
    rare = {}
    if getattr(article, "has_gallery", True):
        rare["gallery"] = Prepared(gallery_of, article=article.pk)
    if getattr(article, "has_corrections", True):
        rare["corrections"] = Prepared(corrections_of, articles=[article.pk], now=now)
    for name, rows in zip(rare, rows_of_each(*rare.values()), strict=True):
        attach_rows([article], name, rows)


def attach_query(articles: list[Article], name: str, build: Build, **values: Value) -> None:
    if articles:
        pks = padded([article.pk for article in articles])
        attach_rows(articles, name, Prepared(build, articles=pks, **values).rows())


def attach_rows(articles: Iterable[Article], name: str, found: Iterable[Any]) -> None:
    """To each article what was found of it, in the order in which it was found."""
    own: dict[int, list[Any]] = defaultdict(list)
    for each in found:
        own[each.article_id].append(each)
    for article in articles:
        set_prefetched(article, name, own[article.pk])
        for each in own[article.pk]:
            each.article = article


def set_prefetched(article: Article, name: str, found: list[Any]) -> None:
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
