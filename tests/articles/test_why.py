"""`manage.py why` and the panel of an article's form: where it stands, and why not where one would expect it."""

import random
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.desk import publishing
from articles.front.page import FrontPage
from articles.models import Article, Block, Byline, MostRead, Placement, SearchEntry
from articles.why.answer import Answer
from articles.why.finding import find_articles
from newsroom.shared.times import in_seoul
from tests.factories import (
    ArticleFactory,
    BlockFactory,
    PlacementFactory,
    ReporterFactory,
    SectionFactory,
    SourceFactory,
    TagFactory,
)

from .desk import DESK, REPORTER, staff

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
HOST = settings.SITE_URL.partition("://")[2]


def published(headline: str = "기사", minutes_ago: int = 1, **fields) -> Article:
    at = timezone.now() - minutes_ago * MINUTE
    return ArticleFactory(headline=headline, state="published", published_at=at, **fields)


def answer(article: Article) -> Answer:
    return Answer.on(Article.objects.get(pk=article.pk), timezone.now())


def there(article: Article) -> list[str]:
    return [line.text for line in answer(article).there]


def not_there(article: Article) -> list[str]:
    return [line.text for line in answer(article).not_there]


def block(name: str, **fields) -> Block:
    fields = {"size": 3, "position": Block.objects.count(), **fields}
    return BlockFactory(name=name, **fields)


# --- Blocks -------------------------------------------------------------------------------------


def test_it_names_the_place_in_the_block_and_whether_the_desk_has_placed_it():
    top = block("톱", rule="latest")
    published("가장 새 기사", 1)
    second, placed = published("둘째", 2), published("오래된 기사", 900)
    PlacementFactory(block=top, article=placed)

    assert "첫 화면 톱 3번째" in there(second)
    assert "첫 화면 톱 1번째 (배치)" in there(placed)


def test_a_block_further_up_has_taken_it():
    economy = SectionFactory(slug="economy", name="경제")
    block("톱", rule="latest", size=1)
    block("경제", rule="section", rule_section=economy)
    newest = published(section=economy)

    assert "첫 화면 톱 1번째" in there(newest)
    assert "첫 화면 경제에는 없음: 위의 톱에서 먼저 실음" in not_there(newest)


def test_the_desk_has_placed_it_elsewhere():
    block("톱", rule="latest")
    hot = block("경제핫이슈")
    article = published()
    PlacementFactory(block=hot, article=article)

    assert "첫 화면 톱에는 없음: 경제핫이슈에 배치되어 있음" in not_there(article)


def test_a_block_is_full():
    top, picks = block("톱", rule="latest", size=2), block("고른 기사", size=1)
    old, late = published("오래된 기사", 60), published("나중에 배치된 기사", 90)
    for minutes in (1, 2, 3):
        published(f"{minutes}분 전", minutes)
    PlacementFactory(block=picks, article=published("먼저 배치된 기사", 70), position=1)
    PlacementFactory(block=picks, article=late, position=2)

    assert f"첫 화면 톱에는 없음: 더 새 기사로 {top.size}자리가 참" in not_there(old)
    assert "첫 화면 고른 기사에는 없음: 앞에 배치된 기사로 1자리가 참" in not_there(late)


def test_advertising_stands_only_where_it_is_placed():
    block("톱", rule="latest")
    block("최신", rule="latest")
    picks = block("알림")
    article = published(is_advertising=True)
    PlacementFactory(block=picks, article=article)

    assert "첫 화면 알림 1번째 (배치)" in there(article)
    told = [line for line in not_there(article) if line.startswith("첫 화면")]
    assert told == ["첫 화면에 저절로는 실리지 않음: 광고는 데스크가 배치한 자리에만 실림"]


def test_a_block_that_is_off():
    off = block("꺼진 톱", rule="latest", is_active=False)
    other = block("꺼진 정치", rule="section", rule_section=SectionFactory(slug="politics"), is_active=False)
    block("최신", rule="latest")
    article = published()

    assert f"첫 화면 {off}에는 없음: 꺼 둔 영역" in not_there(article)
    assert not [line for line in not_there(article) if other.name in line]


def test_a_placement_whose_time_is_to_come_or_over():
    soon, past = block("내일"), block("어제")
    block("최신", rule="latest")
    article, now = published(), timezone.now()
    begins = PlacementFactory(block=soon, article=article, starts_at=now + 60 * MINUTE)
    ended = PlacementFactory(block=past, article=article, starts_at=now - 60 * MINUTE, ends_at=now - MINUTE)

    assert f"첫 화면 내일에는 없음: {in_seoul(begins.starts_at)}부터 배치됨" in not_there(article)
    assert f"첫 화면 어제에는 없음: 배치가 {in_seoul(ended.ends_at)}에 끝남" in not_there(article)


