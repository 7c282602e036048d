"""The preview: the real page of what is not out yet, for those who may open it at the desk, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsroom.fast import edition
from tests.factories import ArticleFactory, PublicationFactory, ReporterFactory, SectionFactory, UserFactory

from .desk import DESK, REPORTER, form_of, rows, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client):
    user = staff(*REPORTER)
    client.force_login(user)
    return user


def preview_url(article: Article | None = None) -> str:
    name = "admin:articles_article_preview"
    return reverse(name, args=[article.pk]) if article else reverse(f"{name}_new")


def typed(**fields) -> dict[str, object]:
    return {**rows("bylines"), **rows("gallery"), **rows("related_links"), **fields}


def test_a_draft_shows_as_the_public_page_will(client, reporter):
    article = ArticleFactory(headline="아직 나가지 않은 기사", created_by=reporter)

    response = client.get(preview_url(article))

    assert response.status_code == 200
    assert '<article class="article"' in response.text
    assert "아직 나가지 않은 기사" in response.text


def test_what_is_typed_shows_and_is_not_saved(client, reporter, django_capture_on_commit_callbacks):
    article = ArticleFactory(headline="저장된 제목", created_by=reporter)
    signer = ReporterFactory(name="박서준")
    fields = form_of(client.get(reverse("admin:articles_article_change", args=[article.pk])), "article_form")
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        response = client.post(
            preview_url(article), fields | {"headline": "쓰고 있는 제목"} | rows("bylines", {"reporter": signer.pk})
        )

    article.refresh_from_db()
    assert "쓰고 있는 제목" in response.text
    assert "박서준" in response.text
    assert article.headline == "저장된 제목"
    assert not article.bylines.exists()
    assert callbacks == []
    assert edition.current() == before


def test_a_preview_shows_no_reader_what_nobody_has_saved(client, reporter):
    article = ArticleFactory(headline="저장된 속보", state="published", is_breaking=True, published_at=timezone.now())
    client.force_login(staff(*DESK, username="desk"))
    fields = form_of(client.get(reverse("admin:articles_article_change", args=[article.pk])), "article_form")

    preview = client.post(preview_url(article), fields | {"headline": "쓰고 있는 속보"})
    page = client.get("/sources/")

    assert "쓰고 있는 속보" in preview.text
    assert "preview-ribbon" in preview.text and "data-reads" not in preview.text
    assert "저장된 속보" in page.text and "쓰고 있는 속보" not in page.text


def test_a_new_article_has_a_preview_before_it_is_saved(client, reporter):
    body = '<p>새솔구는 밝혔다.</p><p><img src="https://elsewhere.example/x.png" onerror="x()"></p>'

    response = client.post(preview_url(), typed(headline="새 기사", section=SectionFactory().pk, body=body))

    assert "새 기사" in response.text
    assert "새솔구는 밝혔다." in response.text
    assert "onerror" not in response.text
    assert not Article.objects.exists()


def test_a_form_that_lacks_something_says_what_instead(client, reporter):
    response = client.post(preview_url(), typed(headline="", body="<p>글</p>"))

    assert response.status_code == 200
    assert '<article class="article"' not in response.text
    assert "<h1>" in response.text
    assert response.text.count("<li>") >= 2


def test_a_step_sent_along_is_not_taken(client):
    client.force_login(staff(*REPORTER, "publish_article"))
    article = ArticleFactory()
    fields = form_of(client.get(reverse("admin:articles_article_change", args=[article.pk])), "article_form")

    client.post(preview_url(article), fields | {"_step": "publish"})

    article.refresh_from_db()
    assert article.state == "draft"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_sees_it(client, method):
    article = ArticleFactory(headline="아직 나가지 않은 기사")
    answers = [getattr(client, method)(preview_url(article))]
    client.force_login(UserFactory())
    answers.append(getattr(client, method)(preview_url(article)))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all(reverse("admin:login") in answer.url for answer in answers)


@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_articles_is_turned_away(client, method):
    client.force_login(staff("view_tag"))

    response = getattr(client, method)(preview_url(ArticleFactory(headline="아직 나가지 않은 기사")))

    assert response.status_code == 403
    assert "아직 나가지 않은 기사" not in response.text


def test_no_cache_keeps_it_and_no_robot_lists_it(client, reporter):
    article = ArticleFactory(created_by=reporter)
    fields = typed(headline="새 기사", section=article.section_id, body="<p>글</p>")

    for response in (client.get(preview_url(article)), client.post(preview_url(), fields)):
        assert "no-store" in response.headers["Cache-Control"]
        assert "private" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_a_form_of_another_site_gets_no_preview(reporter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)

    assert client.post(preview_url(), typed(headline="새 기사")).status_code == 403


def test_the_paper_stands_around_it(client, reporter):
    PublicationFactory(name="새솔뉴스")

    assert "새솔뉴스" in client.get(preview_url(ArticleFactory(created_by=reporter))).text
