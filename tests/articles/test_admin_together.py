"""Several people at one article, and what nobody has saved: nothing typed is lost."""

import json
from datetime import timedelta
from urllib.parse import urljoin
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.desk import open_forms, versions
from articles.models import Article, OpenForm
from newsroom.models import SentForm
from tests.factories import ArticleFactory, ReporterFactory, SectionFactory

from .desk import DESK, REPORTER, errors, fill, form_of, said, staff

pytestmark = pytest.mark.django_db

FORM = "articles_article"


def someone(username, *permissions):
    user = staff(*permissions, username=username)
    client = Client()
    client.force_login(user)
    return user, client


@pytest.fixture
def haneul():
    return someone("haneul", *DESK)


@pytest.fixture
def seojun():
    return someone("seojun", *DESK)


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def opened(client, article):
    return form_of(client.get(change_url(article)), "article_form")


def save(client, article, fields, **typed):
    return client.post(change_url(article), {**fields, **typed, "_save": ""}, follow=True)


# Two save the same article


def test_the_second_save_of_the_same_headline_overwrites_nothing_and_shows_both(haneul, seojun):
    article = ArticleFactory(headline="처음 제목")
    first, second = opened(haneul[1], article), opened(seojun[1], article)
    save(haneul[1], article, first, headline="하늘의 제목")

    response = save(seojun[1], article, second, headline="서준의 제목", summary="서준의 요약")

    article.refresh_from_db()
    assert article.headline == "하늘의 제목"
    assert "Nothing of yours is lost" in errors(response)[0] or "잃지" in errors(response)[0]
    shown = form_of(response, "article_form")
    assert (shown["headline"], shown["summary"].strip()) == ("서준의 제목", "서준의 요약")
    assert "<del>하늘의 </del><ins>서준의 </ins>제목" in response.text


def test_who_types_what_the_other_has_saved_is_asked_nothing(haneul, seojun):
    article = ArticleFactory(headline="처음 제목")
    first, second = opened(haneul[1], article), opened(seojun[1], article)
    save(haneul[1], article, first, headline="등불 축제")

    response = save(seojun[1], article, second, headline="등불\u2028축제", summary="서준의 요약")

    article.refresh_from_db()
    assert not errors(response)
    assert (article.headline, article.summary) == ("등불 축제", "서준의 요약")


def test_who_has_seen_both_texts_may_save_again(haneul, seojun):
    article = ArticleFactory(headline="처음 제목")
    first, second = opened(haneul[1], article), opened(seojun[1], article)
    save(haneul[1], article, first, headline="하늘의 제목")
    clash = save(seojun[1], article, second, headline="서준의 제목")

    save(seojun[1], article, form_of(clash, "article_form"), headline="둘이 고른 제목")

    article.refresh_from_db()
    assert article.headline == "둘이 고른 제목"
    assert [version.headline for version in versions.versions_of(article)] == [
        "둘이 고른 제목",
        "하늘의 제목",
        "처음 제목",
    ]


def test_a_clashing_text_can_be_saved_as_a_new_draft(haneul, seojun):
    article = ArticleFactory(headline="처음 제목", published=True)
    first, second = opened(haneul[1], article), opened(seojun[1], article)
    save(haneul[1], article, first, headline="하늘의 제목")
    clash = save(seojun[1], article, second, headline="서준의 제목")

    seojun[1].post(change_url(article), {**form_of(clash, "article_form"), "_saveasnew": "1"})

    article.refresh_from_db()
    copy = Article.objects.get(headline="서준의 제목")
    assert article.headline == "하늘의 제목"
    assert (copy.state, copy.created_by) == ("draft", seojun[0])


def test_changes_of_different_fields_are_put_together(haneul, seojun):
    article = ArticleFactory(headline="처음 제목", summary="")
    first, second = opened(haneul[1], article), opened(seojun[1], article)
    save(haneul[1], article, first, headline="하늘의 제목")

    response = save(seojun[1], article, second, summary="서준의 요약")

    article.refresh_from_db()
    assert (article.headline, article.summary) == ("하늘의 제목", "서준의 요약")
    assert "제목" in said(response)


# What was typed and never saved


def say(client, **fields):
    return client.post(reverse("admin:articles_article_open"), fields)


