"""RSS 2.0 and Atom of the newest articles: of the paper, a section, a source, a reporter, a tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import format_html, format_html_join

from newsroom.fast.edition import request_moment
from newsroom.fast.prepared import Prepared
from newsroom.shared.addresses import absolute_url

from ..body import render_body, text_to_html
from ..body.characters import remove_invisible
from ..models import Article, Photo, Publication, Reporter, Section, Source, Tag
from ..models.querysets import ArticleQuerySet
from ..models.related import attach_bylines, attach_corrections
from ..pages import list_queries
from ..pages.publication import publication_of

ITEMS = 30
_OWN_ADDRESS = re.compile(r'\b(src|href)="(?=/[^/])')
_IMAGE_CANDIDATES = re.compile(r' (?:srcset|sizes)="[^"]*"')


@dataclass(frozen=True)
class FeedSource:
    """What one request's feed is of. Feed objects themselves are shared by all requests."""

    publication: Publication
    path: str
    noun: Any
    now: datetime
    articles: Prepared
    sections: list[int]

    @property
    def feed_identity(self) -> str:
        """Where no paper has been set up, its address."""
        return self.publication.identity or settings.SITE_URL

    def __str__(self) -> str:
        return remove_invisible(f"{self.publication.name} {self.noun}" if self.noun else self.publication.name)


