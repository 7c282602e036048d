"""Pages are put together once for an edition, and kept no longer than they are true."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from secrets import token_hex

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.fast import edition
from newsroom.fast import pages as kept_pages
from newsroom.fast.pages import public_page
from tests.factories import ArticleFactory, BlockFactory, PublicationFactory

pytestmark = pytest.mark.django_db  # whose connection a page gives back, if another test has left one open

REDIS = "newsroom.fast.redis_cache.RedisCache"
LONG = "<p>" + "긴 글이라 줄여서 보낸다. " * 100


@pytest.fixture
def counted(rf):
    """A public page that counts how often it is put together, and a function that asks for it."""
    calls = []

    @public_page(params=("q", "before"))
    def page(request):
        calls.append(request.get_full_path())
        if when := request.META.get("NEXT_CHANGE"):
            request.next_change_at = when
        time.sleep(request.META.get("TAKES", 0))
        return HttpResponse(f"면 {dict(request.GET)}")

    return calls, lambda path="/", **extra: page(rf.get(path, **extra))


def test_a_page_is_put_together_once_for_an_edition(counted):
    calls, get = counted

    answers = [get().content for _ in range(3)]

    assert answers == ["면 {}".encode()] * 3
    assert len(calls) == 1

    edition._advance()
    get()

    assert len(calls) == 2


def test_pages_differ_by_what_they_read_of_the_query_and_by_nothing_else(counted):
    calls, get = counted

    assert get("/?q=물&utm_source=kakao").text == get("/?fbclid=1&q=물").text == "면 {'q': ['물']}"
    assert len(calls) == 1
    get("/?q=불")
    get("/?q=물&before=2026")
    assert len(calls) == 3


def test_a_page_does_not_see_what_it_is_not_kept_by(counted):
    _, get = counted

    assert get("/?page=2&q=1&%71=2").text == "면 {'q': ['1', '2']}"
    assert get("/?Q=1").text == "면 {}"


def test_a_long_query_fills_no_cache(counted):
    calls, get = counted

    for _ in range(2):
        get("/?q=" + "가" * 200)

    assert len(calls) == 2


def test_hosts_and_schemes_do_not_share_pages(counted, settings):
    calls, get = counted
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]

    get(HTTP_HOST="a.example")
    get(HTTP_HOST="b.example")
    get(HTTP_HOST="b.example", **{"wsgi.url_scheme": "https"})

    assert len(calls) == 3


def test_a_page_is_kept_no_longer_than_until_the_next_change(counted, time_machine):
    calls, get = counted
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    due = now + timedelta(seconds=10)
    get(NEXT_CHANGE=due)

    time_machine.move_to(due - timedelta(milliseconds=10), tick=False)
    get(NEXT_CHANGE=None)
    assert len(calls) == 1

    time_machine.move_to(due, tick=False)
    get()
    assert len(calls) == 2


def test_a_page_from_before_the_clock_was_put_back_is_not_true_for_an_hour(counted, time_machine):
    calls, get = counted
    now = timezone.now()
    time_machine.move_to(now + timedelta(hours=1), tick=False)
    get()

    time_machine.move_to(now, tick=False)
    get()

    assert len(calls) == 2


def test_a_proxy_holds_a_page_not_beyond_the_next_change(counted, time_machine):
    _, get = counted
    now = timezone.now()
    time_machine.move_to(now, tick=False)

    assert "s-maxage=1," in get("/later/")["Cache-Control"]
    assert "s-maxage=0," in get("/soon/", NEXT_CHANGE=now + timedelta(milliseconds=500))["Cache-Control"]


# --- One puts it together, the others wait --------------------------------------------------------


@pytest.mark.parametrize("cache", ["redis", "files"])
def test_who_comes_while_a_page_is_put_together_waits_for_it(counted, settings, cache, request, tmp_path):
    settings.CACHES = {
        "default": {"BACKEND": REDIS, "LOCATION": request.getfixturevalue("redis_url")}
        if cache == "redis"
        else {"BACKEND": "newsroom.fast.file_cache.FileCache", "LOCATION": tmp_path}
    }
    calls, get = counted
    get("/first/")  # there is an edition

    def late(number):
        time.sleep(number * 0.02)
        return get(TAKES=0.3).text

    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(late, range(4)))

    assert answers == ["면 {}"] * 4
    assert calls == ["/first/", "/"]


@pytest.fixture
def count_concurrent(rf):
    """Asks for so many different pages at once; how many of them were put together at the same time."""
    at_it, most = [], []

    @public_page(params=("q",))
    def page(request):
        at_it.append(1)
        most.append(len(at_it))
        time.sleep(0.1)
        at_it.pop()
        return HttpResponse("면")

    def crowd(pages):
        with ThreadPoolExecutor(pages) as readers:
            answers = list(readers.map(lambda number: page(rf.get(f"/?q={number}")), range(pages)))
        assert {answer.status_code for answer in answers} == {200}
        return max(most)

    return crowd


def test_few_pages_are_put_together_at_a_time(count_concurrent):
    assert count_concurrent(6) == kept_pages.MAX_PARALLEL


def test_the_next_begins_while_others_never_end(count_concurrent, monkeypatch):
    monkeypatch.setattr(kept_pages, "WAIT_TIMEOUT", 0.02)

    assert count_concurrent(6) == 6


def test_nobody_waits_long_for_one_who_died_over_it(counted, monkeypatch):
    calls, get = counted
    monkeypatch.setattr(kept_pages, "WAIT_TIMEOUT", 0.1)
    monkeypatch.setattr(kept_pages, "page_key", lambda *_: "the-page")
    kept_pages.cache.set("the-page", kept_pages.CLAIMED)

    asked = time.monotonic()
    assert get().text == "면 {}"
    assert 0.1 <= time.monotonic() - asked < 1
    assert len(calls) == 1


def test_an_error_lets_the_next_one_try(rf):
    calls = []

    @public_page
    def page(request):
        calls.append(1)
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            page(rf.get("/"))
    assert len(calls) == 2


def test_what_is_not_there_is_held_for_seconds_but_not_kept(rf):
    calls = []

    @public_page
    def page(request):
        calls.append(1)
        return HttpResponse("없음", status=410)

    answers = [page(rf.get("/")) for _ in range(2)]

    assert len(calls) == 2
    assert all("s-maxage=1," in answer["Cache-Control"] for answer in answers)


# --- The cache is down, or loses what it had ---------------------------------------------------------


@pytest.mark.parametrize("fails", ["get", "set", "add", "delete", "get_many", "get_or_set"])
def test_whatever_of_the_cache_fails_readers_get_their_pages(counted, monkeypatch, fails):
    _, get = counted

    def fail(*_args, **_kwargs):
        raise OSError("no cache")

    monkeypatch.setattr(kept_pages.cache, fails, fail)

    assert [get().status_code for _ in range(3)] == [200] * 3


def test_a_page_that_could_not_be_kept_is_not_waited_for(counted, monkeypatch):
    """As while Redis is full: the short word that it is being put together still found room."""
    calls, get = counted

    def fail(*_args, **_kwargs):
        raise OSError("OOM command not allowed")

    monkeypatch.setattr(kept_pages.cache, "set", fail)
    get()
    begun = time.monotonic()
    get()

    assert len(calls) == 2
    assert time.monotonic() - begun < kept_pages.WAIT_TIMEOUT / 2


# --- Answers -----------------------------------------------------------------------------------------


def test_a_compressed_copy_is_kept_and_given_to_who_takes_it(rf, monkeypatch):
    made = []
    compress = kept_pages.gzip_compress
    monkeypatch.setattr(kept_pages, "gzip_compress", lambda *args: made.append(1) or compress(*args))
    page = public_page(lambda request: HttpResponse(LONG))

    compressed = [page(rf.get("/", HTTP_ACCEPT_ENCODING="br, gzip")) for _ in range(3)]
    plain = page(rf.get("/"))

    assert len(made) == 1
    assert {answer["Content-Encoding"] for answer in compressed} == {"gzip"}
    assert gzip.decompress(compressed[0].content).decode() == plain.text == LONG
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == compressed[0]["Vary"] == "Accept-Encoding"
    assert int(compressed[0]["Content-Length"]) == len(compressed[0].content)


def test_what_is_short_or_a_picture_is_not_compressed(rf):
    short = public_page(lambda request: HttpResponse("면"))
    picture = public_page(lambda request: HttpResponse(b"\x89PNG" * 1000, content_type="image/png"))

    for page in (short, picture):
        assert "Content-Encoding" not in page(rf.get("/", HTTP_ACCEPT_ENCODING="gzip"))
        kept_pages.cache.clear()
        time.sleep(2 * edition.LEASE)


def test_a_head_request_gets_the_headers_of_the_page_alone(rf):
    page = public_page(lambda request: HttpResponse("면"))

    response = page(rf.head("/"))

    assert (response.content, response["Content-Length"]) == (b"", "3")


def test_pages_are_for_reading(rf):
    page = public_page(lambda request: HttpResponse("면"))

    assert page(rf.post("/")).status_code == 405


# --- What pages share ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_pages_share_is_new_on_all_of_them_after_a_change(client):
    PublicationFactory(name="새솔뉴스")
    assert "새솔뉴스" in client.get("/search/?q=말").text
    publication = PublicationFactory()
    publication.name = "한들신문"
    publication.save()
    edition.advance()
    assert "새솔뉴스" not in client.get("/search/?q=말").text
    assert "한들신문" in client.get("/sources/").text


@pytest.mark.django_db
def test_what_a_fragment_shows_is_not_asked_for_again(client, monkeypatch):
    """The articles of a block, and what stands in the navigation and in the foot."""
    monkeypatch.setattr(kept_pages, "edition_of", edition_of_its_own)
    PublicationFactory()
    ArticleFactory(published=True)
    BlockFactory(rule="latest")
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        asked.append(len(queries))

    assert asked[0] - asked[1] == 2


def edition_of_its_own(request):
    request.edition = token_hex()
    return request.edition
