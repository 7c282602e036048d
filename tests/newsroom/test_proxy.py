"""The real nginx under deploy/nginx.conf.template, in front of an application that says what it was asked."""

from __future__ import annotations

import gzip
import json
import re
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom.fast.pages import cache_control
from tests import proxy
from tests.conftest import cannot_run
from tests.servers import free_port, wait_until_answers

HASHED = "static/css/base.0123456789ab.css"


class Application(ThreadingHTTPServer):
    """Answers every GET with what it was asked, as JSON; `held` seconds long."""

    daemon_threads = True

    def __init__(self):
        self.asked = []
        self.held = 2
        self.status = 200
        self.tag = 'W/"same"'
        self.takes = 0.0
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(BaseHTTPRequestHandler):
    server: Application
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        time.sleep(self.server.takes)
        status = self.server.status
        if self.headers.get("If-None-Match") == self.server.tag and status == 200:
            status = 304
        said = {"path": self.path, "headers": dict(self.headers.items()), "number": len(self.server.asked)}
        content = b"" if status == 304 else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", self.server.tag)
        self.send_header("X-Request-ID", "of the application")
        if status in {200, 304, 410}:
            self.send_header("Cache-Control", cache_control(self.server.held))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *_args):
        pass


@pytest.fixture
def application():
    server = Application()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def start(application, tmp_path):
    if not proxy.IS_INSTALLED:
        cannot_run("nginx is not installed")
    running = []

    def start(**instead):
        port = free_port()
        text = proxy.template(
            tmp_path, site_url="https://paper.example", port=port, web=application.server_port, **instead
        )
        nginx = proxy.nginx(tmp_path, text)
        nginx.__enter__()
        running.append(nginx)
        wait_until_answers(f"http://127.0.0.1:{port}/proxyz")
        return f"http://127.0.0.1:{port}"

    yield start
    for nginx in running:
        nginx.__exit__(None, None, None)


