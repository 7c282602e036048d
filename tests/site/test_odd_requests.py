"""Whatever is sent, the answer is never a 500."""

import random
from urllib.parse import quote

import pytest
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.paper import addresses

METHODS = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]

ODD_VALUES = [
    "",
    "0",
    "-1",
    "99999999999999999999999999",
    "1e9",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "'",
    '"',
    "\\",
    "%",
    "%00",
    "\x00",
    "\x00가",
    "\n",
    "\r\nSet-Cookie: a=b",
    "가",
    "가" * 5000,
    "🗞️",
    "\ud800".encode("utf-8", "surrogatepass"),
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "1; DROP TABLE articles_article",
    "${7*7}",
    "{{7*7}}",
    "1-1",
    "0-0",
    "999999999999999999-999999999999999999",
    "1795422749424720-21",
    "-1795422749424720-21",
    "2026-01-24",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "２０２６-01-24",
    "\u202e",
    "\u1100\u1161",
    "a b  c",
    "*",
    "%25",
    "~",
    "“",
]

ODD_HEADERS = [
    "",
    "\x7f",
    "a" * 5000,
    "=;=;;",
    '"',
    "*",
    "sessionid=\x00",
    "csrftoken=x; sessionid=../../",
    "javascript:1",
    "xx-YY;q=9",
]

ODD_PATHS = [
    "/articles/0/",
    "/articles/99999999999999999999999999/",
    "/articles/-1/",
    "/articles/1",
    "/articles//",
    "/articles/가/",
    "/articles/1/1/",
    "/sections//",
    "/sections/%00/",
    "/sections/가/",
    "/sections/A%20B/",
    "/tags/%00/",
    "/tags/%EA/",
    "/tags/가%2F나/",
    "/tags/" + "a" * 5000 + "/",
    "/archive/0/0/0/",
    "/archive/2026/13/1/",
    "/archive/99999999999/1/1/",
    "/archive/0001/1/1/",
    "/archive/9999/12/31/",
    "/archive/2026/1/",
    "/weather/0/",
    "/weather/-1/",
    "/weather/108",
    "/weather/1e2/",
    "/weather/서울/",
    "/weather/99999999999999999999999999/",
    "/weather/99999999999999999999999999/readings.csv",
    "/weather/108/0/0/",
    "/weather/108/2026/13/",
    "/weather/108/10000/1/",
    "/weather/108/99999999999999999999/99999999999999999999/",
    "/weather/108/2026/1/readings.csv",
    "/weather/108/readings.xml",
    "/weather/readings.csv/",
    "/pages/%2e%2e/",
    "/blocks/-/",
    "/reporters/_/",
    "/feeds/sections/.xml",
    "/feeds/x.xml",
    "/house-zzzzzz.css",
    "/house-.css",
    "/house-0b5c4b0.css",
    "/house-０b5c4b.css",
    "//",
    "//evil.example/",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/.env",
    "/wp-login.php",
    "/admin/articles/article/99999999999999999999999/change/",
    "/admin/articles/article/x/change/",
    "/admin/%00/",
    "/media/",
    "/media/../settings.py",
    "/media/%00",
    "/media/%2e%2e/%2e%2e/manage.py",
    "/static/%2e%2e/manage.py",
    "/healthz/x",
    "/readyz?x",
    "/%ff%fe",
    "/%ED%A0%80",
    "/?%00=%00",
]


def routes() -> list[str]:
    """One address of every public route, with something plausible in its gaps; an Atom feed is its RSS feed's view."""
    every = addresses([type("Any", (), {"pk": 1})]).items()
    return [address for name, address in every if name != "empty search" and "Atom" not in name] + [
        "/archive/",
        "/robots.txt",
        "/search/suggestions.json",
        "/a1b2c3d4.txt",
        "/preview/x/",
        "/house-0b5c4b.css",
        "/admin/",
        "/admin/login/",
        "/healthz",
        "/readyz",
    ]


@pytest.fixture
def ask(client, paper):
    client.raise_request_exception = False

    def ask(method, address, **extra):
        response = getattr(client, method)(address, **extra)
        assert response.status_code < 500, f"{method} {address!r} {extra} answered {response.status_code}"
        return response

    return ask


