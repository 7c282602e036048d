"""What feed readers and search portals read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from tests.factories import ArticleFactory, PublicationFactory, SectionFactory, SourceFactory, TagFactory

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


def published(at, **more):
    return ArticleFactory(state="published", published_at=at, **more)


def listed(client):
    return [address.rpartition("/")[2] for address in texts(read(client, "/sitemap.xml"), "loc")]


def test_the_index_has_a_sitemap_for_each_month_that_has_articles(client, time_machine):
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    published(datetime(2025, 11, 30, 15, 30, tzinfo=UTC))  # 1 December in Seoul
    published(datetime(2025, 9, 30, 14, 59, 59, tzinfo=UTC))  # the last second of September
    published(datetime(2024, 2, 28, 15, 0, tzinfo=UTC))  # 29 February
    published(datetime(2026, 2, 9, tzinfo=UTC))
    published(datetime(2026, 2, 8, tzinfo=UTC))

    assert listed(client) == ["standing.xml", "2026-02.xml", "2025-12.xml", "2025-09.xml", "2024-02.xml"]
    for month in listed(client)[1:]:
        assert texts(read(client, f"/sitemaps/{month}"), "loc")


def test_the_index_of_a_paper_without_articles_names_no_month(client):
    assert listed(client) == ["standing.xml"]


def test_a_month_of_which_nothing_is_out_is_neither_listed_nor_found(client, time_machine):
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    published(datetime(2026, 1, 5, tzinfo=UTC))
    published(datetime(2026, 2, 11, tzinfo=UTC))  # to come, this month
    published(datetime(2026, 3, 11, tzinfo=UTC))  # and later
    ArticleFactory(withdrawn=True, published_at=datetime(2025, 12, 5, tzinfo=UTC))

    assert listed(client) == ["standing.xml", "2026-01.xml"]
    for month in ("2025-12", "2026-02", "2026-03", "2024-01", "2030-01"):
        assert client.get(f"/sitemaps/{month}.xml").status_code == 404


def test_a_month_is_listed_once_its_first_article_is_out(client, time_machine):
    PublicationFactory()
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    published(datetime(2026, 1, 5, tzinfo=UTC))
    published(datetime(2026, 2, 10, 0, 0, 20, tzinfo=UTC))
    assert listed(client) == ["standing.xml", "2026-01.xml"]

    time_machine.shift(21)

    assert listed(client) == ["standing.xml", "2026-02.xml", "2026-01.xml"]


def test_many_months_cost_no_more_queries(client, count_queries):
    published(datetime(2026, 1, 5, tzinfo=UTC))
    few = count_queries("/sitemap.xml")
    for year in range(1996, 2026):
        published(datetime(year, 3, 5, tzinfo=UTC))

    assert count_queries("/sitemap.xml") == few


@pytest.mark.parametrize(("old", "new"), [("2026-9", "2026-09"), ("2026-1", "2026-01"), ("2026-0012", "2026-12")])
def test_months_as_they_were_written_lead_to_how_they_are(old, new, client):
    response = client.get(f"/sitemaps/{old}.xml")

    assert (response.status_code, response.headers["Location"]) == (301, f"/sitemaps/{new}.xml")


def test_the_standing_sitemap_names_no_list_that_is_empty(client):
    economy = SectionFactory(slug="economy", name="경제")
    SectionFactory(slug="empty", name="빈 섹션")
    parent = SectionFactory(slug="parent", name="위")
    below = SectionFactory(slug="below", name="아래", parent=parent)
    gu, nobody, later = (SourceFactory(slug=slug) for slug in ("gu", "nobody", "later"))
    ArticleFactory(published=True, section=economy, source=gu)
    ArticleFactory(published=True, section=below)
    ArticleFactory(scheduled=True, section=economy, source=later)
    ArticleFactory(withdrawn=True, section=economy, source=nobody)

    addresses = [
        address.removeprefix("http://testserver") for address in texts(read(client, "/sitemaps/standing.xml"), "loc")
    ]

    assert [each for each in addresses if each.startswith("/s")] == [
        *("/sections/economy/", "/sections/parent/", "/sections/below/", "/sources/gu/"),
    ]


def test_the_list_of_sources_names_none_whose_list_is_empty(client):
    ArticleFactory(published=True, source=SourceFactory(slug="gu"))
    ArticleFactory(scheduled=True, source=SourceFactory(slug="later"))

    page = client.get("/sources/").text

    assert "/sources/gu/" in page and "/sources/later/" not in page


@pytest.mark.parametrize(
    ("path", "robots"),
    [
        ("/sections/economy/", "max-image-preview:large"),
        *((path, "noindex") for path in ("/sections/empty/", "/tags/빈/", "/archive/2026/1/1/", "/photos/")),
    ],
)
def test_an_empty_list_is_no_answer_to_a_search(path, robots, client):
    """It answers, as it may fill, but portals would take each empty day of the archive for a page."""
    PublicationFactory()
    ArticleFactory(published=True, section=SectionFactory(slug="economy", name="경제"))
    SectionFactory(slug="empty", name="빈 섹션")
    TagFactory(slug="빈")

    response = client.get(path)

    assert response.status_code == 200
    assert f'<meta name="robots" content="{robots}">' in response.text


def test_a_news_sitemap_without_news_is_an_empty_list(client):
    PublicationFactory()
    ArticleFactory(state="published", published_at=timezone.now() - timedelta(days=3))

    news = read(client, "/news-sitemap.xml")

    assert news.tag.endswith("urlset") and len(news) == 0


def test_a_month_lists_its_articles_and_no_others(client, time_machine):
    time_machine.move_to(datetime(2026, 2, 10, tzinfo=UTC), tick=False)
    january = ArticleFactory(state="published", published_at=datetime(2026, 1, 31, 14, 59, tzinfo=UTC))
    ArticleFactory(state="published", published_at=datetime(2026, 1, 31, 15, 0, tzinfo=UTC))

    assert texts(read(client, "/sitemaps/2026-01.xml"), "loc") == [f"http://testserver/articles/{january.pk}/"]


def test_the_news_sitemap_holds_two_days(client):
    PublicationFactory(name="새솔뉴스")
    now = timezone.now()
    ArticleFactory(headline="어제 기사", state="published", published_at=now - timedelta(days=1))
    ArticleFactory(headline="지난 기사", state="published", published_at=now - timedelta(days=2, minutes=1))

    news = read(client, "/news-sitemap.xml")

    assert [title.text for title in news.iter(f"{NEWS}title")] == ["어제 기사"]
    assert [date.text[-6:] for date in news.iter(f"{NEWS}publication_date")] == ["+09:00"]


@pytest.mark.parametrize(
    "path",
    [
        *("/sitemaps/2026-13.xml", "/sitemaps/2026-00.xml", "/sitemaps/0-1.xml", "/sitemaps/0001-01.xml"),
        *("/sitemaps/99999-1.xml", "/sitemaps/9999-12.xml", "/sitemaps/1-9.xml", f"/sitemaps/{'9' * 40}-1.xml"),
    ],
)
def test_a_month_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_robots_are_shown_the_sitemaps_and_kept_from_the_admin(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/news-sitemap.xml" in lines
