"""Characters that no reader can read, through the doors by which texts come in."""

import json

import pytest
from django.apps import apps
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Correction, OpenForm, Photo, Placement, Publication
from articles.models.tag import normalize_name
from articles.pictures.store import store_photo
from newsroom.shared.characters import clean_text, find_unknown
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PublicationFactory,
    SectionFactory,
    TagFactory,
    UserFactory,
)

from .desk import DESK, errors, fill, picture, rows, said, staff, step

pytestmark = pytest.mark.django_db

KNOWN = "\U000f02b1 대국민 소통 \U000f0854가\U000f02ef나\U000f0855 \U000f02c4"
IN_WORDS = "① 대국민 소통 『가·나』 ⑳"
BOX = "\U000f080f"


@pytest.fixture
def chief(client):
    user = UserFactory(superuser=True)
    client.force_login(user)
    return user


# --- The function ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parting", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85", "\u2028", "\u2029", "\n", "\t"]
)
def test_what_parts_words_is_a_space_in_one_line(parting):
    assert clean_text(f"등불축제{parting}남강") == "등불축제 남강"
    assert clean_text(f"등불축제 {parting} 남강{parting}") == "등불축제 남강"


@pytest.mark.parametrize("parting", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n"])
def test_what_parts_lines_is_a_line_end_where_there_are_lines(parting):
    assert clean_text(f"등불축제{parting}남강", has_lines=True) == "등불축제\n남강"


def test_a_blank_of_a_hwp_file_is_one_where_there_are_lines_too():
    assert clean_text("등불축제\x1f남강\x1e빛", has_lines=True) == "등불축제 남강 빛"


def test_controls_that_part_nothing_go_and_spaces_stay_as_typed():
    assert clean_text("보\x00도\x07자\x02료  둘") == "보도자료  둘"


@given(st.text(), st.booleans())
def test_what_is_in_order_stays_so(text, has_lines):
    once = clean_text(text, has_lines=has_lines)

    assert clean_text(once, has_lines=has_lines) == once


@given(st.text(), st.booleans())
def test_no_word_is_glued_to_the_next(text, has_lines):
    parted = [clean_text(word) for word in text.split()]

    assert clean_text(text, has_lines=has_lines).split() == [word for each in parted for word in each.split()]


def test_an_unknown_sign_is_told_with_the_words_around_it():
    told = list(find_unknown(f"새솔구는 {BOX} 청년 일자리를 늘린다고 밝혔다.\n첫 줄 \uf53a\U00100001끝"))

    assert told == [
        "새솔구는 [U+F080F] 청년 일자리를 늘린다…",
        "첫 줄 [U+F53A][U+100001]끝",
    ]
    assert list(find_unknown(KNOWN)) == []


# --- Forms -------------------------------------------------------------------------------------------


def test_a_vertical_tab_parts_the_words_of_an_article(client, chief):
    section = SectionFactory()

    fill(
        client,
        "articles_article",
        headline="등불축제\x0b남강",
        subheadline="첫 줄\x0b둘째 줄\u2028셋째 줄",
        kicker="단독\x0c기획",
        body="<p>등불축제\x0b남강</p>",
        summary="요약\x1f글",
        section=section.pk,
    )

    article = Article.objects.get()
    assert article.headline == "등불축제 남강"
    assert article.subheadline_lines == ["첫 줄", "둘째 줄", "셋째 줄"]
    assert article.kicker == "단독 기획"
    assert article.body == "<p>등불축제<br>남강</p>"
    assert article.summary == "요약 글"


def test_hancoms_signs_become_words_in_every_field_of_an_article(client, chief):
    section, photo = SectionFactory(), Photo.objects.create(file="photos/a/master.jpg", width=1, height=1)

    fill(
        client,
        "articles_article",
        **dict.fromkeys(["headline", "subheadline", "summary", "credit_tag", "byline_text"], KNOWN),
        body=f"<p>{KNOWN}</p>",
        kicker="\U000f02b1",
        section=section.pk,
        **rows("gallery", {"photo": photo.pk, "own_caption": KNOWN}),
    )

    article = Article.objects.get()
    typed = [getattr(article, name) for name in ["headline", "subheadline", "summary", "credit_tag", "byline_text"]]
    assert typed == [IN_WORDS] * 5
    assert (article.kicker, article.body) == ("①", f"<p>{IN_WORDS}</p>")
    assert article.gallery.get().own_caption == IN_WORDS


@pytest.mark.parametrize(
    ("model", "name", "typed"),
    [
        ("source", "name", {"kind": "government"}),
        ("section", "name", {"slug": "a"}),
        ("tag", "name", {}),
        ("helpline", "name", {"text": "가"}),
        ("reporter", "name", {"title": "기자"}),
        ("page", "title", {}),
    ],
)
def test_hancoms_signs_become_words_in_names(client, chief, model, name, typed):
    fill(client, f"articles_{model}", **{name: f"{KNOWN}\x0b끝", **typed})

    row = apps.get_model("articles", model).objects.get()
    assert getattr(row, name) == f"{IN_WORDS} 끝"


def test_hancoms_signs_become_words_in_a_correction_and_the_imprint(client, chief):
    PublicationFactory()
    article = ArticleFactory(published=True)

    fill(client, "articles_correction", article=article.pk, kind="own", title=KNOWN, text=f"{KNOWN}\x0b끝")
    fill(client, "articles_publication", 1, slogan=f"{KNOWN}\x0b끝")

    correction = Correction.objects.get()
    assert (correction.title, correction.text) == (IN_WORDS, f"{IN_WORDS}\n끝")
    assert Publication.objects.get().slogan == f"{IN_WORDS} 끝"


def test_hancoms_signs_become_words_under_a_photo_and_where_a_tag_is_typed(client, chief):
    photo = store_photo(picture())

    texts = {
        f"caption-{photo.pk}": f"{KNOWN}\x0b끝",
        f"credit-{photo.pk}": "사진\x0b제공",
        f"alt_text-{photo.pk}": KNOWN,
    }
    client.post(reverse("admin:articles_photo_texts"), {"photo": photo.pk, **texts})

    photo.refresh_from_db()
    assert (photo.caption, photo.credit, photo.alt_text) == (f"{IN_WORDS} 끝", "사진 제공", IN_WORDS)
    assert normalize_name("등불\x0b축제\U000f02b1") == "등불 축제①"


def test_the_reason_of_a_withdrawal_is_put_in_order_by_its_own_button_too(client, chief):
    article = ArticleFactory(published=True)

    client.post(
        reverse("admin:articles_article_step", args=[article.pk]),
        {"_step": "withdraw", "withdraw_reason": f"사실과\x0b다름 {KNOWN}"},
    )

    article.refresh_from_db()
    assert article.withdrawn_reason == f"사실과 다름 {IN_WORDS}"


def test_what_is_typed_and_not_saved_keeps_its_words_apart_when_it_is_brought_back(client, chief):
    key = "8b1f7a0c-0000-4000-8000-000000000001"
    SectionFactory()
    typed = {"headline": ["등불축제\x0b남강"], "subheadline": ["가\x0b나"]}

    client.post(reverse("admin:articles_article_open"), {"key": key, "typed": json.dumps(typed)})
    page = client.get(f"{reverse('admin:articles_article_add')}?bring_back={key}")

    assert OpenForm.objects.get().typed["headline"] == ["등불축제\x0b남강"]
    assert 'value="등불축제\x0b남강"' in page.text


def test_a_headline_typed_for_a_block_is_put_in_order(client, chief):
    block, article = BlockFactory(), ArticleFactory(published=True)
    url = reverse("admin:articles_block_zone", args=["front"])

    placed = {str(block.pk): [{"article": article.pk, "headline": f"등불\x0b축제 \U000f02b1 {BOX}"}]}
    response = client.post(url, {"arrangement": json.dumps(placed), "_over": "1"}, follow=True)

    assert Placement.objects.get().headline == f"등불 축제 ① {BOX}"
    assert "등불 축제 ① [U+F080F]" in said(response)


# --- Signs that nobody knows -------------------------------------------------------------------------


def test_an_unknown_sign_is_told_at_saving_with_its_field_and_the_words_around(client):
    client.force_login(staff(*DESK))
    section = SectionFactory()
    photo = Photo.objects.create(file="photos/a/master.jpg", width=1, height=1, caption=f"광장 {BOX} 전경")

    response = fill(
        client,
        "articles_article",
        headline=f"새솔구 {BOX} 청년 일자리",
        body=f"<p>가</p><table><caption>표 {BOX}</caption><tr><td>1<td>2</table>",
        section=section.pk,
        lead_photo=photo.pk,
    )

    assert Article.objects.get().headline == f"새솔구 {BOX} 청년 일자리"
    told = said(response)
    assert "제목: “새솔구 [U+F080F] 청년 일자리”" in told
    assert "본문: “표 [U+F080F]”" in told
    assert "사진 · 사진 설명: “광장 [U+F080F] 전경”" in told


def test_the_desk_is_told_when_it_opens_the_article_and_told_once(client):
    client.force_login(staff(*DESK))
    article = ArticleFactory(submitted=True, headline=f"새솔구 {BOX} 청년")

    opened = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    saved = fill(client, "articles_article", article.pk, kicker="단독")

    assert "제목: “새솔구 [U+F080F] 청년”" in said(opened)
    assert said(saved).count("[U+F080F]") == 1


@pytest.mark.parametrize("name", ["publish", "schedule"])
def test_an_article_with_an_unknown_sign_does_not_come_out(client, name):
    client.force_login(staff(*DESK))
    article = ArticleFactory(submitted=True, headline=f"새솔구 {BOX} 청년")
    asked = {"publish_at": "2099-01-01T09:00"}

    response = fill(client, "articles_article", article.pk, button=step(name), **asked)
    by_button = client.post(
        reverse("admin:articles_article_step", args=[article.pk]), {"_step": name, **asked}, follow=True
    )
    in_bulk = client.post(
        reverse("admin:articles_article_changelist"),
        {"action": f"step_{name}", "_selected_action": [article.pk], "_confirmed": "1", **asked},
        follow=True,
    )

    article.refresh_from_db()
    assert article.state == "submitted"
    assert any("제목: “새솔구 [U+F080F] 청년”" in error for error in errors(response))
    assert "제목: “새솔구 [U+F080F] 청년”" in said(by_button)
    assert "제목: “새솔구 [U+F080F] 청년”" in said(in_bulk)


@pytest.mark.parametrize("where", ["caption", "gallery", "tag", "body", "title"])
def test_whatever_readers_see_with_the_article_holds_it_back(client, where):
    client.force_login(staff(*DESK))
    article = ArticleFactory(submitted=True)
    photo = Photo.objects.create(file="photos/a/master.jpg", width=1, height=1)
    match where:
        case "caption":
            article.lead_photo = photo
            photo.caption = BOX
            photo.save()
        case "gallery":
            article.gallery.create(photo=photo, own_caption=BOX)
        case "tag":
            article.tags.add(TagFactory(name=f"등불{BOX}"))
        case "body":
            article.body = f"<ul><li>하나{BOX}</li></ul>"
        case "title":
            article.body = f'<p><a href="/x" title="{BOX}">가</a></p>'
    article.save()

    response = client.post(reverse("admin:articles_article_step", args=[article.pk]), {"_step": "publish"}, follow=True)

    article.refresh_from_db()
    assert article.state == "submitted"
    assert "[U+F080F]" in said(response)


def test_a_correction_with_an_unknown_sign_is_not_published(client, chief):
    article = ArticleFactory(published=True)

    response = fill(
        client, "articles_correction", article=article.pk, kind="own", title="바로잡음", text=f"개관일 {BOX}"
    )

    assert not Correction.objects.exists()
    assert any("개관일 [U+F080F]" in error for error in errors(response))


def test_an_unknown_sign_is_told_wherever_else_it_is_saved(client, chief):
    photo = Photo.objects.create(file="photos/a/master.jpg", width=1, height=1)
    texts = {f"caption-{photo.pk}": f"광장 {BOX}"}

    page = fill(client, "articles_page", title="회사소개", body=f"<p>가 {BOX} 나</p>")
    tag = fill(client, "articles_tag", name=f"등불{BOX}")
    at_once = client.post(reverse("admin:articles_photo_texts"), {"photo": photo.pk, **texts})
    in_batch = client.post(reverse("admin:articles_photo_batch"), {"photo": photo.pk, **texts}, follow=True)

    assert "본문: “가 [U+F080F] 나”" in said(page)
    assert "등불[U+F080F]" in said(tag)
    assert "광장 [U+F080F]" in at_once.json()["told"]
    assert "광장 [U+F080F]" in said(in_batch)


def test_a_preview_says_nothing_of_signs(client):
    client.force_login(staff(*DESK))
    article = ArticleFactory(headline=f"새솔구 {BOX}")

    response = client.get(reverse("admin:articles_article_preview", args=[article.pk]))

    assert "[U+F080F]" not in response.text
