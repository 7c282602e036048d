"""What stands in a feed: text, names, photos, corrections; for every noun, in RSS and in Atom."""

import re
from datetime import date
from importlib import import_module
from urllib.parse import quote

import pytest
from django.apps import apps
from lxml import etree

from articles.models import Byline, Photo, Publication
from articles.models.publication import new_identity
from tests.caches import clear_all
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


# --- What it is known by ---------------------------------------------------------------------------

NOUNS = ["latest", "sections/economy", "sources/gu", "reporters/kim", "tags/도서관"]


def ids(client, path, **asked):
    feed = etree.fromstring(client.get(path, **asked).content)
    return [each.text for each in (feed.iter("guid") if path.endswith("xml") else feed.iter(f"{ATOM}id"))]


@pytest.mark.parametrize("kind", ["xml", "atom"])
@pytest.mark.parametrize("path", NOUNS)
def test_a_feed_says_the_papers_own_address_whoever_asks_for_it_how(path, kind, client, article):
    PublicationFactory(feeds_carry="whole")

    path = f"/feeds/{path}.{kind}"
    text = client.get(path, HTTP_HOST="localhost:8080", secure=True).text

    assert "localhost" not in text
    feed = etree.fromstring(text.encode())
    links = [each.get("href") or each.text for each in feed.iter("{*}link")]
    own = next(each.get("href") for each in feed.iter(f"{ATOM}link") if each.get("rel") == "self")
    assert own == f"http://testserver{quote(path)}"
    assert f"http://testserver/articles/{article.pk}/" in links
    assert all(link.startswith("http://testserver/") for link in links)
    assert all(each.get("url").startswith("http://testserver/") for each in feed.iter(MEDIA))


@pytest.mark.parametrize("kind", ["xml", "atom"])
def test_an_article_is_known_by_the_same_name_after_the_paper_has_moved(kind, client, article, settings):
    PublicationFactory()
    path = f"/feeds/sections/economy.{kind}"
    before = ids(client, path)

    settings.SITE_URL = "https://new.example"
    clear_all()

    assert ids(client, path) == before
    assert "https://new.example/articles/" in client.get(path).text


def test_names_are_tag_uris_and_no_two_papers_have_the_same(client, time_machine):
    time_machine.move_to("2026-03-05T09:00:00+09:00", tick=False)
    paper, article = PublicationFactory(), ArticleFactory(published=True)

    assert re.fullmatch(r"tag:testserver,2026-03-05:[0-9a-f]{8}", paper.identity)
    assert f"{paper.identity}/articles/{article.pk}/" in ids(client, "/feeds/latest.atom")
    assert new_identity(date(2026, 3, 5)) != paper.identity


@pytest.mark.parametrize(
    ("address", "authority"),
    [
        ("https://새솔.example:8443", "xn--og4bqo.example"),
        ("http://[::1]:8000", "--1"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
    ],
)
def test_a_name_is_sound_whatever_the_address_is(address, authority, settings):
    settings.SITE_URL = address

    assert new_identity(date(2026, 3, 5)).startswith(f"tag:{authority},2026-03-05:")


@pytest.mark.parametrize("kind", ["xml", "atom"])
def test_readers_of_a_paper_that_was_there_before_get_nothing_anew(kind, client, article):
    """Articles were known by their address: so they are still, and even after a move."""
    PublicationFactory()
    Publication.objects.update(identity="")
    import_module("articles.migrations.0014_old_addresses").known_by_the_address(apps, None)

    assert f"http://testserver/articles/{article.pk}/" in ids(client, f"/feeds/latest.{kind}")


def test_what_the_paper_is_known_by_is_made_once():
    paper = PublicationFactory()
    made = paper.identity

    paper.name = "새 이름"
    paper.save()
    paper.save(update_fields=["name"])
    paper.refresh_from_db()

    assert paper.identity == made


def test_a_guid_of_rss_is_no_link(client, article):
    PublicationFactory()

    guid = read(client, "/feeds/latest.xml").find(".//guid")

    assert guid.get("isPermaLink") == "false"


def test_a_feed_keeps_its_name_when_its_section_moves(client, article):
    PublicationFactory()
    before = ids(client, "/feeds/sections/economy.atom")

    article.section.slug = "money"
    article.section.save()
    clear_all()

    assert ids(client, "/feeds/sections/money.atom") == before


def test_a_paper_that_is_not_set_up_has_feeds_too(client, article):
    assert ids(client, "/feeds/latest.xml") == [f"http://testserver/articles/{article.pk}/"]
