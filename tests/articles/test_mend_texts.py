"""`manage.py mend_texts`: what stands in the database already."""

import csv
import unicodedata
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.desk import mend_texts, publishing, versions
from articles.desk.versions import versions_of
from articles.models import Article, Correction, OldAddress, Page, Photo, Record, SearchEntry, Section, Tag
from newsroom.fast import edition
from tests.factories import ArticleFactory, CorrectionFactory, PageFactory, SectionFactory, TagFactory, UserFactory

from .desk import fill

pytestmark = pytest.mark.django_db

SIGN = "\U000f02b1"
OLD_BODY = (
    f'<p>{SIGN} 대국민 소통\u2028둘째 줄 <a href="www.example.org">누리집</a></p>\n'
    "<ol><li>가</li><li><ol><li>가-1</li></ol></li><li>나</li></ol>"
)
NEW_BODY = (
    '<p>① 대국민 소통<br>둘째 줄 <a href="https://www.example.org" rel="noopener noreferrer">누리집</a></p>\n'
    "<ol><li>가<ol><li>가-1</li></ol></li><li>나</li></ol>"
)


def stored(row, **texts):
    """Writes as earlier versions did: past every rule of today."""
    table, columns = row._meta.db_table, ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in texts)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {columns} WHERE id = %s", [*texts.values(), row.pk])
    Article.history.all().delete()
    row.refresh_from_db()
    return row