def test_a_text_that_was_never_saved_is_offered_and_brought_back_with_every_field(haneul):
    user, client = haneul
    article = ArticleFactory(headline="저장된 제목")
    key = str(uuid4())
    typed = {name: value if isinstance(value, list) else [value] for name, value in opened(client, article).items()}
    typed |= {"headline": ["쓰다 만 제목"], "body": ["<p>쓰다 만 본문</p>"]}

    assert say(client, key=key, article=article.pk, version=1, typed=json.dumps(typed)).status_code == 200

    offer = client.get(change_url(article))
    assert f"?bring_back={key}" in offer.text
    assert form_of(offer, "article_form")["headline"] == "저장된 제목"
    back = client.get(change_url(article), {"bring_back": key})
    shown = form_of(back, "article_form")
    assert (shown["headline"], shown["body"]) == ("쓰다 만 제목", "<p>쓰다 만 본문</p>")
    assert Article.objects.get().headline == "저장된 제목"


def test_it_is_brought_back_by_an_address_alone_where_what_is_sent_needs_a_token(haneul):
    """As by a bookmark: tests as a rule leave Django's check of forms that are sent out."""
    user, client = haneul
    article, key = ArticleFactory(), str(uuid4())
    typed = {"headline": ["쓰다 만 제목"]}
    assert say(client, key=key, article=article.pk, version=1, typed=json.dumps(typed)).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)

    back = strict.get(change_url(article), {"bring_back": key})

    assert back.status_code == 200
    assert form_of(back, "article_form")["headline"] == "쓰다 만 제목"
    assert say(strict, key=key).status_code == 403


def test_a_new_article_that_was_never_saved_is_brought_back(haneul):
    user, client = haneul
    key, section = str(uuid4()), SectionFactory()
    add = reverse("admin:articles_article_add")
    typed = form_of(client.get(add), "article_form") | {"headline": "쓰다 만 새 기사", "section": str(section.pk)}
    say(client, key=key, typed=json.dumps({name: [value] for name, value in typed.items() if isinstance(value, str)}))

    back = form_of(client.get(add, {"bring_back": key}), "article_form")
    response = client.post(add, {**back, "_save": ""}, follow=True)

    assert errors(response) == []
    assert Article.objects.get().headline == "쓰다 만 새 기사"
    assert not OpenForm.objects.exists()


def test_a_good_save_clears_what_was_kept_and_a_failed_one_does_not(haneul):
    user, client = haneul
    article = ArticleFactory()
    fields = opened(client, article)
    say(client, key=fields["open_form"], article=article.pk, version=1, typed='{"headline": ["쓰는 중"]}')

    save(client, article, fields, headline="")
    assert OpenForm.objects.count() == 1

    save(client, article, fields, headline="쓴 제목")
    assert OpenForm.objects.count() == 0


def test_typing_makes_no_version(haneul):
    user, client = haneul
    article = ArticleFactory()
    before = versions.versions_of(article).count()

    for word in ("하나", "둘", "셋"):
        say(client, key=str(uuid4()), article=article.pk, version=1, typed=json.dumps({"headline": [word]}))

    assert versions.versions_of(article).count() == before


def test_nobody_reads_or_changes_what_another_typed(haneul, seojun):
    article = ArticleFactory(headline="저장된 제목")
    key = str(uuid4())
    say(haneul[1], key=key, article=article.pk, version=1, typed='{"headline": ["하늘만 아는 제목"]}')

    page = seojun[1].get(change_url(article), {"bring_back": key})
    say(seojun[1], key=key, article=article.pk, version=1, typed='{"headline": ["덮어쓴 제목"]}')
    say(seojun[1], key=key, discard="1")

    assert "하늘만 아는 제목" not in page.text
    assert OpenForm.objects.get().typed == {"headline": ["하늘만 아는 제목"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "x"},
        {"key": str(uuid4()), "article": "x"},
        {"key": str(uuid4()), "typed": "{"},
        {"key": str(uuid4()), "typed": "[1]"},
        {"key": str(uuid4()), "typed": '{"headline": [1]}'},
        {"key": str(uuid4()), "typed": '{"headline": ["' + "가" * open_forms.MAX_SIZE + '"]}'},
    ],
)
def test_what_is_no_form_is_refused(haneul, fields):
    assert say(haneul[1], **fields).status_code == 400
    assert not OpenForm.objects.exists()


def test_who_is_signed_out_is_told_and_nothing_is_kept():
    response = say(Client(), key=str(uuid4()), typed='{"headline": ["제목"]}')

    assert response.status_code == 403
    assert not OpenForm.objects.exists()