def test_every_route_is_among_those_tried():
    names = {pattern.name for pattern in get_resolver().url_patterns if getattr(pattern, "name", None)}

    atom = {name for name in names if name.startswith("atom")}
    assert len(routes()) >= len(names - atom) - 1  # apart: media


@pytest.mark.parametrize("address", routes())
def test_odd_query_strings(address, ask):
    base = address.partition("?")[0]
    for value in ODD_VALUES:
        text = quote(value, safe="")
        ask("get", f"{base}?q={text}&before={text}&after={text}&day={text}&month={text}&{text}={text}")
    for raw in (
        "?",
        "?&&&",
        "?before",
        "?before=1-1&before=2-2",
        "?q[]=1",
        "?%=%",
        "?" + "a=1&" * 900,
        "?" + "a" * 7000,
    ):
        ask("get", base + raw)


@pytest.mark.once
@pytest.mark.parametrize("address", routes())
@pytest.mark.parametrize("method", METHODS)
def test_odd_methods_and_bodies(method, address, ask):
    ask(method, address)
    if method in ("post", "put", "patch"):
        for kind in (
            "application/json",
            "multipart/form-data; boundary=x",
            "text/xml",
            "application/x-www-form-urlencoded",
            "",
            "x",
        ):
            ask(method, address, data=b"\x00\xff{<", content_type=kind)


@pytest.mark.once
@pytest.mark.parametrize("address", routes())
def test_odd_headers(address, ask):
    for headers in (
        {"host": "evil.example"},
        {"host": ""},
        {"host": "testserver:99999"},
        {"host": "[::1"},
        {"host": "가.example"},
        {"cookie": "sessionid=\x00; csrftoken='\"<>"},
        {"cookie": "sessionid=" + "a" * 4000},
        {"cookie": "=;=;;"},
        {"if-none-match": '"'},
        {"if-none-match": "*"},
        {"if-modified-since": "yesterday"},
        {"range": "bytes=9999999-1"},
        {"accept-encoding": "gzip;q=x, br, \x7f"},
        {"accept-language": "xx-" * 500},
        {"accept": "image/webp"},
        {"x-forwarded-for": "'; --"},
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-proto": "gopher"},
        {"content-length": "x"},
        {"user-agent": ""},
        {"referer": "javascript:alert(1)"},
        {"transfer-encoding": "chunked"},
        {"x-http-method-override": "DELETE"},
    ):
        ask("get", address, headers=headers)


@pytest.mark.once
@pytest.mark.parametrize("address", routes())
def test_odd_things_together(address, ask):
    """With the lists above, more than 200 odd requests a route; the same at every run."""
    chance = random.Random(address)
    keys = ["q", "before", "after", "day", "month", "page", "next", "_popup", "é", "%00"]
    for _ in range(110):
        pairs = chance.sample(keys, chance.randint(1, 3))
        query = "&".join(f"{quote(key)}={quote(chance.choice(ODD_VALUES), safe='')}" for key in pairs)
        headers = {chance.choice(["cookie", "if-none-match", "referer", "accept-language"]): chance.choice(ODD_HEADERS)}
        ask(chance.choice(["get", "get", "head", "post"]), f"{address.partition('?')[0]}?{query}", headers=headers)


@pytest.mark.parametrize("path", ODD_PATHS)
def test_odd_paths(path, ask):
    ask("get", path)
    ask("post", path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(max_size=40), key=st.sampled_from(["q", "before", "after", "day", "month"]), value=st.text(max_size=60)
)
def test_anything_at_all(path, key, value, ask):
    ask("get", "/" + quote(path, safe="/", errors="surrogatepass"), data={key: value.encode("utf-8", "replace")})
    ask("get", "/search/", data={key: value.encode("utf-8", "replace")})
    ask("get", "/weather/108/readings.csv", data={key: value.encode("utf-8", "replace")})


def test_a_foreign_host_is_refused(client, paper):
    client.raise_request_exception = False

    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
