"""The photo that stands for an article: its lead photo, else the first of its gallery."""

import io
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree, html
from PIL import Image

from articles.models import Article, ArticlePhoto, Byline, MostRead
from articles.pictures import store
from tests.caches import clear_all
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PublicationFactory,
    ReporterFactory,
    SourceFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def photos(own_media):
    def stored(color, **traits):
        file = io.BytesIO()
        Image.new("RGB", (1600, 1200), color).save(file, "JPEG")
        return store.store_photo(file.getvalue(), **traits)

    return [stored("red", caption="붉은 사진", credit="사진=새솔구 제공"), stored("green"), stored("blue")]


@pytest.fixture
def story(photos):
    """Without a lead photo. The gallery's order is not the order in which its rows were made."""
    PublicationFactory()
    article = ArticleFactory(
        headline="사진으로 보는 등불축제",
        is_photo_story=True,
        published=True,
        source=SourceFactory(slug="gu"),
        body="<p>등불축제가 열렸다.</p>",
    )
    for position, photo in ((3, photos[2]), (2, photos[1]), (1, photos[0])):
        ArticlePhoto.objects.create(article=article, photo=photo, position=position)
    article.tags.add(TagFactory(name="축제", slug="축제"))
    Byline.objects.create(article=article, reporter=ReporterFactory(slug="kim"))
    return article


def pictures(client, address, of):
    """The folders of the pictures beside this headline."""
    page = html.fromstring(client.get(address).text)
    for each in page.xpath("//article[contains(@class, 'card') or contains(@class, 'row')]"):
        if of in each.text_content():
            return [source.rpartition("/")[0].rpartition("/")[2] for source in each.xpath(".//img/@src")]
    raise AssertionError(f"{of} does not stand at {address}")


def name(photo):
    return photo.folder.rpartition("/")[2]


LISTS = ["/photos/", "/sections/economy/", "/sources/gu/", "/reporters/kim/", "/tags/축제/", "/blocks/top/"]


@pytest.mark.parametrize("address", [*LISTS, "archive", "/search/?q=등불축제", "/search/?q=등불축제&order=relevance"])
def test_it_leads_in_every_list(client, story, photos, address):
    BlockFactory(slug="top", rule="latest")
    if address == "archive":
        address = f"/archive/{timezone.localdate(story.published_at):%Y/%-m/%-d}/"

    assert pictures(client, address, "등불축제") == [name(photos[0])]


@pytest.mark.parametrize("layout", ["top", "lead", "tiles", "cards"])
@pytest.mark.parametrize("rule", ["photo_stories", "latest"])
def test_it_leads_in_every_block_with_pictures(client, story, photos, layout, rule):
    BlockFactory(layout=layout, rule=rule)

    page = client.get("/").text

    assert pictures(client, "/", "등불축제") == [name(photos[0])]
    assert "has-no-picture" not in page


def test_an_ordinary_article_with_a_gallery_is_no_other(client, story, photos):
    Article.objects.update(is_photo_story=False)
    BlockFactory(layout="top", rule="latest")

    assert pictures(client, "/", "등불축제") == [name(photos[0])]


def test_it_leads_among_what_is_most_read_and_in_the_sidebar(client, story, photos):
    MostRead.objects.create(article=story, period=MostRead.Period.DAY, reads=9)
    BlockFactory(slug="read", zone="sidebar", rule="most_read_day", layout="cards")

    SourceFactory(slug="silent")

    assert pictures(client, "/sources/silent/", "등불축제") == [name(photos[0])]
    assert pictures(client, "/blocks/read/", "등불축제") == [name(photos[0])]


def test_portals_messengers_and_feeds_get_it(client, story, photos):
    page = html.fromstring(client.get(story.get_absolute_url()).text)
    things = [json.loads(each.text) for each in page.xpath("//script[@type='application/ld+json']")]
    [news] = [thing for thing in things if thing["@type"] == "NewsArticle"]
    [shared] = page.xpath("//meta[@property='og:image']/@content")

    assert [name(photos[0]) in each["url"] for each in news["image"]] == [True] * 3
    assert news["image"][0]["creditText"] == "사진=새솔구 제공"
    assert f"{name(photos[0])}/2x1-" in shared
    for address in ("/feeds/latest.xml", "/feeds/sections/economy.atom", "/feeds/tags/축제.xml"):
        feed = etree.fromstring(client.get(address).content)
        [content] = feed.iter("{http://search.yahoo.com/mrss/}content")
        assert content.get("url").endswith(photos[0].file.url)
        assert content.get("width") == "1600"
        assert [each.text for each in content] == ["붉은 사진", "사진=새솔구 제공"]


def test_the_page_of_the_article_shows_its_gallery_once(client, story, photos):
    page = html.fromstring(client.get(story.get_absolute_url()).text)

    shown = [source.rpartition("/")[0].rpartition("/")[2] for source in page.xpath("//article//figure//img/@src")]

    assert shown == [name(photo) for photo in photos]


def test_the_desks_list_shows_it(client, story, photos):
    client.force_login(UserFactory(superuser=True))

    page = html.fromstring(client.get(reverse("admin:articles_article_changelist")).text)

    [source] = page.xpath("//img[@class='thumbnail']/@src")
    assert name(photos[0]) in source


def test_it_is_always_the_first_as_the_gallery_stands_now(client, story, photos):
    BlockFactory(layout="tiles", rule="photo_stories")

    def leading():
        clear_all()
        return pictures(client, "/", "등불축제")

    assert leading() == [name(photos[0])]
    ArticlePhoto.objects.filter(photo=photos[1]).update(position=0)
    assert leading() == [name(photos[1])]
    ArticlePhoto.objects.filter(photo=photos[1]).delete()
    assert leading() == [name(photos[0])]
    Article.objects.update(lead_photo=photos[2])
    assert leading() == [name(photos[2])]
    Article.objects.update(lead_photo=None)
    ArticlePhoto.objects.all().delete()
    assert leading() == []


def test_a_photo_of_the_same_place_is_the_one_that_was_there_first(story, photos):
    ArticlePhoto.objects.update(position=0)

    assert Article.objects.with_photo().get().photo == Article.objects.get().photo == photos[2]


def test_it_is_a_photo_like_any_other(story, photos, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = Article.objects.with_card_parts().get().photo
        for attribute in ("file", "srcset", "medium_url", "focus_class", "alt", "credit", "crops_for", "widths"):
            assert getattr(found, attribute) == getattr(photos[0], attribute)
        assert found.crop_url("2x1") == photos[0].crop_url("2x1")


def test_it_costs_no_query(story, photos, count_queries):
    BlockFactory(layout="tiles", rule="photo_stories", size=12)
    addresses = ["/", "/photos/", "/feeds/latest.xml", "/search/?q=등불"]
    few = [count_queries(address) for address in addresses]

    for number in range(8):
        article = ArticleFactory(published=True, is_photo_story=True, headline=f"등불 {number}")
        ArticlePhoto.objects.create(article=article, photo=photos[number % 3], position=0)
    assert [count_queries(address) for address in addresses] == few
    own = count_queries(story.get_absolute_url())
    Article.objects.update(lead_photo=photos[0])
    assert count_queries(story.get_absolute_url()) == own
    assert [count_queries(address) for address in addresses] == few