def test_a_section_and_what_is_below_it():
    local = SectionFactory(slug="local", name="지역")
    mulbit = SectionFactory(slug="mulbit", name="물빛구", parent=local)
    block("지역", rule="section", rule_section=local)
    block("물빛구", rule="section", rule_section=mulbit)
    block("정치", rule="section", rule_section=SectionFactory(slug="politics", name="정치"))
    of_local, of_mulbit = published(section=local), published(section=mulbit)

    assert "첫 화면 지역 1번째" in there(of_mulbit)
    assert "첫 화면 물빛구에는 없음: 위의 지역에서 먼저 실음" in not_there(of_mulbit)
    assert "첫 화면 물빛구에는 없음: 물빛구 기사만 싣는 영역" in not_there(of_local)
    assert not [line for line in not_there(of_local) if "정치" in line]


def test_a_ranking_takes_nothing_from_others_and_has_those_that_are_read():
    block("많이 본 기사", rule="most_read_week", size=1)
    block("톱", rule="latest", size=5)
    first, second, unread = published("하나", 1), published("둘", 2), published("셋", 3)
    for reads, article in ((9, first), (5, second)):
        MostRead.objects.create(article=article, period="week", reads=reads)

    assert {"첫 화면 많이 본 기사 1번째", "첫 화면 톱 1번째"} <= set(there(first))
    for article in (second, unread):
        assert "첫 화면 많이 본 기사에는 없음: 많이 본 순위에 들지 못함" in not_there(article)


def test_photo_stories_and_sources_are_expected_only_where_they_fit():
    source = SourceFactory(name="새솔시")
    block("포토이슈", rule="photo_stories", size=1)
    block("시정", rule="source", rule_source=source, size=1)
    plain, story, of_city = published("글"), published("사진", is_photo_story=True), published("시정", source=source)

    assert not [line for line in [*there(plain), *not_there(plain)] if line.startswith("첫 화면")]
    assert "첫 화면 포토이슈 1번째" in there(story)
    assert "첫 화면 시정 1번째" in there(of_city)


def test_a_front_page_without_blocks_shows_the_newest():
    assert "첫 화면 최신 기사 1번째" in there(published())


def test_sidebars_are_told_apart():
    sports, economy = SectionFactory(slug="sports", name="스포츠"), SectionFactory(slug="economy", name="경제")
    block("옆 최신", zone="sidebar", rule="latest", size=1)
    block("스포츠 최신", zone="sidebar", section=sports, rule="latest", size=1)
    newest, older = published("경제 기사", 1, section=economy), published("스포츠 기사", 2, section=sports)

    assert {"옆단 옆 최신 1번째", "스포츠 옆단 스포츠 최신 1번째"} <= set(there(newest))
    assert "스포츠 옆단 스포츠 최신에는 없음: 더 새 기사로 1자리가 참" in not_there(older)


def test_it_says_of_every_article_what_the_front_page_shows(client):
    chance = random.Random(7)
    sections = [SectionFactory(slug=f"section-{number}", name=f"섹션{number}") for number in range(3)]
    sections.append(SectionFactory(slug="below", name="아래", parent=sections[0]))
    articles = [
        published(
            f"{number}번 기사",
            chance.randrange(1, 500),
            section=chance.choice(sections),
            is_photo_story=chance.random() < 0.3,
            is_advertising=chance.random() < 0.1,
        )
        for number in range(40)
    ]
    for name, rule in [("톱", "latest"), ("포토", "photo_stories"), ("순위", "most_read_day"), ("고른 기사", "none")]:
        made = block(name, rule=rule, size=4)
        for position, article in enumerate(chance.sample(articles, 2)):
            Placement.objects.create(block=made, article=article, position=position, starts_at=timezone.now() - MINUTE)
    for section in sections:
        block(section.name, rule="section", rule_section=section)
    for article in articles[:6]:
        MostRead.objects.create(article=article, period="day", reads=chance.randrange(100))

    page = FrontPage.load_at(timezone.now())
    shown = html.fromstring(client.get("/").text).xpath("//main//a/@href")
    for article in articles:
        places = [
            f"첫 화면 {each.name} {place}번째"
            for each in page.blocks
            for place, slot in enumerate(each.slots, 1)
            if slot.article == article
        ]
        told = [line.removesuffix(" (배치)") for line in there(article) if line.startswith("첫 화면")]

        assert told == places
        assert bool(told) == (article.get_absolute_url() in shown)


