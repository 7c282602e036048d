"""Search takes a letter for the same in whatever width it was typed, and an update brings along what was there."""

import sys
import unicodedata
from html import unescape
from unittest import mock

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles import tasks
from articles.models import Photo, SearchEntry, SearchFolding, Tag, named
from articles.models.tag import make_tags, normalize_name
from articles.search import find, indexing, refolding
from articles.search.find import Query
from articles.search.snippets import marked
from articles.search.suggest import suggest
from newsroom.shared import folding
from newsroom.shared.folding import SINGLE_FOLDS, fold_characters, fold_in_place, fold_single, fold_text
from tests.caches import clear_all
from tests.factories import ArticleFactory, ReporterFactory, SourceFactory, TagFactory

from .desk import DESK, staff

WIDE = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"}
HALF = dict(zip("ㄱㄲㄴㄷㅎㅏㅣアカヲー。「」、・", "ﾡﾢﾤﾧﾾￂￜｱｶｦｰ｡｢｣､･", strict=True))
OTHER_WIDTH = WIDE | HALF

SIGNS = [*"가나ＦＣ２７년㎡㈜Ⅲ…·․カガｶﾞ 　\n", *OTHER_WIDTH]
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(SIGNS)))


def found_on_page(client, typed) -> list[str]:
    clear_all()  # a page is kept for a minute
    page = html.fromstring(client.get("/search/", {"q": typed}).text)
    return [
        " ".join(each.text_content().split())
        for each in page.xpath("//article[contains(@class,'row')]//*[self::h2 or self::h3]")
    ]


# --- What is the same ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＦＣ새솔", "FC새솔"),
        ("２７년", "27년"),
        ("１００％", "100%"),
        ("Ｒ＆Ｄ", "r&d"),
        ("（주）한들", "(주)한들"),
        ("㈜한들", "(주)한들"),
        ("북한산　둘레길", "북한산 둘레길"),
        ("８４㎡", "84m2"),
        ("84㎡", "84m²"),
        ("５㎏", "5kg"),
        ("３０℃", "30°C"),
        ("제Ⅲ지구", "제III지구"),
        ("제ⅲ지구", "제Ⅲ지구"),
        ("CO₂", "CO2"),
        ("10～15일", "10∼15일"),
        ("10〜15일", "10~15일"),
        ("−５도", "-5도"),
        ("ﾡﾢ", "ㄱㄲ"),
        ("ｶﾞﾝﾊﾞ", "ガンバ"),
        ("｢빛｣", "「빛」"),
        *((f"시{dot}도", "시·도") for dot in "․‧・･ㆍ"),
    ],
)
def test_widths_and_signs_that_readers_take_for_the_same_are_the_same(one, other):
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ㅇ", "\u110b"), ("①", "1"), ("시․도", "시.도"), ("ㅇㅇ구", "응구"), ("가", "가나"), ("カ", "キ"), ("㉠", "ㄱ")],
)
def test_what_is_another_sign_to_readers_stays_one(one, other):
    assert fold_text(one) != fold_text(other)


@given(st.lists(st.tuples(st.sampled_from([*OTHER_WIDTH, *"가힣é\n"]), st.booleans())))
def test_a_text_is_the_same_in_any_mixture_of_widths(letters):
    usual = "".join(letter for letter, _ in letters)
    mixed = "".join(OTHER_WIDTH.get(letter, letter) if is_other else letter for letter, is_other in letters)

    assert fold_text(mixed) == fold_text(usual)
    assert fold_single(mixed) == fold_single(usual)


@given(TEXTS)
def test_each_folded_character_knows_the_place_it_comes_from(text):
    text = unicodedata.normalize("NFC", text)

    folded, places = fold_in_place(text)

    assert folded == fold_characters(text)
    assert len(places) == len(folded)
    assert list(places) == sorted(places) and set(places) == set(range(len(text)))
    for place in range(len(text)):
        assert "".join(each for each, at in zip(folded, places, strict=True) if at == place) == fold_characters(
            text[place]
        )


@given(TEXTS, TEXTS, TEXTS)
def test_a_mark_stands_about_what_was_typed_and_changes_nothing_of_the_text(before, word, after):
    text = unicodedata.normalize("NFC", f"{before} {word} {after}")
    wanted = [found for found in Query.parse(word).words if found in fold_characters(text)]

    shown = marked(text, wanted)

    assert unescape(shown.replace("<mark>", "").replace("</mark>", "")) == text
    assert ("<mark>" in shown) == bool(wanted)


