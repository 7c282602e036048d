"""Lists, feeds, the news sitemap, the breaking line and the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.fast.prepared import Prepared
from newsroom.shared.paths import path_to

from ..models import Article, Reporter, SearchEntry, Section, Source, Tag
from ..models.querysets import ArticleQuerySet
from ..pages import list_queries
from ..pages.assembly import PAGE_SIZE, PickedPage, breaking_query
from ..syndication.feeds import ITEMS, LatestFeed, ReporterFeed, SectionFeed, SourceFeed, TagFeed, feed_articles
from ..syndication.sitemaps import NEWS_DAYS, news_articles
from .lines import Line

FEEDS: dict[type[Any], LatestFeed] = {
    Section: SectionFeed(),
    Source: SourceFeed(),
    Reporter: ReporterFeed(),
    Tag: TagFeed(),
}


class Listing(NamedTuple):
    """A list that has the article, as its page and its feed ask for it."""

    name: str
    url: str
    articles: Prepared
    sections: Sequence[int] = ()

    @classmethod
    def of(cls, noun: Any, now: datetime) -> Listing:
        feed = FEEDS[type(noun)]
        return cls(str(noun), noun.get_absolute_url(), feed.get_articles(noun, now), feed.get_sections(noun))


def lines(article: Article, now: datetime) -> Iterator[Line]:
    listings = [Listing.of(noun, now) for noun in block_names(article)]
    yield from in_lists(article, [*listings, *photo_stories(article, now)])
    yield from in_feeds(
        article, [Listing(_("all sections"), "", Prepared(list_queries.all_articles, now=now)), *listings]
    )
    yield in_news_sitemap(article, now)
    if article.is_breaking:
        yield in_breaking_line(article, now)
    yield in_search(article)


def block_names(article: Article) -> list[Any]:
    """What has a page that lists the article."""
    section = article.section
    reporters = [byline.reporter for byline in article.bylines.select_related("reporter")]
    nouns = [section, section.parent, article.source, *reporters, *article.tags.all()]
    return [noun for noun in nouns if noun is not None]


def photo_stories(article: Article, now: datetime) -> list[Listing]:
    if not article.is_photo_story:
        return []
    return [Listing(_("Photo stories"), path_to("photo_stories"), Prepared(list_queries.photo_stories, now=now))]


def in_lists(article: Article, listings: Sequence[Listing]) -> Iterator[Line]:
    for each in listings:
        first = PickedPage.pick_page(each.articles, None, None, each.sections).article_ids
        if article.pk in first:
            text = _("List of %(name)s, place %(place)d")
            yield Line(text % {"name": each.name, "place": first.index(article.pk) + 1}, url=each.url)
        else:
            text = _("List of %(name)s, behind its first page of %(count)d articles")
            yield Line(text % {"name": each.name, "count": PAGE_SIZE}, url=each.url)


def in_feeds(article: Article, listings: Sequence[Listing]) -> Iterator[Line]:
    """Those that have it a line each, and the others in one."""
    too_old = []
    for each in listings:
        found = [pk for (pk,) in each.articles.then(numbers_of, sections=each.sections).limited_to(ITEMS).rows()]
        if article.pk in found:
            place = found.index(article.pk) + 1
            yield Line(_("Feed of %(name)s, place %(place)d") % {"name": each.name, "place": place})
        else:
            too_old.append(each.name)
    if too_old:
        told = _("Not in the feeds of %(names)s: they have the newest %(count)d articles")
        yield Line(told % {"names": ", ".join(too_old), "count": ITEMS}, is_there=False)


def numbers_of(articles: ArticleQuerySet, *, sections: Sequence[int]) -> QuerySet[Any]:
    return feed_articles(articles, False, sections=sections).values_list("pk")


def in_news_sitemap(article: Article, now: datetime) -> Line:
    if news_articles(now).filter(pk=article.pk).exists():
        return Line(_("News sitemap"), url=path_to("news_sitemap"))
    told = _("Not in the news sitemap: it has the articles of %(days)d days, and no advertising")
    return Line(told % {"days": NEWS_DAYS}, is_there=False)


def in_breaking_line(article: Article, now: datetime) -> Line:
    if any(each.pk == article.pk for each in breaking_query(now).rows()):
        return Line(_("Breaking line"), url=path_to("front"))
    return Line(_("Not in the breaking line: its time is over, or newer ones fill it"), is_there=False)


def in_search(article: Article) -> Line:
    if SearchEntry.objects.filter(article=article.pk).exists():
        return Line(_("Search"))
    return Line(_("Not in the search: `manage.py rebuild_search --missing` brings it in"), is_there=False)
