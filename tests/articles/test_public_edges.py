"""Where a small slip would go unseen: midnight in Seoul, what comes by the clock, what leads where."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.admin.forms import BodyFormField
from articles.desk.roles import DESK, ensure_roles
from articles.models import Publication, RelatedArticle
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    CorrectionFactory,
    PlacementFactory,
    PublicationFactory,
    SectionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

MIDNIGHT = datetime(2026, 1, 23, 15, tzinfo=UTC)  # the 24th begins in Seoul


def test_a_day_of_the_archive_begins_at_midnight_in_seoul(client):
    ArticleFactory(headline="23일 마지막 기사", state="published", published_at=MIDNIGHT - timedelta(seconds=1))
    ArticleFactory(headline="24일 첫 기사", state="published", published_at=MIDNIGHT)

    page = client.get("/archive/2026/1/24/").text

    assert "24일 첫 기사" in page
    assert "23일 마지막 기사" not in page


def test_the_archive_leads_to_no_day_that_it_does_not_have(client):
    page = client.get("/archive/1900/1/1/")

    assert page.status_code == 200
    assert "/archive/1899/" not in page.text


def test_a_correction_to_come_is_a_next_change():
    PublicationFactory()
    at = timezone.now() + timedelta(minutes=10)
    CorrectionFactory(published_at=at)

    assert Publication.objects.current(timezone.now()).next_change_at == at


@pytest.mark.parametrize("feed", ["latest.xml", "sections/economy.xml", "sources/gu.xml"])
def test_a_scheduled_article_is_in_the_feeds_at_its_time(client, time_machine, feed):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    PublicationFactory()
    article = {"section": SectionFactory(slug="economy"), "source": SourceFactory(slug="gu"), "headline": "예약 기사"}
    ArticleFactory(state="published", published_at=now + timedelta(seconds=20), **article)

    assert "예약 기사" not in client.get(f"/feeds/{feed}").text
    time_machine.shift(timedelta(seconds=21))
    assert "예약 기사" in client.get(f"/feeds/{feed}").text


def test_a_sources_feed_holds_its_articles_alone(client):
    ArticleFactory(published=True, headline="새솔구 소식", source=SourceFactory(slug="saesol"))
    ArticleFactory(published=True, headline="다른 곳 소식", source=SourceFactory(slug="other"))

    feed = client.get("/feeds/sources/saesol.xml").text

    assert "새솔구 소식" in feed
    assert "다른 곳 소식" not in feed


def test_a_sections_feed_holds_what_its_page_holds(client):
    parent = SectionFactory(slug="region", name="지역")
    child = SectionFactory(slug="market", name="시장", parent=parent)
    ArticleFactory(published=True, headline="시장 소식", section=child)

    assert "시장 소식" in client.get("/sections/region/").text
    assert "시장 소식" in client.get("/feeds/sections/region.xml").text


def test_a_feeds_description_keeps_its_signs(client):
    ArticleFactory(published=True, summary="영업이익 3<5 & 더 늘어")

    assert "3&amp;lt;5 &amp;amp; 더 늘어" in client.get("/feeds/latest.xml").text


def test_a_block_of_a_source_leads_to_the_source():
    source = SourceFactory(slug="saesol")

    assert BlockFactory(rule="source", rule_source=source).more_url() == source.get_absolute_url()


def test_related_articles_starve_no_block_beside_them(client):
    section = SectionFactory(slug="economy")
    BlockFactory(name="경제 새 기사", zone="sidebar", layout="headlines", rule="section", rule_section=section, size=5)
    article = ArticleFactory(published=True, section=section)
    now = timezone.now()
    for number in range(12):
        other = ArticleFactory(
            state="published",
            published_at=now - timedelta(minutes=number + 5),
            section=section,
            headline=f"기사 {number}",
        )
        if number < 6:
            RelatedArticle.objects.create(article=article, related=other, position=number)

    page = client.get(article.get_absolute_url()).text

    assert "경제 새 기사" in page
    assert "기사 6" in page


def test_placements_far_down_are_reached_when_others_have_taken_those_before(client):
    first = BlockFactory(name="첫 영역", layout="headlines", size=4, position=1)
    second = BlockFactory(name="둘째 영역", layout="headlines", size=1, position=2)
    for number in range(4):
        article = ArticleFactory(published=True)
        PlacementFactory(block=first, article=article, position=number)
        PlacementFactory(block=second, article=article, position=number)
    PlacementFactory(block=second, article__headline="마지막 자리의 기사", position=9)

    assert "마지막 자리의 기사" in client.get("/").text


def test_roles_are_mended_on_request_and_nothing_is_taken_away():
    group = ensure_roles()[DESK]
    group.permissions.clear()

    assert not ensure_roles()[DESK].permissions.exists()
    assert ensure_roles(add_missing=True)[DESK].permissions.filter(codename="publish_article").exists()


def test_a_body_keeps_a_paragraph_that_begins_with_a_combining_sign():
    assert BodyFormField().clean("<p>\u0338 첫 문단</p><p>둘째</p>").count("<p>") == 2


def test_a_block_stands_under_its_own_name_on_its_page(client):
    BlockFactory(slug="latest", name="최근 기사", rule="latest")

    page = html.fromstring(client.get("/blocks/latest/").text)

    assert page.xpath("string(//h1)") == "최근 기사"
    assert page.findtext(".//title").startswith("최근 기사 - ")


def test_a_section_block_shows_what_stands_in_the_sections_below(client):
    local = SectionFactory(slug="local", name="지역")
    below = SectionFactory(slug="mulbit", name="물빛구", parent=local)
    ArticleFactory(headline="물빛구 소식", section=below, published=True)
    BlockFactory(zone="front", rule="section", rule_section=local)

    assert "물빛구 소식" in client.get("/").text


def test_the_archive_opens_on_the_newest_day_that_has_articles(client):
    ArticleFactory(state="published", published_at=timezone.now() - timedelta(days=3))

    day = timezone.localdate(timezone.now() - timedelta(days=3))
    assert client.get("/archive/").url == f"/archive/{day.year}/{day.month}/{day.day}/"


def test_what_is_under_an_open_licence_is_not_claimed(client):
    free = ArticleFactory(published=True, source=SourceFactory(licence="kogl-4", slug="free"))
    own = ArticleFactory(published=True)

    text = client.get(free.get_absolute_url()).text
    assert "공공누리 제4유형" in text and "변경 금지" in text and 'class="copyright"' not in text
    assert 'class="copyright"' in client.get(own.get_absolute_url()).text


def test_a_day_without_articles_says_so(client):
    answer = client.get("/archive/2025/1/5/")

    assert answer.status_code == 200 and "이 날 나온 기사가 없습니다." in answer.text
