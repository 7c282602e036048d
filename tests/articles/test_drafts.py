"""One place makes articles: by the form, by the demo, and by whatever brings texts in, one or a thousand at once."""

import ast
import re
import unicodedata
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.desk.drafts import Draft, DraftRefused, make_articles
from articles.desk.records import records_for
from articles.desk.versions import versions_of
from articles.models import (
    Article,
    ArticlePhoto,
    Byline,
    OldAddress,
    PortalNotice,
    Record,
    RelatedArticle,
    SearchEntry,
    Tag,
)
from articles.pictures.store import store_photo
from articles.search import indexing
from newsroom.fast import edition
from tests.factories import PublicationFactory, ReporterFactory, SectionFactory, SourceFactory, TagFactory, UserFactory

from .desk import DESK, fill, picture, rows, staff

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]


def article(headline: str = "제목", **fields) -> Article:
    return Article(headline=headline, section=SectionFactory(), **{"body": "<p>새솔구가 밝혔다.</p>", **fields})


def published(headline: str = "제목", **fields) -> Article:
    at = timezone.now() - timedelta(minutes=5)
    return article(headline, state="published", published_at=at, **fields)


def tags_of(article: Article) -> list[str]:
    """In the order in which they were given."""
    return [row.tag.name for row in Article.tags.through.objects.filter(article=article).order_by("pk")]


def test_an_article_is_whole_at_once():
    user = UserFactory(username="haneul")
    photos = [store_photo(picture(size=(600 + number, 400))) for number in range(3)]
    reporters = [ReporterFactory(name="박서준"), ReporterFactory(name="김하늘")]
    source = SourceFactory(name="동작구")
    made = published("도서관 연다", lead_photo=photos[0], source=source)
    draft = Draft(
        made,
        tags=[Tag(name="한파쉼터"), TagFactory(name="도서관"), Tag(name="가을")],
        bylines=[Byline(reporter=reporter) for reporter in reporters],
        gallery=[ArticlePhoto(photo=photos[2]), ArticlePhoto(photo=photos[1], own_caption="둘째")],
    )

    make_articles([draft], by=user, detail="옮겨 옴")

    there = Article.objects.get(pk=made.pk)
    version, record = versions_of(there).get(), records_for(there).get()
    assert (there.excerpt, there.lead_photo, there.version) == ("새솔구가 밝혔다.", photos[0], 1)
    assert there.row_version
    assert tags_of(there) == ["한파쉼터", "도서관", "가을"]
    assert [(row.position, row.reporter) for row in there.bylines.all()] == list(enumerate(reporters))
    assert [(row.position, row.photo, row.caption) for row in there.gallery.all()] == [
        (0, photos[2], ""),
        (1, photos[1], "둘째"),
    ]
    assert (version.history_user, version.history_change_reason, version.history_type) == (user, "옮겨 옴", "+")
    assert (version.headline, version.body) == (there.headline, there.body)
    assert (record.verb, record.by, record.detail, record.subject) == ("added", user, "옮겨 옴", "도서관 연다")
    text = SearchEntry.objects.get(article=there).text
    assert all(word in text for word in ["도서관 연다", "동작구", "박서준", "한파쉼터", "새솔구가"])


def test_articles_of_one_batch_may_lead_to_each_other():
    one, other = article("하나"), article("둘")

    make_articles([Draft(one, related=[RelatedArticle(related=other)]), Draft(other)], by=None)

    assert [row.related for row in one.related_links.all()] == [other]


def test_what_is_made_is_as_clean_as_what_is_typed():
    apart = unicodedata.normalize("NFD", "도서관")
    gallery = [ArticlePhoto(photo=store_photo(picture()), own_caption="앞\x0b뒤\x00")]
    made = article(
        f"{apart}\n연다\x07", subheadline="첫째\u2028둘째", body="<p onclick='x()'>글</p><script>alert(1)</script>"
    )

    make_articles([Draft(made, tags=[Tag(name=f"＃{apart}  둘")], gallery=gallery)], by=None)

    there = Article.objects.get()
    assert (there.headline, there.subheadline, there.body) == ("도서관 연다", "첫째\n둘째", "<p>글</p>")
    assert tags_of(there) == ["도서관 둘"]
    assert there.gallery.get().own_caption == "앞 뒤"
    assert versions_of(there).get().body == "<p>글</p>"


