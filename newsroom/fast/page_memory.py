"""Finished answers, near: in the memory of this process, given before Django begins.

Only what `public_page` made comes here, and it is given only while it bears the current edition and is true by the
clock. What is far from often asked for gives way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from ..shared import counters
from ..shared.headers import takes_gzip
from . import edition
from .memory import Memory
from .pages import (
    MAX_CLOCK_ERROR,
    MAX_QUERY_LENGTH,
    PAGE_LIFETIME,
    PROXY_LIFETIME,
    cache_control,
    filter_query,
    host_name,
    path_params,
)

EXTRA_BYTES = 2000
"""Bytes that an answer's headers and keys take, roughly."""
NOT_MODIFIED_HEADERS = {"Content-Location", "Date", "ETag", "Expires", "Vary"}
"""The headers that an answer with status 304 has, too (RFC 9110, 15.4.5), beside Cache-Control."""
_MAX_LIFETIME = (PAGE_LIFETIME + MAX_CLOCK_ERROR).total_seconds()
_PROXY_SECONDS = int(PROXY_LIFETIME.total_seconds())
_CACHE_CONTROL = [("Cache-Control", cache_control(seconds)) for seconds in range(_PROXY_SECONDS + 1)]

Headers = list[tuple[str, str]]


class StoredResponse(NamedTuple):
    edition: str
    fresh_until: float
    """Seconds since 1970."""
    etag: str
    headers: Headers
    """Without Cache-Control, which depends on the moment."""
    headers_if_not_modified: Headers
    content: bytes


def response_size(answer: StoredResponse) -> int:
    return len(answer.content) + EXTRA_BYTES


memory: Memory[StoredResponse] = Memory(settings.PAGES_NEAR_MEGABYTES * 1_000_000, response_size)


def send_from_memory(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
    """Answers the request if there is a finished answer that is still true; None: Django has to."""
    method = environ["REQUEST_METHOD"]
    if method not in {"GET", "HEAD"}:
        return None
    key = response_key(environ)
    answer = memory.get(key) if key else None
    if answer is None or answer.edition != edition.current():
        return None
    lifetime = answer.fresh_until - time.time()
    if not 0 < lifetime <= _MAX_LIFETIME:
        return None
    counters.FROM_MEMORY.inc()
    control = _CACHE_CONTROL[min(int(lifetime), _PROXY_SECONDS)]
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and (answer.etag in known or known == "*"):
        start_response("304 Not Modified", [control, *answer.headers_if_not_modified])
        return []
    start_response("200 OK", [control, *answer.headers])
    return [answer.content] if method == "GET" else []


def response_key(environ: WSGIEnvironment) -> str | None:
    """What an answer differs by. A host that is not ours never gets as far as having one."""
    query, path = environ.get("QUERY_STRING", ""), environ.get("PATH_INFO", "")
    if query:
        query = filter_query(query, path_params(path))
        if len(query) > MAX_QUERY_LENGTH:
            return None
    host = host_name(environ.get("HTTP_HOST", ""))
    if not host or not path.startswith("/"):
        return None
    compressed = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return f"{url_scheme(environ)}://{host}{path}?{query} {compressed}"


def url_scheme(environ: WSGIEnvironment) -> str:
    """As `HttpRequest.scheme` has it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            return "https" if environ[name].split(",", 1)[0].strip() == secure else "http"
    return str(environ["wsgi.url_scheme"])


class PageMemoryMiddleware:
    """Keeps the answer to a public page as it leaves, whole, and says 304 to who has it already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        fresh_until = getattr(response, "fresh_until", None)
        if fresh_until is None:
            return response
        of_edition = edition.edition_of(request)
        if of_edition and request.method == "GET" and not response.cookies:
            key = response_key(request.META)
            if key:
                memory.put(key, store_response(response, of_edition, fresh_until.timestamp()))
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)  # type: ignore[return-value]


def store_response(response: HttpResponse, of_edition: str, fresh_until: float) -> StoredResponse:
    headers = [(name, value) for name, value in response.headers.items() if name != "Cache-Control"]
    return StoredResponse(
        edition=of_edition,
        fresh_until=fresh_until,
        etag=response.headers["ETag"],
        headers=headers,
        headers_if_not_modified=[header for header in headers if header[0] in NOT_MODIFIED_HEADERS],
        content=response.content,
    )