def mend(*options):
    out, err = StringIO(), StringIO()
    call_command("mend_texts", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def old():
    return stored(ArticleFactory(published=True), headline="등불축제\x0b남강", body=OLD_BODY)


def test_a_dry_run_lists_what_would_be_mended_and_changes_nothing(old):
    before = edition.current()

    out, err = mend()

    assert f"{old.pk}" in out
    assert "“등불축제[U+000B]남강” → “등불축제 남강”" in out
    assert "[U+F02B1] 대국민 소통[U+2028]" in out
    assert all(kind in out for kind in ["한글의 기호", "줄바꿈", "링크", "목록"])
    assert "2" in err and "--apply" in err
    old.refresh_from_db()
    assert (old.headline, old.body, old.version) == ("등불축제\x0b남강", OLD_BODY, 1)
    assert not Record.objects.exists()
    assert edition.current() == before


def test_a_published_article_is_mended_as_a_version_and_without_a_revision(old):
    mend("--apply")

    old.refresh_from_db()
    assert (old.headline, old.body) == ("등불축제 남강", NEW_BODY)
    assert old.excerpt.startswith("① 대국민 소통")
    assert old.revised_at is None
    newest, first = versions_of(old)
    assert (newest.headline, newest.body, newest.history_user) == ("등불축제 남강", NEW_BODY, None)
    assert "mend_texts" in newest.history_change_reason
    assert (first.headline, first.body) == ("등불축제\x0b남강", OLD_BODY)
    assert old.version == 2


def test_a_revision_that_there_is_stays_at_its_time(old):
    at = timezone.now()
    Article.objects.filter(pk=old.pk).update(revised_at=at)

    mend("--apply")

    old.refresh_from_db()
    assert old.revised_at == at


def test_the_search_follows(old):
    assert "①" not in SearchEntry.objects.get().text

    mend("--apply")

    assert "대국민 소통" in SearchEntry.objects.get().text
    assert SearchEntry.objects.get().text.startswith("등불축제 남강")


def test_a_second_run_finds_nothing(old):
    mend("--apply")
    before = Article.history.count()

    out, err = mend("--apply")

    assert out == ""
    assert "0" in err
    assert Article.history.count() == before


def test_the_edition_is_raised_once_however_many_batches_there_are(old, monkeypatch):
    monkeypatch.setattr(mend_texts, "BATCH", 2)
    for _number in range(5):
        stored(ArticleFactory(published=True), headline=f"가\x0b나 {SIGN}")
    raised = []
    monkeypatch.setattr(mend_texts.edition, "advance", lambda: raised.append(1))

    mend("--apply")

    assert raised == [1]
    assert not Article.objects.filter(headline__contains="\x0b").exists()


def test_a_run_that_is_broken_off_is_taken_up_where_it_stopped(old, monkeypatch):
    monkeypatch.setattr(mend_texts, "BATCH", 1)
    other = stored(ArticleFactory(published=True), headline="가\x0b나")

    next(iter(mend_texts.MendRun(apply=True)))

    assert Article.objects.get(pk=old.pk).headline == "등불축제 남강"
    assert Article.objects.get(pk=other.pk).headline == "가\x0b나"
    mend("--apply")
    assert Article.objects.get(pk=other.pk).headline == "가 나"


def test_what_no_reader_has_seen_is_left_to_its_writer():
    draft = stored(ArticleFactory(), headline="가\x0b나")

    assert mend("--apply")[0] == ""
    draft.refresh_from_db()
    assert draft.headline == "가\x0b나"


# What comes out meanwhile

IN_AN_HOUR = timedelta(hours=1)
STEPS = {
    "publish": lambda article: publishing.publish(article, by=None),
    "schedule": lambda article: publishing.schedule(article, at=timezone.now() + IN_AN_HOUR, by=None),
    "restore": lambda article: publishing.restore(article, by=None),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_was_stored_before_the_rules_comes_out_by_them(step):
    article = ArticleFactory(withdrawn=step == "restore")
    stored(article, headline="등불축제\x0b남강", body=OLD_BODY)

    STEPS[step](article)

    in_hand, article = article, Article.objects.get(pk=article.pk)
    assert (article.headline, article.body, article.state) == ("등불축제 남강", NEW_BODY, "published")
    assert (in_hand.headline, in_hand.body, in_hand.version) == (article.headline, article.body, article.version)
    assert article.excerpt.startswith("① 대국민 소통")
    assert (article.revised_at, article.version) == (None, 2)
    newest, first = versions_of(article)
    assert "발행될 때" in newest.history_change_reason
    assert (first.headline, first.body) == ("등불축제\x0b남강", OLD_BODY)


@pytest.mark.parametrize("button", ["form", "step", "list"])
def test_every_button_that_publishes_publishes_by_the_rules_of_today(client, button):
    client.force_login(UserFactory(superuser=True))
    article = stored(ArticleFactory(), headline=f"{SIGN} 등불", kicker="가\x0b나", body=OLD_BODY)

    if button == "form":
        fill(client, "articles_article", article.pk, button=("_step", "publish"))
    elif button == "step":
        client.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"})
    else:
        chosen = {"action": "step_publish", "_selected_action": [article.pk], "_confirmed": "1"}
        client.post(reverse("admin:articles_article_changelist"), chosen)

    article.refresh_from_db()
    assert article.is_public()
    assert (article.headline, article.kicker, article.body) == ("① 등불", "가 나", NEW_BODY)


def test_photos_and_tags_that_come_out_with_it_are_mended_too():
    article, tag = ArticleFactory(), TagFactory()
    photo = Photo.objects.create(file="photos/a/master.jpg", width=1, height=1)
    Photo.objects.update(caption=f"{SIGN} 광장")
    stored(article.gallery.create(photo=photo), own_caption=f"{SIGN} 전경")
    article.tags.add(stored(tag, name=f"{SIGN}단계"))

    publishing.publish(article, by=None)

    assert Photo.objects.get().caption == "① 광장"
    assert article.gallery.get().own_caption == "① 전경"
    assert article.tags.get().name == "①단계"
    assert article.version == 1
    assert Record.objects.filter(verb="changed").count() == 3


def test_what_would_lose_a_picture_is_looked_at_by_a_person_before_it_comes_out(client):
    client.force_login(UserFactory(superuser=True))
    body = f'<figure class="photo"><img src="/media/photos/gone/960.webp" alt="가"></figure>\n<p>글{SIGN}</p>'
    article = stored(ArticleFactory(), body=body)

    with pytest.raises(publishing.PublishingError, match="사진"):
        publishing.publish(article, by=None)

    article.refresh_from_db()
    assert (article.state, article.body) == ("draft", body)
    fill(client, "articles_article", article.pk)
    publishing.publish(Article.objects.get(pk=article.pk), by=None)
    article.refresh_from_db()
    assert article.is_public() and "글①" in article.body


def test_what_is_in_order_comes_out_without_a_version():
    article = ArticleFactory()

    publishing.publish(article, by=None)

    assert Article.objects.get().version == 1


def test_a_form_that_changes_nothing_keeps_the_old_text_as_a_version(client, old):
    client.force_login(UserFactory(superuser=True))
    stored(old, headline="등불축제", subheadline=f"{SIGN} 남강")

    fill(client, "articles_article", old.pk)

    old.refresh_from_db()
    assert (old.body, old.subheadline) == (NEW_BODY, "① 남강")
    newest, first = versions_of(old)
    assert (newest.body, newest.history_user) == (NEW_BODY, None)
    assert "오늘의 규칙" in newest.history_change_reason
    assert (first.body, first.subheadline) == (OLD_BODY, f"{SIGN} 남강")
    assert (old.version, old.revised_at) == (2, None)


# What only a person can tell


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>예산은 <s>30억원</s>25억원이다.</p>", "<s>30억원</s>25억원"),
        ("<p>예산은 2<s>30</s> 억원이다.</p>", "2<s>30</s>"),
        ("<p>예산은 <s><strong>30억원</strong></s><strong>25억원</strong>이다.</p>", "<s><strong>30억원</strong></s>"),
        ("<p>예산은 25억원[A1]이다.</p>", "25억원[A1]"),
        ("<p>글</p>\n<p>[홍길동2]부장님, 이 숫자 맞나요?</p>", "[홍길동2]부장님"),
    ],
)
def test_what_word_may_have_hidden_is_listed_and_never_mended(body, words):
    article = stored(ArticleFactory(published=True), body=body)

    out, err = mend("--apply")

    assert words in out and "숨은 글일 수 있음" in out
    assert "1" in err
    article.refresh_from_db()
    assert (article.body, article.version) == (body, 1)


