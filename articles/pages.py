"""Assembles the public pages: plain data for the templates, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple, Self

from django.db.models import BigIntegerField, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from newsroom.prepared import Prepared, rows_of_each

from . import read_on, structured, unarranged
from .beside import page_parts, put_bylines, put_page_parts
from .blocks import FilledBlock, fill
from .body import clean, ends_with_source, shown, sponsored
from .cursors import Cursor
from .models import Article, ArticlePhoto, Block, Byline, Correction, Publication, Section, Tag
from .querysets import ArticleQuerySet, BlockQuerySet
from .read_on import ReadOn
from .sharing import SharedImage
from .structured import Thing

PAGE_SIZE = 20
RANKED = 30
BREAKING_SHOWN = 5


@dataclass(frozen=True)
class FrontPage:
    """The ordered blocks of zone *front*; while none of them shows an article, the newest. Four queries, for the newest
    three more."""

    blocks: list[FilledBlock]

    @classmethod
    def at(cls, now: datetime) -> Self:
        return cls.of(cls.asked(now).rows(), now)

    @classmethod
    def asked(cls, now: datetime) -> Prepared:
        return Prepared(front_blocks, now=now)

    @classmethod
    def of(cls, blocks: list[Block], now: datetime) -> Self:
        filled, _ = fill(blocks, now=now)
        if not filled:
            filled, _ = fill(unarranged.blocks(), now=now)
        return cls(filled)


def front_blocks(*, now: datetime) -> BlockQuerySet:
    return Block.objects.of_front(now)


@dataclass(frozen=True)
class ArticlePage:
    """An article and what leads on from it. Two queries beside those that loaded it and the blocks of its sidebar."""

    article: Article
    bylines: list[Byline]
    tags: list[Tag]
    gallery: list[ArticlePhoto]
    corrections: list[Correction]
    body: SafeString
    is_old: bool
    is_breaking: bool
    prints_source: bool
    """False where the text ends with a source line that the reporter typed."""
    read_on: ReadOn
    sidebar: list[FilledBlock]
    image: SharedImage
    structured: list[Thing]
    """What search portals read of it."""

    @property
    def has_photos(self) -> bool:
        return bool(self.article.lead_photo or self.gallery or "<figure" in self.body)

    @classmethod
    def of(cls, article: Article, blocks: list[Block], publication: Publication, now: datetime) -> Self:
        bylines, tags, corrections = article.bylines_in_order, list(article.tags.all()), list(article.corrections.all())
        also = read_on.parts(article, bylines, tags, now)
        sidebar, slots = fill(blocks, now=now, leave_out=[article.pk], also=also)
        body = article.body_with_credit(publication.credit_tag)
        return cls(
            article=article,
            bylines=bylines,
            tags=tags,
            gallery=list(article.gallery.all()),
            corrections=corrections,
            body=shown(sponsored(body) if article.is_advertising else body),
            is_old=article.is_old(now),
            is_breaking=article.is_breaking_at(now),
            prints_source=article.source is not None and not ends_with_source(clean(article.body)),
            read_on=ReadOn.of(article, bylines, slots),
            sidebar=sidebar,
            image=SharedImage.of_article(article, publication),
            structured=structured.of_article(article, publication, bylines, tags, corrections),
        )


def article_to_read(pk: int, now: datetime) -> Article | None:
    """An article of whatever state, with all that its page reads. Three to five queries."""
    return with_its_parts(rows_of_each(*asked_to_read(pk)), now)


def asked_to_read(pk: int) -> list[Prepared]:
    """A number that no article can have finds none."""
    pk = min(pk, BigIntegerField.MAX_BIGINT)
    return [Prepared(article_with_page_parts, pk=pk), *page_parts(pk)]


def with_its_parts(found: Sequence[list[Any]], now: datetime) -> Article | None:
    """Of the rows of what was `asked_to_read`."""
    articles, *parts = found
    for article in articles:
        put_page_parts(article, parts, now)
    return next(iter(articles), None)


def article_with_page_parts(*, pk: int) -> ArticleQuerySet:
    return Article.objects.filter(pk=pk).with_page_parts()


class Row(NamedTuple):
    """An article in a list, and the words that it is shown by."""

    article: Article
    headline: str
    excerpt: str

    @classmethod
    def of(cls, article: Article) -> Self:
        return cls(article, article.listed_headline, article.excerpt)


@dataclass(frozen=True)
class Day:
    """A Seoul day's articles in a list. None: the list goes by something else."""

    day: date | None
    rows: list[Row]


