"""The next thing to read after an article."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.models import Byline, RelatedArticle
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PlacementFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def published(headline, minutes_ago, **kwargs):
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return ArticleFactory(headline=headline, state="published", published_at=at, **kwargs)


@pytest.fixture
def elsewhere():
    return SectionFactory(slug="elsewhere", name="다른 섹션")


def page_of(client, article):
    return html.fromstring(client.get(article.get_absolute_url()).text)


def lists(page):
    """The headlines under each heading after the article."""
    return {
        section.xpath("string(h2)").strip(): [head.text_content() for head in section.xpath(".//h3")]
        for section in page.find_class("read-on")
    }


def neighbours(page):
    return {link.get("rel"): link.get("href") for link in page.xpath("//*[contains(@class, 'neighbours')]/a")}


def test_related_are_the_desks_picks_then_shared_tags_then_the_same_source(client, elsewhere):
    library, budget = TagFactory(name="도서관"), TagFactory(name="예산")
    source = SourceFactory(name="새솔구")
    article = published("읽는 기사", 10, source=source, section=elsewhere)
    article.tags.set([library, budget])
    other = SectionFactory(slug="other")
    RelatedArticle.objects.create(article=article, related=published("데스크가 고른 기사", 500, section=other))
    published("태그 하나", 20, section=other).tags.set([library])
    published("태그 둘", 300, section=other).tags.set([library, budget])
    published("같은 출처", 400, section=other, source=source)
    published("아무 관계 없음", 1, section=other)

    shown = lists(page_of(client, article))

    assert shown["관련 기사"] == ["데스크가 고른 기사", "태그 둘", "태그 하나", "같은 출처"]


def test_the_neighbours_are_those_of_the_section(client, elsewhere):
    section = SectionFactory(slug="economy")
    before, article, after = (published(f"기사 {n}", 30 - 10 * n, section=section) for n in range(3))
    published("다른 섹션의 기사", 11, section=elsewhere)
    page = page_of(client, article)
    assert neighbours(page) == {"prev": before.get_absolute_url(), "next": after.get_absolute_url()}
    assert neighbours(page_of(client, before)) == {"next": article.get_absolute_url()}
    assert neighbours(page_of(client, after)) == {"prev": article.get_absolute_url()}


def test_articles_of_the_same_minute_are_neighbours_in_one_order(client):
    section, at = SectionFactory(slug="economy"), timezone.now() - timedelta(minutes=5)
    one, two, three = (ArticleFactory(section=section, state="published", published_at=at) for _ in range(3))
    assert neighbours(page_of(client, two)) == {"prev": one.get_absolute_url(), "next": three.get_absolute_url()}


def test_more_by_the_reporter_and_from_the_source(client, elsewhere):
    reporter, source = ReporterFactory(name="김하늘"), SourceFactory(name="새솔구", slug="saesol-gu")
    article = published("읽는 기사", 1, source=source, section=elsewhere)
    other = SectionFactory(slug="other")
    for number in range(6):
        Byline.objects.create(article=published(f"쓴 기사 {number}", 10 + number, section=other), reporter=reporter)
        published(f"보낸 소식 {number}", 100 + number, section=other, source=source)
    Byline.objects.create(article=article, reporter=reporter)
    shown = lists(page_of(client, article))
    assert shown["김하늘 기자의 다른 기사"] == [f"쓴 기사 {number}" for number in range(4)]
    assert shown["관련 기사"] == [f"보낸 소식 {number}" for number in range(5)]
    assert shown["새솔구의 다른 소식"] == ["보낸 소식 5"]


def test_nothing_hidden_and_nothing_twice(client):
    tag, source, reporter = TagFactory(), SourceFactory(), ReporterFactory()
    section = SectionFactory(slug="economy")
    article = published("읽는 기사", 10, source=source, section=section)
    seen = [published(f"보이는 기사 {number}", 20 + number, source=source, section=section) for number in range(12)]
    hidden = [
        ArticleFactory(headline="숨은 기사", section=section, source=source),
        ArticleFactory(headline="숨은 기사", section=section, source=source, scheduled=True),
        ArticleFactory(headline="숨은 기사", section=section, source=source, withdrawn=True),
    ]
    for each in [article, *seen, *hidden]:
        each.tags.add(tag)
        Byline.objects.create(article=each, reporter=reporter)
        if each is not article:
            RelatedArticle.objects.create(article=article, related=each)
    BlockFactory(slug="side", zone="sidebar", rule="latest", size=10)
    page = page_of(client, article)
    links = [
        link.get("href")
        for link in page.xpath("//main//a[starts-with(@href, '/articles/')]")
        if link.get("rel") is None  # the neighbours are what they are
    ]
    assert len(links) == len(set(links)) == 12
    assert "숨은 기사" not in page.text_content()


def test_the_desks_placements_stay_in_their_block(client):
    section = SectionFactory(slug="economy")
    placed = published("옆단에 놓은 기사", 20, section=section)
    article = published("읽는 기사", 10, section=section)
    PlacementFactory(block=BlockFactory(slug="side", name="고른 기사", zone="sidebar", rule="none"), article=placed)
    page = page_of(client, article)
    assert "옆단에 놓은 기사" in page.xpath("string(//aside)")


def test_the_neighbours_are_told_also_where_they_are_related(client):
    section = SectionFactory(slug="economy")
    before, article = published("이전", 20, section=section), published("읽는 기사", 10, section=section)
    RelatedArticle.objects.create(article=article, related=before)
    page = page_of(client, article)
    assert lists(page)["관련 기사"] == ["이전"]
    assert neighbours(page) == {"prev": before.get_absolute_url()}


def test_what_comes_after_costs_no_more_than_a_page_may(client, count_queries):
    bare = published("혼자", 10, section=SectionFactory(slug="bare"))
    section, source, reporter, tag = SectionFactory(slug="full"), SourceFactory(), ReporterFactory(), TagFactory()
    full = [published(f"기사 {number}", number + 1, section=section, source=source) for number in range(8)]
    for each in full:
        each.tags.add(tag)
        Byline.objects.create(article=each, reporter=reporter)
    assert count_queries(bare.get_absolute_url()) <= 12
    assert count_queries(full[3].get_absolute_url()) <= 12


def test_a_draft_can_be_previewed_with_what_stands_beside_it(admin_client):
    tag = TagFactory()
    published("나온 기사", 5).tags.add(tag)
    draft = ArticleFactory()
    draft.tags.add(tag)
    page = html.fromstring(admin_client.get(f"/admin/articles/article/{draft.pk}/preview/").text)
    assert lists(page)["관련 기사"] == ["나온 기사"]
    assert neighbours(page) == {}


def test_a_list_is_full_although_the_newest_of_its_source_are_placed(client, elsewhere):
    source = SourceFactory(name="새솔구", slug="saesol-gu")
    article = published("읽는 기사", 1, source=source, section=elsewhere)
    side = BlockFactory(slug="side", name="고른 기사", zone="sidebar", rule="none", size=30)
    for number in range(30):
        PlacementFactory(block=side, article=published(f"고른 {number}", 10 + number, source=source), position=number)
    for number in range(10):
        published(f"나머지 {number}", 100 + number, source=source)

    found = lists(page_of(client, article))

    assert found["관련 기사"] == [f"나머지 {number}" for number in range(5)]
    assert next(heads for name, heads in found.items() if "새솔구" in name) == [f"나머지 {n}" for n in range(5, 9)]