@pytest.mark.parametrize("words", ["<s>정가 3만원</s> 2만원", "[사진1] 남강", "[표2]", "[코로나19]", "[1]", "[2보]"])
def test_what_a_paper_writes_itself_is_not_listed(words):
    stored(ArticleFactory(published=True), body=f"<p>글 {words}</p>")

    assert mend()[0] == ""


def test_syllables_that_were_taken_apart_are_no_hidden_text():
    stored(ArticleFactory(published=True), body=unicodedata.normalize("NFD", "<p>등불 축제</p>"))

    assert "숨은 글" not in mend()[0]


def test_a_tag_written_in_nfd_leaves_no_old_address_where_the_other_lives(client):
    other, tag = TagFactory(name="동작구", slug="동작구"), TagFactory()
    taken_apart = unicodedata.normalize("NFD", "동작구")
    stored(tag, name=taken_apart, slug=taken_apart)

    mend("--apply")

    assert list(Tag.objects.all()) == [other]
    assert not OldAddress.objects.exists()


def test_all_else_that_readers_read_is_mended_with_a_record(old):
    photo = Photo.objects.create(file="photos/a/master.jpg", width=1, height=1)
    Photo.objects.filter(pk=photo.pk).update(caption=f"{SIGN} 광장\x0b전경")
    old.gallery.create(photo=photo, own_caption=f"{SIGN} 광장")
    correction = stored(CorrectionFactory(article=old), text=f"{SIGN} 첫 줄\x0b둘째 줄")
    page = stored(PageFactory(), body='<p><a href="example.co.kr/path">가</a></p>')
    was = page.revised_at
    SectionFactory(slug="news", name="나")
    Section.objects.filter(slug="news").update(name=f"소식{SIGN}")

    mend("--apply")

    assert Photo.objects.values_list("caption", flat=True).get() == "① 광장 전경"
    assert old.gallery.get().own_caption == "① 광장"
    assert Correction.objects.get(pk=correction.pk).text == "① 첫 줄\n둘째 줄"
    assert Page.objects.get().body == '<p><a href="https://example.co.kr/path" rel="noopener noreferrer">가</a></p>'
    assert Page.objects.get().revised_at == was
    assert Section.objects.get(slug="news").name == "소식①"
    assert Record.objects.filter(verb="changed", detail__contains="mend_texts").count() == 5


