"""RSS 2.0 of the newest articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from newsroom.edition import moment

from .body import paragraphs
from .body.characters import seen
from .models import Article, Publication, Section, Source
from .querysets import ArticleQuerySet
from .views.publication import publication_of

ITEMS = 30


@dataclass(frozen=True)
class Of:
    """What one request's feed is of. Feed objects themselves are shared by all requests."""

    publication: Publication
    noun: Section | Source | None
    articles: ArticleQuerySet

    def __str__(self) -> str:
        return seen(f"{self.publication.name} {self.noun}" if self.noun else self.publication.name)


class LatestFeed(Feed):
    """The newest articles of the paper. Three queries, and one for the section or source of those below."""

    language = "ko"

    def get_object(self, request: HttpRequest, slug: str = "") -> Of:
        noun = self.noun(slug)
        return Of(publication_of(request), noun, self.articles(Article.objects.published(moment(request)), noun))

    def noun(self, slug: str) -> Any:
        return None

    def articles(self, published: ArticleQuerySet, noun: Any) -> ArticleQuerySet:
        return published

    def title(self, of: Of) -> str:
        return str(of)

    def link(self, of: Of) -> str:
        return of.noun.get_absolute_url() if of.noun else reverse("front")

    def description(self, of: Of) -> str:
        return str(of)

    def items(self, of: Of) -> list[Article]:
        return list(of.articles.for_list()[:ITEMS])

    def item_title(self, item: Article) -> str:
        return seen(item.headline)

    def item_description(self, item: Article) -> str:
        return paragraphs(seen(item.excerpt))

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at and timezone.localtime(item.published_at)

    def item_updateddate(self, item: Article) -> datetime | None:
        changed = item.revised_at or item.published_at
        return changed and timezone.localtime(changed)

    def item_author_name(self, item: Article) -> str:
        return seen(item.byline)

    def item_categories(self, item: Article) -> list[str]:
        return [seen(item.section.name)]


class SectionFeed(LatestFeed):
    """With the sections under it, as its page."""

    def noun(self, slug: str) -> Section:
        return get_object_or_404(Section, slug=slug)

    def articles(self, published: ArticleQuerySet, noun: Section) -> ArticleQuerySet:
        return published.filter(Q(section=noun) | Q(section__parent=noun))


class SourceFeed(LatestFeed):
    def noun(self, slug: str) -> Source:
        return get_object_or_404(Source, slug=slug)

    def articles(self, published: ArticleQuerySet, noun: Source) -> ArticleQuerySet:
        return published.filter(source=noun)
