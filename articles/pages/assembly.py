"""Assembles the public pages: plain data for the templates, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, Self, TypeVar

from django.db.models import BigIntegerField, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString

from newsroom.fast.fragments import Fragment, Fragments
from newsroom.fast.prepared import Prepared, rows_of_each
from newsroom.shared.cursors import Cursor

from ..body import clean_body, ends_with_source, mark_sponsored, render_body
from ..front import read_on
from ..front.fill import Allocation, FilledBlock, fill_blocks
from ..front.read_on import ReadOn
from ..front.union import load_cards
from ..models import Article, ArticlePhoto, Block, Byline, Correction, Publication, Section, Tag
from ..models.querysets import ArticleQuerySet, BlockQuerySet
from ..models.related import attach_bylines, attach_page_rows, page_queries
from ..pictures.sharing import SharedImage
from ..portals import structured
from ..portals.structured import JSONObject

PAGE_SIZE = 20
RANKING_SIZE = 30
MAX_BREAKING = 5


@dataclass(frozen=True)
class ArticlePage:
    """An article and what leads on from it. Two queries beside those that loaded it and the blocks of its sidebar."""

    article: Article
    publication: Publication
    bylines: list[Byline]
    tags: list[Tag]
    gallery: list[ArticlePhoto]
    corrections: list[Correction]
    is_old: bool
    is_breaking: bool
    read_on: ReadOn
    sidebar: list[FilledBlock]
    meta_fragment: Fragment
    text_fragment: Fragment

    @cached_property
    def body(self) -> SafeString:
        body = self.article.body_with_credit(self.publication.credit_tag)
        return render_body(mark_sponsored(body) if self.article.is_advertising else body)

    @property
    def has_photos(self) -> bool:
        return bool(
            self.article.lead_photo or self.gallery or ("<figure" in self.article.body and "<figure" in self.body)
        )

    @property
    def prints_source(self) -> bool:
        """False where the text ends with a source line that the reporter typed."""
        return self.article.source is not None and not ends_with_source(clean_body(self.article.body))

    @property
    def image(self) -> SharedImage:
        return SharedImage.of_article(self.article, self.publication)

    @property
    def structured_data(self) -> list[JSONObject]:
        """What search portals read of it."""
        return structured.article_objects(self.article, self.publication, self.bylines, self.tags, self.corrections)

    @classmethod
    def for_article(
        cls,
        article: Article,
        blocks: list[Block],
        publication: Publication,
        now: datetime,
        fragments: Fragments,
        path: str,
    ) -> Self:
        bylines, tags, corrections = article.bylines_in_order, list(article.tags.all()), list(article.corrections.all())
        is_old, is_breaking = article.is_old(now), article.is_breaking_at(now)
        keys = (path, article.pk, article.row_version, tuple(correction.pk for correction in corrections))
        meta = fragments.of("article's meta", *keys)
        text = fragments.of("article", *keys, is_old, is_breaking, article.claim_notice)
        also = read_on.make_shelves(article, bylines, tags, now)
        filling = Allocation.pick_articles(blocks, now=now, leave_out=[article.pk], also=also)
        filling.name_fragments(fragments)
        reporter = bylines[0].reporter_id if bylines else None
        reading_on = fragments.of("read on", tuple(filling.shelves.items()), reporter, article.source_id)
        fragments.fetch("article")
        articles = load_cards(filling.wanted_ids(with_parts=not reading_on.is_found), signed=filling.signed_ids())
        sidebar, slots = filling.fill_slots(articles)
        return cls(
            article=article,
            publication=publication,
            bylines=bylines,
            tags=tags,
            gallery=list(article.gallery.all()),
            corrections=corrections,
            is_old=is_old,
            is_breaking=is_breaking,
            read_on=ReadOn.from_slots(article, bylines, slots, reading_on),
            sidebar=sidebar,
            meta_fragment=meta,
            text_fragment=text,
        )


def load_article(pk: int, now: datetime) -> Article | None:
    """An article of whatever state, with all that its page reads. Three to five queries."""
    return article_from_rows(rows_of_each(*article_queries(pk)), now)


def article_queries(pk: int) -> list[Prepared]:
    """A number that no article can have finds none."""
    pk = min(pk, BigIntegerField.MAX_BIGINT)
    return [Prepared(article_with_page_parts, pk=pk), *page_queries(pk)]


def article_from_rows(found: Sequence[list[Any]], now: datetime) -> Article | None:
    """Of the rows of what was `article_queries`."""
    articles, *parts = found
    for article in articles:
        attach_page_rows(article, parts, now)
    return next(iter(articles), None)


def article_with_page_parts(*, pk: int) -> ArticleQuerySet:
    return Article.objects.filter(pk=pk).with_page_parts()


class ListRow(NamedTuple):
    """An article in a list, and the words that it is shown by."""

    article: Article
    headline: str
    excerpt: str

    @classmethod
    def from_article(cls, article: Article) -> Self:
        return cls(article, article.listed_headline, article.excerpt)


@dataclass(frozen=True)
class ListDay:
    """A Seoul day's articles in a list. None: the list goes by something else."""

    day: date | None
    rows: list[ListRow]