def test_two_tags_that_become_one_are_one(client, old):
    right, wrong = TagFactory(name="1단계", slug="일"), TagFactory(name="가", slug="이")
    Tag.objects.filter(pk=right.pk).update(name="①단계")
    Tag.objects.filter(pk=wrong.pk).update(name=f"{SIGN}단계")
    both, one = ArticleFactory(published=True), ArticleFactory(published=True)
    both.tags.set([right, wrong])
    one.tags.set([wrong])

    mend("--apply")

    assert [tag.pk for tag in both.tags.all()] == [tag.pk for tag in one.tags.all()] == [right.pk]
    assert not Tag.objects.filter(pk=wrong.pk).exists()
    assert client.get("/tags/이/").headers["Location"].startswith("/tags/%EC%9D%BC/")
    assert "이 → 일" in Record.objects.get(verb="deleted").detail
    assert mend()[0] == ""


def test_a_name_that_another_bears_already_is_left_to_a_person():
    SectionFactory(slug="a", name="소식①")
    SectionFactory(slug="b", name="가")
    Section.objects.filter(slug="b").update(name=f"소식{SIGN}")

    out, err = mend("--apply")

    assert "소식[U+F02B1]" in out
    assert Section.objects.get(slug="b").name == f"소식{SIGN}"


def test_a_sign_that_nobody_knows_is_listed_and_left(old):
    stored(ArticleFactory(published=True), headline="새솔구 \U000f080f 청년")

    out, err = mend("--apply")

    assert "새솔구 [U+F080F] 청년" in out
    assert Article.objects.filter(headline="새솔구 \U000f080f 청년").exists()


def test_a_picture_is_never_lost_by_mending(old):
    body = f'<figure class="photo"><img src="/media/photos/gone/960.webp" alt="{SIGN}"></figure>\n<p>글{SIGN}</p>'
    stored(old, body=body)

    out, err = mend("--apply")

    old.refresh_from_db()
    assert old.body == body
    assert old.headline == "등불축제 남강"


def test_the_list_can_be_read_by_a_spreadsheet(old):
    out, _err = mend("--csv")

    head, *found = csv.reader(StringIO(out))
    assert len(head) == 7
    assert {len(row) for row in found} == {7}
    assert {row[2] for row in found} == {"제목", "본문"}


def test_saving_a_text_of_older_rules_is_no_revision_of_it(client, old):
    client.force_login(UserFactory(superuser=True))
    stored(old, headline="등불축제")

    fill(client, "articles_article", old.pk, is_photo_story="on")

    old.refresh_from_db()
    assert old.is_photo_story
    assert old.revised_at is None


def test_going_back_to_an_old_version_does_not_bring_back_what_was_mended(old):
    mend("--apply")
    old.refresh_from_db()

    versions.restore_version(old, versions_of(old).last(), by=None)

    old.refresh_from_db()
    assert (old.headline, old.body) == ("등불축제 남강", NEW_BODY)


def test_what_is_looked_at_costs_no_query_each(django_assert_max_num_queries):
    for _number in range(20):
        ArticleFactory(published=True)

    with django_assert_max_num_queries(2 * len(mend_texts.MODELS) + 5):
        mend()