def test_what_is_marked_stands_as_it_was_written():
    assert marked("새솔 ＦＣ가 이겼다", ["fc"]) == "새솔 <mark>ＦＣ</mark>가 이겼다"
    assert marked("전용 84㎡형", ["84m2"]) == "전용 <mark>84㎡</mark>형"
    assert marked("북한산　둘레길", ["북한산 둘레길"]) == "<mark>북한산　둘레길</mark>"


# --- What is found -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "written"), [("FC", "ＦＣ"), ("ＦＣ", "FC"), ("27년", "２７년"), ("２７년", "27년")])
def test_readers_find_either_width_by_either(client, typed, written):
    ArticleFactory(headline=f"새솔 {written} 소식", body=f"<p>오늘 {written}의 일이다.</p>", published=True)
    ArticleFactory(headline="다른 기사", published=True)

    page = html.fromstring(client.get("/search/", {"q": typed}).text)

    assert found_on_page(client, typed) == [f"새솔 {written} 소식"]
    assert set(page.xpath("//main//mark/text()")) == {written}


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["FC새", "ＦＣ새", "ｆｃㅅ", "ＦＣﾵ"])
@pytest.mark.parametrize("name", ["FC새솔", "ＦＣ새솔"])
def test_names_are_suggested_in_either_width(typed, name):
    SourceFactory(name=name)

    assert [each.name for each in suggest(typed, timezone.now())] == [name]


@pytest.mark.django_db
def test_a_tag_typed_in_another_width_is_the_one_that_there_is():
    tag = TagFactory(name="FC새솔", slug="fc새솔")

    assert make_tags([normalize_name("ＦＣ새솔")]) == {"FC새솔": tag}
    assert Tag.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["27년", "２７년", "fc", "Ｆｃ"])
@pytest.mark.parametrize("written", ["27년 FC", "２７년 ＦＣ"])
def test_the_desk_finds_either_width_by_either(client, typed, written):
    client.force_login(staff(*DESK, "view_reporter", "view_block", "change_reporter"))
    article = ArticleFactory(headline=written)
    ArticleFactory(headline="다른 기사")
    photo = Photo.objects.create(file="photos/1/master.jpg", width=8, height=6, caption=written)
    Photo.objects.create(file="photos/2/master.jpg", width=8, height=6, caption="다른 사진")
    reporter = ReporterFactory(name=written)
    ReporterFactory(name="다른 기자")
    autocomplete = {"app_label": "articles", "model_name": "byline", "field_name": "reporter", "term": typed}

    articles = client.get(reverse("admin:articles_article_changelist"), {"q": typed}).context["cl"].queryset
    photos = client.get(reverse("admin:articles_photo_changelist"), {"q": typed}).context["cl"].queryset
    reporters = client.get(reverse("admin:autocomplete"), autocomplete).json()["results"]

    assert [each.pk for each in articles] == [article.pk]
    assert [each.pk for each in photos] == [photo.pk]
    assert [each["id"] for each in reporters] == [str(reporter.pk)]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["2７년", "％", "_", "'q", "\\", "84㎡", "시․도"])
def test_the_desk_looks_for_signs_as_they_are(client, typed):
    client.force_login(staff(*DESK, "view_reporter", "view_block", "change_reporter"))
    article = ArticleFactory(headline=r"27년 100% a_b 'q' c:\d 84㎡ 시·도", state="published", published=True)
    ArticleFactory(headline="가나", published=True)

    listed = client.get(reverse("admin:articles_article_changelist"), {"q": typed}).context["cl"].queryset
    placed = client.get(reverse("admin:articles_block_articles"), {"q": typed}).json()["articles"]

    assert [each.pk for each in listed] == [article.pk]
    assert [each["article"] for each in placed] == [article.pk]


# --- An update -----------------------------------------------------------------------------------


def folded_before(text: str) -> str:
    """As the first version folded, near enough."""
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines())
    return "\n".join(line.casefold().replace("…", "...") for line in lines if line)


