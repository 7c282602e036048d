"""What search portals read to find every article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from newsroom.edition import moment
from newsroom.kept_pages import public_page

from ..models import Article, Page, Section, Source
from .publication import publication_of

MOST_ADDRESSES = 50_000  # of one sitemap, by the protocol
MOST_NEWS = 1_000  # of the news sitemap, by Google's rule
NEWS_DAYS = 2
FIRST_YEAR = 1900


def render_xml(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: the standing pages, and a sitemap for each month since the first article. Two queries."""
    publication_of(request)  # which says when the first one comes out by itself
    now = timezone.localtime(moment(request))
    oldest = Article.objects.published(now).order_by("published_at").values_list("published_at", flat=True).first()
    first = timezone.localtime(oldest) if oldest else now
    months = range(first.year * 12 + first.month - 1, now.year * 12 + now.month)
    paths = [reverse("sitemap_month", args=[month // 12, month % 12 + 1]) for month in reversed(months)]
    addresses = [settings.SITE_URL + path for path in [reverse("sitemap_standing"), *paths]]
    return render_xml(request, "sitemaps/index.xml", {"addresses": addresses})


@public_page
def sitemap_standing(request: HttpRequest, others: Callable[[], Iterable[str]] = list) -> HttpResponse:
    """Front page, sections, sources and static pages, and what `others` names. Three queries beside those of it."""
    nouns: list[Section | Source | Page] = [*Section.objects.all(), *Source.objects.all(), *Page.objects.all()]
    paths = [reverse("front"), *(noun.get_absolute_url() for noun in nouns), *others()]
    return render_xml(request, "sitemaps/urls.xml", {"entries": [(settings.SITE_URL + path, None) for path in paths]})


@public_page
def sitemap_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The articles of a month in Seoul, the newest first. Two queries."""
    if year < FIRST_YEAR:
        raise Http404("No such month")
    try:
        start = timezone.make_aware(datetime(year, month, 1))
        end = timezone.make_aware(datetime(year + month // 12, month % 12 + 1, 1))
    except (ValueError, OverflowError) as error:
        raise Http404("No such month") from error
    publication_of(request)  # which says when the next article comes out by itself
    articles = Article.objects.published(moment(request)).filter(published_at__gte=start, published_at__lt=end)
    rows = articles.newest_first().values_list("pk", "published_at", "revised_at")[:MOST_ADDRESSES]
    entries = [
        (settings.SITE_URL + reverse("article", args=[pk]), revised_at or published_at)
        for pk, published_at, revised_at in rows
    ]
    return render_xml(request, "sitemaps/urls.xml", {"entries": entries})


@public_page
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, as Google News asks, and no advertising. Two queries."""
    now = moment(request)
    articles = Article.objects.published(now).filter(
        published_at__gt=now - timedelta(days=NEWS_DAYS), is_advertising=False
    )
    context = {
        "publication": publication_of(request),
        "site_url": settings.SITE_URL,
        "articles": list(articles.newest_first().only("headline", "published_at")[:MOST_NEWS]),
    }
    return render_xml(request, "sitemaps/news.xml", context)
