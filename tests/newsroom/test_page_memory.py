"""What a process keeps in its own memory is given before Django begins, and only while it is true."""

import time
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.utils import timezone

from articles.desk import publishing
from newsroom import wsgi
from newsroom.fast import edition, page_memory
from tests.factories import ArticleFactory, PlacementFactory, PublicationFactory


class Answered:
    def __init__(self, path="/", method="GET", **environ):
        request = RequestFactory().generic(
            method, path, **{"HTTP_HOST": "testserver", "HTTP_ACCEPT_ENCODING": "gzip", **environ}
        )
        self.body = b"".join(wsgi.application(request.environ, self.start))

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = status, dict(headers)


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(page_memory, "memory", page_memory.Memory(1_000_000, page_memory.response_size))


@pytest.fixture
def asked(monkeypatch):
    """The paths that Django was asked for."""
    paths = []
    handle = WSGIHandler.__call__

    def noted(self, environ, start_response):
        paths.append(environ["PATH_INFO"])
        return handle(self, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", noted)
    return paths


@pytest.fixture
def paper(transactional_db):
    PublicationFactory()


def test_the_second_reader_gets_the_same_without_django(paper, asked):
    first, second = Answered(), Answered()

    assert asked == ["/"]
    assert second.status == first.status == "200 OK"
    assert second.body == first.body
    assert second.headers == {name: value for name, value in first.headers.items() if name != "X-Request-ID"}
    assert {"ETag", "Content-Security-Policy", "X-Content-Type-Options", "Content-Length"} <= second.headers.keys()


def test_who_has_it_already_is_told_so(paper, asked):
    etag = Answered().headers["ETag"]

    known, known_too = Answered(HTTP_IF_NONE_MATCH=etag), Answered(HTTP_IF_NONE_MATCH=f'"other", {etag}')
    changed = Answered(HTTP_IF_NONE_MATCH='W/"other"')

    assert asked == ["/"]
    assert (known.status, known.body) == (known_too.status, known_too.body) == ("304 Not Modified", b"")
    assert known.headers["ETag"] == etag
    assert "s-maxage=" in known.headers["Cache-Control"]
    assert "Content-Length" not in known.headers
    assert changed.status == "200 OK"


def test_django_says_so_too(paper, asked):
    etag = Answered().headers["ETag"]
    page_memory.memory = page_memory.Memory(1_000_000, page_memory.response_size)

    known = Answered(HTTP_IF_NONE_MATCH=etag)

    assert asked == ["/", "/"]
    assert (known.status, known.body) == ("304 Not Modified", b"")


def test_only_reading_is_answered_near(paper, asked):
    Answered()

    assert Answered(method="POST").status.startswith("405")  # no form here
    head = Answered(method="HEAD")

    assert (head.status, head.body) == ("200 OK", b"")
    assert asked == ["/", "/"]


def test_plain_and_compressed_are_kept_apart(paper, asked):
    compressed, plain = Answered(), Answered(HTTP_ACCEPT_ENCODING="")

    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert Answered().body == compressed.body
    assert Answered(HTTP_ACCEPT_ENCODING="identity").body == plain.body
    assert asked == ["/", "/"]


def test_whence_a_reader_comes_makes_no_difference_but_what_a_page_reads_does(paper, asked):
    Answered("/")
    Answered("/?utm_source=kakao&fbclid=abc")
    assert asked == ["/"]

    Answered("/search/?q=%EB%AC%BC")
    Answered("/search/?q=%EB%AC%BC&utm_medium=social")
    Answered("/search/?%71=%EB%B6%88")  # a name may be written so, too
    assert asked == ["/", "/search/", "/search/"]


def test_a_signed_in_reader_and_the_admin_leave_nothing_near(paper, admin_client):
    for path in ("/admin/", "/healthz", "/reads/1/", "/static/missing.css", "/nothing/"):
        admin_client.get(path)
        Answered(path)

    assert not page_memory.memory._values


def test_pages_of_hosts_that_are_not_ours_are_not_given(paper):
    Answered()

    assert Answered(HTTP_HOST="elsewhere.example").status.startswith("400")
    assert Answered().status == "200 OK"


def test_https_and_http_are_kept_apart_as_the_proxy_says(paper, asked, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    for said in ("https", "http", "https", "http, https"):
        Answered(HTTP_X_FORWARDED_PROTO=said)

    assert asked == ["/", "/"]


def test_a_new_edition_is_asked_of_django(paper, asked):
    Answered()
    edition._advance()
    Answered()

    assert asked == ["/", "/"]


def test_without_a_cache_nothing_is_given(paper, asked, monkeypatch):
    Answered()
    monkeypatch.setattr(edition, "_known", edition.KnownEdition(None, time.monotonic() + 10))

    assert Answered().status == Answered().status == "200 OK"
    assert asked == ["/"] * 3


def test_what_comes_or_goes_by_the_clock_does_so_to_the_second(paper, time_machine):
    now = timezone.now()
    scheduled = ArticleFactory(state="submitted", headline="예약한 기사")
    publishing.schedule(scheduled, at=now + timedelta(seconds=30), by=None)
    placed = PlacementFactory(
        article__state="published",
        article__published_at=now - timedelta(days=1),
        headline="내려갈 기사",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(seconds=40),
    )
    time_machine.move_to(now, tick=False)

    def shown(path, words):
        return words in Answered(path, HTTP_ACCEPT_ENCODING="").body.decode()

    address = scheduled.get_absolute_url()
    for seconds, is_out, stands in ((0, False, True), (29.9, False, True), (30, True, True), (40, True, False)):
        time_machine.move_to(now + timedelta(seconds=seconds), tick=False)
        for _ in range(2):
            assert shown("/feeds/latest.xml", "예약한 기사") is is_out
            assert (Answered(address).status == "200 OK") is is_out
            assert shown("/", "내려갈 기사") is stands
    assert placed.pk


def test_a_clock_put_back_makes_nothing_true_for_longer(paper, time_machine, asked):
    now = timezone.now()
    time_machine.move_to(now + timedelta(hours=1), tick=False)
    Answered()
    time_machine.move_to(now, tick=False)
    Answered()

    assert asked == ["/", "/"]


def test_no_more_is_kept_than_there_is_room_for_and_the_least_asked_for_goes():
    def answer(content):
        return page_memory.StoredResponse("e", 0, '"e"', [], [], content)

    memory = page_memory.Memory(10 * (1000 + page_memory.EXTRA_BYTES), page_memory.response_size)
    for number in range(10):
        memory.put(str(number), answer(b"x" * 1000))
    memory.get("0")
    memory.put("0", answer(b"y" * 1000))
    memory.put("10", answer(b"x" * 1000))

    assert memory.get("1") is None
    assert memory.get("0").content == b"y" * 1000
    assert memory._bytes == 10 * (1000 + page_memory.EXTRA_BYTES)

    memory.put("large", answer(b"x" * 100_000))
    assert (
        memory._bytes
        == sum(page_memory.response_size(kept) for kept in memory._values.values())
        <= memory.bytes_at_most
    )


# --- What strangers make up ----------------------------------------------------------------------------


def test_nobody_says_under_which_path_the_paper_stands(paper):
    said = Answered("/sources/", SCRIPT_NAME="/zq", HTTP_ACCEPT_ENCODING="")

    assert said.status == "200 OK"
    assert b"/zq/" not in said.body


@pytest.mark.parametrize("made_up", ["?q=zq", "?before=zq&q=1", "?utm_source=zq"])
def test_a_parameter_that_a_page_does_not_read_makes_no_other_copy(paper, asked, made_up):
    first = Answered("/")

    assert Answered(f"/{made_up}").body == first.body
    assert asked == ["/"]


@pytest.mark.parametrize("host", ["testserver:99", "TestServer"])
def test_a_port_and_capitals_make_no_other_copy(paper, asked, host):
    Answered("/", HTTP_HOST="testserver")
    Answered("/", HTTP_HOST=host)

    assert asked == ["/"]


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("br;q=1.0, gzip; q=0.000", False), ("", False)],
)
def test_a_reader_that_refuses_compression_gets_none(paper, accepted, is_compressed):
    for _ in range(2):  # from Django, and near
        headers = Answered("/sources/", HTTP_ACCEPT_ENCODING=accepted).headers
        assert ("Content-Encoding" in headers) is is_compressed
