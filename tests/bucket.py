"""A small S3 on this machine: it keeps what is put and can be told to fail. Of the protocol, what photos need."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import unquote, urlsplit


class StoredObject(NamedTuple):
    headers: dict[str, str]
    content: bytes


class FakeStore:
    """`refusing` names the answer to all but what stands in `spared`; `breaks_after` so many puts it refuses."""

    def __init__(self) -> None:
        self.objects: dict[str, StoredObject] = {}
        self.asked: list[str] = []
        self.refusing: tuple[int, str] | None = None
        self.spared: set[str] = set()
        self.breaks_after: int | None = None
        self.hangs = threading.Event()
        self.let_go = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"store": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def stop(self) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: FakeStore

    def log_message(self, *args: object) -> None:
        pass

    def handle_any(self) -> None:
        store, content = self.store, self.rfile.read(int(self.headers.get("Content-Length", 0)))
        name = unquote(urlsplit(self.path).path).removeprefix("/photos/")
        store.asked.append(self.command)
        puts = store.asked.count("PUT")
        if store.hangs.is_set():
            store.let_go.wait(20)
            self.close_connection = True
        elif store.refusing and self.command not in store.spared:
            self.refuse(*store.refusing)
        elif store.breaks_after is not None and self.command == "PUT" and puts > store.breaks_after:
            self.refuse(403, "QuotaExceeded")
        elif self.command == "PUT":
            store.objects[name] = StoredObject(dict(self.headers), content)
            self.answer(200, {"ETag": '"1"'})
        elif self.command == "DELETE":
            store.objects.pop(name, None)
            self.answer(204)
        elif name not in store.objects:
            self.refuse(404, "NoSuchKey")
        else:
            kept = store.objects[name]
            self.answer(200, {"Content-Type": kept.headers["Content-Type"], "ETag": '"1"'}, kept.content)

    do_GET = do_HEAD = do_PUT = do_DELETE = handle_any

    def refuse(self, status: int, code: str) -> None:
        content = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
        self.answer(status, {"Content-Type": "application/xml"}, content)

    def answer(self, status: int, headers: dict[str, str] | None = None, content: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