def get(address, *, data=None, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, data, {"Host": "paper.example", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status, found, content = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, found, content = error.code, error.headers, error.read()
    is_json = content.startswith(b"{")
    return SimpleNamespace(
        status=status, headers=found, text=content.decode(errors="replace"), said=json.loads(content) if is_json else {}
    )


def template() -> str:
    return (proxy.ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8")


# --- Held pages ----------------------------------------------------------------------------------------


def test_its_names_of_parameters_are_those_that_pages_read():
    import newsroom.urls  # noqa: F401  (every page says there what it reads)
    from newsroom.fast.pages import QUERY_PARAMS

    named = re.search(r"\(\?:\^\|&\)\(\?:([a-z|]+)\)\(\?:=\|&\|\$\)", template())[1]

    assert set(named.split("|")) == QUERY_PARAMS


@pytest.mark.parametrize(
    ("query", "is_shared"),
    [
        ("utm_source=kakao&utm_medium=social", True),
        ("fbclid=IwAR0-x_y.z%20&gclid", True),
        ("q=물", False),
        ("utm_source=kakao&before=1-1", False),
        ("%71=x", False),  # q, in another way
        ("utm%5Fsource=x", False),
        ("a+b=x", False),
        ("x=1&&y=2", False),
        ("=x", False),
    ],
)
def test_whence_a_reader_comes_makes_no_other_copy(start, application, query, is_shared):
    site = start()
    first = get(f"{site}/articles/1/")
    second = get(f"{site}/articles/1/?{urllib.parse.quote(query, safe='=&%+')}")

    assert (second.said["number"] == first.said["number"]) is is_shared
    assert len(application.asked) == (1 if is_shared else 2)


def test_a_page_is_held_for_the_seconds_it_says_and_then_asked_for_by_its_tag(start, application):
    application.held = 1
    site = start()
    numbers = [get(f"{site}/").said["number"] for _ in range(3)]
    time.sleep(2.1)
    renewed = get(f"{site}/")

    assert numbers == [1, 1, 1]
    assert application.asked == ["/", "/"]
    assert renewed.said["number"] == 1  # the application said that it is the same


def test_all_of_its_processes_read_a_renewed_page_at_once(start, application):
    application.held = 1
    site = start()
    with ThreadPoolExecutor(12) as readers:
        list(readers.map(lambda _: get(f"{site}/"), range(24)))  # the copy is open in each of them
        application.tag, application.held = 'W/"another"', 60
        time.sleep(2.1)
        renewed = get(f"{site}/")
        answers = list(readers.map(lambda _: get(f"{site}/"), range(24)))

    assert renewed.said["number"] == len(application.asked)
    assert {answer.said["number"] for answer in answers} == {renewed.said["number"]}


def test_many_who_ask_for_a_page_at_once_cost_one_request(start, application):
    application.takes = 0.5
    site = start()
    with ThreadPoolExecutor(12) as readers:
        answers = list(readers.map(lambda _: get(f"{site}/"), range(12)))

    assert {answer.said["number"] for answer in answers} == {1}
    assert application.asked == ["/"]


@pytest.mark.parametrize("status", [500, 503])
def test_the_last_good_copy_is_served_while_the_application_fails(start, application, status):
    application.held = 1
    site = start()
    good = get(f"{site}/")
    application.status = status
    time.sleep(2.1)

    assert get(f"{site}/").said == good.said


def test_what_is_withdrawn_takes_the_place_of_the_copy(start, application):
    application.held = 1
    site = start()
    assert get(f"{site}/articles/1/").status == 200
    application.status = 410
    time.sleep(2.1)
    get(f"{site}/articles/1/")

    assert get(f"{site}/articles/1/").status == 410


def test_signed_in_work_is_never_held(start, application):
    site = start()
    for _ in range(2):
        get(f"{site}/admin/")
        get(f"{site}/", Cookie="sessionid=abc")

    assert application.asked == ["/admin/", "/", "/admin/", "/"]


# --- Files ---------------------------------------------------------------------------------------------


def test_static_files_come_from_disk_compressed_and_for_good(start, application, tmp_path):
    for name in (HASHED, "static/js/a.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("body{}")
    (tmp_path / f"{HASHED}.gz").write_bytes(gzip.compress(b"compressed by the build"))
    site = start()

    plain, compressed = get(f"{site}/{HASHED}"), get(f"{site}/{HASHED}", Accept_Encoding="gzip")
    unnamed, missing = get(f"{site}/static/js/a.js"), get(f"{site}/static/css/older.css")

    assert plain.text == "body{}"
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" not in unnamed.headers["Cache-Control"]
    assert missing.said["path"] == "/static/css/older.css"
    assert application.asked == ["/static/css/older.css"]


def test_photos_come_from_disk_and_run_nothing(start, tmp_path):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "media" / "page.html").write_text("<script>alert(1)</script>")
    site = start()

    photo, page = get(f"{site}/media/photo.jpg"), get(f"{site}/media/page.html")

    assert photo.status == 200
    assert "immutable" in photo.headers["Cache-Control"]
    for answer in (photo, page):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_photo_that_has_been_deleted_is_gone_at_once(start, tmp_path):
    photo = tmp_path / "media" / "photo.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"\xff\xd8")
    site = start()
    with ThreadPoolExecutor(12) as readers:
        before = list(readers.map(lambda _: get(f"{site}/media/photo.jpg").status, range(24)))
        photo.unlink()
        after = list(readers.map(lambda _: get(f"{site}/media/photo.jpg").status, range(24)))

    assert set(before) == {200}
    assert set(after) == {404}


# --- Limits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "data", "let_through"),
    [("/search/?q=물", None, 100), ("/admin/login/", b"username=a", 40), ("/reads/1/", b"x", 100)],
)
def test_one_address_can_not_flood(start, path, data, let_through):
    site = start()
    address = site + urllib.parse.quote(path, safe="/?=")
    with ThreadPoolExecutor(8) as flood:
        answers = list(flood.map(lambda _: get(address, data=data), range(2 * let_through)))
    refused = [answer for answer in answers if answer.status == 429]

    assert answers[0].status == 200
    assert len(refused) > let_through / 2
    assert "잠시 뒤" in refused[0].text
    assert refused[0].headers["Retry-After"] == "30"


def test_opening_the_sign_in_page_and_reading_are_not_limited(start):
    site = start()
    assert {get(f"{site}{path}").status for path in ("/admin/login/", "/") for _ in range(60)} == {200}


def test_a_body_that_is_too_large_is_refused_with_a_word(start):
    site = start()
    refused = get(f"{site}/search/", data=b"x" * 1_100_000)

    assert refused.status == 413
    assert "크기를 넘어" in refused.text


# --- Who asks ------------------------------------------------------------------------------------------


def test_what_a_client_claims_about_itself_is_not_passed_on(start):
    site = start()
    said = get(
        f"{site}/",
        X_Forwarded_For="198.51.100.7",
        X_Real_IP="198.51.100.7",
        X_Forwarded_Proto="http",
        X_Request_ID="mine",
    ).said["headers"]

    assert (said["X-Forwarded-For"], said["X-Real-IP"]) == ("127.0.0.1", "127.0.0.1")
    assert said["X-Forwarded-Proto"] == "https"  # by SITE_URL
    assert re.fullmatch(r"[0-9a-f]{32}", said["X-Request-ID"])


def test_what_a_trusted_proxy_says_is_believed_as_far_as_it_goes(start, tmp_path):
    trusted = tmp_path / "trusted.conf"
    trusted.write_text("set_real_ip_from 127.0.0.1;\nset_real_ip_from 203.0.113.0/24;\n")
    site = start(trusted=str(trusted))

    said = get(f"{site}/", X_Forwarded_For="10.9.9.9, 198.51.100.7, 203.0.113.5").said["headers"]

    assert said["X-Real-IP"] == said["X-Forwarded-For"] == "198.51.100.7"


def test_an_answer_bears_the_number_of_its_own_request(start, application):
    site = start()
    first, held = get(f"{site}/"), get(f"{site}/")

    assert first.headers.get_all("X-Request-ID") == [first.said["headers"]["X-Request-ID"]]
    assert len(application.asked) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", held.headers["X-Request-ID"])
    assert held.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_a_connection_to_the_application_is_for_one_request(start):
    assert get(f"{start()}/").said["headers"]["Connection"] == "close"


# --- TLS -----------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path):
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=paper.example"
    )
    files = ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem"]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)
    return tmp_path


def test_with_a_certificate_readers_are_led_to_https(start, certificate):
    port = free_port()
    text = (proxy.ROOT / "deploy" / "tls.conf").read_text(encoding="utf-8")
    text = text.replace("listen 8443", f"listen 127.0.0.1:{port}").replace("/etc/nginx/tls", str(certificate))
    (certificate / "tls.conf").write_text(text)
    site = start(tls=str(certificate / "tls.conf"))
    unknown = ssl.create_default_context()
    unknown.check_hostname, unknown.verify_mode = False, ssl.CERT_NONE

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args):
            return None

    asking = urllib.request.Request(f"{site}/articles/1/?q=1", headers={"Host": "paper.example"})
    with pytest.raises(urllib.error.HTTPError) as led:
        urllib.request.build_opener(Stay).open(asking)
    with urllib.request.urlopen(f"https://127.0.0.1:{port}/articles/1/", context=unknown) as answer:
        said = json.loads(answer.read())

    assert led.value.code == 301
    assert led.value.headers["Location"] == "https://paper.example/articles/1/?q=1"
    assert said["headers"]["X-Forwarded-Proto"] == "https"


def test_the_files_of_compose_name_what_nginx_reads():
    with_tls = (proxy.ROOT / "docker-compose.tls.yml").read_text(encoding="utf-8")

    for line in re.findall(r"ssl_certificate\w* (\S+);", (proxy.ROOT / "deploy" / "tls.conf").read_text()):
        assert f":{line}:ro" in with_tls
    assert Path(proxy.ROOT / "deploy" / "trusted-proxies.conf").exists()
