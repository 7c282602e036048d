"""What search portals read to find every article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from newsroom.fast.edition import request_moment
from newsroom.fast.pages import public_page

from ..models import Article, Page, Section, Source
from ..models.querysets import ArticleQuerySet
from ..pages.list_queries import sections_with_articles, sources_with_articles
from ..pages.publication import publication_of
from . import months

MAX_ADDRESSES = 50_000  # of one sitemap, by the protocol
MAX_NEWS = 1_000  # of the news sitemap, by Google's rule
NEWS_DAYS = 2


def render_xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The index: the standing pages, and a sitemap for each month that has articles. Three queries."""
    publication_of(request)  # which says when the first one comes out by itself
    paths = [reverse("sitemap_month", args=[month]) for month in months.months_with_articles(request_moment(request))]
    addresses = [settings.SITE_URL + path for path in [reverse("sitemap_standing"), *paths]]
    return render_xml(request, "sitemaps/index.xml", {"addresses": addresses})


@public_page
def sitemap_standing(request: HttpRequest, others: Callable[[], Iterable[str]] = list) -> HttpResponse:
    """Front page, static pages, sections and sources that have articles, and what `others` names. Three queries beside
    those of it.
    """
    now = request_moment(request)
    nouns: list[Section | Source | Page] = [*sections_with_articles(now), *sources_with_articles(now)]
    nouns += Page.objects.all()
    paths = [reverse("front"), *(noun.get_absolute_url() for noun in nouns), *others()]
    return render_xml(request, "sitemaps/urls.xml", {"entries": [(settings.SITE_URL + path, None) for path in paths]})


@public_page
def sitemap_month(request: HttpRequest, month: date) -> HttpResponse:
    """The articles of a month in Seoul, the newest first; 404 for a month that has none, as a sitemap can't be empty.
    Two queries.
    """
    _number, begins, ends = months.Month.from_day(month)
    publication_of(request)  # which says when the next article comes out by itself
    articles = Article.objects.published(request_moment(request)).filter(
        published_at__gte=begins, published_at__lt=ends
    )
    rows = articles.newest_first().values_list("pk", "published_at", "revised_at")[:MAX_ADDRESSES]
    if not rows:
        raise Http404("No article of this month")
    entries = [
        (settings.SITE_URL + reverse("article", args=[pk]), revised_at or published_at)
        for pk, published_at, revised_at in rows
    ]
    return render_xml(request, "sitemaps/urls.xml", {"entries": entries})


@public_page
def sitemap_old_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Portals know `2026-9.xml`, as the months were written at first."""
    try:
        return redirect("sitemap_month", date(year, month, 1), permanent=True)
    except (ValueError, OverflowError, NoReverseMatch) as error:
        raise Http404("No such month") from error


@public_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, as Google News asks, and no advertising. Two queries."""
    articles = news_articles(request_moment(request)).newest_first().only("headline", "published_at")
    context = {
        "publication": publication_of(request),
        "site_url": settings.SITE_URL,
        "articles": list(articles[:MAX_NEWS]),
    }
    return render_xml(request, "sitemaps/news.xml", context)


def news_articles(now: datetime) -> ArticleQuerySet:
    return Article.objects.published(now).filter(published_at__gt=now - timedelta(days=NEWS_DAYS), is_advertising=False)
