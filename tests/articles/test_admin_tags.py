"""Tags typed into the article's form: what is typed becomes that tag, or is refused with the reason."""

import json
import unicodedata
from uuid import uuid4

import pytest
from django.urls import reverse
from lxml import html

from articles.admin.tagging import MARK, encode_pk
from articles.models import Article, Tag
from articles.models.tag import MAX_LENGTH, find_tags
from tests.factories import ArticleFactory, SectionFactory, TagFactory

from .desk import DESK, REPORTER, errors, fill, form_of, staff

pytestmark = pytest.mark.django_db

FORM = "articles_article"


@pytest.fixture
def desk(client):
    client.force_login(staff(*DESK, "change_tag"))
    return client


def names(article):
    return {tag.name for tag in article.tags.all()}


def test_nothing_that_can_be_a_tag_bears_the_mark_of_a_chosen_one():
    assert len(MARK) > MAX_LENGTH


def test_a_tag_that_is_not_there_yet_is_made_from_its_name(desk):
    known, article = TagFactory(name="도서관", slug="도서관"), ArticleFactory()

    response = fill(desk, FORM, article.pk, tags=[encode_pk(known.pk), "#한파 쉼터", "도서관"])

    assert errors(response) == []
    assert names(article) == {"도서관", "한파 쉼터"}
    assert Tag.objects.get(name="한파 쉼터").slug == "한파-쉼터"


@pytest.mark.parametrize("typed", ["119", "518", "2026", "1", "0", "119구급대"])
def test_a_number_that_is_typed_is_a_tag_of_that_name_and_no_row(desk, typed):
    for pk in (1, 119, 518, 2026):
        TagFactory(pk=pk)
    article = ArticleFactory()

    response = fill(desk, FORM, article.pk, tags=[typed])

    assert errors(response) == []
    assert names(article) == {typed}
    shown = form_of(desk.get(reverse("admin:articles_article_change", args=[article.pk])), "article_form")
    assert shown["tags"] == encode_pk(article.tags.get().pk)
    assert desk.get(article.tags.get().get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  한파   쉼터 ", {"한파 쉼터"}),
        ("#한파쉼터", {"한파쉼터"}),
        ("# #한파쉼터", {"한파쉼터"}),
        ("한파,쉼터, ,", {"한파", "쉼터"}),
        ("한파，쉼터", {"한파", "쉼터"}),
        (unicodedata.normalize("NFD", "한파쉼터"), {"한파쉼터"}),
        ("한파\u3000쉼터", {"한파 쉼터"}),
        ("ＦＣ새솔", {"FC새솔"}),
        ("２０２６", {"2026"}),
        ("한파\u200b쉼터".replace("\u200b", "\x07"), {"한파쉼터"}),
        ("한파\t쉼터\n", {"한파 쉼터"}),
        ("   ", set()),
        ("\u3000", set()),
        (",", set()),
        ("가" * MAX_LENGTH, {"가" * MAX_LENGTH}),
        ("C++", {"C++"}),
    ],
)
def test_what_is_typed_is_put_in_order(desk, typed, expected):
    article = ArticleFactory()

    response = fill(desk, FORM, article.pk, tags=[typed])

    assert errors(response) == []
    assert names(article) == expected


@pytest.mark.parametrize("typed", ["가" * (MAX_LENGTH + 1), "!!!", "#++"])
def test_what_can_be_no_tag_is_refused_aloud_and_kept_in_the_form(desk, typed):
    article = ArticleFactory()
    known = TagFactory(name="도서관")

    response = fill(desk, FORM, article.pk, headline="고친 제목", tags=[encode_pk(known.pk), "새 태그", typed])

    assert any(typed.lstrip("#") in each for each in errors(response))
    shown = form_of(response, "article_form")
    assert shown["headline"] == "고친 제목"
    assert shown["tags"] == [encode_pk(known.pk), "새 태그", typed.lstrip("#")]
    assert names(article) == set()