@pytest.fixture
def of_before(db, monkeypatch):
    """Two articles and a tag as the version before has kept them."""
    SearchFolding.objects.all().delete()
    with (
        mock.patch.object(indexing, "fold_text", folded_before),
        mock.patch.object(named, "fold_text", folded_before),
        mock.patch.object(named, "initial_consonants", folded_before),
    ):
        articles = [
            ArticleFactory(headline="새솔 ＦＣ 이겼다", body="<p>２７년 만이다.</p>", published=True),
            ArticleFactory(headline="도서관 기사", published=True),
        ]
        articles[0].tags.add(TagFactory(name="ＦＣ새솔"))
    assert "ｆｃ" in SearchEntry.objects.get(article=articles[0]).text
    return articles


def everything_is_found(client):
    gram_way = [row[0] for row in find._holding(SearchEntry.objects.all(), Query.parse("27년"), 9)]
    return (found_on_page(client, "FC"), found_on_page(client, "２７년"), len(gram_way)) == (
        ["새솔 ＦＣ 이겼다"],
        ["새솔 ＦＣ 이겼다"],
        1,
    )


def test_an_update_brings_along_what_was_there(client, of_before, capsys):
    assert not found_on_page(client, "FC")

    call_command("rebuild_search", "--missing")

    assert everything_is_found(client)
    assert Tag.objects.get().suggested_by == "fc새솔\nfcㅅㅅ"
    assert "ｆｃ" not in SearchEntry.objects.get(article=of_before[0]).text


def test_the_worker_brings_it_along_too(client, of_before):
    tasks.catch_up_search.call_local()

    assert everything_is_found(client)


def test_what_is_folded_alike_is_not_made_again(of_before):
    with mock.patch.object(indexing, "entry_of", wraps=indexing.entry_of) as entry_of:
        assert list(refolding.refold()) == [2]

    assert [call.args[0].pk for call in entry_of.call_args_list] == [of_before[0].pk]


def test_what_an_old_process_saves_while_it_is_replaced_is_brought_along_later(client, of_before):
    call_command("rebuild_search", "--missing")
    with mock.patch.object(indexing, "fold_text", folded_before):
        ArticleFactory(headline="나중에 ＦＣ", published=True)
    assert "나중에 ＦＣ" not in found_on_page(client, "FC")

    tasks.catch_up_search.call_local()

    assert "나중에 ＦＣ" in found_on_page(client, "FC")


def test_once_all_is_folded_one_query_tells(of_before, django_assert_num_queries):
    for _ in range(refolding.PASSES):
        list(refolding.refold())

    with django_assert_num_queries(1):
        assert list(refolding.refold()) == []


def test_the_next_change_of_folding_is_noticed(of_before, monkeypatch):
    for _ in range(refolding.PASSES):
        list(refolding.refold())

    monkeypatch.setattr(refolding, "FOLDING", folding.FOLDING + 1)

    assert list(refolding.refold()) == [2]


def test_a_stopped_run_goes_on_where_it_was_newest_first(of_before, monkeypatch):
    monkeypatch.setattr(refolding, "BATCH", 1)
    newest = max(article.pk for article in of_before)

    next(refolding.refold())

    assert SearchFolding.objects.get().below == newest
    assert list(refolding.refold()) == [1]


@pytest.mark.django_db
def test_a_name_that_folding_makes_longer_than_its_column_is_kept():
    tag = TagFactory(name="…" * 30)
    source = SourceFactory(name="㎨" * 60)

    assert len(tag.suggested_by) <= 130 and len(source.suggested_by) == 130


def test_databases_can_translate_each_sign():
    assert all(len(one) == len(same) == 1 for one, same in SINGLE_FOLDS.items())


def test_a_word_as_written_knows_every_character_that_has_a_case():
    cased = [character for character in map(chr, range(sys.maxunicode + 1)) if character.casefold() != character]

    for character in cased:
        same = folding.fold_characters(character)
        assert folding.changes_length(character) or folding.word_pattern(same).fullmatch(character), hex(ord(character))


@given(TEXTS, TEXTS)
def test_what_is_found_as_written_is_what_is_found_folded(text, word):
    text, word = unicodedata.normalize("NFC", text), fold_characters(unicodedata.normalize("NFC", word))

    if word and not folding.changes_length(text):
        found = fold_characters(text).find(word)
        hit = folding.word_pattern(word).search(text)
        assert (hit.start() if hit else -1) == found


def test_every_character_that_is_the_same_is_found_as_written():
    for character in folding._SAME:
        same = fold_characters(character)
        assert folding.changes_length(character) == (len(same) > 1)
        if len(same) == 1:
            assert folding.word_pattern(same).fullmatch(character)