# --- Before and after it is out -----------------------------------------------------------------


def test_what_no_reader_may_see_stands_nowhere_and_waits_where_it_is_placed():
    top = block("톱", rule="latest")
    scheduled, draft = ArticleFactory(scheduled=True), ArticleFactory()
    embargoed, withdrawn = ArticleFactory(scheduled=True, is_embargoed=True), ArticleFactory(withdrawn=True)
    PlacementFactory(block=top, article=scheduled)

    assert answer(scheduled).state.startswith(f"{in_seoul(scheduled.published_at)}에 예약")
    assert not_there(scheduled) == ["첫 화면 톱에 배치됨: 기사가 아직 나가 있지 않음"]
    assert answer(embargoed).state.startswith(f"{in_seoul(embargoed.published_at)}까지 엠바고")
    assert "철회" in answer(withdrawn).state and "작성 중" in answer(draft).state
    assert "검토 대기" in answer(ArticleFactory(submitted=True)).state
    assert there(scheduled) == there(draft) == there(withdrawn) == []


def test_a_page_that_is_kept_from_before_is_named_until_it_is_made_anew(client):
    block("톱", rule="latest")
    shown = published("처음부터", 5)
    client.get("/", headers={"host": HOST})
    assert not [line for line in not_there(shown) if "보관된" in line]

    late = published("데이터베이스로 들어온 기사")  # no step of the desk, and so no new edition
    Article.objects.filter(pk=shown.pk).update(state="draft", published_at=None)

    assert not_there(late)[0].startswith("독자에게 보관된 첫 화면에는 아직 없음: 늦어도 ")
    assert not_there(shown)[0].startswith("독자에게 보관된 첫 화면에는 아직 남아 있음: 늦어도 ")


def test_a_step_of_the_desk_leaves_no_page_from_before(client, django_capture_on_commit_callbacks):
    block("톱", rule="latest")
    article = ArticleFactory()
    client.get("/", headers={"host": HOST})

    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article, by=None)

    assert "첫 화면 톱 1번째" in there(article)
    assert not [line for line in not_there(article) if "보관된" in line]


# --- Lists, feeds and the rest ------------------------------------------------------------------


def test_lists_feeds_news_sitemap_and_search():
    local = SectionFactory(slug="local", name="지역")
    mulbit = SectionFactory(slug="mulbit", name="물빛구", parent=local)
    source, tag = SourceFactory(name="동작구"), TagFactory(name="도서관")
    article = published(section=mulbit, source=source, is_photo_story=True, is_breaking=True)
    article.tags.add(tag)
    Byline.objects.create(article=article, reporter=ReporterFactory(name="박서준"))
    published("더 새 기사", 0, section=local)

    found = {line.text: line.url for line in answer(article).there}

    lists = {"물빛구": 1, "지역": 2, "동작구": 1, "박서준 기자": 1, "도서관": 1}
    assert {f"{name} 목록 {place}번째" for name, place in lists.items()} | {"포토뉴스 목록 1번째"} <= set(found)
    assert {f"{name} 피드 {place}번째" for name, place in {**lists, "전체": 2}.items()} <= set(found)
    assert {"뉴스 사이트맵", "속보 줄", "검색"} <= set(found)
    assert found["물빛구 목록 1번째"] == "/sections/mulbit/"
    assert not [line for line in not_there(article) if not line.startswith("첫 화면")]


def test_what_is_behind_the_newest_and_why_it_is_not_in_what_has_only_those():
    economy = SectionFactory(slug="economy", name="경제")
    old = published("옛 기사", 60 * 24 * 3, section=economy, is_breaking=True, breaking_until=timezone.now() - MINUTE)
    for minutes in range(31):
        published(f"{minutes}분 전", minutes, section=economy)
    SearchEntry.objects.filter(article=old).delete()

    assert "경제 목록, 첫 쪽 20건보다 뒤" in there(old)
    told = not_there(old)
    assert "피드에는 없음(전체, 경제): 최신 30건만 실음" in told
    assert "뉴스 사이트맵에는 없음: 최근 2일 기사만, 광고는 빼고 실음" in told
    assert "속보 줄에는 없음: 속보 시간이 끝났거나 더 새 속보로 참" in told
    assert "검색에는 없음: `manage.py rebuild_search --missing`으로 넣을 수 있음" in told