def test_it_keeps_the_state_and_times_that_it_comes_with():
    then = timezone.now() - timedelta(days=4000)
    given = {"created_at": then, "published_at": then + timedelta(hours=1), "revised_at": then + timedelta(hours=2)}
    gone = {"withdrawn_at": then + timedelta(days=1), "withdrawn_reason": "오보"}

    make_articles([Draft(article("옛 기사", state="withdrawn", **given, **gone))], by=UserFactory())

    there = Article.objects.get()
    assert {name: getattr(there, name) for name in given | gone} == given | gone
    assert (there.state, there.created_by) == ("withdrawn", None)
    assert not SearchEntry.objects.exists()


@pytest.mark.parametrize("is_out", [True, False])
def test_readers_see_what_is_out_at_once_and_no_portal_is_told(is_out, django_capture_on_commit_callbacks):
    PublicationFactory(indexnow_key="0123456789abcdef")
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        make_articles([Draft(published() if is_out else article())], by=None)

    assert (edition.current() != before) == is_out
    assert not PortalNotice.objects.exists()


def test_who_makes_very_many_brings_them_into_the_search_at_the_end():
    make_articles([Draft(published())], by=None, into_search=False)
    assert not SearchEntry.objects.exists()

    assert list(indexing.rebuild(only_missing=True)) == [1]

    assert SearchEntry.objects.count() == 1


def test_one_that_can_not_be_stored_is_named_and_none_is_made():
    bad = Draft(article("가" * 201), tags=[Tag(name="새 태그")])

    with pytest.raises(DraftRefused) as refused:
        make_articles([Draft(article()), bad], by=None)

    assert refused.value.draft is bad
    assert "200" in " ".join(refused.value.messages)
    assert not Article.objects.exists() and not Tag.objects.exists() and not Record.objects.exists()


@pytest.mark.parametrize("name", ["가" * 31, "#++"])
def test_a_tag_that_can_be_none_is_refused(name):
    with pytest.raises(DraftRefused):
        make_articles([Draft(article(), tags=[Tag(name=name)])], by=None)


def test_tags_are_made_once_each_with_an_address_of_its_own():
    there = TagFactory(name="FC새솔", slug="fc새솔")
    TagFactory(name="씨", slug="c")
    OldAddress.objects.create(path="/tags/c-2/", kind="tag", noun=there.pk)
    names = ["fc새솔", "C++", "C", "c", "C++", "한파 쉼터", "한파-쉼터"]

    make_articles([Draft(article(), tags=[Tag(name=name) for name in names])], by=None)

    assert tags_of(Article.objects.get()) == ["FC새솔", "C++", "C", "한파 쉼터", "한파-쉼터"]
    made = dict(Tag.objects.values_list("name", "slug"))
    assert made == {
        **{"FC새솔": "fc새솔", "씨": "c", "C++": "c-2", "C": "c-3"},
        **{"한파 쉼터": "한파-쉼터", "한파-쉼터": "한파-쉼터-2"},
    }
    assert not OldAddress.objects.exists()  # a living page stands there now
    assert Tag.objects.get(name="한파 쉼터").suggested_by == Tag.suggestion_key("한파 쉼터")


def many(count: int, photos, reporters, word: str) -> list[Draft]:
    """Each with new tags, a new byline, pictures, and one related to it."""
    first = published("첫 기사")
    return [
        Draft(
            first if number == 0 else published(f"{number}번째 기사"),
            tags=[Tag(name=f"{word} {number}"), Tag(name="모두")],
            bylines=[Byline(reporter=reporters[number % 2])],
            gallery=[ArticlePhoto(photo=photo) for photo in photos],
            related=[RelatedArticle(related=first)] if number else [RelatedArticle(related=photos_article())],
        )
        for number in range(count)
    ]


