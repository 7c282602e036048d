"""Writing, sending, publishing, scheduling and withdrawing through the admin's own forms."""

import unicodedata
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.admin.article import ArticleAdmin
from articles.admin.tagging import encode_pk
from articles.desk import publishing
from articles.models import Article
from newsroom.fast import edition
from tests.factories import ArticleFactory, ReporterFactory, SectionFactory, SourceFactory, TagFactory

from .desk import DESK, REPORTER, errors, fill, form_of, rows, said, staff, step

FORM = "articles_article"
BODY = "<p>새솔구는 도서관을 새로 연다고 23일 밝혔다.</p>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter(client):
    user = staff(*REPORTER, username="haneul")
    client.force_login(user)
    return user


@pytest.fixture
def desk(client):
    user = staff(*DESK, username="seojun")
    client.force_login(user)
    return user


# Writing


def test_a_reporter_saves_a_draft_that_carries_everything_typed(client, reporter):
    section, source, tag = SectionFactory(), SourceFactory(name="서울특별시동작구"), TagFactory()
    haneul, seojun, related = ReporterFactory(name="김하늘"), ReporterFactory(name="박서준"), ArticleFactory()
    typed = {
        "kicker": "단독",
        "headline": "직업교육특구 지정",
        "subheadline": "첫 줄\n둘째 줄",
        "body": BODY,
        "section": section.pk,
        "source": source.pk,
        "tags": [encode_pk(tag.pk)],
        **rows("bylines", {"reporter": seojun.pk}, {"reporter": haneul.pk}),
        **rows("related_links", {"related": related.pk}),
    }

    fill(client, FORM, **typed)

    article = Article.objects.get(headline="직업교육특구 지정")
    assert article.state == "draft"
    assert article.created_by == reporter
    assert article.subheadline_lines == ["첫 줄", "둘째 줄"]
    assert article.source == source
    assert list(article.tags.all()) == [tag]
    assert [byline.reporter for byline in article.bylines.all()] == [seojun, haneul]
    assert [link.related for link in article.related_links.all()] == [related]


@pytest.mark.parametrize("typed", ["&lt;표&gt;", "&lt;script&gt;", "&lt;img onerror&gt;", "&amp;lt;표&amp;gt;"])
def test_a_sign_that_html_is_written_with_is_text_each_time_the_form_is_saved(client, desk, typed):
    body = f"<p>{typed} 하나</p>\n<p>「둘」 AT&amp;T</p>"
    article = ArticleFactory(body=body)

    for kicker in ("첫째", "둘째"):
        response = fill(client, FORM, article.pk, kicker=kicker)
        assert errors(response) == []

    article.refresh_from_db()
    assert (article.kicker, article.body) == ("둘째", body)


def test_a_hostile_body_is_clean_when_it_is_saved(client, reporter):
    fill(client, FORM, headline="제목", section=SectionFactory().pk, body="<p onclick=x()>글</p><script>x()</script>")

    assert "script" not in Article.objects.get().body
    assert "onclick" not in Article.objects.get().body


def test_hangul_that_a_mac_took_apart_is_saved_whole(client, reporter):
    apart = unicodedata.normalize("NFD", "경주시")

    fill(client, FORM, headline=apart, section=SectionFactory().pk, body=f"<p>{apart}</p>")

    assert Article.objects.get().headline == "경주시"
    assert "경주시" in Article.objects.get().body


def test_a_validation_error_keeps_what_was_typed(client, reporter):
    response = fill(client, FORM, headline="", subheadline="부제목", body=BODY, summary="요약", section="")

    assert not Article.objects.exists()
    assert len(errors(response)) >= 2
    for kept in ["부제목", "도서관을 새로 연다고", "요약"]:
        assert kept in response.text


def test_rows_that_hold_only_their_number_are_no_error(client, reporter):
    fill(client, FORM, headline="제목", section=SectionFactory().pk, body=BODY, **rows("bylines", {"reporter": ""}))

    assert Article.objects.get().bylines.count() == 0