@dataclass(frozen=True)
class ListPage:
    """A page of a list, newest first, with the days between. Two queries."""

    days: list[Day]
    older: str
    """The cursor for `?before=`, or empty at the end of the list."""
    newer: str
    """The cursor for `?after=`, or empty at its beginning."""

    @classmethod
    def of(
        cls,
        articles: Prepared,
        before: Cursor | None = None,
        after: Cursor | None = None,
        sections: Sequence[int] = (),
    ) -> Self:
        """`articles` is one of `articles.listed`, of `sections` if there are any; with `after`, the page just before
        that row."""
        cursor = after or before
        at, pk = (cursor.at, cursor.pk) if cursor else (None, None)
        found = articles.then(in_list, bool(after), sections=sections, at=at, pk=pk).limited_to(PAGE_SIZE + 1).rows()
        put_bylines(found)
        return cls.of_rows([Row.of(article) for article in found], before, after)

    @classmethod
    def of_rows(cls, rows: list[Row], before: Cursor | None, after: Cursor | None) -> Self:
        """The first rows beyond the cursor, one more than fit if there are; beyond `after` the oldest first."""
        has_more = len(rows) > PAGE_SIZE
        has_newer, has_older = (has_more, True) if after else (before is not None, has_more)
        rows = rows[:PAGE_SIZE][:: -1 if after else 1]
        return cls(
            days=by_day(rows),
            older=str(Cursor.of(rows[-1].article)) if rows and has_older else "",
            newer=str(Cursor.of(rows[0].article)) if rows and has_newer else "",
        )

    @classmethod
    def ranked(cls, articles: Prepared) -> Self:
        """The one page of a ranking, in its order."""
        found = articles.then(in_order).limited_to(RANKED).rows()
        put_bylines(found)
        rows = [Row.of(article) for article in found]
        return cls([Day(None, rows)] if rows else [], older="", newer="")

    @property
    def articles(self) -> list[Article]:
        return [row.article for day in self.days for row in day.rows]


def in_list(
    articles: ArticleQuerySet, is_newer: bool, *, sections: Sequence[int], at: datetime | None, pk: int | None
) -> ArticleQuerySet:
    """Newest first as of the cursor of `at` and `pk`; oldest first what is newer than that."""
    if at is not None and pk is not None:
        articles = articles.newer_than(Cursor(at, pk)) if is_newer else articles.older_than(Cursor(at, pk))
    articles = articles.with_card_parts().newest_first()
    if is_newer:
        articles = articles.reverse()
    return articles.in_sections(sections, PAGE_SIZE + 1) if sections else articles


def in_order(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_card_parts()


def by_day(rows: list[Row]) -> list[Day]:
    def seoul_day(row: Row) -> date:
        return timezone.localdate(row.article.published_at)

    return [Day(day, list(group)) for day, group in groupby(rows, key=seoul_day)]


def sidebar_blocks(section_id: int | None, now: datetime) -> list[Block]:
    """The section's own blocks, else those that belong to none. One query."""
    return own_or_default(Prepared(sidebar_blocks_of, section=section_id, now=now).rows())


def sidebar_blocks_beside(pk: int, now: datetime) -> Prepared:
    """Those of an article's section, and those that belong to none: to be asked for before the section is known."""
    return Prepared(sidebar_blocks_of_article, article=min(pk, BigIntegerField.MAX_BIGINT), now=now)


def own_or_default(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.section_id] or blocks


def sidebar_blocks_of(*, section: int | None, now: datetime) -> BlockQuerySet:
    return Block.objects.of_sidebar(section, now)


def sidebar_blocks_of_article(*, article: int, now: datetime) -> BlockQuerySet:
    return Block.objects.of_sidebar(Subquery(Article.objects.filter(pk=article).values("section")[:1]), now)


def sidebar(now: datetime, *, section: Section | None = None, shown: ListPage | None = None) -> list[FilledBlock]:
    """The sidebar of a list page, without the articles that the list shows. Three queries."""
    beyond = [article.pk for article in shown.articles] if shown else []
    blocks, _ = fill(sidebar_blocks(section.pk if section else None, now), now=now, leave_out=beyond, section=section)
    return blocks


def breaking(now: datetime) -> Prepared:
    """What the breaking line shows, newest first."""
    return Prepared(breaking_news, now=now).limited_to(BREAKING_SHOWN)


def breaking_news(*, now: datetime) -> ArticleQuerySet:
    return Article.objects.breaking(now).newest_first().only("headline", "published_at")