def test_more_new_tags_than_anybody_types_are_refused(desk):
    response = fill(desk, FORM, ArticleFactory().pk, tags=[f"태그 {number}" for number in range(31)])

    assert "30" in errors(response)[0]
    assert not Tag.objects.exists()


def test_tags_that_differ_by_capitals_or_width_are_one_and_by_a_sign_are_two(desk):
    fc, shelter, article = TagFactory(name="FC새솔", slug="fc"), TagFactory(name="한파 쉼터"), ArticleFactory()
    letter = TagFactory(name="C", slug="c")

    response = fill(desk, FORM, article.pk, tags=["fc새솔", "ｆｃ새솔", "한파-쉼터", "C++", "c"])

    assert errors(response) == []
    assert set(article.tags.all()) == {fc, letter, *Tag.objects.filter(name__in=["한파-쉼터", "C++"])}
    assert Tag.objects.exclude(pk=shelter.pk).filter(name="한파-쉼터").exists()
    assert len(set(Tag.objects.values_list("slug", flat=True))) == Tag.objects.count() == 5


def test_new_tags_are_there_again_when_the_form_has_errors_and_made_when_it_has_none(desk):
    response = fill(desk, FORM, headline="", section=SectionFactory().pk, tags=["한파 쉼터", "119"])

    shown = form_of(response, "article_form")
    assert shown["tags"] == ["한파 쉼터", "119"]
    assert not Tag.objects.exists()

    desk.post(reverse("admin:articles_article_add"), {**shown, "headline": "제목", "_save": ""})
    assert names(Article.objects.get()) == {"한파 쉼터", "119"}


def test_who_may_add_no_tag_is_told_and_may_type_those_that_are_there(client):
    user = staff(*[each for each in REPORTER if each != "add_tag"], username="reporter")
    client.force_login(user)
    known, article = TagFactory(name="119"), ArticleFactory(created_by=user)

    refused = fill(client, FORM, article.pk, tags=["새 태그", "119"])
    taken = fill(client, FORM, article.pk, tags=["119"])

    assert any("새 태그" in each for each in errors(refused))
    assert errors(taken) == []
    assert list(article.tags.all()) == [known]
    assert Tag.objects.count() == 1


def test_a_tag_that_was_deleted_while_the_form_was_open_is_told_of(desk):
    tag, article = TagFactory(), ArticleFactory()
    pk = tag.pk
    tag.delete()

    response = fill(desk, FORM, article.pk, tags=[encode_pk(pk)])

    assert any("삭제" in each for each in errors(response))


def test_the_list_that_one_chooses_from_gives_marked_numbers(desk):
    tag = TagFactory(name="도서관")

    answer = desk.get(
        reverse("admin:autocomplete"),
        {"term": "도서", "app_label": "articles", "model_name": "article", "field_name": "tags"},
    ).json()

    assert answer["results"] == [{"id": encode_pk(tag.pk), "text": "도서관"}]


@pytest.mark.parametrize(
    ("typed", "told"),
    [(",".join(f"태그{number}" for number in range(1500)), "30개까지"), ("가" * 60_000, "30자까지")],
    ids=["many", "long"],
)
@pytest.mark.parametrize("is_new", [True, False])
def test_many_or_endless_names_are_refused_and_looked_for_nowhere(desk, typed, told, is_new):
    article = None if is_new else ArticleFactory(headline="제목").pk

    response = fill(desk, FORM, article, headline="고친 제목", section=SectionFactory().pk, tags=[typed])

    assert response.status_code == 200
    assert told in errors(response)[0]
    assert len(errors(response)[0]) < 200
    assert not Tag.objects.exists()


def test_any_number_of_names_is_looked_for_at_once(desk, django_assert_num_queries):
    tags = [TagFactory(name=f"태그{number}") for number in (0, 1499)]

    with django_assert_num_queries(1):
        found = find_tags([f"태그{number}" for number in range(1500)])

    assert found == {tag.name: tag for tag in tags}


