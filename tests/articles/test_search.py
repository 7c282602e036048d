"""What readers find, and that it is in step with the articles."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from huey.contrib.djhuey import HUEY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from articles.desk import publishing
from articles.models import Article, Byline, SearchEntry, Tag
from articles.search import find, index, indexing
from articles.search.find import Query, Scope
from articles.search.snippets import LONGEST, hit_sentence, marked
from articles.search.suggest import suggest
from newsroom.shared.folding import fold_text, initial_consonants
from tests.factories import ArticleFactory, ReporterFactory, SectionFactory, SourceFactory, TagFactory, UserFactory
from tests.plans import captured_queries

from .desk import errors, fill, staff

pytestmark = pytest.mark.django_db

EVERYWHERE = Scope()


def found(typed, scope=EVERYWHERE, limit=50):
    """The headlines that a search finds, newest first; the same by both of its ways."""
    query, now = Query.parse(typed), timezone.now()
    ids = find.newest(query, scope, now, limit).ids
    by_index = [row[0] for row in find._holding(scope.entries(now).newest_first(), query, limit)]
    assert by_index == ids
    assert sorted(find.most_relevant(query, scope, now)) == sorted(ids)
    headlines = dict(Article.objects.filter(pk__in=ids).values_list("pk", "headline"))
    return [headlines[each] for each in ids]


def published(headline, body="", **more):
    return ArticleFactory(headline=headline, body=f"<p>{body}</p>", published=True, **more)


# --- What is found -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("동작", "동작구청장이 말했다"),
        ("구청", "동작구청장이 말했다"),
        ("교육특구", "직업교육특구로 지정됐다"),
        ("구청장이 말했", "동작구청장이 말했다"),
        ("구청장이 특구", "특구에서 동작구청장이 말했다"),
        ("R&D", "정부 R&D 예산"),
        ("r&d", "정부 R&D 예산"),
        ("3<5", "3<5라고 썼다"),
        ("FC새솔", "FC새솔이 이겼다"),
        ("fc새솔", "FC새솔이 이겼다"),
        ("2026년", "2026년까지 짓는다"),
        ("시‧도", "시·도 협의회"),
        ("“빛드는 시장”", "‘빛드는 시장’으로 바뀐다"),
        ("도서관,", "도서관 예산"),
        ("100%", "100% 늘었다"),
        ("a_b", "a_b"),
        ("북한산 둘레길", "북한산\n둘레길"),
    ],
)
def test_any_part_of_a_word_is_found(typed, text):
    published("찾는 기사", text.replace("&", "&amp;").replace("<", "&lt;"))
    published("다른 기사", "전혀 다른 말")

    assert found(typed) == ["찾는 기사"]


@pytest.mark.parametrize("typed", ["예산 도서관", '"예산 도서관"', "도서관 예산안", "동작구 관악구청"])
def test_all_words_are_wanted_and_a_phrase_stands_together(typed):
    published("찾는 기사", "새 도서관과 예산, 동작구 이야기")

    assert found(typed) == (["찾는 기사"] if typed == "예산 도서관" else [])


def test_a_percent_sign_stands_for_nothing_but_itself():
    published("백 퍼센트", "100% 늘었다")
    published("백", "100 늘었다")

    assert found("00%") == ["백 퍼센트"]
    assert found("백_퍼") == []


def test_headline_subheadline_source_byline_and_tags_are_searched():
    article = published("제목에만있는말", subheadline="부제목에만", source=SourceFactory(name="물빛구청"))
    Byline.objects.create(article=article, reporter=ReporterFactory(name="김하늘"))
    article.tags.add(TagFactory(name="직업교육"))

    for typed in ("목에만있", "부제목에만", "물빛구", "김하늘 기자", "업교육"):
        assert found(typed) == ["제목에만있는말"], typed


def test_what_is_typed_on_a_mac_finds_the_same():
    published("찾는 기사", unicodedata.normalize("NFD", "동작구 소식"))

    assert found(unicodedata.normalize("NFD", "동작구")) == found("동작구") == ["찾는 기사"]


def test_newest_first():
    now = timezone.now()
    for days in (3, 1, 2):
        ArticleFactory(
            headline=f"도서관 {days}일 전", body="", state="published", published_at=now - timedelta(days=days)
        )

    assert found("도서관") == ["도서관 1일 전", "도서관 2일 전", "도서관 3일 전"]


def test_what_says_it_in_the_headline_is_more_relevant_until_it_is_old():
    now = timezone.now()
    body = "긴 이야기. " * 60 + "끝에 도서관."
    late = ArticleFactory(headline="가", body=f"<p>{body}</p>", state="published", published_at=now - timedelta(days=1))
    early = ArticleFactory(headline="도서관", body="", state="published", published_at=now - timedelta(days=30))
    old = ArticleFactory(headline="도서관", body="", state="published", published_at=now - timedelta(days=3000))

    assert find.most_relevant(Query.parse("도서관"), EVERYWHERE, now) == [early.pk, late.pk, old.pk]


def test_sections_sources_and_periods_narrow_it_down():
    now = timezone.now()
    section, source = SectionFactory(slug="local"), SourceFactory()
    ArticleFactory(headline="도서관 지역", section=section, state="published", published_at=now - timedelta(days=9))
    ArticleFactory(headline="도서관 출처", source=source, published=True)

    assert found("도서관", Scope(sections=(section.pk,))) == ["도서관 지역"]
    assert found("도서관", Scope(source=source.pk)) == ["도서관 출처"]
    assert found("도서관", Scope(since=now - timedelta(days=7))) == ["도서관 출처"]


def test_hits_are_counted_up_to_a_thousand(monkeypatch):
    monkeypatch.setattr(find, "COUNTED", 3)
    for number in range(4):
        published(f"도서관 {number}", "동작구청장 한 사람")

    for typed in ("도서관", "동작구청장", '"동작구청장 한"'):
        assert find.count(Query.parse(typed), EVERYWHERE, timezone.now()) == (3, True)
    assert find.count(Query.parse("도서관 3"), EVERYWHERE, timezone.now()) == (1, False)


@pytest.mark.postgresql
def test_what_surely_is_in_more_articles_than_are_counted_is_not_counted(monkeypatch):
    """As the statistics say, that the database gathers by itself."""
    monkeypatch.setattr(find, "COUNTED", 5)
    for number in range(20):
        published(f"도서관 {number}", "동작구청장" if number < 12 else "")
    published("나루터")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchentry")

    def counted(typed, scope=EVERYWHERE):
        with captured_queries() as asked:
            count = find.count(Query.parse(typed), scope, timezone.now())
        return count, any("published_at" in each.sql for each in asked)

    assert counted("도서관") == ((5, True), False)
    assert counted("나루터") == ((1, False), True)
    assert counted("동작구청장") == ((5, True), True)  # of several grams, and of 12, nothing is sure
    for typed, number in (('"도서관 3"', 1), ("도서관 뷁", 0), ('"도서관 뷁"', 0)):
        assert counted(typed) == ((number, False), True)
    assert counted("도서관", Scope(source=1)) == ((0, False), True)


def test_what_no_statistics_know_is_counted(monkeypatch):
    published("도서관")

    assert find.count(Query.parse("도서관"), EVERYWHERE, timezone.now()) == (1, False)


def test_a_word_of_the_distant_past_is_found_behind_many_others(monkeypatch):
    monkeypatch.setattr(find, "NEWEST", 2)
    old = ArticleFactory(
        headline="옛 나루터", state="published", published_at=timezone.now() - timedelta(days=900), body=""
    )
    for number in range(5):
        published(f"새 기사 {number}")

    assert find.newest(Query.parse("나루터"), EVERYWHERE, timezone.now(), 20) == ([old.pk], (1, False))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="가나다라 ab1&%_·'\"\\", min_size=2, max_size=12), st.text(max_size=8))
def test_whatever_is_cut_out_of_a_text_is_found(text, typed):
    with transaction.atomic():
        article = ArticleFactory(headline="제목", subheadline=text, published=True)
        kept = SearchEntry.objects.get(article=article).text
        for length in (2, 3, 5):
            query = Query("", (kept.partition("\n")[2][:length].strip(),))
            if query and "\n" not in query.words[0]:
                assert [row[0] for row in find._holding(SearchEntry.objects.all(), query, 9)] == [article.pk]
        query = Query.parse(typed)
        if query:
            find.newest(query, EVERYWHERE, timezone.now(), 20)
        transaction.set_rollback(True)


# --- In step with the articles -------------------------------------------------------------------


def test_a_reader_finds_only_what_is_out():
    for trait in ("submitted", "scheduled", "withdrawn"):
        ArticleFactory(headline=f"숨은 {trait}", **{trait: True})
    ArticleFactory(headline="숨은 초고")

    assert found("숨은") == []


def test_every_step_and_every_change_is_followed():
    desk = UserFactory(username="desk")
    article = ArticleFactory(headline="처음 제목")
    assert found("처음") == []

    publishing.publish(article, by=desk)
    assert found("처음") == ["처음 제목"]

    article.headline = "바뀐 제목"
    article.save(update_fields=["headline"])
    assert found("처음") == [] and found("바뀐") == ["바뀐 제목"]

    publishing.withdraw(article, by=desk, reason="잘못")
    assert found("바뀐") == [] and not SearchEntry.objects.exists()

    publishing.restore(article, by=desk)
    byline = Byline.objects.create(article=article, reporter=ReporterFactory(name="박서준"))
    tag = TagFactory(name="철새")
    article.tags.add(tag)
    assert found("박서준") == found("철새") == ["바뀐 제목"]

    byline.delete()
    tag.articles.remove(article)
    assert found("박서준") == found("철새") == []

    article.delete()
    assert found("바뀐") == []
    assert not holds_anything("바뀐")


def holds_anything(word):
    """Whether the index itself still knows of it, entry or not."""
    condition, values = index.holding([word])
    asked = condition[condition.index("SELECT") : -1] if connection.vendor == "sqlite" else None
    with connection.cursor() as cursor:
        cursor.execute(asked or f"SELECT article_id FROM {index.ENTRIES} WHERE {condition}", values)
        return bool(cursor.fetchall())


def test_a_change_that_is_taken_back_is_taken_back_from_the_search():
    article = published("처음 제목")

    with pytest.raises(RuntimeError), transaction.atomic():
        article.headline = "바뀐 제목"
        article.save()
        raise RuntimeError

    article.refresh_from_db()
    assert found("처음") == ["처음 제목"] and found("바뀐") == []


def test_articles_are_deleted_with_all_that_is_theirs():
    """FTS5 is harmed by taking out what was not put in; then the next question fails."""
    reporter, tag = ReporterFactory(), TagFactory()
    for number in range(30):
        article = published(f"도서관 {number}", "동작구청장이 말했다. " * 20)
        Byline.objects.create(article=article, reporter=reporter)
        article.tags.add(tag)

    Article.objects.filter(headline__endswith="5").delete()
    Article.objects.first().delete()

    assert len(found("도서관")) == SearchEntry.objects.count() == 26


def test_a_tag_that_goes_is_no_longer_found(django_capture_on_commit_callbacks):
    tag = TagFactory(name="철새")
    published("기사").tags.add(tag)

    with django_capture_on_commit_callbacks(execute=True):
        tag.delete()

    assert found("철새") == []


def test_a_new_name_reaches_the_articles_that_bear_it(django_capture_on_commit_callbacks):
    source, reporter, tag = SourceFactory(name="옛구청"), ReporterFactory(name="옛기자"), TagFactory(name="옛태그")
    article = published("기사", source=source)
    Byline.objects.create(article=article, reporter=reporter)
    article.tags.add(tag)

    with django_capture_on_commit_callbacks(execute=True):
        for noun in (source, reporter, tag):
            noun.name = noun.name.replace("옛", "새로운")
            noun.save()

    assert found("옛구청") == found("옛기자") == found("옛태그") == []
    assert found("새로운구청 새로운기자 새로운태그") == ["기사"]


@pytest.mark.parametrize("what_happens", ["the queue does not answer", "the worker is killed"])
def test_a_new_name_is_found_although(what_happens, client, monkeypatch, django_capture_on_commit_callbacks):
    source = SourceFactory(name="옛구청")
    published("기사", source=source)
    client.force_login(staff("change_source", "view_source"))

    with monkeypatch.context() as harm, django_capture_on_commit_callbacks(execute=True):
        if what_happens == "the worker is killed":  # it has taken the job from the queue, and does not do it
            harm.setattr(HUEY, "enqueue", lambda task: None)
        else:
            harm.setattr(HUEY, "enqueue", refuse)
        answer = fill(client, "articles_source", source.pk, name="새구청")
    indexing.follow_names()

    assert not errors(answer)
    assert found("옛구청") == []
    assert found("새구청") == ["기사"]


def refuse(task):
    raise ConnectionError("Connection refused.")


def test_keeping_an_article_in_step_costs_the_same_with_many_tags(django_assert_max_num_queries):
    article = published("기사")
    article.tags.add(*[TagFactory() for _ in range(20)])
    article.headline = "새 제목"

    with django_assert_max_num_queries(14):
        article.save(update_fields=["headline"])


def test_the_command_brings_in_what_came_by_another_way(capsys):
    article = published("처음 제목")
    Article.objects.filter(pk=article.pk).update(headline="묶음으로 바뀐 제목")
    Article.objects.bulk_create(
        [
            Article(
                headline="묶음으로 들어온 기사",
                section=article.section,
                state="published",
                published_at=timezone.now() - timedelta(hours=1),
            )
        ]
    )
    assert found("묶음") == []

    call_command("rebuild_search", "--missing")
    assert found("묶음") == ["묶음으로 들어온 기사"]
    call_command("rebuild_search")
    assert found("묶음") == ["묶음으로 바뀐 제목", "묶음으로 들어온 기사"]
    assert "2 articles in" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_an_index_that_has_come_to_harm_is_begun_anew(capsys):
    article = published("도서관 기사")
    call_command("rebuild_search", "--anew", verbosity=0)  # without what a flushed database left in the index
    index.remove(article.pk, SearchEntry.objects.get().text)
    if connection.vendor == "postgresql":
        connection.cursor().execute(f"UPDATE {index.ENTRIES} SET grams = NULL")
    assert not holds_anything("도서관")

    call_command("rebuild_search", "--anew")

    assert found("도서관") == ["도서관 기사"] and holds_anything("도서관")


def test_an_entry_that_should_not_be_there_shows_nothing(client):
    article = published("도서관 기사")
    Article.objects.filter(pk=article.pk).update(state="submitted", published_at=None)

    assert "도서관 기사" not in client.get("/search/", {"q": "도서관"}).text

    call_command("rebuild_search", verbosity=0)
    assert not SearchEntry.objects.exists()


# --- How it is shown -----------------------------------------------------------------------------


def test_the_hit_is_shown_in_its_sentence_and_marked():
    text = "첫 문장은 다르다. 동작구청장이 직업교육특구를 말했다. 끝 문장."

    assert (
        hit_sentence([text], ["구청장", "교육특구"]) == "동작<mark>구청장</mark>이 직업<mark>교육특구</mark>를 말했다."
    )
    assert hit_sentence([text], ["없는말"]) is None


def test_marks_keep_what_was_written_and_nothing_gets_through():
    assert marked("R&D <b>FC새솔</b>", ["r&d", "fc새"]) == "<mark>R&amp;D</mark> &lt;b&gt;<mark>FC새</mark>솔&lt;/b&gt;"
    assert marked("가나다라", ["가나", "나다"]) == "<mark>가나다</mark>라"


def test_a_long_sentence_is_cut_about_the_hit():
    sentence = "앞말 " * 60 + "도서관이 " + "뒷말 " * 60

    shown = hit_sentence([sentence], ["도서관"])

    assert shown.startswith("…") and shown.endswith("…") and "<mark>도서관</mark>" in shown
    assert len(shown) < LONGEST + 30


def test_the_page_keeps_what_was_asked(client):
    SectionFactory(slug="economy", name="경제")
    published("도서관 기사", "동작구 도서관이다.")

    page = html.fromstring(
        client.get("/search/", {"q": "도서관 ", "section": "economy", "period": "week", "order": "relevance"}).text
    )

    assert page.get_element_by_id("q-page").get("value") == "도서관"
    chosen = [option.get("value") for option in page.xpath("//select/option[@selected]")]
    assert chosen == ["economy", "week", "relevance"]
    assert page.xpath("string(//main//p[@role='status'])").strip() == "“도서관” 기사 1건"
    assert page.xpath("//main//mark/text()") == ["도서관", "도서관"]


def test_every_hit_is_reached_page_by_page(client):
    for number in range(45):
        published(f"도서관 {number}")
    for order in ("newest", "relevance"):
        address, seen = f"/search/?q=도서관&order={order}", []
        while address:
            page = html.fromstring(client.get(address).text)
            seen += page.xpath("//article[contains(@class,'row')]//a/@href")
            older = page.xpath("//nav[@class='pager']/a[@rel='next']/@href")
            address = f"/search/{older[0]}" if older else None

        assert len(seen) == len(set(seen)) == 45


def test_nothing_found_leads_on(client):
    page = html.fromstring(client.get("/search/", {"q": "없는말 다른말", "period": "day"}).text)

    links = page.xpath("//div[@class='empty']//a/@href")
    assert links[0] == "?q=" + "%EC%97%86%EB%8A%94%EB%A7%90%20%EB%8B%A4%EB%A5%B8%EB%A7%90"
    assert len(links) == 4


@pytest.mark.parametrize("typed", ["가", "가 나", "가 나"])
def test_one_syllable_is_answered_with_a_request_for_more(typed, client):
    published("가 나 기사")

    assert "두 글자" in client.get("/search/", {"q": typed}).text


# --- Suggestions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"), [("동작구", "ㄷㅈㄱ"), ("FC새솔", "fcㅅㅅ"), ("쌍둥이 빵", "ㅆㄷㅇ ㅃ"), ("", "")]
)
def test_initials(name, expected):
    assert initial_consonants(name) == expected


@pytest.mark.parametrize("typed", ["동작", "ㄷㅈㄱ", "ㄷㅈ", "동ㅈ", "동작ㄱ", "작구", "ㅈㄱ"])
def test_names_are_suggested_by_any_part_and_by_initials(typed, client):
    SourceFactory(name="동작구", slug="dongjak")
    SourceFactory(name="관악산", slug="gwanak")

    assert client.get("/search/suggestions.json", {"q": typed}).json() == {
        "suggestions": [{"kind": "뉴스출처", "name": "동작구", "url": "/sources/dongjak/"}]
    }


def test_sections_sources_reporters_and_tags_are_suggested_those_that_begin_so_first():
    SectionFactory(slug="a", name="가람시")
    SourceFactory(name="새가람구청")
    ReporterFactory(name="가람이")
    article = published("기사")
    article.tags.add(TagFactory(name="가람축제"))

    names = [each.name for each in suggest("가람", timezone.now())]

    assert names == ["가람시", "가람이 기자", "가람축제", "새가람구청"]


def test_a_tag_of_what_is_not_out_is_no_readers_business():
    ArticleFactory(scheduled=True).tags.add(TagFactory(name="엠바고"))

    assert Tag.objects.exists() and suggest("엠바", timezone.now()) == []


@pytest.mark.parametrize("typed", ["", " ", "ㅁㄴㅇ", "%", "\\", "ㅋ" * 500, "\x00", "a" * 5000])
def test_odd_things_typed_are_answered(typed, client):
    response = client.get("/search/suggestions.json", {"q": typed})

    assert response.status_code == 200 and response.json() == {"suggestions": []}


def test_folding_makes_one_of_what_looks_the_same():
    assert fold_text("  시‧도  “말”\r\n둘째…") == '시·도 "말"\n둘째...'


@pytest.mark.parametrize("name", ["section", "source"])
def test_a_name_that_no_database_takes_is_nobodys(client, db, name):
    assert client.get("/search/", {"q": "물빛", name: "\0"}).status_code == 200
