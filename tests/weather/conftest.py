"""A weather service on this machine, which answers as it is told, or does not answer."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest


class WeatherServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.status, self.body, self.headers = 200, b"", {}
        self.answers: list[tuple[int, bytes]] = []
        """Taken one after the other; when there is none left, `status` and `body` answer. No status: it hangs up."""
        self.answer_to = None
        """Or a function of the last part of the path and of the query's fields; it may add headers of its own."""
        self.hangs = False
        self.says_its_length = True
        self.drips = False
        self.drips_headers = False
        """Or a function of the last part of the path."""
        self.drop = 1
        """Bytes, when it drips."""
        self.breaks_off_after: int | None = None
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.agents: list[str] = []
        self.is_over = threading.Event()

    @property
    def nowhere(self) -> str:
        """An address where nobody listens."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return f"http://127.0.0.1:{probe.getsockname()[1]}"


class Handler(BaseHTTPRequestHandler):
    server: WeatherServer

    def do_GET(self):
        address = urlsplit(self.path)
        fields = {name: values[0] for name, values in parse_qs(address.query).items()}
        self.server.asked.append((address.path, fields))
        self.server.agents.append(self.headers["User-Agent"])
        if self.server.hangs:
            self.server.is_over.wait(10)
            return
        headers = self.server.headers
        if self.server.answer_to:
            status, body, *more = self.server.answer_to(address.path.rpartition("/")[2], fields)
            headers = more[0] if more else headers
        elif self.server.answers:
            status, body = self.server.answers.pop(0)
        else:
            status, body = self.server.status, self.server.body
        drips = self.server.drips_headers
        if drips(address.path.rpartition("/")[2]) if callable(drips) else drips:
            self.drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"long " * 1000)
            return
        if status is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(status)
        for name, value in headers.items():
            if name != "Date":  # which is there already
                self.send_header(name, value)
        if self.server.says_its_length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.send(body)

    def send(self, body):
        if self.server.breaks_off_after is not None:
            self.wfile.write(body[: self.server.breaks_off_after])
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        elif self.server.drips:
            self.drip(body)
        else:
            self.wfile.write(body)

    def drip(self, content):
        for at in range(0, len(content), self.server.drop):
            if self.server.is_over.is_set():
                return
            self.wfile.write(content[at : at + self.server.drop])
            self.wfile.flush()
            time.sleep(0.02)

    def date_time_string(self, timestamp=None):
        return self.server.headers.get("Date") or super().date_time_string(timestamp)

    def log_message(self, *args):
        pass

    def handle_expect_100(self):
        return True


@pytest.fixture
def weather_server():
    server = WeatherServer()
    server.handle_error = lambda *args: None  # a client that hangs up is what some tests are about
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.is_over.set()
    server.shutdown()
    server.server_close()
