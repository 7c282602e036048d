"""What search portals and messengers read of a page: structured data, images in their shapes, cards."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from lxml import html
from PIL import Image

from articles.desk.publishing import withdraw
from articles.models import Article, Byline, Photo
from articles.models.crops import SHAPES
from articles.pictures import store
from articles.pictures.cropping import crop_picture
from articles.pictures.share_card import ShareCard
from newsroom.fast import edition
from tests.factories import (
    ArticleFactory,
    CorrectionFactory,
    PublicationFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def jpeg(width, height):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "JPEG")
    return file.getvalue()


def read(client, article):
    """The page's metas by name, and its structured data by type."""
    page = html.fromstring(client.get(article.get_absolute_url()).text)
    metas = {each.get("property") or each.get("name"): each.get("content") for each in page.xpath("//meta")}
    things = [json.loads(each.text) for each in page.xpath("//script[@type='application/ld+json']")]
    return metas, {thing["@type"]: thing for thing in things}


def test_an_article_tells_portals_all_they_ask(client, own_media, settings):
    PublicationFactory(name="새솔뉴스", copyright_notice="무단전재 금지")
    photo = store.store_photo(jpeg(1600, 1200), caption="새 도서관", credit="사진=새솔구 제공")
    parent = SectionFactory(slug="life", name="생활")
    article = ArticleFactory(
        headline="도서관 </script><b>연다</b>",
        subheadline="첫 줄",
        section=SectionFactory(slug="books", name="책", parent=parent),
        source=SourceFactory(name="새솔구", slug="saesol-gu"),
        lead_photo=photo,
        published=True,
    )
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘", slug="kim"))
    correction = CorrectionFactory(article=article, title="날짜를 바로잡습니다", text="24일이 맞습니다.")

    metas, things = read(client, article)
    news = things["NewsArticle"]
    assert news["headline"] == article.headline
    assert [each["url"].rpartition("/")[2] for each in news["image"]] == [
        "16x9-50-40.jpg",
        "4x3-50-40.jpg",
        "1x1-50-40.jpg",
    ]
    assert all(each["width"] == 1200 and each["creditText"] == "사진=새솔구 제공" for each in news["image"])
    [author] = news["author"]
    assert (author["@type"], author["name"], author["url"]) == (
        "Person",
        "김하늘",
        f"{settings.SITE_URL}/reporters/kim/",
    )
    assert news["datePublished"].endswith("+09:00")
    assert news["dateModified"] == timezone.localtime(correction.published_at).isoformat(timespec="seconds")
    assert news["correction"][0]["text"] == "24일이 맞습니다."
    assert news["sourceOrganization"]["name"] == "새솔구"
    assert news["publisher"]["name"] == "새솔뉴스"
    ways = [(each["position"], each["name"]) for each in things["BreadcrumbList"]["itemListElement"]]
    assert ways == [(1, "홈"), (2, "생활"), (3, "책"), (4, article.headline)]
    assert metas["og:image"].endswith("2x1-50-40.jpg")
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "600")
    assert metas["robots"] == "max-image-preview:large"
    assert metas["twitter:card"] == "summary_large_image"
    assert metas["article:author"].endswith("/reporters/kim/")


def logo_of(things):
    [paper] = {json.dumps(thing.get("publisher", thing)["logo"]) for thing in things if thing["@type"] != "WebSite"}
    return json.loads(paper)


def things_of(client, address):
    page = html.fromstring(client.get(address).text)
    things = [json.loads(each.text) for each in page.xpath("//script[@type='application/ld+json']")]
    return [thing for thing in things if thing["@type"] != "BreadcrumbList"]


