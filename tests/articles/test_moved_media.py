"""A text names no host: the photo store may move, and so may the paper."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.body import CleanHTML, body_text, clean_body, clean_stored, make_excerpt, render_body
from articles.desk import versions
from articles.desk.compare import compare_fields, is_same_value
from articles.models import Article, Page, Publication, SearchEntry
from articles.pictures.store import store_photo
from tests.factories import ArticleFactory, PublicationFactory

from .desk import DESK, fill, form_of, picture, staff

pytestmark = pytest.mark.django_db

ELSEWHERE = "https://photos.paper.example/store/"
OLD = "https://old-photos.example/media/"


@pytest.fixture
def photo():
    return store_photo(picture(), caption="등불축제", credit="사진=새솔구 제공")


@pytest.fixture
def desk(client):
    user = staff(*DESK)
    client.force_login(user)
    return client


def body_with(photo, source="/media/{name}"):
    return f'<p>앞</p><p><img src="{source.format(name=f"{photo.folder}/960.webp")}" alt="등불"></p><p>뒤</p>'


def published(photo, **traits):
    return ArticleFactory(published=True, body=body_with(photo), **traits)


def in_old_form(body: str, address: str = OLD) -> str:
    """As texts were stored before: with the whole addresses of the store as it was then."""
    return re.sub(r'(?<=[" ])photos/', f"{address}photos/", body)


def store_as(article, body: str) -> None:
    """Past the sanitiser, as the row has stood there."""
    table = article._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET body = %s WHERE id = %s", [body, article.pk])
    article.refresh_from_db()


def images(text: str) -> list[str]:
    body = html.fromstring(text).find_class("body")[0]
    addresses = [image.get("src") for image in body.iter("img")]
    return addresses + [part.split()[0] for image in body.iter("img") for part in image.get("srcset").split(", ")]


def test_a_stored_text_names_no_host(photo):
    article = published(photo)

    assert f'src="{photo.folder}/960.webp"' in article.body
    assert f'data-photo="{photo.pk}"' in article.body
    assert "/media/" not in article.body


def test_a_moved_store_is_followed_by_page_feed_and_form_and_the_next_save_keeps_the_picture(desk, photo, settings):
    PublicationFactory(feeds_carry=Publication.FeedText.WHOLE)
    article = published(photo)
    settings.MEDIA_URL = ELSEWHERE

    page = Client().get(article.get_absolute_url()).text
    feed = Client().get("/feeds/latest.xml").text
    form = desk.get(reverse("admin:articles_article_change", args=[article.pk]))
    fill(desk, "articles_article", article.pk, headline="새 제목")

    assert set(images(page)) and all(address.startswith(f"{ELSEWHERE}photos/") for address in images(page))
    assert f"{ELSEWHERE}{photo.folder}/960.webp" in feed
    assert "/media/photos" not in page + feed
    assert f"{ELSEWHERE}{photo.folder}/960.webp" in form_of(form, "article_form")["body"]
    article.refresh_from_db()
    assert article.headline == "새 제목"
    assert f'src="{photo.folder}/960.webp"' in article.body


def test_preview_and_preview_link_show_the_address_of_today(desk, photo, settings):
    article = ArticleFactory(body=body_with(photo))
    settings.MEDIA_URL = ELSEWHERE

    preview = desk.get(reverse("admin:articles_article_preview", args=[article.pk])).text

    assert f"{ELSEWHERE}{photo.folder}/960.webp" in preview


def test_a_page_shows_the_address_of_today(client, photo, settings):
    page = Page.objects.create(title="소개", slug="about", body=body_with(photo))
    settings.MEDIA_URL = ELSEWHERE

    shown_page = client.get(page.get_absolute_url()).text

    assert images(shown_page)[0] == f"{ELSEWHERE}{photo.folder}/960.webp"


def test_a_feed_of_whole_texts_has_full_addresses_of_files_and_pages(client, photo):
    PublicationFactory(feeds_carry=Publication.FeedText.WHOLE)
    ArticleFactory(
        published=True, body=f'{body_with(photo)}<p><a href="http://testserver/articles/12/">앞 기사</a></p>'
    )

    feed = client.get("/feeds/latest.xml").text

    assert f'src="http://testserver/media/{photo.folder}/960.webp"' in html.fromstring(f"<p>{feed}").text_content()
    assert 'href="http://testserver/articles/12/"' in html.fromstring(f"<p>{feed}").text_content()


# What was stored before


def test_a_text_in_the_old_form_is_shown_at_the_address_of_today(client, photo):
    article = published(photo)
    store_as(article, in_old_form(article.body))

    page = client.get(article.get_absolute_url()).text

    assert set(images(page)) and all(address.startswith("/media/photos/") for address in images(page))


def test_the_next_save_brings_a_text_into_the_form_of_today_and_nothing_else_sees_it(desk, photo):
    article = published(photo)
    new = article.body
    entry = SearchEntry.objects.get(article=article)
    store_as(article, in_old_form(new))
    assert article.body != new

    fill(desk, "articles_article", article.pk)

    after = Article.objects.get(pk=article.pk)
    assert after.body == new
    assert (after.version, after.revised_at, after.excerpt) == (article.version, None, article.excerpt)
    assert versions.versions_of(after).count() == versions.versions_of(article).count()
    assert SearchEntry.objects.get(article=article).text == entry.text


def test_a_save_of_another_field_brings_the_form_of_today_along_without_calling_the_body_changed(desk, photo):
    article = published(photo)
    new = article.body
    store_as(article, in_old_form(new))

    fill(desk, "articles_article", article.pk, is_photo_story="on")

    after = Article.objects.get(pk=article.pk)
    assert (after.body, after.is_photo_story, after.revised_at) == (new, True, None)


def test_a_text_cleaned_again_is_in_the_form_of_today(photo):
    new = clean_body(body_with(photo))
    old = CleanHTML(in_old_form(new))

    assert clean_stored(old) == new == clean_stored(new)
    assert clean_body(old[:]) == new
    assert body_text(old) == body_text(new)
    assert make_excerpt(body_text(old)) == make_excerpt(body_text(new))
    assert is_same_value("body", old, new)
    assert compare_fields(Article(body=old), Article(body=new)) == []


def test_going_back_to_an_old_version_brings_its_text_in_the_form_of_today(photo):
    article = published(photo)
    new = article.body
    article.history.update(body=CleanHTML(in_old_form(new)))
    article.body = "<p>다른 글</p>"
    versions.save_version(article, {"body"}, by=None)

    versions.restore_version(article, versions.versions_of(article).last(), by=None)

    assert Article.objects.get().body == new


# Which photo it is


@pytest.mark.parametrize(
    "source",
    [
        "/media/{name}",
        "http://testserver/media/{name}",
        "https://testserver/media/{name}",
        "https://www.former.example/media/{name}",
        "//former.example/{name}?x=1",
        "https://store.example/photos/{name}",
        "{name}",
    ],
)
def test_a_picture_copied_from_any_page_of_ours_is_found_without_a_number(photo, source):
    assert f'src="{photo.folder}/960.webp"' in clean_body(body_with(photo, source))


@pytest.mark.parametrize("source", ['<img data-photo="{}">', '<figure><img src=" " data-photo="0{}"></figure>'])
def test_a_number_without_an_address_is_enough_in_a_stored_text_and_nowhere_else(photo, source):
    source = f"<p>앞</p>{source.format(photo.pk)}"

    assert f'src="{photo.folder}/960.webp"' in clean_stored(source)
    assert clean_body(source) == "<p>앞</p>"
    assert photo.folder not in clean_body(source, keep_places=True)


def test_no_form_puts_a_photo_into_a_text_by_its_number(desk, photo):
    article = ArticleFactory(published=True, body="<p>앞</p>")

    fill(desk, "articles_article", article.pk, body=f'<p>앞</p><p><img data-photo="{photo.pk}"></p>')

    article.refresh_from_db()
    assert photo.folder not in article.body


def test_where_number_and_address_name_two_photos_the_address_that_was_seen_wins(photo):
    other = store_photo(picture())

    body = clean_body(f'<img src="/media/{photo.folder}/960.webp" data-photo="{other.pk}">')

    assert f'data-photo="{photo.pk}"' in body
    assert other.folder not in body


@pytest.mark.parametrize("source", ["https://evil.example/x.png", "/media/photos/2026/01/ffffffffffffffff/960.webp"])
def test_a_number_beside_the_address_of_another_picture_shows_no_photo_of_ours(photo, source):
    assert "<img" not in clean_body(f'<p>가</p><img src="{source}" data-photo="{photo.pk}">', keep_places=True)


def test_a_photo_that_the_library_has_no_more_leaves_its_place(photo):
    article = published(photo)
    body = article.body
    photo.delete()

    again = clean_stored(body)

    assert "<img" not in again
    assert f'<figure class="absent" data-from="{photo.folder}/960.webp" data-alt="등불">' in again
    assert "absent" not in render_body(again)
    assert "등불축제" not in render_body(again)  # its caption waits with it


def test_showing_a_text_costs_no_query(photo, django_assert_num_queries):
    article = published(photo)

    with django_assert_num_queries(0):
        assert "/media/photos/" in render_body(article.body)


def test_words_that_look_like_a_name_in_the_store_stay_words(photo):
    body = clean_body(
        f'<p>photos/2026/01/x/960.webp</p><img src="/media/{photo.folder}/960.webp" alt="photos/2026/01/x/1.webp">'
    )

    assert "<p>photos/2026/01/x/960.webp</p>" in render_body(body)
    assert 'alt="photos/2026/01/x/1.webp"' in render_body(body)


# Links


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("http://testserver/articles/12/", "/articles/12/"),
        ("https://testserver/articles/12/?a=1#b", "/articles/12/?a=1#b"),
        ("//TESTSERVER/articles/12/", "/articles/12/"),
        ("http://testserver:80/articles/12/", "/articles/12/"),
        ("http://testserver", "/"),
        ("http://testserver?q=1", "/?q=1"),
        ("https://former.example/articles/12/", "/articles/12/"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("http://testserver/\\evil.example/", "/evil.example/"),
        ("http://testserver:8000/", "http://testserver:8000/"),
        ("http://testserver@evil.example/", "http://testserver@evil.example/"),
        ("http://testserver.evil.example/", "http://testserver.evil.example/"),
        ("http://localhost:3000/", "http://localhost:3000/"),
        ("/articles/12/", "/articles/12/"),
    ],
)
def test_links_to_pages_of_ours_are_stored_without_the_host(settings, href, stored):
    settings.ALLOWED_HOSTS = ["testserver", "former.example", "localhost", "127.0.0.1"]

    assert f'<a href="{stored}"' in clean_body(f'<p><a href="{href}">가</a></p>')


def test_a_link_to_a_file_of_the_library_follows_the_store(photo, settings):
    body = clean_body(f'<p><a href="http://testserver/media/{photo.folder}/master.jpg">크게</a></p>')
    settings.MEDIA_URL = ELSEWHERE

    assert body == f'<p><a href="{photo.folder}/master.jpg">크게</a></p>'
    assert render_body(body) == f'<p><a href="{ELSEWHERE}{photo.folder}/master.jpg">크게</a></p>'
    assert clean_body(render_body(body)[:]) == body


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("photos/2026/11/0123abcd/master.jpg", "photos/2026/11/0123abcd/master.jpg"),
        ("photos/2026/11/0123abcd/master.jpg#a", "photos/2026/11/0123abcd/master.jpg"),
        ("http://testserver/media/photos/2026/11/0123abcd/master.jpg#a", "photos/2026/11/0123abcd/master.jpg"),
        ("/photos/", "/photos/"),
    ],
)
def test_only_a_file_of_the_library_is_stored_as_one(href, stored):
    assert f'<a href="{stored}"' in clean_body(f'<p><a href="{href}">가</a></p>')


@pytest.mark.parametrize(
    "href",
    [
        "photos/",
        "photos/a.jpg",
        "photos/a/..",
        "photos/../../admin/",
        "photos/a/b/c/d/e/f.jpg",
        "photos/a b/c.jpg",
        "photos/view.do?seq=1",
        f"photos/{'a' * 41}/b.jpg",
        "photos/" * 400,
        f"{'photos/a/' * 400}b.jpg",
    ],
)
def test_what_begins_like_a_file_of_the_library_and_is_none_leads_nowhere(href):
    assert clean_body(f'<p><a href="{href}">가</a></p>') == "<p>가</p>"
