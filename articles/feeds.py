"""RSS 2.0 of the newest articles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from .body import clean
from .models import Article, Publication, Section, Source
from .querysets import ArticleQuerySet

ITEMS = 30


class LatestFeed(Feed):
    """The newest articles of the paper. Three queries."""

    language = "ko"

    def title(self, of: Any) -> str:
        name = Publication.objects.current(timezone.now()).name
        return f"{name} {of}" if of else name

    def link(self, of: Any) -> str:
        return of.get_absolute_url() if of else reverse("front")

    def description(self, of: Any) -> str:
        return self.title(of)

    def articles(self, of: Any) -> ArticleQuerySet:
        return Article.objects.published()

    def items(self, of: Any) -> list[Article]:
        return list(self.articles(of).for_list()[:ITEMS])

    def item_title(self, item: Article) -> str:
        return item.headline

    def item_description(self, item: Article) -> str:
        return clean(item.excerpt)

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at and timezone.localtime(item.published_at)

    def item_updateddate(self, item: Article) -> datetime | None:
        changed = item.revised_at or item.published_at
        return changed and timezone.localtime(changed)

    def item_author_name(self, item: Article) -> str:
        return item.byline

    def item_categories(self, item: Article) -> list[str]:
        return [item.section.name]


class SectionFeed(LatestFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Section:
        return get_object_or_404(Section, slug=slug)

    def articles(self, of: Section) -> ArticleQuerySet:
        return super().articles(of).filter(section=of)


class SourceFeed(LatestFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Source:
        return get_object_or_404(Source, slug=slug)

    def articles(self, of: Source) -> ArticleQuerySet:
        return super().articles(of).filter(source=of)