def photos_article() -> Article:
    return make_articles([Draft(article("다른 기사"))], by=None)[0]


def statement(sql: str) -> str:
    return re.sub(r"\s+", " ", sql).split(" (")[0].split(" WHERE")[0][:80]


def test_a_thousand_cost_no_more_queries_than_one():
    user = UserFactory()
    photos = [store_photo(picture(size=(600 + number, 400))) for number in range(2)]
    reporters = [ReporterFactory(name="김하늘"), ReporterFactory(name="박서준")]
    make_articles(many(1, photos, reporters, "처음"), by=user)  # kinds of subjects are looked up once a process
    counts = []
    for count in (1, 1000):
        drafts = many(count, photos, reporters, f"태그 {count}")
        with CaptureQueriesContext(connection) as queries:
            make_articles(drafts, by=user)
        asked = [query["sql"] for query in queries]
        if connection.vendor == "sqlite":  # where Django writes at most 999 values at a time
            asked = [sql for sql, _ in groupby(map(statement, asked))]
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 24
    assert Article.objects.count() == Record.objects.count() == Article.history.count() == 1 + 1 + 1000 + 3
    assert SearchEntry.objects.count() == 1002


# --- Through its doors --------------------------------------------------------------------------


def test_the_form_makes_an_article_the_same_way(client):
    user = staff(*DESK, username="desk")
    client.force_login(user)
    photos = [store_photo(picture(size=(600 + number, 400))) for number in range(2)]
    reporters = [ReporterFactory(name="김하늘"), ReporterFactory(name="박서준")]
    other = photos_article()

    fill(
        client,
        "articles_article",
        headline="새 기사",
        section=SectionFactory().pk,
        tags=["한파쉼터", "가을", "도서관"],
        **rows("bylines", {"reporter": reporters[0].pk, "position": 2}, {"reporter": reporters[1].pk, "position": 1}),
        **rows("gallery", {"photo": photos[0].pk}, {"photo": photos[1].pk, "own_caption": "둘째"}),
        **rows("related_links", {"related": other.pk}),
    )

    made = Article.objects.get(headline="새 기사")
    version, record = versions_of(made).get(), records_for(made).get()
    assert made.created_by == version.history_user == record.by == user
    assert (record.verb, record.detail, version.history_change_reason) == ("added", "", "")
    assert tags_of(made) == ["한파쉼터", "가을", "도서관"]
    assert [row.reporter for row in made.bylines.all()] == [reporters[1], reporters[0]]
    assert [(row.photo, row.own_caption) for row in made.gallery.all()] == [(photos[0], ""), (photos[1], "둘째")]
    assert [row.related for row in made.related_links.all()] == [other]


def test_the_form_of_a_new_article_that_comes_out_tells_the_search_of_its_reporters(client):
    client.force_login(staff(*DESK))

    fill(
        client,
        "articles_article",
        button=("_step", "publish"),
        headline="곧장 나간 기사",
        body="<p>글</p>",
        section=SectionFactory().pk,
        tags=["가을"],
        **rows("bylines", {"reporter": ReporterFactory(name="박서준").pk}),
    )

    made = Article.objects.get(headline="곧장 나간 기사")
    assert [record.verb for record in records_for(made)] == ["published", "added"]
    assert all(word in SearchEntry.objects.get(article=made).text for word in ["박서준", "가을"])


def made_in(path: Path) -> set[int]:
    """The lines on which a module writes articles of its own."""
    tree = ast.parse(path.read_text())
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.lineno
        for call in calls
        if isinstance(call, ast.Attribute) and re.fullmatch("(bulk_|get_or_|update_or_)?create", call.attr)
        if ast.unparse(call.value) == "Article.objects"
    }


def test_nothing_else_makes_articles():
    modules = [path for app in ("articles", "newsroom", "weather") for path in (ROOT / app).rglob("*.py")]

    assert [path.name for path in modules if made_in(path)] == ["drafts.py"]