def test_no_reporter_signs_unless_someone_says_so(client, reporter):
    ReporterFactory(name="김하늘", user=reporter)

    fill(client, FORM, headline="보도자료", section=SectionFactory().pk, source=SourceFactory().pk, body=BODY)

    assert Article.objects.get().byline == ""


# Steps


def test_sending_to_the_desk_saves_and_submits_at_once(client, reporter):
    response = fill(client, FORM, headline="제목", section=SectionFactory().pk, body=BODY, button=step("submit"))

    assert Article.objects.get().state == "submitted"
    assert said(response)


def test_publishing_saves_publishes_and_leads_to_the_page(client, desk):
    article = ArticleFactory(submitted=True)

    response = fill(client, FORM, article.pk, headline="고친 제목", button=step("publish"))

    article.refresh_from_db()
    assert (article.headline, article.state) == ("고친 제목", "published")
    assert article.is_public()
    assert f'href="{article.get_absolute_url()}"' in response.text


def test_an_article_is_scheduled_moved_and_taken_back(client, desk):
    article = ArticleFactory(submitted=True)
    tomorrow = timezone.localtime() + timedelta(days=1)

    fill(client, FORM, article.pk, publish_at=f"{tomorrow:%Y-%m-%dT%H:%M}", button=step("schedule"))

    article.refresh_from_db()
    assert article.is_scheduled()
    assert article.published_at == tomorrow.replace(second=0, microsecond=0)

    fill(client, FORM, article.pk, button=step("unschedule"))

    article.refresh_from_db()
    assert (article.state, article.published_at) == ("submitted", None)


@pytest.mark.parametrize("typed", ["", "2020-01-01T00:00"])
def test_a_schedule_without_a_time_ahead_is_refused_and_nothing_typed_is_lost(client, desk, typed):
    article = ArticleFactory(submitted=True)

    response = fill(client, FORM, article.pk, headline="고친 제목", publish_at=typed, button=step("schedule"))

    article.refresh_from_db()
    assert (article.state, article.headline != "고친 제목") == ("submitted", True)
    assert "고친 제목" in response.text
    assert len(errors(response)) == 1


def test_withdrawing_wants_a_reason(client, desk):
    article = ArticleFactory(published=True)

    refused = fill(client, FORM, article.pk, withdraw_reason=" ", button=step("withdraw"))
    article.refresh_from_db()
    assert len(errors(refused)) == 1
    assert article.is_public()

    fill(client, FORM, article.pk, withdraw_reason="사실과 다름", button=step("withdraw"))
    article.refresh_from_db()
    assert (article.state, article.withdrawn_reason) == ("withdrawn", "사실과 다름")
    assert client.get(article.get_absolute_url()).status_code == 410


def test_an_article_without_a_body_is_not_published_and_the_form_says_so(client, desk):
    response = fill(client, FORM, headline="빈 기사", section=SectionFactory().pk, button=step("publish"))

    assert not Article.objects.exists()
    assert len(errors(response)) == 1
    assert "빈 기사" in response.text


def test_of_two_who_publish_the_second_is_told(client, desk):
    article = ArticleFactory(submitted=True)
    url = reverse("admin:articles_article_change", args=[article.pk])
    opened = form_of(client.get(url), "article_form")
    fill(client, FORM, article.pk, button=step("publish"))

    response = client.post(url, opened | {"headline": "둘째의 제목", "_step": "publish"})

    article.refresh_from_db()
    assert article.headline != "둘째의 제목"
    assert "둘째의 제목" in response.text
    assert len(errors(response)) == 1


