"""Forms that were opened before somebody else saved, deleted or published: nothing is undone or let out unseen."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin.tagging import encode_pk
from articles.desk.roles import DESK, REPORTER, ensure_roles
from articles.models import Article, ArticlePhoto, Byline, Claim, OpenForm, Photo, Record
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    CorrectionFactory,
    PageFactory,
    PlacementFactory,
    PublicationFactory,
    ReporterFactory,
    SourceFactory,
    TagFactory,
    UserFactory,
)

from .desk import errors, form_of

pytestmark = pytest.mark.django_db


def signed_in(role, username):
    user = UserFactory(staff=True, username=username)
    user.groups.add(ensure_roles()[role])
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def desk():
    return signed_in(DESK, "desk")


@pytest.fixture
def reporter():
    return signed_in(REPORTER, "reporter")


def change_url(row):
    return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row):
    return form_of(client.get(change_url(row)), f"{row._meta.model_name}_form")


def save(client, row, fields, **typed):
    return client.post(change_url(row), {"_save": "", **fields, **typed}, follow=True)


def photo(number):
    return Photo.objects.create(file=f"photos/{number}/master.jpg", width=10, height=10)


# --- Nobody publishes what they have not read ----------------------------------------------------


def test_the_desk_does_not_publish_what_was_changed_after_it_read(desk, reporter):
    article = ArticleFactory(headline="읽은 제목", submitted=True, created_by=reporter.user)
    read = opened(desk, article)
    reporter.post(f"/admin/articles/article/{article.pk}/step/", {"_step": "take_back"})
    save(reporter, article, opened(reporter, article), headline="못 읽은 제목")

    response = save(desk, article, read, _step="publish")

    article.refresh_from_db()
    assert article.state == "draft"
    assert any("읽어 보고" in error for error in errors(response))
    shown = form_of(response, "article_form")
    assert shown["headline"] == "못 읽은 제목"

    save(desk, article, shown, _step="publish")
    article.refresh_from_db()
    assert (article.state, article.headline) == ("published", "못 읽은 제목")


def test_a_draft_that_was_taken_back_unchanged_is_not_published_either(desk, reporter):
    article = ArticleFactory(submitted=True, created_by=reporter.user)
    read = opened(desk, article)
    reporter.post(f"/admin/articles/article/{article.pk}/step/", {"_step": "take_back"})

    save(desk, article, read, _step="publish")

    article.refresh_from_db()
    assert article.state == "draft"


def test_a_button_alone_knows_what_was_read(desk):
    article = ArticleFactory(submitted=True)
    seen = f"{article.version}-{article.state}"
    Article.objects.filter(pk=article.pk).update(version=article.version + 1)

    step = f"/admin/articles/article/{article.pk}/step/"
    assert "읽어 보고" in desk.post(step, {"_step": "publish", "seen": seen}, follow=True).text
    article.refresh_from_db()
    assert article.state == "submitted"

    desk.post(step, {"_step": "publish", "seen": f"{article.version}-{article.state}"})
    article.refresh_from_db()
    assert article.state == "published"


# --- Rows and tags -------------------------------------------------------------------------------


@pytest.fixture
def draft(reporter):
    article = ArticleFactory(headline="처음 제목", created_by=reporter.user)
    for number in range(2):
        ArticlePhoto.objects.create(article=article, photo=photo(number), position=number, own_caption=f"설명 {number}")
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘"))
    article.tags.add(TagFactory(name="도서관"))
    return article


def captions(article):
    return list(article.gallery.order_by("position", "pk").values_list("own_caption", flat=True))


def test_an_older_form_does_not_undo_captions_bylines_and_tags(desk, reporter, draft):
    older = opened(reporter, draft)
    byline, tag = ReporterFactory(name="박서준"), TagFactory(name="철새")
    newer = {"gallery-0-own_caption": "데스크가 고친 설명", "bylines-0-reporter": byline.pk}
    save(
        desk,
        draft,
        opened(desk, draft),
        **newer,
        tags=[encode_pk(each) for each in [*draft.tags.values_list("pk", flat=True), tag.pk]],
    )

    response = save(reporter, draft, older, headline="새 제목")

    draft.refresh_from_db()
    assert errors(response) == [] and draft.headline == "새 제목"
    assert captions(draft) == ["데스크가 고친 설명", "설명 1"]
    assert [each.reporter for each in draft.bylines.all()] == [byline]
    assert {each.name for each in draft.tags.all()} == {"도서관", "철새"}


def test_two_who_change_the_same_rows_are_told_and_nothing_is_lost(desk, reporter, draft):
    older = opened(reporter, draft)
    save(desk, draft, opened(desk, draft), **{"gallery-0-own_caption": "데스크의 설명"})

    response = save(reporter, draft, older, **{"gallery-0-own_caption": "기자의 설명"})

    assert captions(draft) == ["데스크의 설명", "설명 1"]
    assert "다른 사람이 이 목록을 고쳤습니다" in response.text
    shown = form_of(response, "article_form")
    assert shown["gallery-0-own_caption"] == "기자의 설명"

    save(reporter, draft, shown)
    assert captions(draft) == ["기자의 설명", "설명 1"]


def test_a_row_that_somebody_has_deleted_does_not_hold_up_the_form(desk, reporter, draft):
    older = opened(reporter, draft)
    save(desk, draft, opened(desk, draft), **{"gallery-0-DELETE": "on"})

    response = save(reporter, draft, older, headline="새 제목")

    draft.refresh_from_db()
    assert errors(response) == [] and draft.headline == "새 제목"
    assert captions(draft) == ["설명 1"]


def test_a_row_that_somebody_has_deleted_and_one_has_changed_is_told_and_can_be_saved(desk, reporter, draft):
    older = opened(reporter, draft)
    save(desk, draft, opened(desk, draft), **{"gallery-0-DELETE": "on"})

    told = save(reporter, draft, older, **{"gallery-1-own_caption": "기자의 설명"})
    assert "다른 사람이 이 목록을 고쳤습니다" in told.text

    save(reporter, draft, form_of(told, "article_form"))
    assert captions(draft) == ["기자의 설명"]


def test_a_change_of_rows_alone_is_a_version(desk, draft):
    before = draft.version

    save(desk, draft, opened(desk, draft), **{"gallery-0-own_caption": "다른 설명"})

    draft.refresh_from_db()
    assert draft.version == before + 1


def test_an_older_form_of_a_block_does_not_undo_placements(desk):
    block = BlockFactory()
    PlacementFactory(block=block, article=ArticleFactory(published=True), headline="처음 제목")
    older = opened(desk, block)
    save(desk, block, opened(desk, block), **{"placements-0-headline": "둘째 제목"})

    save(desk, block, older, name="새 이름")

    block.refresh_from_db()
    assert block.name == "새 이름"
    assert block.placements.get().headline == "둘째 제목"


# --- Everything else the desk edits --------------------------------------------------------------


def test_the_second_save_of_a_page_overwrites_nothing_unseen(admin_client):
    page = PageFactory(title="회사 소개", body="<p>처음</p>")
    first, second = opened(admin_client, page), opened(admin_client, page)
    save(admin_client, page, first, body="<p>처음</p><p>보탠 문단</p>")

    told = save(admin_client, page, second, body="<p>다른 글</p>")
    page.refresh_from_db()
    assert "보탠 문단" in page.body and "보탠 문단" in errors(told)[0]

    save(admin_client, page, form_of(told, "page_form"))
    page.refresh_from_db()
    assert page.body == "<p>다른 글</p>"


def test_what_only_the_other_has_changed_stays(admin_client):
    source = SourceFactory(name="새솔구", url="https://old.example/")
    first, second = opened(admin_client, source), opened(admin_client, source)
    save(admin_client, source, first, url="https://new.example/")

    save(admin_client, source, second, name="새솔구청")

    source.refresh_from_db()
    assert (source.name, source.url) == ("새솔구청", "https://new.example/")


def test_what_was_typed_beside_an_error_is_saved_once_it_is_mended(admin_client):
    publication = PublicationFactory(phone="02-000-0000", slogan="우리 동네")
    told = save(
        admin_client,
        publication,
        opened(admin_client, publication),
        phone="02-111-1111",
        slogan="새 표어",
        indexnow_key="짧다",
        email="틀린 주소",
    )
    assert len(errors(told)) == 2

    mended = form_of(told, "publication_form") | {"indexnow_key": "a1b2c3d4e5f6", "email": "desk@example.com"}
    saved = save(admin_client, publication, mended)

    assert not errors(saved)
    publication.refresh_from_db()
    assert (publication.phone, publication.slogan) == ("02-111-1111", "새 표어")
    assert (publication.indexnow_key, publication.email) == ("a1b2c3d4e5f6", "desk@example.com")


def test_a_block_keeps_its_new_name_and_layout_through_an_error(desk):
    block = BlockFactory(name="톱", layout="headlines", rule="none")
    told = save(desk, block, opened(desk, block), name="많이 본 기사", layout="ranking", rule="section")
    save(desk, block, form_of(told, "block_form") | {"rule": "most_read_day"})
    block.refresh_from_db()
    assert (block.name, block.layout, block.rule) == ("많이 본 기사", "ranking", "most_read_day")


def test_what_the_other_has_changed_stays_theirs_through_an_error_too(admin_client):
    source = SourceFactory(name="새솔구", url="https://old.example/")
    first, second = opened(admin_client, source), opened(admin_client, source)
    save(admin_client, source, first, url="https://new.example/")
    told = save(admin_client, source, second, name="")
    assert errors(told)

    save(admin_client, source, form_of(told, "source_form") | {"name": "새솔구청"})

    source.refresh_from_db()
    assert (source.name, source.url) == ("새솔구청", "https://new.example/")


def test_rows_that_the_other_has_changed_stay_theirs_through_an_error_too(desk):
    block = BlockFactory(rule="none")
    PlacementFactory(block=block, article=ArticleFactory(published=True), headline="처음 제목")
    older = opened(desk, block)
    save(desk, block, opened(desk, block), **{"placements-0-headline": "둘째 제목"})
    told = save(desk, block, older, name="")
    assert errors(told)

    save(desk, block, form_of(told, "block_form") | {"name": "새 이름"})

    block.refresh_from_db()
    assert (block.name, block.placements.get().headline) == ("새 이름", "둘째 제목")


# --- An article that is gone ---------------------------------------------------------------------


def test_what_is_typed_in_an_article_that_is_deleted_becomes_a_new_draft(desk, reporter, draft):
    typed = opened(reporter, draft)
    key = str(uuid4())
    kept = {"key": key, "article": draft.pk, "version": 1, "typed": json.dumps({"headline": ["쓰던 제목"]})}
    reporter.post("/admin/articles/article/open/", kept)
    old = change_url(draft)
    desk.post(reverse("admin:articles_article_delete", args=[draft.pk]), {"post": "yes"})
    assert not Article.objects.exists()

    response = reporter.post(old, {**typed, "headline": "쓰던 제목", "_save": ""})

    assert any("삭제" in error for error in errors(response))
    assert OpenForm.objects.get().typed == {"headline": ["쓰던 제목"]}
    assert "쓰던 제목" in reporter.get("/admin/articles/article/add/", {"bring_back": key}).text

    shown = form_of(response, "article_form")
    reporter.post("/admin/articles/article/add/", {**shown, "_save": ""})
    saved = Article.objects.get()
    assert saved.headline == "쓰던 제목" and saved.created_by == reporter.user
    assert captions(saved) == ["설명 0", "설명 1"] and saved.bylines.count() == 1


# --- What nobody can see, and what no calendar holds ---------------------------------------------


@pytest.mark.parametrize(("unseen", "parting"), [("\x0b", " "), ("\x08", ""), ("\x1f", " "), ("\ufffe", "")])
def test_characters_that_break_feeds_do_not_get_in(unseen, parting, client, desk):
    article = ArticleFactory(headline="제목", submitted=True)
    save(desk, article, opened(desk, article), headline=f"앞{unseen}뒤", byline_text=f"홍{unseen}길동", _step="publish")

    article.refresh_from_db()
    assert (article.headline, article.byline_text) == (f"앞{parting}뒤", f"홍{parting}길동")


def test_feeds_and_sitemaps_stand_such_characters_of_rows_that_have_them(client):
    from lxml import etree

    source = SourceFactory(name="출\x08처", slug="broken")
    ArticleFactory(headline="앞\x0b뒤\ufffe", byline_text="홍\x1f길동", source=source, published=True)

    for address in ("/feeds/latest.xml", "/feeds/sources/broken.xml", "/news-sitemap.xml"):
        assert "앞 뒤" in "".join(etree.fromstring(client.get(address).content).itertext())


@pytest.mark.parametrize("day", ["9999-12-30", "0001-01-01", "2199-01-01"])
def test_a_claim_comes_in_on_a_day_that_has_been(day, desk):
    article = ArticleFactory(published=True)

    response = desk.post(
        "/admin/articles/claim/add/",
        {"article": article.pk, "kind": "correction", "received_on": day, "outcome": "running", "_save": ""},
    )

    assert errors(response) and not Claim.objects.exists()


@pytest.mark.parametrize("at", ["9999-12-31T18:00", "0001-01-01T00:00"])
def test_far_away_times_are_refused_in_words(at, desk):
    article = ArticleFactory(submitted=True, is_breaking=True)

    response = save(desk, article, opened(desk, article), _step="schedule", publish_at=at)

    article.refresh_from_db()
    assert article.state == "submitted" and "1990년" in response.text
    sent = {"arrangement": json.dumps({"1": [{"starts_at": at}]}), "preview_at": at, "_preview": ""}
    assert desk.post("/admin/articles/block/zones/front/", sent).status_code < 500


@pytest.mark.parametrize(
    "address",
    [
        "/admin/articles/article/add/?section=x",
        "/admin/articles/article/add/?section=99999999999999999999999",
        "/admin/articles/article/add/?tags=%00",
        "/admin/articles/article/add/?lead_photo=x",
        "/admin/articles/claim/add/?article=99999999999999999999",
        "/admin/articles/block/zones/sidebar/99999999999999999999999/",
        "/sitemaps/1-1.xml",
        "/admin/login/?next=//evil.example/",
        "/admin/articles/article/?published_at__gte=0001-01-01",
        "/admin/articles/article/?body__regex=(",
        "/admin/articles/article/?id__range=1",
    ],
)
def test_odd_addresses_of_the_desk_are_answered(address, desk):
    assert desk.get(address).status_code < 500


@pytest.mark.parametrize(
    "sent",
    [
        {"version": "9" * 25},
        {"version": str(2**63)},
        {"version": "-5"},
        {"typed": "[" * 100_000},
        {"article": "9" * 25},
        {"typed": json.dumps({"headline": ["\ud800"], "section": ["x"], "tags": ["9" * 25], "lead_photo": ["x"]})},
    ],
)
def test_odd_things_sent_while_typing_are_answered(sent, reporter):
    key = str(uuid4())

    assert reporter.post("/admin/articles/article/open/", {"key": key, **sent}).status_code < 500
    assert reporter.get("/admin/articles/article/add/", {"bring_back": key}).status_code < 500


def test_choices_that_are_none_are_answered_with_the_form(reporter):
    odd = {"section": "x", "source": "x", "lead_photo": "9" * 25, "tags": "9" * 25, "headline": "제목"}
    rows = {f"{prefix}-{name}_FORMS": "1" for prefix in ("gallery", "bylines", "related_links") for name in ("TOTAL",)}
    rows |= {f"{prefix}-INITIAL_FORMS": "0" for prefix in ("gallery", "bylines", "related_links")}
    rows |= {"bylines-0-id": "x", "bylines-0-reporter": "x", "bylines-0-position": "9" * 30}

    response = reporter.post("/admin/articles/article/add/", {**odd, **rows, "_save": ""})

    assert response.status_code == 200 and "제목" in response.text


# --- What a reporter may see and change ----------------------------------------------------------


def test_a_reporter_does_not_change_the_texts_of_photos_that_readers_see(reporter, desk):
    shown, own = photo("shown"), photo("own")
    ArticleFactory(published=True, lead_photo=shown)
    Photo.objects.filter(pk=own.pk).update(uploaded_by=reporter.user)

    def send(client, row):
        return client.post("/admin/articles/photo/texts/", {"photo": row.pk, f"caption-{row.pk}": "새 설명"}).json()

    refused = send(reporter, shown)
    assert refused["saved"] == 0 and "데스크" in refused["told"]
    assert send(reporter, own)["saved"] == 1
    assert send(desk, shown)["saved"] == 1
    assert Record.objects.filter(verb="changed", by=desk.user).exists()


def test_a_reporter_learns_nothing_of_drafts_of_others(reporter):
    used = photo("used")
    Photo.objects.filter(pk=used.pk).update(uploaded_by=reporter.user)
    draft = ArticleFactory(headline="남의 초고", lead_photo=used)
    scheduled = ArticleFactory(headline="남의 예약 기사", scheduled=True, lead_photo=used)
    correction = CorrectionFactory(
        article=ArticleFactory(published=True),
        title="아직 안 나온 정정",
        published_at=timezone.now() + timedelta(days=1),
    )

    page = reporter.get(change_url(used)).text
    assert "남의" not in page and "다른 사람의 기사 2건" in page
    for row in (draft, scheduled, correction):
        assert reporter.get(change_url(row)).status_code in (302, 403)
    assert "남의 예약" not in reporter.get("/admin/articles/article/").text