class Rss(Rss201rev2Feed):
    """With the names of reporters, the whole text, and the photo, in the words that feed readers know."""

    def root_attributes(self) -> dict[str, str]:
        return {
            **super().root_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        byline = item.pop("author_name")  # RSS wants an e-mail address there
        super().add_item_elements(
            handler, {**item, "author_name": None, "unique_id": self.feed["identity"] + item["unique_id"]}
        )
        if byline:
            handler.addQuickElement("dc:creator", byline)
        if item["body"]:
            handler.addQuickElement("content:encoded", item["body"])
        add_photo(handler, item["photo"])


class Atom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": "http://search.yahoo.com/mrss/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        author, guid = item["author_name"] or None, self.feed["identity"] + item["unique_id"]
        super().add_item_elements(handler, {**item, "author_name": author, "unique_id": guid})
        if item["body"]:
            handler.addQuickElement("content", item["body"], {"type": "html"})
        add_photo(handler, item["photo"])


def add_photo(handler: Any, photo: Photo | None) -> None:
    if photo is None:
        return
    handler.startElement(
        "media:content",
        {
            "url": absolute_url(photo.file.url),
            "medium": "image",
            "type": "image/jpeg",
            "width": str(photo.width),
            "height": str(photo.height),
        },
    )
    if photo.caption:
        handler.addQuickElement("media:description", remove_invisible(photo.caption), {"type": "plain"})
    if photo.credit:
        handler.addQuickElement("media:credit", remove_invisible(photo.credit))
    handler.endElement("media:content")


class LatestFeed(Feed):
    """The newest articles of the paper. Four queries, and one for what those below are of."""

    language = "ko"
    feed_type: Any = Rss
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, slug: str = "") -> FeedSource:
        noun, now = self.get_noun(slug), request_moment(request)
        return FeedSource(
            publication_of(request), request.path, noun, now, self.get_articles(noun, now), self.get_sections(noun)
        )

    def get_noun(self, slug: str) -> Any:
        return None

    def get_articles(self, noun: Any, now: datetime) -> Prepared:
        return Prepared(list_queries.all_articles, now=now)

    def get_sections(self, noun: Any) -> list[int]:
        """What the articles are limited to; empty for all."""
        return []

    def title(self, of: FeedSource) -> str:
        return str(of)

    def link(self, of: FeedSource) -> str:
        return absolute_url(of.noun.get_absolute_url() if of.noun else reverse("front"))

    def feed_url(self, of: FeedSource) -> str:
        return absolute_url(of.path)

    def feed_guid(self, of: FeedSource) -> str:
        """It outlives a change of either part of the address, the paper's and the noun's."""
        return f"{of.feed_identity}/feeds/{of.noun.page_name}/{of.noun.pk}" if of.noun else f"{of.feed_identity}/"

    def feed_extra_kwargs(self, of: FeedSource) -> dict[str, Any]:
        return {"identity": of.feed_identity}

    def description(self, of: FeedSource) -> str:
        return str(of)

    def author_name(self, of: FeedSource) -> str:
        """Whose articles they are that no reporter signs."""
        return remove_invisible(of.publication.name)

    def items(self, of: FeedSource) -> list[Article]:
        is_whole = of.publication.feeds_carry == Publication.FeedText.WHOLE
        found: list[Article] = of.articles.then(feed_articles, is_whole, sections=of.sections).limited_to(ITEMS).rows()
        attach_bylines(found)
        attach_corrections(found, of.now)
        return found

    def item_link(self, item: Article) -> str:
        return absolute_url(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """What comes after the paper's identity. It is what it is, whatever becomes of addresses."""
        return f"/articles/{item.pk}/"

    def item_title(self, item: Article) -> str:
        return remove_invisible(item.listed_headline)

    def item_description(self, item: Article) -> str:
        return corrections_in_html(item) + text_to_html(remove_invisible(item.excerpt))

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at and timezone.localtime(item.published_at)

    def item_updateddate(self, item: Article) -> datetime | None:
        changed = item.revised_at or item.published_at
        return changed and timezone.localtime(changed)

    def item_author_name(self, item: Article) -> str:
        return remove_invisible(item.byline)

    def item_categories(self, item: Article) -> list[str]:
        return [remove_invisible(item.section.name)]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        """`body` is the whole text with full addresses; empty where the paper's feeds carry summaries."""
        is_whole = "body" not in item.get_deferred_fields()
        return {"photo": item.photo, "body": corrections_in_html(item) + whole_text(item) if is_whole else ""}


class SectionFeed(LatestFeed):
    """With the sections under it, as its page. One query more."""

    def get_noun(self, slug: str) -> Section:
        return get_object_or_404(Section, slug=slug)

    def get_sections(self, noun: Section) -> list[int]:
        return [noun.pk, *noun.children.values_list("pk", flat=True)]


class SourceFeed(LatestFeed):
    def get_noun(self, slug: str) -> Source:
        return get_object_or_404(Source, slug=slug)

    def get_articles(self, noun: Source, now: datetime) -> Prepared:
        return Prepared(list_queries.of_source, now=now, source=noun.pk)


class ReporterFeed(LatestFeed):
    def get_noun(self, slug: str) -> Reporter:
        return get_object_or_404(Reporter, slug=slug)

    def get_articles(self, noun: Reporter, now: datetime) -> Prepared:
        return Prepared(list_queries.by_reporter, now=now, reporter=noun.pk)


class TagFeed(LatestFeed):
    def get_noun(self, slug: str) -> Tag:
        return get_object_or_404(Tag, slug=slug)

    def get_articles(self, noun: Tag, now: datetime) -> Prepared:
        return Prepared(list_queries.with_tag, now=now, tag=noun.pk)


def feed_articles(articles: ArticleQuerySet, is_whole: bool, *, sections: Sequence[int]) -> ArticleQuerySet:
    """Newest first; with their text, or with what stands for it."""
    found = articles.with_photo().select_related("section").newest_first()
    found = found.defer("summary") if is_whole else found.defer("body", "summary", "subheadline")
    return found.in_sections(sections, ITEMS) if sections else found


def as_atom(feed: type[LatestFeed]) -> LatestFeed:
    """The same feed as Atom."""
    return type(f"{feed.__name__}InAtom", (feed,), {"feed_type": Atom, "subtitle": feed.description})()


def corrections_in_html(article: Article) -> str:
    """What stands above the text of a corrected article stands above it in a feed. Reads those put beside it."""
    return format_html_join(
        "\n",
        "<p><strong>[{}] {}</strong></p>{}",
        (
            (each.label, remove_invisible(each.title), format_html("{}", text_to_html(remove_invisible(each.text))))
            for each in article.corrections.all()
        ),
    )


def whole_text(article: Article) -> str:
    body = _IMAGE_CANDIDATES.sub("", remove_invisible(render_body(article.body)))
    return _OWN_ADDRESS.sub(rf'\1="{settings.SITE_URL}', body)