@pytest.mark.parametrize("name", ["publish", "schedule", "unschedule", "withdraw"])
@pytest.mark.parametrize("trait", ["submitted", "scheduled", "published"])
def test_a_reporter_takes_no_step_of_the_desk(client, reporter, name, trait):
    article = ArticleFactory(**{trait: True}, created_by=reporter)
    before = (article.state, article.published_at)
    at = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    url = reverse("admin:articles_article_change", args=[article.pk])
    typed = {"headline": "고친 제목", "section": article.section_id, "body": BODY}
    asked = {"_step": name, "publish_at": at, "withdraw_reason": "사실과 다름"}

    response = client.post(url, typed | asked | rows("bylines") | rows("gallery") | rows("related_links"))

    article.refresh_from_db()
    assert (article.state, article.published_at) == before
    assert article.headline != "고친 제목"
    assert "고친 제목" in response.text
    assert errors(response)


def test_a_reporter_is_offered_no_step_of_the_desk(client, reporter):
    page = client.get(reverse("admin:articles_article_add")).text

    assert 'value="submit"' in page
    assert 'value="publish"' not in page
    assert 'value="schedule"' not in page


def test_a_reporter_only_reads_what_is_out(client, reporter):
    article = ArticleFactory(published=True, created_by=reporter)

    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).text

    assert 'name="headline"' not in page
    assert article.headline in page


def test_a_reporter_takes_an_own_article_back_from_the_desk_but_not_anothers(client, reporter):
    own, anothers = ArticleFactory(submitted=True, created_by=reporter), ArticleFactory(submitted=True)

    for article in (own, anothers):
        client.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "take_back"})

    own.refresh_from_db()
    anothers.refresh_from_db()
    assert (own.state, anothers.state) == ("draft", "submitted")


def test_what_readers_may_have_seen_is_not_deleted(client, desk):
    draft, published = ArticleFactory(), ArticleFactory(published=True)

    answers = [client.get(reverse("admin:articles_article_delete", args=[each.pk])) for each in (draft, published)]

    assert [answer.status_code for answer in answers] == [200, 403]


# What a change of a published article does


def test_a_change_of_the_text_after_publication_is_a_revision(client, desk):
    article = ArticleFactory(published=True)

    fill(client, FORM, article.pk, headline="고친 제목")

    article.refresh_from_db()
    assert article.revised_at is not None


def test_a_flag_or_white_space_of_the_editor_is_no_revision(client, desk):
    article = ArticleFactory(published=True, body="<p>첫 문단.</p><p>둘째 문단.</p>")

    fill(client, FORM, article.pk, is_breaking="on", body="<p>첫 문단.</p>\r\n\r\n<p>둘째 문단.</p>\r\n")

    article.refresh_from_db()
    assert article.is_breaking
    assert article.revised_at is None


def test_a_draft_has_no_revision(client, desk):
    article = ArticleFactory()

    fill(client, FORM, article.pk, headline="고친 제목")

    article.refresh_from_db()
    assert article.revised_at is None


def test_saving_a_caption_does_not_undo_a_publication_of_the_same_minute(client, desk, monkeypatch):
    article = ArticleFactory(submitted=True)
    save_model = ArticleAdmin.save_model

    def meanwhile_published(self, request, obj, form, change):
        publishing.publish(Article.objects.get(pk=obj.pk), by=None)
        save_model(self, request, obj, form, change)

    monkeypatch.setattr(ArticleAdmin, "save_model", meanwhile_published)

    fill(client, FORM, article.pk, kicker="기획")

    article.refresh_from_db()
    assert (article.kicker, article.state) == ("기획", "published")


# The edition


def test_an_edit_of_what_is_out_raises_the_edition(client, desk, django_capture_on_commit_callbacks):
    article = ArticleFactory(published=True)
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        fill(client, FORM, article.pk, is_breaking="on")

    assert edition.current() != before


def test_a_draft_leaves_the_edition_alone(client, desk, django_capture_on_commit_callbacks):
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        fill(client, FORM, headline="제목", section=SectionFactory().pk, body=BODY)

    assert edition.current() == before


def test_whoever_may_see_an_article_may_see_its_versions(client):
    client.force_login(staff(*REPORTER))
    article = ArticleFactory(published=True)  # somebody else's

    assert client.get(reverse("admin:articles_article_history", args=[article.pk])).status_code == 200
