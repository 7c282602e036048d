"""Counting what is read: beacon, tally, database, ranking, and what the desk sees of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from articles.front.fill import fill_blocks
from articles.models import Block, MostRead, ReadCount
from articles.pageviews import counts, tally
from articles.pageviews.tally import MAX_KEYS, Key, ReadTally
from tests.factories import ArticleFactory, BlockFactory, PlacementFactory, SectionFactory, UserFactory

BROWSER = "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_tally(monkeypatch):
    """A tally whose numbers no other test sees, and whose thread carries nothing on by itself."""
    own = ReadTally()
    monkeypatch.setattr("articles.pageviews.beacon.tally", own)
    monkeypatch.setattr(tally, "Timer", StillTimer)
    return own


class StillTimer:
    def __init__(self, *_args):
        self.daemon = False

    def start(self):
        pass


def post(client, article, **headers):
    return client.post(f"/reads/{getattr(article, 'pk', article)}/", headers={"user-agent": BROWSER, **headers})


def counted(article):
    return sum(ReadCount.objects.filter(article=article).values_list("reads", flat=True))


# --- The beacon ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_beacon_counts_without_touching_the_database(client, own_tally, django_assert_num_queries):
    article = ArticleFactory(published=True)
    with django_assert_num_queries(0):
        for _ in range(3):
            answer = post(client, article)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (204, b"", "no-store")
    assert "Set-Cookie" not in answer and "Vary" not in answer
    with django_assert_num_queries(4):  # in its transaction: which are public, and one write in its transaction
        own_tally.send_counts()
    assert counted(article) == 3
    post(client, article)
    own_tally.send_counts()
    assert counted(article) == 4
    assert ReadCount.objects.count() == 1


@pytest.mark.parametrize(
    "browser",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0 Safari/537.36",
        "facebookexternalhit/1.1;kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap",
        "Mozilla/5.0 (compatible; Daumoa/4.0; +http://cs.daum.net/)",
        "curl/8.0",
        "python-requests/2.32",
    ],
)
def test_robots_are_left_out(client, own_tally, browser):
    assert post(client, 1, **{"user-agent": browser}).status_code == 204
    assert not own_tally._reads


@pytest.mark.parametrize(
    "browser",
    [
        BROWSER,
        BROWSER + " KAKAOTALK 10.9.5",
        BROWSER + " NAVER(inapp; search; 1200; 12.8.1)",
        "Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile DaumApps/9.0 DaumDevice/mobile",
        "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 Chrome/120 Mobile",
    ],
)
def test_readers_in_the_apps_of_portals_are_counted(client, own_tally, browser):
    post(client, 1, **{"user-agent": browser})
    assert sum(own_tally._reads.values()) == 1


def test_a_beacon_from_another_site_counts_nothing(client, own_tally):
    post(client, 1, **{"sec-fetch-site": "cross-site"})
    assert not own_tally._reads


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/reads/1/", 405),
        ("put", "/reads/1/", 405),
        ("post", "/reads/0/", 404),
        ("post", "/reads/-1/", 404),
        ("post", "/reads/1", 404),
        ("post", "/reads/x/", 404),
        ("post", "/reads/%EF%BC%91/", 404),
        ("post", "/reads/99999999999999999999/", 404),
        ("post", "/reads/", 404),
    ],
)
def test_other_requests_count_nothing(client, own_tally, method, address, status):
    assert getattr(client, method)(address, headers={"user-agent": BROWSER}).status_code == status
    assert not own_tally._reads


@pytest.mark.django_db
def test_what_readers_cannot_see_is_not_counted(client, own_tally):
    hidden = [ArticleFactory(), ArticleFactory(scheduled=True), ArticleFactory(withdrawn=True)]
    for each in [*hidden, 987654321, 999999999999999999]:
        assert post(client, each).status_code == 204
    own_tally.send_counts()
    assert not ReadCount.objects.exists()


# --- Lost, kept, bounded -------------------------------------------------------------------------


def test_made_up_numbers_do_not_fill_the_memory(own_tally):
    for number in range(MAX_KEYS + 50):
        own_tally.count_read(number)
    own_tally.count_read(1)
    assert len(own_tally._reads) == MAX_KEYS
    assert max(own_tally._reads.values()) == 2


def test_what_cannot_be_stored_is_kept_for_the_next_time(own_tally, monkeypatch):
    def fails(_):
        raise OSError("no database")

    stored = []
    own_tally.count_read(7)
    monkeypatch.setattr(tally, "store_or_send", fails)
    own_tally.send_counts()
    own_tally.count_read(7)
    monkeypatch.setattr(tally, "store_or_send", stored.append)
    own_tally.send_counts()
    assert [sum(each.values()) for each in stored] == [2]


@pytest.mark.django_db
def test_reads_of_several_processes_come_through_redis_into_the_database(redis_url, settings):
    settings.REDIS_URL = redis_url
    article, other = ArticleFactory(published=True), ArticleFactory(published=True)
    at = datetime(2026, 11, 23, 1, 20, tzinfo=UTC)
    for process in (ReadTally(), ReadTally()):
        process.count_read(article.pk, at)
        process.count_read(other.pk, at + HOUR)
        process.send_counts()
    assert not ReadCount.objects.exists()
    tally.store_from_redis()
    assert list(ReadCount.objects.order_by("hour").values_list("article", "hour", "reads")) == [
        (article.pk, at.replace(minute=0), 2),
        (other.pk, at.replace(minute=0) + HOUR, 2),
    ]
    tally.store_from_redis()
    assert counted(article) == 2


@pytest.mark.django_db
def test_a_worker_that_fails_in_the_middle_loses_nothing(redis_url, settings, monkeypatch):
    settings.REDIS_URL = redis_url
    article = ArticleFactory(published=True)
    process = ReadTally()
    process.count_read(article.pk)
    process.send_counts()
    with monkeypatch.context() as broken:
        broken.setattr(counts, "store_counts", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            tally.store_from_redis()
    process.count_read(article.pk)
    process.send_counts()
    tally.store_from_redis()
    tally.store_from_redis()
    assert counted(article) == 2


@pytest.mark.django_db
def test_any_number_of_made_up_articles_does_not_keep_the_true_ones_from_being_stored(redis_url, settings):
    settings.REDIS_URL = redis_url
    article = ArticleFactory(published=True)
    process = ReadTally()
    process.count_read(article.pk)
    for number in range(5_000):
        process.count_read(10**17 + number)
    process.send_counts()
    tally.store_from_redis()
    assert counted(article) == 1
    assert ReadCount.objects.count() == 1


def test_the_cache_is_not_filled_either(redis_url, settings, monkeypatch):
    settings.REDIS_URL = redis_url
    monkeypatch.setattr(tally, "MAX_SHARED_KEYS", 10)
    process = ReadTally()
    for start in (0, 100):
        for number in range(20):
            process.count_read(start + number)
        process.send_counts()
    with tally.get_redis() as client:
        assert client.hlen(tally.GATHERED) == 20


def test_while_redis_is_down_reads_are_kept(settings, own_tally):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    own_tally.count_read(3)
    own_tally.send_counts()
    assert own_tally._reads == {Key(next(iter(own_tally._reads)).hour, 3): 1}


@pytest.mark.django_db
def test_the_thread_carries_on_by_itself(monkeypatch, own_tally):
    from threading import Timer

    begun = []
    monkeypatch.setattr(tally, "Timer", lambda seconds, act: begun.append(seconds) or Timer(0.01, act))
    handed = []
    monkeypatch.setattr(tally, "store_or_send", handed.append)
    own_tally.count_read(1)
    own_tally.count_read(1)
    own_tally_thread = own_tally._timer
    own_tally_thread.join(5)
    assert begun == [tally.TO_DATABASE_EVERY]
    assert [sum(each.values()) for each in handed] == [2]


# --- Rankings ------------------------------------------------------------------------------------


def read(article, number, hours_ago=1):
    hour = (timezone.now() - hours_ago * HOUR).replace(minute=0, second=0, microsecond=0)
    counts.store_counts({(hour, article.pk): number})


def ranking(block, **kwargs):
    filled, _ = fill_blocks([block], now=timezone.now(), **kwargs)
    return [slot.headline for each in filled for slot in each.slots]


@pytest.mark.django_db
def test_the_most_read_of_a_day_and_of_a_week():
    fresh = ArticleFactory(headline="오늘", published=True)
    older = ArticleFactory(headline="이번 주", published=True)
    advert = ArticleFactory(headline="광고", published=True, is_advertising=True)
    read(fresh, 5)
    read(older, 3)
    read(older, 50, hours_ago=72)
    read(advert, 99)
    read(ArticleFactory(headline="지난달", published=True), 999, hours_ago=24 * 20)
    counts.update_rankings(timezone.now())
    assert ranking(BlockFactory(slug="day", rule=Block.Rule.MOST_READ_DAY)) == ["오늘", "이번 주"]
    assert ranking(BlockFactory(slug="week", rule=Block.Rule.MOST_READ_WEEK)) == ["이번 주", "오늘"]


@pytest.mark.django_db
def test_what_was_withdrawn_leaves_the_ranking_at_once():
    article = ArticleFactory(published=True)
    read(article, 5)
    counts.update_rankings(timezone.now())
    article.state = "withdrawn"
    article.withdrawn_at = timezone.now()
    article.save()
    assert ranking(BlockFactory(rule=Block.Rule.MOST_READ_DAY)) == []


@pytest.mark.django_db
def test_a_ranking_is_told_whole_and_takes_nothing_from_other_blocks():
    first, second = (ArticleFactory(headline=name, published=True) for name in ("첫째", "둘째"))
    read(first, 9)
    read(second, 5)
    counts.update_rankings(timezone.now())
    blocks = [
        BlockFactory(slug="most", rule=Block.Rule.MOST_READ_DAY, position=0),
        BlockFactory(slug="latest", rule=Block.Rule.LATEST, size=2, position=1),
    ]
    filled, _ = fill_blocks(blocks, now=timezone.now(), leave_out=[second.pk])
    assert [[slot.headline for slot in block.slots] for block in filled] == [["첫째", "둘째"], ["첫째"]]
    assert ranking(blocks[0], leave_out=[first.pk]) == ["첫째", "둘째"]
    PlacementFactory(block=blocks[0], article=second)
    assert ranking(blocks[0]) == ["둘째", "첫째"]


@pytest.mark.django_db
def test_on_a_sections_page_the_ranking_is_the_sections_own(client):
    economy = SectionFactory(slug="economy", name="경제")
    below = SectionFactory(slug="market", name="시장", parent=economy)
    politics = SectionFactory(slug="politics", name="정치")
    for section, number in ((economy, 3), (below, 4), (politics, 9)):
        read(ArticleFactory(headline=f"{section.name} 기사", section=section, published=True), number)
    counts.update_rankings(timezone.now())
    BlockFactory(slug="most", name="많이 본 기사", zone="sidebar", rule=Block.Rule.MOST_READ_DAY, layout="ranking")

    def shown(address):
        page = html.fromstring(client.get(address).text)
        [block] = page.xpath("//aside//section")
        return block.get("aria-label"), [each.text_content() for each in block.xpath(".//ol/li//a")]

    assert shown("/sections/economy/") == ("경제 많이 본 기사", ["시장 기사", "경제 기사"])
    assert shown("/sections/politics/") == ("정치 많이 본 기사", ["정치 기사"])
    page = html.fromstring(client.get("/blocks/most/").text)
    assert [each.text_content().strip() for each in page.xpath("//main//*[@class='list']//h2//a")] == [
        "정치 기사",
        "시장 기사",
        "경제 기사",
    ]


@pytest.mark.django_db
def test_a_section_ranks_no_more_than_its_share(monkeypatch):
    monkeypatch.setattr(counts, "RANKING_SIZE", 2)
    economy, politics = SectionFactory(slug="economy"), SectionFactory(slug="politics")
    for number in range(4):
        read(ArticleFactory(section=economy, published=True), 10 + number)
    read(ArticleFactory(section=politics, published=True), 1)
    counts.update_rankings(timezone.now())
    assert list(MostRead.objects.filter(period="day").values_list("reads", flat=True)) == [13, 12, 1]


@pytest.mark.django_db
def test_old_hours_are_cleared_away():
    article = ArticleFactory(published=True)
    read(article, 1)
    read(article, 1, hours_ago=24 * 40)
    counts.delete_expired(timezone.now())
    assert counted(article) == 1


# --- At the desk ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_desk_sees_reads_by_the_hour_on_an_article_and_on_its_start_page(client):
    client.force_login(UserFactory(superuser=True))
    article = ArticleFactory(headline="시장이 열렸다", published=True)
    read(article, 1200, hours_ago=2)
    read(article, 34, hours_ago=30)
    counts.update_rankings(timezone.now())
    page = html.fromstring(client.get(f"/admin/articles/article/{article.pk}/change/").text)
    [chart] = page.find_class("reads-chart")
    assert chart.get("aria-label") == "최근 48시간 조회 1,234회"
    assert len(chart.xpath(".//rect")) == 48
    start = html.fromstring(client.get("/admin/").text)
    [panel] = start.xpath("//section[@aria-labelledby='most-read-panel']")
    assert "최근 24시간 조회 1,200회" in panel.text_content()
    assert [each.text_content() for each in panel.xpath(".//li/a")] == ["시장이 열렸다"]


@pytest.mark.django_db
def test_a_draft_shows_no_reads_and_a_quiet_paper_says_so(client):
    client.force_login(UserFactory(superuser=True))
    draft = ArticleFactory()
    page = html.fromstring(client.get(f"/admin/articles/article/{draft.pk}/change/").text)
    assert not page.find_class("reads-chart")
    start = html.fromstring(client.get("/admin/").text)
    [panel] = start.xpath("//section[@aria-labelledby='most-read-panel']")
    assert "조회된 기사가 없습니다" in panel.text_content()
