"""What whoever looks after the paper finds in its logs."""

import json
import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from newsroom.shared import logs
from newsroom.urls import urlpatterns as own
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db


def broken(_request):
    logging.getLogger("articles").warning("on the way")
    raise ZeroDivisionError("made for the test")


urlpatterns = [path("broken/", broken), path("fine/", lambda request: HttpResponse("")), *own]
handler500 = "newsroom.errors.server_error"


@pytest.fixture
def lines(caplog):
    """What was logged, as a log collector gets it."""
    caplog.handler.addFilter(logs.RequestIdFilter())
    caplog.set_level(logging.INFO)
    formatter = logs.JsonFormatter()
    return lambda: [json.loads(formatter.format(record)) for record in caplog.records]


def of_requests(lines):
    return [line for line in lines() if line["logger"] == "newsroom.shared.logs"]


def test_a_request_is_one_line_with_what_it_was_and_took(client, lines):
    user = UserFactory(superuser=True)
    client.force_login(user)
    response = client.get("/admin/?q=secret", headers={"X-Request-ID": "0123456789abcdef"})

    (line,) = of_requests(lines)
    assert line["message"].startswith("GET /admin/ 200 ")
    assert (line["method"], line["path"], line["status"], line["user"]) == ("GET", "/admin/", 200, user.username)
    assert line["ms"] > 0
    assert line["request_id"] == response["X-Request-ID"] == "0123456789abcdef"
    assert "secret" not in json.dumps(line)


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g h", "abcdefgh\nERROR forged", "<script>alert"])
def test_a_number_that_is_none_is_replaced(client, lines, given):
    response = client.get("/robots.txt", headers={"X-Request-ID": given})

    assert len(response["X-Request-ID"]) == 32
    assert of_requests(lines)[0]["request_id"] == response["X-Request-ID"]


def test_a_path_forges_no_line(client, lines):
    client.get("/nothing%0AERROR%20forged/")

    (line,) = of_requests(lines)
    assert "\n" not in line["message"]
    assert line["status"] == 404


def test_health_checks_and_beacons_are_not_logged(client, lines):
    article = ArticleFactory()
    client.get("/healthz")
    client.post(f"/reads/{article.pk}/")

    assert of_requests(lines) == []


@pytest.mark.urls("tests.newsroom.test_logs")
def test_all_lines_of_a_request_bear_its_number_and_the_reader_is_told_it(client, lines):
    client.raise_request_exception = False
    response = client.get("/broken/")

    number = response["X-Request-ID"]
    assert response.status_code == 500
    assert number in response.text
    own = [line for line in lines() if line.get("request_id")]
    assert {line["request_id"] for line in own} == {number}
    assert "on the way" in {line["message"] for line in own}
    assert any("ZeroDivisionError" in line.get("exception", "") for line in own)
    assert [line["level"] for line in of_requests(lines)] == ["ERROR"]


@pytest.mark.urls("tests.newsroom.test_logs")
def test_logging_asks_for_nobody(client, lines, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/fine/")

    assert of_requests(lines)[0]["user"] == AnonymousUser.username == ""


def test_a_line_of_text_ends_with_the_number():
    record = logging.LogRecord("articles", logging.INFO, "", 0, "said", (), None)
    record.request_id = "abc"

    assert logs.TextFormatter("{message}", style="{").format(record) == "said [abc]"


def test_slow_queries_are_told_without_the_values_in_them(settings, lines):
    settings.SLOW_QUERY_MS = 1
    with connection.cursor() as cursor:
        slow = "SELECT pg_sleep(0.01), %s" if connection.vendor == "postgresql" else SLOW_ON_SQLITE
        cursor.execute(slow, ["a reader's word"])
        settings.SLOW_QUERY_MS = 10_000
        cursor.execute("SELECT 2")

    (line,) = [line for line in lines() if "Slow query" in line["message"]]
    assert line["ms"] >= 1
    assert "SELECT" in line["message"]
    assert "reader" not in json.dumps(line)


SLOW_ON_SQLITE = """WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 100000)
SELECT max(n), %s FROM numbers"""
