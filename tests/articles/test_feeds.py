"""What stands in a feed: text, names, photos, corrections; for every noun, in RSS and in Atom."""

import pytest
from lxml import etree

from articles.models import Byline, Photo
from tests.factories import (
    ArticleFactory,
    CorrectionFactory,
    PublicationFactory,
    ReporterFactory,
    SourceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}content"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


@pytest.fixture
def article():
    photo = Photo.objects.create(
        file="photos/1/master.jpg", width=1200, height=800, caption="새 도서관", credit="사진=새솔구 제공"
    )
    body = '<p>첫 문단이다.</p>\n<p><a href="/pages/about/">회사</a> <a href="//cdn.example/x">밖</a></p>'
    article = ArticleFactory(
        headline="기사", body=body, published=True, lead_photo=photo, source=SourceFactory(slug="gu")
    )
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘", slug="kim"))
    article.tags.add(TagFactory(name="도서관", slug="도서관"))
    return article


@pytest.mark.parametrize("kind", ["xml", "atom"])
@pytest.mark.parametrize("path", ["latest", "sections/economy", "sources/gu", "reporters/kim", "tags/도서관"])
def test_every_noun_has_its_feed(path, kind, client, article):
    PublicationFactory()
    ArticleFactory(headline="숨은 기사", scheduled=True).tags.add(*article.tags.all())

    feed = read(client, f"/feeds/{path}.{kind}")

    items = list(feed.iter("item" if kind == "xml" else f"{ATOM}entry"))
    assert [item.findtext("title" if kind == "xml" else f"{ATOM}title") for item in items] == ["기사"]


def test_rss_has_the_name_the_photo_and_a_summary(client, article):
    PublicationFactory()

    item = read(client, "/feeds/latest.xml").find(".//item")

    assert item.findtext(CREATOR) == "김하늘 기자"
    assert item.find("author") is None and item.find(CONTENT) is None
    assert item.findtext("description").startswith("<p>첫 문단이다.")
    photo = item.find(MEDIA)
    assert photo.get("url").startswith("http") and photo.get("width") == "1200" and photo.get("type") == "image/jpeg"
    assert [child.text for child in photo] == ["새 도서관", "사진=새솔구 제공"]


@pytest.mark.parametrize("kind", ["xml", "atom"])
def test_the_whole_text_has_full_addresses(kind, client, article):
    PublicationFactory(feeds_carry="whole")

    feed = read(client, f"/feeds/latest.{kind}")

    text = next(feed.iter(CONTENT if kind == "xml" else f"{ATOM}content")).text
    assert "첫 문단이다." in text
    assert 'href="http://testserver/pages/about/"' in text
    assert 'href="/' not in text and 'src="/' not in text


@pytest.mark.parametrize("carry", ["summary", "whole"])
def test_a_correction_stands_above_the_text(carry, client, article):
    PublicationFactory(feeds_carry=carry)
    CorrectionFactory(article=article, title="<개관일>을 바로잡습니다", text="24일이 아니라 25일입니다.")

    item = read(client, "/feeds/latest.xml").find(".//item")

    for text in filter(None, (item.findtext("description"), item.findtext(CONTENT))):
        assert text.index("25일입니다") < text.index("첫 문단이다")
        assert "&lt;개관일&gt;" in text


def test_the_page_names_its_feed(client, article):
    PublicationFactory()

    for path, feed in (("/reporters/kim/", "/feeds/reporters/kim.xml"), ("/tags/도서관/", "/feeds/tags/")):
        assert feed in client.get(path).text