def test_a_reporter_keeps_nothing_at_anothers_draft():
    user, client = someone("reporter", *REPORTER)

    assert say(client, key=str(uuid4()), article=ArticleFactory().pk, typed="{}").status_code == 404


def test_old_forms_are_cleared_away(haneul):
    now = timezone.now()
    old = now - open_forms.MAX_AGE - timedelta(minutes=1)
    for seen_at, typed_at in [(old, old), (now - timedelta(days=2), None), (now, now), (now, None)]:
        OpenForm.objects.create(key=uuid4(), user=haneul[0], seen_at=seen_at, typed_at=typed_at)

    assert open_forms.delete_expired(now) == 2


# Who else is there


def discarded_form(haneul, **values):
    """A text that was typed and thrown away just now."""
    form = OpenForm.objects.create(key=uuid4(), user=haneul[0], typed_at=timezone.now(), **values)
    assert say(haneul[1], key=form.key, discard="1").status_code == 200
    return form


def test_what_was_thrown_away_is_offered_no_more_and_can_be_had_back(haneul):
    user, client = haneul
    form = discarded_form(haneul, typed={"headline": ["버린 제목"]})
    add = reverse("admin:articles_article_add")

    shown = html.fromstring(client.get(add).text)
    assert [len(shown.find_class(name)) for name in ("unsaved", "discarded")] == [0, 1]
    start = html.fromstring(client.get("/admin/").text)
    line = start.xpath("//section[@aria-labelledby='discarded-forms-panel']//li")[0]
    assert "버린 제목" in line.text_content()
    assert line.xpath(".//a/@href") == [f"{add}?bring_back={form.key}"]
    assert form_of(client.get(add, {"bring_back": form.key}), "article_form")["headline"] == "버린 제목"

    say(client, key=form.key, take_back="1")

    shown = html.fromstring(client.get(add).text)
    assert [len(shown.find_class(name)) for name in ("unsaved", "discarded")] == [1, 0]


@pytest.mark.parametrize("link", ["the start page's", "the form's, without a script"])
def test_what_is_had_back_by_a_link_is_kept_like_any_other(haneul, link):
    user, client = haneul
    form = discarded_form(haneul, typed={"headline": ["버린 제목"]})
    add = reverse("admin:articles_article_add")
    at, path = ("/admin/", "//section[@aria-labelledby='discarded-forms-panel']//a/@href")
    if link != "the start page's":
        at, path = (add, "//*[contains(@class, 'discarded')]//a/@href")
    address = html.fromstring(client.get(at).text).xpath(path)[0]

    client.get(urljoin(add, address))
    say(client, key=form.key)
    say(client, key=form.key, close="1")

    open_forms.delete_expired(timezone.now() + timedelta(hours=25))
    form.refresh_from_db()
    assert form.thrown_away_at is None
    assert open_forms.unsaved_forms(None, user, timezone.now()) == [form]


def test_nobody_has_back_by_a_link_what_another_threw_away(haneul, seojun):
    form = discarded_form(haneul, typed={"headline": ["버린 제목"]})

    seojun[1].get(reverse("admin:articles_article_add"), {"bring_back": form.key})

    form.refresh_from_db()
    assert form.thrown_away_at


def test_what_is_typed_on_in_a_form_that_was_saved_is_brought_back_saved_and_offered_no_more(haneul):
    user, client = haneul
    add = reverse("admin:articles_article_add")
    fields = form_of(client.get(add), "article_form") | {"headline": "첫째", "section": SectionFactory().pk}
    client.post(add, {**fields, "_save": ""})
    key = fields["open_form"]
    SentForm.objects.update(sent_at=timezone.now() - timedelta(minutes=5))
    typed = {
        name: [str(value)] for name, value in (fields | {"headline": "둘째"}).items() if not isinstance(value, list)
    }
    say(client, key=key, typed=json.dumps(typed))

    back = form_of(client.get(add, {"bring_back": key}), "article_form")
    refused = client.post(add, {**back, "headline": "", "_save": ""})  # the key outlives a form that is shown again
    shown = form_of(refused, "article_form") | {"headline": back["headline"]}
    response = client.post(add, {**shown, "_save": ""}, follow=True)

    assert back["open_form"] != key
    assert errors(response) == []
    assert set(Article.objects.values_list("headline", flat=True)) == {"첫째", "둘째"}
    assert not OpenForm.objects.exists()