class PickedArticle(NamedTuple):
    """An article of a list, by its number, before it is loaded."""

    pk: int
    published_at: datetime
    row_version: int


@dataclass(frozen=True)
class ListPage:
    """A page of a list, newest first, with the days between."""

    days: list[ListDay]
    older: str
    """The cursor for `?before=`, or empty at the end of the list."""
    newer: str
    """The cursor for `?after=`, or empty at its beginning."""
    fragment: Fragment = field(default_factory=Fragment)
    """Of the whole list; where it was found there are no `days`."""
    picked: int = 0
    """How many articles it has, loaded or not."""

    @classmethod
    def load_page(
        cls,
        articles: Prepared,
        before: Cursor | None = None,
        after: Cursor | None = None,
        sections: Sequence[int] = (),
    ) -> Self:
        """`articles` is one of `articles.pages.list_queries`, of `sections` if there are any; with `after`, the page
        just before
        that row. Three queries."""
        page = PickedPage.pick_page(articles, before, after, sections)
        return cls.from_articles(page, load_cards(page.article_ids, signed=page.article_ids), Fragment())

    @classmethod
    def from_articles(cls, page: PickedPage, articles: Mapping[int, Article], fragment: Fragment) -> Self:
        rows = [ListRow.from_article(articles[number]) for number in page.article_ids if number in articles]
        return cls(group_by_day(rows), page.older, page.newer, fragment, len(page.picked))

    @classmethod
    def load_ranking(cls, articles: Prepared) -> Self:
        """The one page of a ranking, in its order."""
        found = articles.then(ranking_cards).limited_to(RANKING_SIZE).rows()
        attach_bylines(found)
        rows = [ListRow.from_article(article) for article in found]
        return cls([ListDay(None, rows)] if rows else [], older="", newer="")

    @property
    def has_articles(self) -> bool:
        return bool(self.days) or self.picked > 0

    @property
    def articles(self) -> list[Article]:
        return [row.article for day in self.days for row in day.rows]


class PickedPage(NamedTuple):
    """Which articles a page of a list has: what its fragment is named by. One query."""

    picked: list[PickedArticle]
    older: str
    newer: str

    @classmethod
    def pick_page(
        cls, articles: Prepared, before: Cursor | None, after: Cursor | None, sections: Sequence[int] = ()
    ) -> PickedPage:
        cursor = after or before
        at, pk = (cursor.at, cursor.pk) if cursor else (None, None)
        found = articles.then(list_picks, bool(after), sections=sections, at=at, pk=pk).limited_to(PAGE_SIZE + 1).rows()
        return cls(*cut_page([PickedArticle(*row) for row in found], before, after))

    @property
    def article_ids(self) -> list[int]:
        return [pick.pk for pick in self.picked]


ListItem = TypeVar("ListItem", Article, PickedArticle)


