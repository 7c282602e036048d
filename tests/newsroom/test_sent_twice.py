"""Forms that arrive twice, by a double click or another try on a weak line: saved once, and answered alike."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import models
from articles.models import Article, PreviewLink
from newsroom import tasks
from newsroom.forms import sent_forms
from newsroom.models import SentForm
from newsroom.storage.errors import StorageDown
from tests.articles.desk import errors, form_of, picture, rows, said
from tests.factories import ArticleFactory, BlockFactory, SectionFactory, StationFactory, UserFactory
from weather.models import Reading, Station

PASSWORDS = {"password1": "correct-horse-battery", "password2": "correct-horse-battery", "usable_password": "true"}
NOW = "2026-11-29T09:00"


def placed(article):
    return rows("placements", {"article": article.pk, "starts_at": NOW})


NEW = {
    "articles_article": (Article, lambda: {"headline": "두 번 눌린 기사", "section": SectionFactory().pk}),
    "articles_photo": (models.Photo, lambda: {"upload": picture(), "caption": "사진"}),
    "articles_section": (models.Section, lambda: {"name": "문화", "slug": ""}),
    "articles_source": (models.Source, lambda: {"name": "새솔구", "slug": ""}),
    "articles_tag": (models.Tag, lambda: {"name": "도서관"}),
    "articles_reporter": (models.Reporter, lambda: {"name": "김하늘", "slug": ""}),
    "articles_block": (
        models.Block,
        lambda: {"name": "톱", "slug": "", "zone": "front", **placed(ArticleFactory())},
    ),
    "articles_correction": (
        models.Correction,
        lambda: {"article": ArticleFactory(published=True).pk, "kind": "own", "title": "바로잡습니다", "text": "글"},
    ),
    "articles_claim": (models.Claim, lambda: {"article": ArticleFactory(published=True).pk}),
    "articles_page": (models.Page, lambda: {"title": "회사소개", "slug": ""}),
    "articles_helpline": (models.Helpline, lambda: {"name": "상담", "text": "109"}),
    "articles_publication": (models.Publication, lambda: {"name": "새솔뉴스"}),
    "auth_user": (get_user_model(), lambda: {"username": "reporter", **PASSWORDS}),
    "auth_group": (Group, lambda: {"name": "인턴"}),
    "weather_station": (Station, lambda: {"number": 119, "name": "수원", "latitude": 37.3, "longitude": 127}),
    "weather_reading": (
        Reading,
        lambda: {
            "station": StationFactory().pk,
            "day": timezone.localdate(),
            "observed_at": f"{timezone.localtime() - timedelta(minutes=1):%Y-%m-%dT%H:%M}",
            "condition": "맑음",
        },
    ),
}


@pytest.fixture
def chief(client):
    user = UserFactory(superuser=True, username="chief")
    client.force_login(user)
    return user


def opened(client, name, typed):
    """An add form with something typed into it."""
    page = client.get(reverse(f"admin:{name}_add"))
    return form_of(page, f"{name.split('_')[1]}_form") | typed


def rewind_files(fields):
    """As the browser sends it once more: a file from its beginning."""
    for value in fields.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return fields


@pytest.mark.django_db
@pytest.mark.parametrize("name", NEW)
@pytest.mark.parametrize("button", ["_save", "_continue", "_addanother"])
def test_a_form_for_something_new_makes_one_however_often_it_arrives(client, chief, name, button):
    model, typed = NEW[name]
    if (name, button) == ("articles_publication", "_addanother"):
        button = "_continue"  # there is one paper
    fields = opened(client, name, typed()) | {button: ""}
    before = model.objects.count()

    first = client.post(reverse(f"admin:{name}_add"), fields)
    second = client.post(reverse(f"admin:{name}_add"), rewind_files(fields))

    assert (first.status_code, second.status_code) == (302, 302), errors(first) + errors(second)
    assert second.url == first.url
    assert model.objects.count() == before + 1
    assert str(sent_forms.ALREADY_SAVED) in said(client.get(second.url, follow=True))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["articles_source", "articles_reporter", "articles_helpline"])
def test_a_window_that_waits_for_the_new_row_hears_of_it_the_second_time_too(client, chief, name):
    model, typed = NEW[name]
    fields = opened(client, name, typed()) | {"_popup": "1", "_save": ""}

    first = client.post(reverse(f"admin:{name}_add"), fields)
    second = client.post(reverse(f"admin:{name}_add"), fields)

    assert model.objects.count() == 1
    assert second.context_data["popup_response_data"] == first.context_data["popup_response_data"]


@pytest.mark.django_db
def test_an_article_that_is_published_twice_at_a_stroke_is_one(client, chief):
    fields = opened(client, *article_form()) | {"_step": "publish"}

    client.post(reverse("admin:articles_article_add"), fields)
    response = client.post(reverse("admin:articles_article_add"), fields, follow=True)

    assert Article.objects.published().count() == Article.objects.count() == 1
    assert str(sent_forms.ALREADY_SAVED) in said(response)
    assert errors(response) == []


def article_form():
    return "articles_article", {"headline": "두 번 눌린 기사", "body": "<p>본문</p>", "section": SectionFactory().pk}


@pytest.mark.django_db
def test_another_button_pressed_second_is_said_not_to_have_been_done(client, chief):
    fields = opened(client, *article_form())

    client.post(reverse("admin:articles_article_add"), {**fields, "_save": ""})
    response = client.post(reverse("admin:articles_article_add"), {**fields, "_step": "publish"}, follow=True)

    assert Article.objects.get().state == "draft"
    assert "먼저 누른 단추만" in said(response)


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["publish", "submit"])
def test_a_step_of_an_article_that_is_pressed_twice_is_taken_once_and_told_alike(client, chief, step):
    article = ArticleFactory(created_by=chief)
    address = reverse("admin:articles_article_change", args=[article.pk])
    fields = form_of(client.get(address), "article_form") | {"headline": "고친 제목", "_step": step}

    first = client.post(address, fields)
    second = client.post(address, fields, follow=True)

    assert first.status_code == 302
    assert errors(second) == []
    assert str(sent_forms.ALREADY_SAVED) in said(second)
    article.refresh_from_db()
    assert (article.version, article.revised_at) == (2, None)


@pytest.mark.django_db
def test_a_new_row_of_a_form_that_is_sent_twice_is_there_once(client, chief):
    block, article = BlockFactory(), ArticleFactory(published=True)
    address = reverse("admin:articles_block_change", args=[block.pk])
    fields = form_of(client.get(address), "block_form") | placed(article) | {"_save": ""}

    client.post(address, fields)
    response = client.post(address, fields)

    assert response.status_code == 302
    assert block.placements.count() == 1


@pytest.mark.django_db
def test_a_text_that_is_saved_as_a_new_draft_twice_is_one_draft(client, chief):
    article = ArticleFactory(headline="남의 것")
    address = reverse("admin:articles_article_change", args=[article.pk])
    fields = form_of(client.get(address), "article_form") | {"headline": "내 것", "_saveasnew": "1"}

    first, second = client.post(address, fields), client.post(address, fields)

    assert first.url == second.url
    assert Article.objects.filter(headline="내 것").count() == 1


@pytest.mark.django_db
def test_a_form_that_was_refused_is_saved_the_next_time(client, chief):
    name, typed = article_form()
    fields = opened(client, name, typed | {"headline": ""}) | {"_save": ""}
    refused = client.post(reverse("admin:articles_article_add"), fields)
    assert not SentForm.objects.exists()

    shown = form_of(refused, "article_form")
    client.post(reverse("admin:articles_article_add"), {**shown, "headline": "제목", "_save": ""})

    assert shown["open_form"] == fields["open_form"]
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_a_step_that_was_refused_leaves_the_form_to_be_sent_again(client, chief):
    name, typed = article_form()
    fields = opened(client, name, typed | {"body": ""})
    client.post(reverse("admin:articles_article_add"), {**fields, "_step": "publish"})
    assert not Article.objects.exists()

    client.post(reverse("admin:articles_article_add"), {**fields, "body": "<p>본문</p>", "_step": "publish"})

    assert Article.objects.published().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["articles_article", "articles_helpline", "auth_user", "articles_photo"])
def test_what_is_typed_into_a_form_that_was_saved_is_kept_and_asked_about(client, chief, name):
    model, typed = NEW[name]
    field = {"articles_article": "headline", "auth_user": "username", "articles_photo": "caption"}.get(name, "name")
    fields = opened(client, name, typed()) | {"_save": ""}
    client.post(reverse(f"admin:{name}_add"), fields)
    before = model.objects.count()

    response = client.post(reverse(f"admin:{name}_add"), {**rewind_files(fields), field: "another"})

    assert model.objects.count() == before
    assert response.status_code == 200
    assert "이미 저장" in errors(response)[0]
    shown = form_of(response, f"{name.split('_')[1]}_form")
    assert shown[field] == "another"
    client.post(reverse(f"admin:{name}_add"), {**rewind_files(fields), **shown, "_save": ""})
    assert model.objects.count() == before + 1


@pytest.mark.django_db
def test_a_key_belongs_to_its_user_and_a_form_without_one_is_saved_as_ever(client, chief):
    fields = opened(client, "articles_source", {"name": "하나", "slug": "", "_save": ""})
    other = Client()
    other.force_login(UserFactory(superuser=True))

    client.post(reverse("admin:articles_source_add"), fields)
    other.post(reverse("admin:articles_source_add"), {**fields, "name": "둘"})
    for name in ("셋", "넷"):
        client.post(reverse("admin:articles_source_add"), {**fields, "name": name, "form_key": ""})

    assert set(models.Source.objects.values_list("name", flat=True)) == {"하나", "둘", "셋", "넷"}


@pytest.mark.django_db
def test_a_preview_takes_no_key(client, chief):
    fields = opened(client, *article_form())

    client.post(reverse("admin:articles_article_preview_new"), fields)
    response = client.post(reverse("admin:articles_article_add"), {**fields, "_save": ""})

    assert response.status_code == 302
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_a_preview_link_and_a_way_back_are_made_once(client, chief):
    article = ArticleFactory(headline="첫 제목")
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = client.get(address)
    link = form_of(page, "preview-link-new") | {"recipient": "변호사", "days": "3"}
    first = article.history.first()
    client.post(address, form_of(page, "article_form") | {"headline": "둘째 제목", "_save": ""})
    key = {"form_key": str(uuid4())}

    for _ in range(2):
        client.post(reverse("admin:articles_article_link", args=[article.pk]), link)
        client.post(reverse("admin:articles_article_revert", args=[article.pk, first.history_id]), key)

    assert PreviewLink.objects.count() == 1
    assert [version.headline for version in article.history.all()] == ["첫 제목", "둘째 제목", "첫 제목"]


@pytest.mark.django_db
def test_something_else_under_a_key_that_was_used_is_done_too_and_told_for_what_it_is(client, chief):
    article = ArticleFactory(headline="첫 제목")
    address = reverse("admin:articles_article_change", args=[article.pk])
    for headline in ("둘째 제목", "셋째 제목"):
        client.post(address, form_of(client.get(address), "article_form") | {"headline": headline, "_save": ""})
    key = {"form_key": str(uuid4())}
    third, second, first = article.history.all()
    link = reverse("admin:articles_article_link", args=[article.pk])

    def post(url, fields=None):
        return said(client.post(url, key | (fields or {}), follow=True))

    def back_to(version):
        return post(reverse("admin:articles_article_revert", args=[article.pk, version.history_id]))

    links = [post(link, {"recipient": name, "days": "3"}) for name in ("김", "이", "이")]
    backs = [back_to(version) for version in (first, second, second)]

    assert set(PreviewLink.objects.values_list("recipient", flat=True)) == {"김", "이"}
    assert [str(sent_forms.ALREADY_SAVED) in each for each in links + backs] == [False, False, True] * 2
    assert ["링크를 만들었" in each for each in links] == [True, True, False]
    assert [each.headline for each in article.history.all()][:2] == ["둘째 제목", "첫 제목"]
    assert article.history.count() == 5


@pytest.mark.django_db
def test_the_same_step_for_other_articles_under_one_key_is_taken(client, chief):
    articles = [ArticleFactory(submitted=True), ArticleFactory(submitted=True)]
    step = {"action": "step_publish", "_confirmed": "1", "form_key": str(uuid4())}

    for article in articles:
        client.post(reverse("admin:articles_article_changelist"), {**step, "_selected_action": [article.pk]})

    assert models.Article.objects.published().count() == 2


@pytest.mark.django_db
def test_steps_for_many_and_a_step_alone_are_taken_once(client, chief):
    article, alone = ArticleFactory(submitted=True), ArticleFactory(submitted=True)
    marked = {"action": "step_publish", "_selected_action": [article.pk]}
    address = reverse("admin:articles_article_changelist")
    page = client.post(address, marked)
    key = page.text.partition('name="form_key" value="')[2].partition('"')[0]
    step = {"_step": "publish", "open_form": str(uuid4()), "seen": f"{alone.version}-submitted"}

    many = [client.post(address, {**marked, "_confirmed": "1", "form_key": key}, follow=True) for _ in range(2)]
    one = [client.post(reverse("admin:articles_article_step", args=[alone.pk]), step, follow=True) for _ in range(2)]

    assert [str(sent_forms.ALREADY_SAVED) in said(each) for each in many] == [False, True]
    assert [str(sent_forms.ALREADY_SAVED) in said(each) for each in one] == [False, True]
    assert models.Record.objects.filter(verb="published").count() == 2


@pytest.mark.django_db
def test_an_arrangement_that_is_sent_twice_blames_nobody(client, chief):
    block, article = BlockFactory(), ArticleFactory(published=True)
    address = reverse("admin:articles_block_zone", args=["front"])
    fields = form_of(client.get(address), "zone-form")
    fields["arrangement"] = f'{{"{block.pk}": [{{"article": {article.pk}, "headline": "여기"}}]}}'

    first, second = client.post(address, fields), client.post(address, fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert block.placements.count() == 1


def upload(client, **key):
    return client.post(reverse("admin:articles_photo_upload"), {"upload": picture(), **key}).json()


@pytest.mark.django_db
def test_an_upload_that_is_tried_again_is_one_photo_and_one_without_a_key_is_another(client, chief):
    key = {"form_key": uuid4().hex}

    first, second, other = upload(client, **key), upload(client, **key), upload(client)

    assert second == first
    assert other["id"] != first["id"]
    assert models.Photo.objects.count() == 2


@pytest.mark.django_db
def test_of_two_uploads_at_once_the_second_is_the_first_ones_photo_though_the_store_is_down(
    client, chief, monkeypatch, django_capture_on_commit_callbacks
):
    key = {"form_key": uuid4().hex}
    first = upload(client, **key)
    monkeypatch.setattr(sent_forms, "created_pk", lambda *_: "")  # neither saw the other's
    storage = models.Photo.objects.get().file.storage

    def down(*_args):
        raise StorageDown("no answer")

    monkeypatch.setattr(storage, "exists", down)
    monkeypatch.setattr(storage, "delete", down)
    monkeypatch.setattr(storage, "get_available_name", lambda name, max_length=None: name)

    with django_capture_on_commit_callbacks(execute=True):
        second = upload(client, **key)

    assert second == first
    assert models.Photo.objects.count() == 1


@pytest.mark.django_db
def test_an_upload_whose_photo_is_gone_is_a_photo_again(client, chief):
    key = {"form_key": uuid4().hex}
    upload(client, **key)
    models.Photo.objects.all().delete()

    assert upload(client, **key)["id"] == models.Photo.objects.get().pk


@pytest.mark.django_db
def test_old_keys_are_forgotten(chief):
    now = timezone.now()
    for days in (13, 15):
        SentForm.objects.create(user=chief, kind="x", key=uuid4(), sent_at=now - timedelta(days=days))

    tasks.forget_sent_forms()

    assert SentForm.objects.count() == 1


@pytest.mark.django_db
def test_what_a_page_says_of_itself_after_it_was_saved_is_offered_to_nobody(client, chief):
    fields = opened(client, *article_form())
    client.post(reverse("admin:articles_article_add"), {**fields, "_save": ""})

    said = {"key": fields["open_form"], "typed": '{"headline": ["두 번 눌린 기사"]}'}
    client.post(reverse("admin:articles_article_open"), said)

    assert not models.OpenForm.objects.filter(typed_at__isnull=False).exists()


# At the very same time, with connections of their own


def call_together(*calls):
    """Begins them together, and waits for all."""
    barrier, answers = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait()
        try:
            answers.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def sender(user, address, fields):
    client = Client()
    client.force_login(user)
    return lambda: client.post(address, rewind_files(fields))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["articles_article", "articles_correction", "articles_claim", "articles_page"])
def test_of_two_that_come_at_once_the_second_waits_and_is_led_to_the_first(client, name):
    user = UserFactory(superuser=True)
    client.force_login(user)
    model, typed = NEW[name]
    fields = opened(client, name, typed()) | {"_continue": ""}
    before = model.objects.count()
    address = reverse(f"admin:{name}_add")

    answers = call_together(*[sender(user, address, fields) for _ in range(3)])

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert len({answer.url for answer in answers}) == 1
    assert model.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_when_the_first_of_two_at_once_is_refused_the_second_is_judged_by_itself(client, monkeypatch):
    user = UserFactory(superuser=True)
    client.force_login(user)
    fields = opened(client, "articles_helpline", {"name": "상담", "text": "109", "_save": ""})
    address = reverse("admin:articles_helpline_add")

    answers = call_together(sender(user, address, {**fields, "text": ""}), sender(user, address, fields))

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert models.Helpline.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_comes_twice_at_once_is_one_photo():
    user = UserFactory(superuser=True)
    address = reverse("admin:articles_photo_upload")

    key = uuid4().hex

    answers = call_together(*[sender(user, address, {"upload": picture(), "form_key": key}) for _ in range(2)])

    assert len({answer.json()["id"] for answer in answers}) == models.Photo.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reporter_that_two_people_join_to_one_account_is_refused_in_the_form():
    """What validation of both finds in order, and the database does not: a race between them."""
    person = UserFactory(staff=True)
    users = [UserFactory(superuser=True) for _ in range(2)]
    sends = []
    for number, user in enumerate(users):
        client = Client()
        client.force_login(user)
        fields = opened(client, "articles_reporter", {"name": "김하늘", "slug": f"kim-{number}", "user": person.pk})
        sends.append(sender(user, reverse("admin:articles_reporter_add"), {**fields, "_save": ""}))

    answers = call_together(*sends)

    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert models.Reporter.objects.count() == 1
