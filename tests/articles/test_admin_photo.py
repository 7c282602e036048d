"""Pictures on their way into the library: by the article's form, into its body, and by the library itself."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.body import render_body
from articles.models import Article, Photo
from tests.factories import ArticleFactory, SectionFactory

from .desk import DESK, REPORTER, errors, fill, form_of, picture, rows, staff

pytestmark = pytest.mark.django_db

UPLOAD = "/admin/articles/photo/upload/"


@pytest.fixture
def reporter(client):
    user = staff(*REPORTER)
    client.force_login(user)
    return user


def test_an_upload_goes_into_the_library_and_answers_as_the_editor_expects(client, reporter):
    answer = client.post(UPLOAD, {"upload": picture("광장.jpg")}).json()

    photo = Photo.objects.get()
    assert photo.uploaded_by == reporter
    assert answer["uploaded"] == 1
    assert answer["id"] == photo.pk
    assert answer["url"] == photo.medium_url
    assert answer["url"].endswith(".webp")
    assert answer["thumbnail"] == photo.small_url
    assert (answer["width"], answer["height"]) == (960, 640)


def test_a_small_picture_keeps_its_size(client, reporter):
    answer = client.post(UPLOAD, {"upload": picture(size=(200, 100))}).json()

    assert answer["width"] <= 200
    assert answer["width"] == 2 * answer["height"]


@pytest.mark.parametrize("content", [b"<svg onload=x()>", b"\xff\xd8\xff\xe0 not really", b"\0" * 100])
def test_what_is_no_picture_is_refused_with_a_sentence(client, reporter, content):
    answer = client.post(UPLOAD, {"upload": SimpleUploadedFile("사진.jpg", content, "image/jpeg")})

    assert answer.status_code == 200
    assert answer.json()["uploaded"] == 0
    assert answer.json()["error"]["message"]
    assert not Photo.objects.exists()


def test_a_full_disk_is_told_and_leaves_nothing_half_done(client, reporter, monkeypatch, own_media):
    save, saved = FileSystemStorage._save, []

    def full(self, name, content):
        if len(saved) == 2:
            raise OSError(28, "No space left on device")
        saved.append(name)
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    answer = client.post(UPLOAD, {"upload": picture("광장.jpg")}).json()

    assert answer["uploaded"] == 0
    assert "저장하지 못했습니다" in str(answer)
    assert not Photo.objects.exists()
    assert not [path for path in own_media.rglob("*") if path.is_file()]


def test_no_file_is_refused_with_a_sentence(client, reporter):
    assert client.post(UPLOAD).json()["error"]["message"]


def test_only_who_may_add_photos_uploads(client):
    answers = [client.post(UPLOAD, {"upload": picture()})]
    client.force_login(staff("view_photo"))
    answers.append(client.post(UPLOAD, {"upload": picture()}))

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all(answer.json()["error"]["message"] for answer in answers)
    assert not Photo.objects.exists()


def test_a_form_of_another_site_uploads_nothing(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)

    assert client.post(UPLOAD, {"upload": picture()}).status_code == 403
    assert not Photo.objects.exists()


def test_an_upload_is_posted(client, reporter):
    assert client.get(UPLOAD).status_code == 405


def test_the_uploaded_photo_leads_the_article_and_fills_its_gallery(client, reporter):
    lead, first, second = (client.post(UPLOAD, {"upload": picture()}).json()["id"] for _ in range(3))

    fill(
        client,
        "articles_article",
        headline="제목",
        section=SectionFactory().pk,
        body="<p>글</p>",
        lead_photo=lead,
        **rows("gallery", {"photo": second, "own_caption": "여기서만"}, {"photo": first}),
    )

    article = Article.objects.get()
    assert article.lead_photo_id == lead
    assert [(each.photo_id, each.own_caption) for each in article.gallery.all()] == [(second, "여기서만"), (first, "")]


def test_a_form_with_an_error_still_shows_the_photo_that_was_uploaded(client, reporter):
    uploaded = client.post(UPLOAD, {"upload": picture()}).json()

    response = fill(client, "articles_article", headline="", lead_photo=uploaded["id"])

    assert errors(response)
    assert uploaded["thumbnail"] in response.text
    assert form_of(response, "article_form")["lead_photo"] == str(uploaded["id"])


def test_an_uploaded_picture_stays_in_the_body(client, reporter):
    uploaded = client.post(UPLOAD, {"upload": picture()}).json()
    image = f'<img alt="광장" height="{uploaded["height"]}" src="{uploaded["url"]}" width="{uploaded["width"]}" />'

    fill(
        client,
        "articles_article",
        headline="제목",
        section=SectionFactory().pk,
        body=f'<p>글</p><figure class="photo">{image}<figcaption>광장에서</figcaption></figure>',
    )

    body = Article.objects.get().body
    assert uploaded["url"] in render_body(body)
    assert "광장에서" in body


def test_the_library_takes_a_picture_with_its_texts(client, reporter):
    response = fill(client, "articles_photo", caption="광장", credit="사진=동작구 제공", upload=picture())

    photo = Photo.objects.get()
    assert response.status_code == 200
    assert (photo.caption, photo.credit, photo.uploaded_by) == ("광장", "사진=동작구 제공", reporter)


def test_the_library_refuses_what_is_no_picture_and_keeps_the_texts(client, reporter):
    response = fill(client, "articles_photo", caption="광장", upload=SimpleUploadedFile("사진.jpg", b"no"))

    assert not Photo.objects.exists()
    assert errors(response)
    assert "광장" in response.text


def test_the_library_lists_what_a_photo_is_used_for(client, reporter):
    client.post(UPLOAD, {"upload": picture()})
    ArticleFactory(lead_photo=Photo.objects.get())

    page = client.get(reverse("admin:articles_photo_changelist"))

    assert Photo.objects.get().small_url in page.text
    assert "1" in page.text


def test_a_photo_inside_a_body_is_not_deleted(client):
    client.force_login(staff(*DESK, "delete_photo"))
    uploaded = client.post(UPLOAD, {"upload": picture()}).json()
    ArticleFactory(headline="광장의 기사", body=f'<p>글</p><p><img src="{uploaded["url"]}" alt=""></p>')
    url = reverse("admin:articles_photo_delete", args=[uploaded["id"]])

    page = client.get(url)
    client.post(url, {"post": "yes"})

    assert "광장의 기사" in page.text
    assert Photo.objects.exists()


def test_a_photo_is_chosen_by_its_thumbnail(client, reporter):
    uploaded = client.post(UPLOAD, {"upload": picture()}).json()
    query = {"app_label": "articles", "model_name": "article", "field_name": "lead_photo", "term": ""}

    choices = client.get(reverse("admin:autocomplete"), query).json()["results"]

    assert choices[0]["thumbnail"] == uploaded["thumbnail"]
