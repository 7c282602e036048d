"""What feed readers and search portals read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from tests.factories import ArticleFactory, PublicationFactory, SectionFactory

pytestmark = pytest.mark.django_db

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def texts(root, name):
    return [element.text for element in root.iter(f"{{*}}{name}")]


def test_a_feed_holds_the_newest_articles_with_their_time_in_seoul(client):
    PublicationFactory(name="새솔뉴스")
    at = datetime(2026, 1, 24, 1, 12, tzinfo=UTC)
    ArticleFactory(headline="<도서관> & 강당", state="published", published_at=at)

    feed = read(client, "/feeds/latest.xml")

    assert texts(feed, "title") == ["새솔뉴스", "<도서관> & 강당"]
    assert texts(feed, "pubDate") == ["Sat, 24 Jan 2026 10:12:00 +0900"]


def test_a_section_has_a_feed_of_its_own(client):
    PublicationFactory(name="새솔뉴스")
    ArticleFactory(published=True, headline="경제 기사", section=SectionFactory(slug="economy", name="경제"))
    ArticleFactory(published=True, headline="정치 기사", section=SectionFactory(slug="politics", name="정치"))

    assert texts(read(client, "/feeds/sections/economy.xml"), "title") == ["새솔뉴스 경제", "경제 기사"]


def test_the_index_has_a_sitemap_for_each_month_since_the_first_article(client, time_machine):
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    ArticleFactory(state="published", published_at=datetime(2025, 11, 30, 15, 30, tzinfo=UTC))  # 1 December in Seoul

    addresses = texts(read(client, "/sitemap.xml"), "loc")

    assert [address.rpartition("/")[2] for address in addresses] == [
        "standing.xml",
        "2026-2.xml",
        "2026-1.xml",
        "2025-12.xml",
    ]


def test_a_month_lists_its_articles_and_no_others(client, time_machine):
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    january = ArticleFactory(state="published", published_at=datetime(2026, 1, 31, 14, 59, tzinfo=UTC))
    ArticleFactory(state="published", published_at=datetime(2026, 1, 31, 15, 0, tzinfo=UTC))

    assert texts(read(client, "/sitemaps/2026-1.xml"), "loc") == [f"http://testserver/articles/{january.pk}/"]


def test_the_news_sitemap_holds_two_days(client):
    PublicationFactory(name="새솔뉴스")
    now = timezone.now()
    ArticleFactory(headline="어제 기사", state="published", published_at=now - timedelta(days=1))
    ArticleFactory(headline="지난 기사", state="published", published_at=now - timedelta(days=2, minutes=1))

    news = read(client, "/news-sitemap.xml")

    assert [title.text for title in news.iter(f"{NEWS}title")] == ["어제 기사"]
    assert [date.text[-6:] for date in news.iter(f"{NEWS}publication_date")] == ["+09:00"]


@pytest.mark.parametrize(
    "path", ["/sitemaps/2026-13.xml", "/sitemaps/0-1.xml", "/sitemaps/99999-1.xml", "/sitemaps/9999-12.xml"]
)
def test_a_month_that_is_none_is_not_found_or_empty(client, path):
    assert client.get(path).status_code in (200, 404)


def test_robots_are_shown_the_sitemaps_and_kept_from_the_admin(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/news-sitemap.xml" in lines