def cut_page(found: list[ListItem], before: Cursor | None, after: Cursor | None) -> tuple[list[ListItem], str, str]:
    """Of what lies beyond the cursor, one more than fit, and the oldest first beyond `after`: the page in the order of
    lists, and the cursors of the pages before and after it.
    """
    has_more = len(found) > PAGE_SIZE
    has_newer, has_older = (has_more, True) if after else (before is not None, has_more)
    page = found[:PAGE_SIZE][:: -1 if after else 1]
    older = str(Cursor.from_article(page[-1])) if page and has_older else ""
    return page, older, str(Cursor.from_article(page[0])) if page and has_newer else ""


def list_picks(
    articles: ArticleQuerySet, is_newer: bool, *, sections: Sequence[int], at: datetime | None, pk: int | None
) -> QuerySet[Any]:
    """Newest first as of the cursor of `at` and `pk`; oldest first what is newer than that. As `PickedArticle` has
    them."""
    if at is not None and pk is not None:
        articles = articles.newer_than(Cursor(at, pk)) if is_newer else articles.older_than(Cursor(at, pk))
    articles = articles.newest_first()
    if is_newer:
        articles = articles.reverse()
    return (articles.in_sections(sections, PAGE_SIZE + 1) if sections else articles).values_list(*PickedArticle._fields)


def ranking_cards(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.with_card_parts()


def group_by_day(rows: list[ListRow]) -> list[ListDay]:
    def seoul_day(row: ListRow) -> date:
        return timezone.localdate(row.article.published_at)

    return [ListDay(day, list(group)) for day, group in groupby(rows, key=seoul_day)]


def sidebar_blocks(section_id: int | None, now: datetime) -> list[Block]:
    """The section's own blocks, else those that belong to none. One query."""
    return own_or_default_blocks(Prepared(sidebar_blocks_of, section=section_id, now=now).rows())


def article_sidebar_query(pk: int, now: datetime) -> Prepared:
    """Those of an article's section, and those that belong to none: to be asked for before the section is known."""
    return Prepared(sidebar_blocks_of_article, article=min(pk, BigIntegerField.MAX_BIGINT), now=now)


def own_or_default_blocks(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.section_id] or blocks


def sidebar_blocks_of(*, section: int | None, now: datetime) -> BlockQuerySet:
    return Block.objects.for_sidebar(section, now)


def sidebar_blocks_of_article(*, article: int, now: datetime) -> BlockQuerySet:
    return Block.objects.for_sidebar(Subquery(Article.objects.filter(pk=article).values("section")[:1]), now)


def load_sidebar(
    now: datetime, *, leave_out: Collection[int] = (), fragments: Fragments | None = None
) -> list[FilledBlock]:
    """The sidebar of pages that stand in no section, without the articles that the page shows. Three queries."""
    return fill_blocks(sidebar_blocks(None, now), now=now, leave_out=leave_out, fragments=fragments)[0]


def list_and_sidebar(
    template: str, path: str, picked: PickedPage, section: Section | None, now: datetime, fragments: Fragments
) -> tuple[ListPage, list[FilledBlock]]:
    """The page of a list that this template shows under this path, and the sidebar of its section beside it.

    Two to four queries, or a `PageFound`: what else the page shows is of the surroundings.
    """
    fragment = fragments.of("list", template, picked.older, picked.newer, tuple(map(tuple, picked.picked)))
    blocks = sidebar_blocks(section.pk if section else None, now)
    filling = Allocation.pick_articles(blocks, now=now, leave_out=picked.article_ids, section=section)
    filling.name_fragments(fragments)
    fragments.fetch(template, path)
    listed = [] if fragment.is_found else picked.article_ids
    articles = load_cards([*filling.wanted_ids(), *listed], signed=[*filling.signed_ids(), *listed])
    beside, _ = filling.fill_slots(articles)
    return ListPage.from_articles(picked, articles if listed else {}, fragment), beside


def breaking_query(now: datetime) -> Prepared:
    """What the breaking line shows, newest first."""
    return Prepared(breaking_news, now=now).limited_to(MAX_BREAKING)


def breaking_news(*, now: datetime) -> ArticleQuerySet:
    return Article.objects.breaking(now).newest_first().only("headline", "published_at")