def test_it_costs_the_same_in_a_large_paper(count_queries):
    def paper(blocks: int, articles: int) -> Article:
        for number in range(blocks):
            block(f"영역 {Block.objects.count()}-{number}", rule="latest", size=5)
            block(f"옆 {Block.objects.count()}-{number}", zone="sidebar", rule="latest", size=5)
        return [published(f"{number}", number) for number in range(articles)][-1]

    few = paper(1, 3)
    cost = count_queries(lambda: answer(few))
    many = paper(12, 60)

    assert count_queries(lambda: answer(many)) == cost <= 40


# --- Its doors ----------------------------------------------------------------------------------


def test_the_command_prints_both_kinds_of_lines(capsys):
    block("톱", rule="latest", size=1)
    block("최신", rule="latest")
    article = published("도서관 연다")

    call_command("why", str(article.pk))

    said = capsys.readouterr().out
    assert said.startswith(f"#{article.pk} 도서관 연다\n{in_seoul(article.published_at)}부터 독자에게 보입니다.\n")
    assert "\n실린 곳\n  첫 화면 톱 1번째  /\n" in said
    assert "\n없는 곳과 까닭\n  첫 화면 최신에는 없음: 위의 톱에서 먼저 실음\n" in said


def test_an_article_is_meant_by_number_address_or_headline():
    one = published("새솔구, 도서관 연다")
    other = published("2026")

    for text in [
        str(one.pk),
        f"#{one.pk}",
        f"/articles/{one.pk}/",
        f"https://news.example/articles/{one.pk}/?utm=1#x",
        f"http://127.0.0.1:8000/admin/articles/article/{one.pk}/change/",
        "새솔구, 도서관 연다",
        "도서관",
    ]:
        assert find_articles(text) == [one], text
    assert find_articles("2026") == [other]


@pytest.mark.parametrize(
    "text", ["99999999", "/articles/99999999/", "없는 제목", "", "http://[", "9" * 40, "/articles/x/"]
)
def test_the_command_says_when_there_is_no_such_article(text):
    published()

    with pytest.raises(CommandError, match="기사가 없습니다"):
        call_command("why", text)


def test_the_command_asks_which_where_several_are_meant():
    one, other = published("도서관 연다"), published("도서관 닫는다")

    with pytest.raises(CommandError, match="여럿") as several:
        call_command("why", "도서관")

    assert f"#{one.pk} 도서관 연다" in str(several.value) and f"#{other.pk}" in str(several.value)
    assert find_articles("도서관 연다") == [one]


def test_the_form_has_a_panel_that_is_asked_for_when_it_is_opened(client, count_queries):
    client.force_login(staff(*DESK))
    block("톱", rule="latest")
    article = published()
    address = reverse("admin:articles_article_why", args=[article.pk])

    page = html.fromstring(client.get(reverse("admin:articles_article_change", args=[article.pk])).text)
    [panel] = page.xpath("//asked-panel")
    assert panel.xpath(".//details[not(@open)]//a/@href") == [address]
    assert "톱 1번째" not in page.text_content()

    lines, whole = client.get(f"{address}?lines"), client.get(address)

    assert "<html" not in lines.text and "<h1>" in whole.text
    for response in (lines, whole):
        assert "첫 화면 톱 1번째" in response.text
        assert "no-store" in response["Cache-Control"]


def test_a_new_article_has_no_such_panel(client):
    client.force_login(staff(*DESK))

    assert "asked-panel data" not in client.get(reverse("admin:articles_article_add")).text


def test_whoever_may_see_the_article_in_the_admin_may_ask():
    def status_for(client: Client, article: Article) -> int:
        return client.get(reverse("admin:articles_article_why", args=[article.pk])).status_code

    reporter, outside = Client(), Client()
    user = staff(*REPORTER)
    reporter.force_login(user)
    own, public, others = ArticleFactory(created_by=user), published(), ArticleFactory()

    assert [status_for(reporter, article) for article in (own, public, others)] == [200, 200, 404]
    assert status_for(outside, public) == 302
    outside.force_login(staff())
    assert status_for(outside, public) == 403


def test_a_headline_is_shown_as_text(client):
    client.force_login(staff(*DESK))
    block("<b>톱</b>", slug="top", rule="latest")

    said = client.get(reverse("admin:articles_article_why", args=[published().pk])).text

    assert "&lt;b&gt;톱&lt;/b&gt; 1번째" in said
