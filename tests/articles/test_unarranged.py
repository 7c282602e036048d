"""A front page that the desk has not arranged: no blocks, or none that shows anything."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.front import log
from articles.models import Block, Standing
from tests.caches import clear_all
from tests.factories import ArticleFactory, BlockFactory, PublicationFactory, SectionFactory

pytestmark = pytest.mark.django_db

EMPTY = "아직 기사가 없습니다"


@pytest.fixture
def paper():
    """Twelve articles of two sections, one of which has another below it; the newest first."""
    PublicationFactory()
    economy = SectionFactory(slug="economy", name="경제", position=2)
    culture = SectionFactory(slug="culture", name="문화", position=1)
    books = SectionFactory(slug="books", name="책", parent=culture)
    SectionFactory(slug="hidden", name="비공개", in_navigation=False, position=0)
    return [
        ArticleFactory(
            headline=f"소식 {number:02}",
            section=[economy, culture, books][number % 3],
            state="published",
            published_at=timezone.now() - timedelta(minutes=number + 1),
        )
        for number in range(12)
    ]


def shown(client, address="/"):
    """The headlines of each block, by its name."""
    clear_all()
    page = html.fromstring(client.get(address).text)
    return {
        block.get("aria-label"): [heading.text_content() for heading in block.xpath(".//h3")]
        for block in page.xpath("//main//section[contains(@class, 'block')]")
    }


def test_a_paper_without_blocks_shows_its_newest_and_those_of_its_sections(client, paper):
    assert shown(client) == {
        "최신 기사": ["소식 00", "소식 01", "소식 02", "소식 03", "소식 04"],
        "문화": ["소식 05", "소식 07", "소식 08", "소식 10", "소식 11"],
        "경제": ["소식 06", "소식 09"],
    }
    assert EMPTY not in client.get("/").text


def test_it_is_laid_out_like_any_front_page(client, paper):
    page = html.fromstring(client.get("/").text)

    assert [len(page.find_class(each)) for each in ("block-top", "block-lead", "top-lead")] == [1, 2, 1]
    assert page.xpath("//a[@class='block-more']/@href") == ["/sections/culture/", "/sections/economy/"]
    for link in page.xpath("//main//a/@href"):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    "block",
    [
        {"rule": "latest", "is_active": False},
        {"rule": "none"},
        {"rule": "photo_stories"},
        {"rule": "latest", "zone": "sidebar"},
    ],
    ids=["off", "nothing placed", "no photo stories", "in the sidebar alone"],
)
def test_blocks_that_show_nothing_are_as_none(client, paper, block):
    BlockFactory(name="빈 자리", **block)

    assert shown(client)["최신 기사"][0] == "소식 00"


def test_one_block_with_an_article_is_an_arrangement(client, paper):
    BlockFactory(name="톱", layout="top", rule="latest", size=2)
    BlockFactory(name="빈 자리", rule="none")

    assert shown(client) == {"톱": ["소식 00", "소식 01"]}


def test_readers_see_what_is_published_and_advertising_fills_nothing(client, paper):
    for article, traits in zip(paper, [{"is_advertising": True}, {"state": "withdrawn"}], strict=False):
        for name, value in traits.items():
            setattr(article, name, value)
        article.withdrawn_at = timezone.now() if article.state == "withdrawn" else None
        article.save()
    ArticleFactory(headline="나중 소식", scheduled=True)
    ArticleFactory(headline="초고")

    assert shown(client)["최신 기사"] == [f"소식 {number:02}" for number in range(2, 7)]
    assert not {"나중 소식", "초고", "소식 00", "소식 01"} & {
        each for block in shown(client).values() for each in block
    }


def test_without_an_article_it_says_so(client):
    PublicationFactory()
    SectionFactory()

    assert EMPTY in client.get("/").text


def test_sections_of_articles_without_navigation_stand_at_the_top_alone(client):
    PublicationFactory()
    ArticleFactory(headline="숨은 섹션 기사", section__in_navigation=False, published=True)

    assert shown(client) == {"최신 기사": ["숨은 섹션 기사"]}


def test_more_sections_and_articles_cost_the_same(client, paper, count_queries):
    few = count_queries("/")

    for number in range(12):
        section = SectionFactory(slug=f"s{number}", name=f"섹션 {number}")
        SectionFactory(slug=f"below{number}", name=f"아래 {number}", parent=section)
        ArticleFactory.create_batch(3, section=section, published=True)

    assert count_queries("/") == few


def test_what_stands_there_is_logged_as_the_law_asks(paper):
    log.log_front_page()

    assert [standing.headline for standing in Standing.objects.order_by("place")][0] == "소식 00"
    assert not Block.objects.exists()