def test_what_was_never_saved_is_brought_back_with_its_tags_as_they_were_typed(desk):
    known, key = TagFactory(name="도서관"), str(uuid4())
    add = reverse("admin:articles_article_add")
    fields = form_of(desk.get(add), "article_form") | {"headline": "쓰다 만 기사"}
    typed = {name: [value] for name, value in fields.items()} | {"tags": [encode_pk(known.pk), "119"]}
    desk.post(reverse("admin:articles_article_open"), {"key": key, "typed": json.dumps(typed)})

    shown = form_of(desk.get(add, {"bring_back": key}), "article_form")

    assert shown["tags"] == [encode_pk(known.pk), "119"]


def test_what_was_kept_before_there_was_a_mark_is_read_as_it_was_meant(desk):
    known, key = TagFactory(name="도서관"), str(uuid4())
    add = reverse("admin:articles_article_add")
    fields = form_of(desk.get(add), "article_form") | {"section": str(SectionFactory().pk), "headline": "옛 양식"}
    typed = {name: [value] for name, value in fields.items()} | {"tags": [str(known.pk), "새 태그", "987654"]}
    del typed["tags_are_marked"]
    desk.post(reverse("admin:articles_article_open"), {"key": key, "typed": json.dumps(typed)})

    shown = form_of(desk.get(add, {"bring_back": key}), "article_form")
    desk.post(add, {**shown, "_save": ""})

    assert shown["tags"] == [encode_pk(known.pk), "새 태그", "987654"]
    assert names(Article.objects.get()) == {"도서관", "새 태그", "987654"}


def test_typed_tags_meet_those_that_another_has_added_since(desk):
    article, mine = ArticleFactory(), TagFactory(name="처음")
    article.tags.add(mine)
    address = reverse("admin:articles_article_change", args=[article.pk])
    fields = form_of(desk.get(address), "article_form")
    article.tags.add(TagFactory(name="남의 것"))

    desk.post(address, {**fields, "tags": [encode_pk(mine.pk), "119"], "_save": ""})

    assert names(article) == {"처음", "남의 것", "119"}


def test_typing_a_tag_that_is_there_already_is_no_change(desk):
    article, tag = ArticleFactory(), TagFactory(name="119")
    article.tags.add(tag)

    fill(desk, FORM, article.pk, tags=["119"])

    article.refresh_from_db()
    assert article.version == 1


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("119", "119"),
        ("#한파  쉼터", "한파 쉼터"),
        ("ＦＣ", "FC"),
        (unicodedata.normalize("NFD", "도서"), "도서"),
    ],
)
def test_the_form_of_a_tag_puts_its_name_in_the_same_order(desk, name, kept):
    assert errors(fill(desk, "articles_tag", name=name)) == []
    assert Tag.objects.get().name == kept


@pytest.mark.parametrize("name", ["!!!", "한파,쉼터", "도서관", "fc", "ｆｃ", "#"])
def test_the_form_of_a_tag_refuses_what_is_none_or_there_already(desk, name):
    TagFactory(name="도서관"), TagFactory(name="FC")

    assert errors(fill(desk, "articles_tag", name=name)) != []
    assert Tag.objects.count() == 2


def test_without_scripts_the_list_holds_what_is_chosen(desk):
    article, tag = ArticleFactory(), TagFactory(name="도서관")
    article.tags.add(tag)
    page = desk.get(reverse("admin:articles_article_change", args=[article.pk]))

    select = html.fromstring(page.text).xpath("//select[@name='tags']")[0]

    assert [(option.get("value"), option.text_content()) for option in select] == [(encode_pk(tag.pk), "도서관")]
    assert errors(fill(desk, FORM, article.pk)) == []
    assert names(article) == {"도서관"}
