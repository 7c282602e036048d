"""What the law and the press's own rules want readers told: the imprint, advertising, generative AI, where help is."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from lxml import etree, html

from articles.models import Byline, Helpline
from articles.start_page.duties import FIELDS
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PageFactory,
    PlacementFactory,
    PublicationFactory,
    ReporterFactory,
    SourceFactory,
)

from .desk import errors, fill

pytestmark = pytest.mark.django_db

IMPRINT = {
    "legal_name": "새솔미디어",
    "registration_number": "서울, 아00000",
    "registered_on": "2020-01-02",
    "first_published_on": "2020-02-03",
    "publisher": "한가람",
    "editor": "정다운",
    "youth_protection_officer": "윤슬기",
    "address": "새솔시 물빛로 1",
    "phone": "02-000-0000",
}


@pytest.fixture
def advertising():
    article = ArticleFactory(
        headline="겨울 장터",
        body='<p>장터가 열린다. <a href="https://shop.example/">가게</a> <a href="/pages/about/">안내</a></p>',
        source=SourceFactory(name="한들시장 상인회", slug="market"),
        is_advertising=True,
        published=True,
    )
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘", slug="kim"))
    return article


# Advertising


def test_advertising_is_labelled_above_its_headline_and_signed_by_nobody(client, advertising):
    page = html.fromstring(client.get(advertising.get_absolute_url()).text)

    head = page.find_class("article-head")[0].text_content()
    assert head.index("광고") < head.index("겨울 장터")
    assert "김하늘" not in page.find_class("article")[0].text_content()
    assert "한들시장 상인회" in page.find_class("byline")[0].text_content()


def test_links_that_lead_out_of_advertising_are_sponsored(client, advertising):
    page = html.fromstring(client.get(advertising.get_absolute_url()).text)

    outside, inside = page.xpath("//div[@class='body']//a")
    assert outside.get("rel") == "sponsored noopener noreferrer"
    assert inside.get("rel") is None


def test_advertising_is_labelled_wherever_it_stands_among_articles(client, advertising):
    picks = BlockFactory(zone="front", layout="headlines")
    PlacementFactory(block=picks, article=advertising, headline="따뜻한 겨울")
    BlockFactory(zone="sidebar", rule="latest", layout="lead")
    other = ArticleFactory(published=True)

    assert "[광고] 따뜻한 겨울" in client.get("/").text
    for path in ("/sections/economy/", other.get_absolute_url(), "/feeds/latest.xml", "/sources/market/"):
        assert "[광고] 겨울 장터" in client.get(path).text, path
    assert "[광고] <mark>겨울</mark> 장터" in client.get("/search/", {"q": "겨울"}).text
    news = etree.fromstring(client.get("/news-sitemap.xml").content)
    assert "겨울 장터" not in "".join(news.itertext()) and other.headline in "".join(news.itertext())


def test_the_form_takes_no_signature_and_no_breaking_news_of_advertising(admin_client):
    article = ArticleFactory()

    told = errors(fill(admin_client, "articles_article", article.pk, is_advertising="on", byline_text="홍길동"))
    assert any("광고" in each for each in told)
    told = errors(fill(admin_client, "articles_article", article.pk, is_advertising="on", is_breaking="on"))
    assert any("광고" in each for each in told)
    assert not errors(fill(admin_client, "articles_article", article.pk, is_advertising="on"))


# Generative AI


def test_what_was_made_with_generative_ai_is_said_near_the_byline(client):
    article = ArticleFactory(published=True, ai_text=True, ai_graphs=True)

    signed = html.fromstring(client.get(article.get_absolute_url()).text).find_class("article-signed")[0].text_content()

    assert "생성형 AI" in signed and "글 · 그래프" in signed and "이미지" not in signed
    assert "생성형 AI" not in client.get(ArticleFactory(published=True).get_absolute_url()).text


# Helplines and terms


def test_a_helpline_stands_under_the_article_that_needs_it(client, admin_client):
    helpline = Helpline.objects.create(name="상담", text="힘들 때는 109 <b>로</b>")
    article = ArticleFactory(published=True)
    assert not errors(fill(admin_client, "articles_article", article.pk, helpline=helpline.pk))

    page = html.fromstring(client.get(article.get_absolute_url()).text)
    assert "힘들 때는 109 <b>로</b>" in page.xpath("//aside[@aria-label='상담 안내']")[0].text_content()

    helpline.delete()
    assert client.get(article.get_absolute_url()).status_code == 200


def test_the_copyright_notice_leads_to_the_terms(client):
    PublicationFactory(terms_page=PageFactory(slug="copyright", title="저작권 안내"))
    article = ArticleFactory(published=True)

    page = html.fromstring(client.get(article.get_absolute_url()).text)

    assert page.xpath("//p[@class='copyright']/a/@href") == ["/pages/copyright/"]


# The imprint


def test_the_check_fails_while_a_duty_is_open():
    PublicationFactory(name="새솔뉴스", **{**IMPRINT, "phone": "", "youth_protection_officer": ""})

    with pytest.raises(CommandError) as told:
        call_command("check_duties")

    assert str(told.value).splitlines() == [
        "전화번호 (신문법 제21조: 독자가 쉽게 찾는 곳에 밝힙니다)",
        "청소년보호책임자 (신문법 제9조의2: 첫 화면에 이름을 밝힙니다)",
    ]


def test_the_check_and_the_start_page_are_content_with_a_whole_imprint(admin_client):
    assert admin_client.get("/admin/").text.count("panel-error") >= len(FIELDS)
    PublicationFactory(name="새솔뉴스", **IMPRINT)
    output = StringIO()

    call_command("check_duties", stdout=output)

    assert output.getvalue()
    assert "duties-panel" not in admin_client.get("/admin/").text


def test_the_first_page_names_who_protects_the_young(client):
    PublicationFactory(**IMPRINT)

    assert "윤슬기" in client.get("/").text