@pytest.mark.parametrize("name", ["새솔뉴스", ""])
def test_a_paper_without_a_logo_shows_portals_the_icon_made_of_its_name(client, settings, name):
    PublicationFactory(name=name)
    article = ArticleFactory(published=True)

    logo = logo_of([*things_of(client, "/"), *things_of(client, article.get_absolute_url())])

    assert (logo["@type"], logo["width"], logo["height"]) == ("ImageObject", 512, 512)
    assert logo["url"].startswith(f"{settings.SITE_URL}/icons/")
    answer = client.get(logo["url"].removeprefix(settings.SITE_URL))
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (512, 512)


def test_a_paper_with_a_logo_shows_portals_that(client, own_media, settings):
    publication = PublicationFactory()
    file = io.BytesIO()
    Image.new("RGBA", (600, 120), "blue").save(file, "PNG")
    publication.logo = ContentFile(file.getvalue(), name="logo.png")
    publication.save()

    logo = logo_of(things_of(client, "/"))

    assert (logo["width"], logo["height"]) == (600, 120)
    assert logo["url"].endswith(".png") and "/icons/" not in logo["url"]


def test_the_front_page_and_a_section_say_what_they_are(client):
    PublicationFactory(name="새솔뉴스")
    SectionFactory(slug="economy", name="경제")

    def types(address):
        page = html.fromstring(client.get(address).text)
        return {json.loads(each.text)["@type"] for each in page.xpath("//script[@type='application/ld+json']")}

    assert types("/") == {"NewsMediaOrganization", "WebSite"}
    assert types("/sections/economy/") == {"BreadcrumbList"}


def test_advertising_names_no_reporter_to_portals(client):
    article = ArticleFactory(published=True, is_advertising=True)
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘"))
    metas, things = read(client, article)
    assert [each["@type"] for each in things["NewsArticle"]["author"]] == ["Organization"]
    assert "article:author" not in metas


# --- Crops ---------------------------------------------------------------------------------------


