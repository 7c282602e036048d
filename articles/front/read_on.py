"""What there is to read after an article: related ones, its neighbours, more by who wrote or supplied it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from newsroom.fast.fragments import Fragment
from newsroom.fast.prepared import Prepared, padded
from newsroom.shared.cursors import Cursor

from ..models import Article, Byline, RelatedArticle, Reporter, Source, Tag
from ..models.querysets import ArticleQuerySet
from .fill import Shelf, Slot
from .union import select_picks

RELATED, MORE = 5, 4
"""Articles in the list of related ones, and in each of the others."""
MAX_CANDIDATES = 100
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
    fragment: Fragment = field(default_factory=Fragment)
    """Of all these; where it was found, they are not loaded."""

    @classmethod
    def from_slots(
        cls, article: Article, bylines: list[Byline], slots: dict[str, list[Slot]], fragment: Fragment
    ) -> ReadOn:
        """From the slots of `make_shelves`."""
        by_reporter, of_source = slots.get("by_reporter", []), slots.get("of_source", [])
        return cls(
            related=slots.get("related", []),
            older=next(iter(slots.get("older", [])), None),
            newer=next(iter(slots.get("newer", [])), None),
            reporter=bylines[0].reporter if by_reporter else None,
            by_reporter=by_reporter,
            source=article.source if of_source else None,
            of_source=of_source,
            fragment=fragment,
        )


def make_shelves(article: Article, bylines: list[Byline], tags: list[Tag], now: datetime) -> dict[str, Shelf]:
    """What to ask for, in the order in which it is settled. No query."""
    pk, source = article.pk, article.source_id
    of_source = [Prepared(newest_of_source, source=source, other_than=pk, now=now)] if source else []
    sharing = [Prepared(sharing_tags, tags=padded([tag.pk for tag in tags]), other_than=pk, now=now)] if tags else []
    wanted = {
        "related": Shelf(
            RELATED,
            choices=[*sharing, *of_source],
            picked=[Prepared(chosen_by_desk, article=pk, now=now)],
        )
    }
    if article.published_at:
        here: dict[str, int | datetime] = {"section": article.section_id, "at": article.published_at, "pk": pk}
        wanted["older"] = Shelf(1, [Prepared(next_older, now=now, **here)], may_repeat=True)
        wanted["newer"] = Shelf(1, [Prepared(next_newer, now=now, **here)], may_repeat=True)
    if bylines:
        newest = Prepared(newest_by_reporter, reporter=bylines[0].reporter_id, other_than=pk, now=now)
        wanted["by_reporter"] = Shelf(MORE, [newest])
    if of_source:
        wanted["of_source"] = Shelf(MORE, of_source)
    return wanted


# --- Queries, as `prepared` takes them ----------------------------------------------------------


def chosen_by_desk(*, article: int | None, now: datetime) -> QuerySet[Any]:
    published = Article.objects.published(now)
    picked = RelatedArticle.objects.filter(article=article, related__in=published).order_by("position", "pk")
    return select_picks(picked, "related")


def next_older(*, now: datetime, section: int, at: datetime, pk: int) -> QuerySet[Any]:
    of_section = Article.objects.published(now).of_section(section)
    return select_picks(of_section.older_than(Cursor(at, pk)).newest_first())


def next_newer(*, now: datetime, section: int, at: datetime, pk: int) -> QuerySet[Any]:
    of_section = Article.objects.published(now).of_section(section)
    return select_picks(of_section.newer_than(Cursor(at, pk)).newest_first().reverse())


def other_articles(pk: int | None, now: datetime) -> ArticleQuerySet:
    return Article.objects.published(now).exclude(pk=pk).filter(is_advertising=False)


def sharing_tags(*, tags: Sequence[int], other_than: int, now: datetime) -> QuerySet[Any]:
    tagged = Article.tags.through.objects.filter(tag__in=tags).order_by("-article_id")
    sharing = other_articles(other_than, now).filter(pk__in=tagged.values("article_id")[:MAX_CANDIDATES])
    shared = Count("tags", filter=Q(tags__in=tags))
    return select_picks(sharing.alias(shared=shared).order_by("-shared", "-published_at", "-pk"))


def newest_by_reporter(*, reporter: int, other_than: int | None, now: datetime) -> QuerySet[Any]:
    newest = Byline.objects.filter(reporter=reporter).order_by("-article_id").values("article_id")[:MAX_CANDIDATES]
    return select_picks(other_articles(other_than, now).filter(pk__in=newest).newest_first())


def newest_of_source(*, source: int, other_than: int | None, now: datetime) -> QuerySet[Any]:
    return select_picks(other_articles(other_than, now).of_source(source).newest_first())
