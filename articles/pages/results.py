"""Assembles the page of search results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from newsroom.fast.prepared import Prepared, padded
from newsroom.shared.cursors import Cursor

from ..body import body_lines
from ..body.characters import remove_invisible
from ..models import Article, OldAddress, Section, Source
from ..models.old_address import noun_path
from ..models.querysets import CARD_FIELDS, ArticleQuerySet
from ..models.related import attach_bylines
from ..search.find import Count, Query, Scope, count, most_relevant, newest
from ..search.snippets import hit_sentence, marked
from .assembly import PAGE_SIZE, ListDay, ListPage, ListRow, cut_page, group_by_day

Noun = TypeVar("Noun", Section, Source)

MAX_QUERY_LENGTH = 100
PARAMETERS = ("q", "section", "source", "period", "order")
"""What of the query says what is asked for."""
PERIODS = {
    "day": (timedelta(days=1), _("one day")),
    "week": (timedelta(days=7), _("one week")),
    "month": (timedelta(days=31), _("one month")),
    "year": (timedelta(days=366), _("one year")),
}
ORDERS = {"newest": _("newest first"), "relevance": _("most relevant first")}


@dataclass(frozen=True)
class Search:
    """What a reader asks for. What is asked for in another way than the form does is left open."""

    query: Query
    section: Section | None
    source: Source | None
    period: str
    order: str

    @classmethod
    def from_params(cls, asked: Mapping[str, str]) -> Self:
        """Two queries: for the section and the source."""
        section, source = asked.get("section", ""), asked.get("source", "")
        return cls(
            query=Query.parse(asked.get("q", "").strip()[:MAX_QUERY_LENGTH]),
            section=get_by_slug(Section, remove_invisible(section)) if section else None,
            source=get_by_slug(Source, remove_invisible(source)) if source else None,
            period=period if (period := asked.get("period", "")) in PERIODS else "",
            order=order if (order := asked.get("order", "")) in ORDERS else "newest",
        )

    @property
    def has_filters(self) -> bool:
        return bool(self.section or self.source or self.period)

    @property
    def page_address(self) -> str:
        """The query string of this search without a place in its list: `q=…&order=…`."""
        asked = {
            "q": self.query.typed,
            "section": self.section and self.section.slug,
            "source": self.source and self.source.slug,
            "period": self.period,
            "order": self.order if self.order != "newest" else "",
        }
        return urlencode({name: value for name, value in asked.items() if value})

    def search_scope(self, now: datetime) -> Scope:
        """With the sections under the one asked for; one query for them."""
        sections = None
        if self.section:
            sections = (self.section.pk, *self.section.children.values_list("pk", flat=True))
        since = now - PERIODS[self.period][0] if self.period else None
        return Scope(sections, self.source.pk if self.source else None, since)


def get_by_slug(model: type[Noun], slug: str) -> Noun | None:
    """By its address, or by one that it had: links to searches are kept, too. One query; three for what has moved."""
    there: Noun | None = model._default_manager.filter(slug=slug).first()
    moved = None if there else OldAddress.objects.noun_at(noun_path(str(model._meta.model_name), slug))
    return moved if isinstance(moved, model) else there


@dataclass(frozen=True)
class Results:
    """What was found, and how much there is of it. At most eight queries."""

    count: Count
    page: ListPage

    @classmethod
    def load_results(cls, search: Search, now: datetime, before: Cursor | None, after: Cursor | None) -> Self:
        scope = search.search_scope(now)
        counted = None
        if search.order == "relevance":
            page = ranked_rows(most_relevant(search.query, scope, now), search.query, now, before)
        else:
            ids, counted = newest(search.query, scope, now, PAGE_SIZE + 1, before=before, after=after)
            articles, older, newer = cut_page(load_articles(ids, now), before, after)
            page = ListPage(group_by_day(result_rows(articles, search.query)), older, newer)
        return cls(counted or count(search.query, scope, now), page)


def ranked_rows(ids: list[int], query: Query, now: datetime, before: Cursor | None) -> ListPage:
    """The page after the article that `before` names, without days; the first one if it is none of these."""
    start = ids.index(before.pk) + 1 if before and before.pk in ids else 0
    shown = result_rows(load_articles(ids[start : start + PAGE_SIZE], now), query)
    has_more = len(ids) > start + PAGE_SIZE and bool(shown)
    return ListPage(
        days=[ListDay(None, shown)] if shown else [],
        older=str(Cursor.from_article(shown[-1].article)) if has_more else "",
        newer="",
    )


def load_articles(ids: Iterable[int], now: datetime) -> list[Article]:
    """In the order of `ids`; only what is public, whatever the search says. Two queries."""
    ids = list(ids)
    if not ids:
        return []
    found: list[Article] = Prepared(with_bodies, ids=padded(ids), now=now).rows()
    attach_bylines(found)
    articles = {article.pk: article for article in found}
    return [articles[each] for each in ids if each in articles]


def result_rows(articles: Iterable[Article], query: Query) -> list[ListRow]:
    """With the hits marked."""
    return [
        ListRow(
            article,
            marked(article.listed_headline, query.words),
            hit_sentence(body_lines(article.body), query.words) or marked(article.excerpt, query.words),
        )
        for article in articles
    ]


def with_bodies(*, ids: Sequence[int], now: datetime) -> ArticleQuerySet:
    return Article.objects.published(now).filter(pk__in=ids).with_card_parts().only(*CARD_FIELDS, "body")