def test_what_was_thrown_away_and_is_typed_on_is_thrown_away_no_longer(haneul):
    form = discarded_form(haneul)

    say(haneul[1], key=form.key, typed='{"headline": ["다시 쓴 제목"]}')

    form.refresh_from_db()
    assert form.thrown_away_at is None


def test_nobody_throws_away_or_has_back_what_another_typed(haneul, seojun):
    form = discarded_form(haneul)
    say(seojun[1], key=form.key, take_back="1")
    form.refresh_from_db()
    assert form.thrown_away_at

    say(haneul[1], key=form.key, take_back="1")
    say(seojun[1], key=form.key, discard="1")

    form.refresh_from_db()
    assert form.thrown_away_at is None


def test_what_was_thrown_away_is_kept_for_a_day_however_old_it_is(haneul):
    now = timezone.now()
    old = now - open_forms.MAX_AGE - timedelta(days=1)
    ages = [timedelta(0), timedelta(hours=23), timedelta(hours=25)]
    for age in ages:
        OpenForm.objects.create(key=uuid4(), user=haneul[0], seen_at=old, typed_at=old, thrown_away_at=now - age)

    assert len(open_forms.unsaved_forms(None, haneul[0], now)) == 2
    assert len(open_forms.discarded_forms(haneul[0], now)) == 2
    assert open_forms.delete_expired(now) == 1


def test_who_else_has_the_article_open_is_named(haneul, seojun):
    article = ArticleFactory()
    ReporterFactory(user=haneul[0], name="김하늘", title="기자")
    say(haneul[1], key=str(uuid4()), article=article.pk, version=1)

    assert "김하늘 기자" in seojun[1].get(change_url(article)).text
    assert "김하늘 기자" in say(seojun[1], key=str(uuid4()), article=article.pk, version=1).json()["others"]
    assert say(haneul[1], key=str(uuid4()), article=article.pk, version=1).json()["others"].startswith("seojun")


def test_who_closed_the_article_is_not_there_any_more(haneul, seojun):
    article, key = ArticleFactory(), str(uuid4())
    say(haneul[1], key=key, article=article.pk, version=1)
    say(haneul[1], key=key, close="1")

    assert say(seojun[1], key=str(uuid4()), article=article.pk, version=1).json()["others"] == ""


# Versions


def test_every_save_is_a_version_and_a_way_back_is_one_more(haneul):
    user, client = haneul
    article = ArticleFactory(headline="첫 제목", published=True)
    fill(client, FORM, article.pk, headline="둘째 제목")
    first = versions.versions_of(article).last()

    client.post(reverse("admin:articles_article_revert", args=[article.pk, first.history_id]))

    article.refresh_from_db()
    assert article.headline == "첫 제목"
    assert [version.headline for version in versions.versions_of(article)] == ["첫 제목", "둘째 제목", "첫 제목"]
    assert article.revised_at is not None


def test_two_versions_are_compared_word_by_word(haneul):
    user, client = haneul
    article = ArticleFactory(headline="첫 제목", body="<p>새솔구가 도서관을 연다.</p>")
    fill(client, FORM, article.pk, body="<p>새솔구가 큰 도서관을 연다.</p>")
    newer, older = versions.versions_of(article)

    page = client.get(reverse("admin:articles_article_compare", args=[article.pk, older.history_id, newer.history_id]))

    assert "새솔구가 <ins>큰 </ins>도서관을 연다." in page.text
    assert client.get(reverse("admin:articles_article_history", args=[article.pk])).status_code == 200


def test_an_article_that_came_without_versions_keeps_its_first_text(haneul):
    article = ArticleFactory(headline="들여온 제목")
    Article.history.all().delete()

    fill(haneul[1], FORM, article.pk, headline="고친 제목")

    assert [version.headline for version in versions.versions_of(article)] == ["고친 제목", "들여온 제목"]


def test_versions_of_what_one_may_not_see_are_not_shown():
    user, client = someone("reporter", *REPORTER)
    article = ArticleFactory(headline="남의 초안")
    version = versions.versions_of(article).get()

    for name, args in [
        ("history", [article.pk]),
        ("compare", [article.pk, version.history_id, version.history_id]),
    ]:
        assert client.get(reverse(f"admin:articles_article_{name}", args=args)).status_code == 404
    revert = reverse("admin:articles_article_revert", args=[article.pk, version.history_id])
    assert client.post(revert).status_code == 404