def test_a_crop_keeps_the_focal_point_and_its_shape():
    picture = Image.new("RGB", (2000, 1000), "white")
    picture.paste("red", (1800, 0, 2000, 1000))
    for shape, size in SHAPES.items():
        right = crop_picture(picture, shape, 95, 50)
        assert right.size == size
        assert right.getpixel((size[0] - 20, size[1] // 2))[1] < 20, shape
    assert crop_picture(picture, "1x1", 5, 50).getpixel((1180, 600))[1] > 200


@pytest.mark.parametrize("size", [(2560, 1707), (1707, 2560), (601, 401), (2559, 1440), (1201, 1201)])
@pytest.mark.parametrize("focal", [0, 40, 50, 100])
def test_a_crop_lies_inside_any_picture(size, focal):
    for shape, size_of_shape in SHAPES.items():
        assert crop_picture(Image.new("RGB", size), shape, focal, focal).size == size_of_shape


def test_a_photo_has_its_crops_and_a_small_one_none(own_media):
    photo = store.store_photo(jpeg(1600, 1200))
    for shape, size in SHAPES.items():
        with photo.file.storage.open(photo.crop_name(shape, "50-40")) as file:
            assert Image.open(file).size == size
    assert store.store_photo(jpeg(500, 300)).crops_for == ""


def test_a_new_focal_point_gives_crops_with_new_addresses(own_media, django_capture_on_commit_callbacks):
    photo = store.store_photo(jpeg(1600, 1200))
    old = photo.crop_name("16x9", "50-40")
    photo.focal_x = 100
    photo.save()
    with django_capture_on_commit_callbacks(execute=True):
        store.update_crops(photo)
    assert photo.crop_url("16x9").endswith("16x9-100-40.jpg")
    assert photo.file.storage.exists(photo.crop_name("16x9", "100-40"))
    assert not photo.file.storage.exists(old)


def test_the_photo_desk_moves_the_crops_with_the_focal_point(own_media, client, django_capture_on_commit_callbacks):
    client.force_login(UserFactory(superuser=True))
    photo = store.store_photo(jpeg(1600, 1200))
    form = {"caption": "가", "credit": "", "alt_text": "나", "focal_x": "20", "focal_y": "80"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/admin/articles/photo/{photo.pk}/change/", form).status_code == 302
    assert Photo.objects.get(pk=photo.pk).crops_for == "20-80"


def test_missing_crops_are_caught_up_with(own_media):
    photo = store.store_photo(jpeg(1600, 1200))
    lost = store.store_photo(jpeg(1600, 1200))
    for each in (photo, lost):
        for shape in SHAPES:
            each.file.storage.delete(each.crop_name(shape, "50-40"))
    lost.file.storage.delete(str(lost.file.name))
    Photo.objects.update(crops_for="")
    store.make_missing_crops()
    assert Photo.objects.get(pk=photo.pk).crops_for == "50-40"
    assert Photo.objects.get(pk=lost.pk).crops_for == ""


def test_deleting_a_photo_takes_its_crops_along(own_media, django_capture_on_commit_callbacks):
    photo = store.store_photo(jpeg(1600, 1200))
    with django_capture_on_commit_callbacks(execute=True):
        store.delete_files(photo)
    assert not list(own_media.rglob("*.jpg"))


# --- Cards ---------------------------------------------------------------------------------------


def card_of(client, article):
    address = read(client, article)[0]["og:image"]
    return "/articles/" + address.partition("/articles/")[2]


def test_an_article_without_a_photo_has_a_card(client):
    PublicationFactory(house_color="#123456")
    article = ArticleFactory(published=True)
    address = card_of(client, article)
    answer = client.get(address)
    picture = Image.open(io.BytesIO(answer.content)).convert("RGB")
    assert answer["Content-Type"] == "image/png"
    assert picture.size == (1200, 600)
    assert picture.getpixel((5, 5)) == (0x12, 0x34, 0x56)
    assert len(picture.getcolors(100_000)) > 2, "nothing is written on it"


def test_a_new_headline_gives_the_card_a_new_address(client, django_capture_on_commit_callbacks):
    article = ArticleFactory(published=True)
    old = card_of(client, article)
    Article.objects.filter(pk=article.pk).update(headline="새 제목")
    with django_capture_on_commit_callbacks(execute=True):
        edition.advance()
    assert client.get(old)["Location"] == card_of(client, article) != old


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "withdrawn"])
def test_a_card_is_drawn_of_published_articles_only(client, hidden):
    article = ArticleFactory(**({} if hidden == "draft" else {hidden: True}))
    card = ShareCard.of_article(article, PublicationFactory())
    assert client.get(f"/articles/{article.pk}/card-{card.digest}.png").status_code == 404


def test_a_withdrawn_article_loses_its_card(client, django_capture_on_commit_callbacks):
    article = ArticleFactory(published=True)
    address = card_of(client, article)
    assert client.get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(article, by=UserFactory(superuser=True), reason="사실이 아님")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "headline", ["가", "가" * 200, "새솔구 " * 60, "😀😀", "a" * 200, "𝕏 <b>&\u202e", "동작구청장 “교육특구”…9,900명"]
)
@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#f2c400"])
def test_a_card_can_be_drawn_of_any_headline(headline, color):
    card = ShareCard("경제", headline, "새솔뉴스", color)
    assert Image.open(io.BytesIO(card.render_png())).size == (1200, 600)


def test_the_front_page_has_the_papers_card(client):
    PublicationFactory(name="새솔뉴스", slogan="우리 동네")
    page = html.fromstring(client.get("/").text)
    [address] = page.xpath("//meta[@property='og:image']/@content")
    answer = client.get("/" + address.rpartition("/")[2])
    assert answer["Content-Type"] == "image/png"


def test_a_preview_shares_nothing(client):
    client.force_login(UserFactory(superuser=True))
    article = ArticleFactory(published=True, published_at=timezone.now() + timedelta(days=1))
    page = html.fromstring(client.get(f"/admin/articles/article/{article.pk}/preview/").text)
    assert not page.xpath("//script[@type='application/ld+json'] | //meta[@property='og:image']")
