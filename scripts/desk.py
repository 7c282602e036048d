"""Somebody signed in to the admin over HTTP, for measurements and drills."""

from __future__ import annotations

import urllib.parse
import urllib.request
import uuid
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import NamedTuple

TIMEOUT = 20


class Response(NamedTuple):
    status: int
    text: str


class Desk:
    def __init__(self, site: str, username: str, password: str) -> None:
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), NoRedirect)
        self.get("/admin/login/")
        self.post("/admin/login/", {"username": username, "password": password, "next": "/admin/"})
        if not any(cookie.name == "sessionid" for cookie in self.cookies):
            raise RuntimeError(f"{username} could not sign in")

    def get(self, path: str) -> Response:
        return self.open_request(urllib.request.Request(self.site + path))

    def post(self, path: str, fields: dict[str, str] | list[tuple[str, str]], file: bytes = b"") -> Response:
        """`file` is a picture, sent as the field `upload`."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        pairs = [*(fields.items() if isinstance(fields, dict) else fields), ("csrfmiddlewaretoken", token or "")]
        request = urllib.request.Request(self.site + path, headers={"Referer": self.site + path})
        if file:
            boundary = uuid.uuid4().hex
            request.data = encode_multipart(pairs, file, boundary)
            request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
        else:
            request.data = urllib.parse.urlencode(pairs).encode()
        return self.open_request(request)

    def open_request(self, request: urllib.request.Request) -> Response:
        """Redirects are not followed: 302 is how the admin says that it has saved. OSError without an answer."""
        try:
            with self.opener.open(request, timeout=TIMEOUT) as answer:
                return Response(answer.status, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Response(error.code, error.read().decode(errors="replace"))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


def encode_multipart(pairs: list[tuple[str, str]], file: bytes, boundary: str) -> bytes:
    def head(of: str) -> str:
        return f"--{boundary}\r\nContent-Disposition: form-data; {of}\r\n\r\n"

    parts = [head(f'name="{name}"') + f"{value}\r\n" for name, value in pairs]
    return (
        "".join([*parts, head('name="upload"; filename="a.jpg"')]).encode() + file + f"\r\n--{boundary}--\r\n".encode()
    )


class LargestForm(HTMLParser):
    """What a browser would send of the largest form of a page, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[list[tuple[str, str]]] = []
        self.text: str | None = None
        self.select: str | None = None
        self.feed(page)

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [pair for pair in max(self.forms, key=len, default=[]) if pair[0] != "csrfmiddlewaretoken"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append([])
        elif not self.forms:
            return
        elif tag == "input" and name and given.get("type") not in {"submit", "button", "file", "image", "reset"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.forms[-1].append((name, given.get("value", "on" if given.get("type") == "checkbox" else "")))
        elif tag == "textarea" and name:
            self.forms[-1].append((name, ""))
            self.text = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1].append((self.select, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            self.forms[-1][-1] = (self.forms[-1][-1][0], self.text.removeprefix("\n"))
            self.text = None
        elif tag == "select":
            self.select = None
