"""Another site with pictures, on this machine: what the way out takes for one of the open internet."""

import io
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image

from newsroom.shared import outbound


class RemoteSite(ThreadingHTTPServer):
    """Answers with what `files` holds for a path: bytes, a status, or an address that it leads to."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.2", 0), Handler)
        self.url = f"http://elsewhere.example:{self.server_port}"
        self.files: dict[str, bytes | int | str] = {}
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def handle_error(self, *args):
        """A client that hangs up, having read enough."""


class Handler(BaseHTTPRequestHandler):
    server: RemoteSite

    def do_GET(self):
        self.server.asked.append(self.path)
        found = self.server.files.get(self.path, 404)
        status = found if isinstance(found, int) else 302 if isinstance(found, str) else 200
        content = found if isinstance(found, bytes) else b""
        self.send_response(status)
        if isinstance(found, str):
            self.send_header("Location", found)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


def resolve_to(monkeypatch, site: RemoteSite) -> None:
    """Lets the name `elsewhere.example` lead to the site, and every other where it leads; inside stays inside."""
    look_up, is_outside = socket.getaddrinfo, outbound.is_public

    def found(host, port, *args, **kwargs):
        return look_up("127.0.0.2" if host == "elsewhere.example" else host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(outbound, "is_public", lambda address: address == "127.0.0.2" or is_outside(address))


def jpeg(color: str = "steelblue", size: tuple[int, int] = (1200, 800)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "JPEG")
    return file.getvalue()
