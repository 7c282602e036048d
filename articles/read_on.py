"""What there is to read after an article: related ones, its neighbours, more by who wrote or supplied it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from .blocks import Part, Slot
from .cursors import Cursor
from .gather import NO_HEADLINE, picks
from .models import Article, Byline, RelatedArticle, Reporter, Source
from .querysets import ArticleQuerySet

RELATED, MORE = 5, 4
"""Articles in the list of related ones, and in each of the others."""
CANDIDATES = 100
"""The newest articles of a tag or reporter that are looked at, so that the cost does not grow with the archive."""


@dataclass(frozen=True)
class ReadOn:
    """Each part without what stands in one before it, but for the neighbours: those are what they are."""

    related: list[Slot] = field(default_factory=list)
    older: Slot | None = None
    newer: Slot | None = None
    reporter: Reporter | None = None
    by_reporter: list[Slot] = field(default_factory=list)
    source: Source | None = None
    of_source: list[Slot] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, slots: dict[str, list[Slot]]) -> ReadOn:
        """From the slots of `parts`."""
        by_reporter, of_source = slots.get("by_reporter", []), slots.get("of_source", [])
        return cls(
            related=slots["related"],
            older=next(iter(slots.get("older", [])), None),
            newer=next(iter(slots.get("newer", [])), None),
            reporter=first_reporter(article) if by_reporter else None,
            by_reporter=by_reporter,
            source=article.source if of_source else None,
            of_source=of_source,
        )


def parts(article: Article, now: datetime) -> dict[str, Part]:
    """What to ask for, in the order in which it is settled. Reads what `for_article_page` has loaded: no query."""
    published = Article.objects.published(now)
    others = published.exclude(pk=article.pk).filter(is_advertising=False)
    picked = RelatedArticle.objects.filter(article=article.pk, related__in=published).order_by("position", "pk")
    wanted = {
        "related": Part(
            RELATED,
            choices=list(related(article, others)),
            picked=[picked.values_list("related_id", NO_HEADLINE)],
        )
    }
    if article.published_at:
        of_section, here = published.filter(section=article.section_id), Cursor.of(article)
        wanted["older"] = Part(1, [picks(of_section.older_than(here).newest_first())], repeats=True)
        wanted["newer"] = Part(1, [picks(of_section.newer_than(here).newest_first().reverse())], repeats=True)
    if reporter := first_reporter(article):
        newest = Byline.objects.filter(reporter=reporter).order_by("-article_id").values("article_id")[:CANDIDATES]
        wanted["by_reporter"] = Part(MORE, [picks(others.filter(pk__in=newest).newest_first())])
    if article.source_id:
        wanted["of_source"] = Part(MORE, [picks(of_source(article, others))])
    return wanted


def related(article: Article, others: ArticleQuerySet) -> Iterator[QuerySet[Any]]:
    """What shares tags, the most shared first; then what the same source sent."""
    tags = [tag.pk for tag in article.tags.all()] if article.pk else []
    if tags:
        tagged = Article.tags.through.objects.filter(tag__in=tags).order_by("-article_id")
        sharing = others.filter(pk__in=tagged.values("article_id")[:CANDIDATES])
        shared = Count("tags", filter=Q(tags__in=tags))
        yield picks(sharing.alias(shared=shared).order_by("-shared", "-published_at", "-pk"))
    if article.source_id:
        yield picks(of_source(article, others))


def of_source(article: Article, others: ArticleQuerySet) -> ArticleQuerySet:
    return others.filter(source=article.source_id).newest_first()


def first_reporter(article: Article) -> Reporter | None:
    return next((byline.reporter for byline in article.bylines_in_order), None)
