"""The way out reaches no machine of the paper's own network, whatever an address or a name says."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from newsroom.shared import outbound
from tests import remote_site as another_site
from weather.services import errors
from weather.services.web import ServiceClient


class Machine(ThreadingHTTPServer):
    """Of the paper's own network. It notes who has asked for what, under which name."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked, self.leads_to, self.drips = [], "", False
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def handle_error(self, *args):
        """A client that hangs up is what a test is about."""


class Handler(BaseHTTPRequestHandler):
    server: Machine

    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path))
        if self.server.drips:
            self.drip()
            return
        self.send_response(302 if self.server.leads_to else 200)
        if self.server.leads_to:
            self.send_header("Location", self.server.leads_to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        for _number in range(100):
            time.sleep(0.05)
            self.wfile.write(b"long")

    def log_message(self, *args):
        pass


@pytest.fixture
def inside():
    machine = Machine()
    yield machine
    machine.shutdown()
    machine.server_close()


@pytest.fixture
def portal():
    machine = Machine()
    yield machine
    machine.shutdown()
    machine.server_close()


def named(monkeypatch, *addresses):
    """What the name server says of every name, one answer a question."""
    answers = list(addresses)
    found = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if str(host).endswith(".example"):
            return found(answers.pop(0), port, *args, **kwargs)
        return found(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def ask(address, **extensions):
    with httpx.Client(transport=outbound.PublicTransport()) as client:
        return client.get(address, extensions=extensions)


@pytest.mark.parametrize(
    "address",
    [
        *["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
        *["224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1"],
        *["2002:7f00:1::", "64:ff9b::a9fe:a9fe", "192.0.2.1", "2001:db8::1"],
    ],
)
def test_an_address_inside_is_none_of_the_open_internet(address):
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "121.78.118.10", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_outside_is(address):
    assert outbound.is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_an_address_inside_is_asked(inside, host):
    with pytest.raises(httpx.HTTPError):
        ask(f"http://{host}:{inside.server_port}/")

    assert not inside.asked


def test_a_name_that_leads_inside_is_not_asked(inside, monkeypatch):
    named(monkeypatch, "127.0.0.1")

    with pytest.raises(outbound.AddressRefused):
        ask(f"http://portal.example:{inside.server_port}/")

    assert not inside.asked


def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(inside, monkeypatch):
    """What was looked at is what is connected to: the second answer is never asked for."""
    named(monkeypatch, "8.8.8.8", "127.0.0.1")
    connected = []

    def connect(address, *args, **kwargs):
        connected.append(address[0])
        raise OSError("no way out of a test")

    monkeypatch.setattr(socket, "create_connection", connect)

    with pytest.raises(httpx.ConnectError):
        ask("http://portal.example/")

    assert connected == ["8.8.8.8"]


def test_who_is_named_by_the_owner_may_stand_inside_under_its_own_name(inside, monkeypatch):
    named(monkeypatch, "127.0.0.1")
    address = f"http://portal.example:{inside.server_port}"

    ask(f"{address}/all", named_by_owner=address)

    assert inside.asked == [(f"portal.example:{inside.server_port}", "/all")]


def test_the_weather_service_leads_nowhere_inside(inside, portal):
    portal.leads_to = f"{inside.url}/secrets"

    with ServiceClient(timeout=2, deadline=5, attempts=1) as web, pytest.raises(errors.WeatherServiceError):
        web.get(f"{portal.url}/map.xml")

    assert portal.asked
    assert not inside.asked


def test_other_schemes_are_not_asked():
    for address in ["file:///etc/passwd", "ftp://portal.example/", "gopher://portal.example/"]:
        with pytest.raises(httpx.HTTPError):
            ask(address)


def test_a_proxy_is_asked_for_no_address_inside(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)

    for host in ["169.254.169.254", "localhost", "0x7f.1"]:
        with pytest.raises(outbound.AddressRefused):
            ask(f"http://{host}/")


def test_telling_a_portal_ends_in_time_whatever_drips(portal):
    portal.drips = True
    began = time.monotonic()

    with pytest.raises(httpx.HTTPError):
        outbound.post_json(portal.url, {}, seconds=0.5)

    assert time.monotonic() - began < 3


def test_telling_a_portal_follows_it_nowhere(inside, portal):
    portal.leads_to = f"{inside.url}/secrets"

    assert outbound.post_json(f"{portal.url}/indexnow", {}, seconds=2) == 302

    assert not inside.asked


# What somebody has asked for


def fetch(address, at_most=1000, seconds=5):
    return outbound.fetch_url(address, seconds=seconds, at_most=at_most, accept="image/*")


@pytest.fixture
def elsewhere(monkeypatch):
    site = another_site.RemoteSite()
    another_site.resolve_to(monkeypatch, site)
    yield site
    site.shutdown()
    site.server_close()


def test_what_stands_at_an_address_is_read_also_behind_redirects(elsewhere):
    elsewhere.files |= {"/a": "/b", "/b": f"{elsewhere.url}/c", "/c": b"picture"}

    assert fetch(f"{elsewhere.url}/a") == b"picture"


@pytest.mark.parametrize(
    "address",
    [
        *["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://10.0.0.1/", "http://2130706433/"],
        *[
            "http://localhost/",
            "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0/",
            "file:///etc/passwd",
            "gopher://e.example/",
        ],
    ],
)
def test_no_address_inside_is_asked_whoever_wants_it(address):
    with pytest.raises(outbound.AddressRefused):
        fetch(address)


@pytest.mark.parametrize("leads_to", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_a_redirect_leads_nowhere_inside(elsewhere, leads_to):
    elsewhere.files["/a"] = leads_to

    with pytest.raises(httpx.HTTPError):
        fetch(f"{elsewhere.url}/a")
    assert elsewhere.asked == ["/a"]


def test_a_circle_of_redirects_ends(elsewhere):
    elsewhere.files["/a"] = "/a"

    with pytest.raises(httpx.TooManyRedirects):
        fetch(f"{elsewhere.url}/a")


def test_no_more_is_read_than_was_asked_for(elsewhere):
    elsewhere.files["/large"] = b"x" * 1001

    with pytest.raises(outbound.ResponseTooLarge):
        fetch(f"{elsewhere.url}/large")


def test_a_no_is_an_error(elsewhere):
    with pytest.raises(httpx.HTTPStatusError):
        fetch(f"{elsewhere.url}/gone")


def test_an_answer_that_drips_ends_with_the_time(inside, monkeypatch):
    inside.drips = True
    monkeypatch.setattr(outbound, "is_public", lambda address: True)
    began = time.monotonic()

    with pytest.raises(httpx.HTTPError):
        fetch(inside.url, seconds=0.3)
    assert time.monotonic() - began < 2
