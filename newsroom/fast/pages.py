"""Public pages, kept for an edition in the cache that all processes ask.

A page is put together once: who comes while it is being put together waits for it. `newsroom/fast/page_memory.py`
keeps the finished answers in the memory of a process, in front of this; `newsroom/fast/fragments.py` the pieces of
pages from one edition to the next.
"""

from __future__ import annotations

import gzip
import logging
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import lru_cache, wraps
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlsplit

from deflate import gzip_compress
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import split_domain_port
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..shared import counters
from ..shared.headers import takes_gzip
from . import replica
from .edition import current, edition_of, position_of, request_moment
from .fragments import PageFound

logger = logging.getLogger(__name__)

PAGE_LIFETIME = timedelta(seconds=60)
PROXY_LIFETIME = timedelta(seconds=1)
"""How long a proxy may serve a page without asking again: the delay between a publish and its readers, who may wait
twice as long, because nginx counts whole seconds."""
STALE_SECONDS = 5
"""Seconds for which a proxy may serve the old copy while it fetches the new one."""
MAX_CLOCK_ERROR = timedelta(seconds=5)
"""By so much at most on the machines of one paper. What is said to be fresh for longer is from before a clock was put
back."""
CLAIM_TIMEOUT = 10.0
"""Seconds after which somebody else begins, because whoever had begun may be dead."""
WAIT_TIMEOUT = 2.0
"""Seconds that a reader waits for somebody who is putting the page together; and again for a turn at doing so."""
CHECK_INTERVAL = 0.01
MAX_PARALLEL = 2
"""Pages that a process puts together at a time: while one waits for the database, another goes on. More would only take
turns at one core, and all come later."""

PUBLIC_PAGES: set[Callable[..., HttpResponse]] = set()
"""The views themselves, as `public_page` gives them; not what somebody may have put around one."""

QUERY_PARAMS: set[str] = set()
"""Every parameter of a query that some page reads."""
MAX_QUERY_LENGTH = 300
"""Characters. Longer ones are searches that nobody repeats."""
COMPRESSED_TYPES = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")
COMPRESSION_LEVEL = 4
"""libdeflate's level. A page is smaller than by zlib's of the same number, and takes two thirds of the time. The next
ones save one byte of a hundred each, for a fifth more of it."""
COMPRESS_MIN_BYTES = 500
"""Bytes from which compression is worth it, as in deploy/nginx.conf.template."""


class CachedPage(NamedTuple):
    content: bytes
    is_compressed: bool
    content_type: str
    etag: str
    fresh_until: datetime

    @classmethod
    def from_content(cls, content: bytes, content_type: str, fresh_until: datetime) -> CachedPage:
        is_text = content_type.startswith(COMPRESSED_TYPES) or "+json" in content_type
        is_compressed = is_text and len(content) >= COMPRESS_MIN_BYTES
        if is_compressed:
            content = bytes(gzip_compress(content, COMPRESSION_LEVEL))
        etag = f'W/"{sha256(content).hexdigest()[:32]}"'
        return cls(content, is_compressed, content_type, etag, fresh_until)

    @property
    def raw_content(self) -> bytes:
        return gzip.decompress(self.content) if self.is_compressed else self.content


_slots = BoundedSemaphore(MAX_PARALLEL)

CLAIMED, STALE = "begun", "stale"


def public_page(view: Callable[..., HttpResponse] | None = None, *, params: tuple[str, ...] = ()) -> Any:
    """A page for every reader: GET and HEAD only, the same for all, kept for an edition and revalidated by ETag.

    `params` names the parameters of the query that the page depends on; the view sees no others. Of its answer the
    content and its type are kept, and no other header. Its request has neither session nor user
    (newsroom/fast/middleware.py).
    """
    if view is None:
        return lambda view: public_page(view, params=params)
    QUERY_PARAMS.update(params)

    @require_safe
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition, now = edition_of(request), request_moment(request)
        request.GET = select_params(params, request.GET)  # type: ignore[assignment]
        key = page_key(edition, request, params) if edition else None

        def assemble() -> CachedPage | HttpResponse:
            vars(request).pop("fragments", None)  # of a replica that failed over the page
            try:
                response = view(request, *args, **kwargs)
            except PageFound as found:
                return found.page._replace(fresh_until=fresh_until(request))
            if response.status_code != 200:
                return response
            page = CachedPage.from_content(response.content, response.headers["Content-Type"], fresh_until(request))
            if fragments := vars(request).get("fragments"):
                fragments.put(page)
            return page

        page = get_or_assemble(key, now, lambda: replica.read_from_replica(assemble, position=position_of(edition)))
        if isinstance(page, HttpResponse):
            return set_lifetime(page, PROXY_LIFETIME)
        return set_lifetime(page_response(request, page), page.fresh_until - now)

    kept.params = params  # type: ignore[attr-defined]
    PUBLIC_PAGES.add(kept)
    return kept


def fresh_until(request: HttpRequest) -> datetime:
    """When what is assembled now stops being true by itself, or is to be looked at again."""
    latest = request_moment(request) + PAGE_LIFETIME
    return min(latest, getattr(request, "next_change_at", None) or latest)


# --- Addresses ----------------------------------------------------------------------------------


def select_params(names: tuple[str, ...], query: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in names:
        if name in query:
            kept.setlist(name, query.getlist(name))
    return kept


def filter_query(query: str, names: Collection[str]) -> str:
    """Of a raw query string, the parameters of these names, as they stand. What else stands there (whence a reader
    came, or what somebody makes up) makes no other page.
    """
    if not query:
        return ""
    return "&".join(pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) in names)


def path_params(path: str) -> Collection[str]:
    return params_by_prefix().get(path_prefix(path), ())


@lru_cache(maxsize=1)
def params_by_prefix() -> dict[str, frozenset[str]]:
    """What is read of the query by the pages under each first part of a path: `search`, `sections`."""
    found: dict[str, frozenset[str]] = {}
    for pattern in get_resolver().url_patterns:
        params = getattr(pattern.callback, "params", ()) if isinstance(pattern, URLPattern) else ()
        place = path_prefix(f"/{pattern.pattern}")
        found[place] = found.get(place, frozenset()) | frozenset(params)
    return found


def path_prefix(path: str) -> str:
    return path.split("/", 2)[1]


def host_name(host: str) -> str:
    """Without its port, in small letters; empty for one that is none."""
    return split_domain_port(host)[0]


def page_key(edition: str, request: HttpRequest, params: Collection[str]) -> str | None:
    """Where the page is kept; None for one that is not."""
    query = filter_query(request.META.get("QUERY_STRING", ""), params)
    if len(query) > MAX_QUERY_LENGTH:
        return None
    return address_key(edition, request.scheme or "", request.get_host(), request.path, query)


def address_key(edition: str, scheme: str, host: str, path: str, query: str = "") -> str:
    address = f"{scheme}://{host_name(host)}{path}?{query}"
    return f"page:{edition}:{sha256(address.encode()).hexdigest()}"


def kept_now(path: str) -> CachedPage | None:
    """What readers are given now under the paper's own address; None if that would be put together anew."""
    edition, own = current(), urlsplit(settings.SITE_URL)
    kept = get_page(address_key(edition, own.scheme, own.netloc, path), timezone.now()) if edition else None
    return kept if isinstance(kept, CachedPage) else None


# --- The cache ----------------------------------------------------------------------------------


def get_or_assemble(key: str | None, now: datetime, assemble: Callable[[], Any]) -> Any:
    """What is kept under the key, else what `assemble` makes, which is then kept if it is a page.

    One process assembles; the others wait for it as long as it seems to be at it. Two questions to the cache.
    """
    if key is None:
        return assemble_in_slot(assemble)
    is_ours = claim_page(key)
    if not is_ours:
        kept = get_page(key, now)
        if isinstance(kept, CachedPage):
            counters.FROM_CACHE.inc()
            return kept
        kept = wait_for_page(key, now) if kept != STALE else None
        if kept is not None:
            counters.WAITED.inc()
            return kept
    counters.ASSEMBLED.inc()
    made = None
    try:
        made = assemble_in_slot(assemble)
        return made
    finally:
        is_kept = isinstance(made, CachedPage) and put_page(key, made, made.fresh_until - now)
        if is_ours and not is_kept:
            release_page(key)


def assemble_in_slot(assemble: Callable[[], Any]) -> Any:
    """Once fewer than `MAX_PARALLEL` are at it, but after `WAIT_TIMEOUT` in any case: they may be waiting for a
    database that does not answer.
    """
    has_room = _slots.acquire(timeout=WAIT_TIMEOUT)
    try:
        return assemble_and_release(assemble)
    finally:
        if has_room:
            _slots.release()


def assemble_and_release(assemble: Callable[[], Any]) -> Any:
    """As Django does at the end of a request: who puts the next page together may have them. Not in the middle of a
    transaction, which somebody else has begun.
    """
    try:
        return assemble()
    finally:
        for connection in connections.all(initialized_only=True):
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()


def get_page(key: str, now: datetime) -> CachedPage | str | None:
    """What is kept; `CLAIMED`, `STALE` or None where nothing is that could be given."""
    try:
        kept: CachedPage | str | None = cache.get(key)
    except Exception as error:
        logger.warning("A kept page could not be read: %s", error)
        return None
    return kept if not isinstance(kept, CachedPage) or is_fresh(kept, now) else STALE


def is_fresh(kept: CachedPage, now: datetime) -> bool:
    return now < kept.fresh_until <= now + PAGE_LIFETIME + MAX_CLOCK_ERROR


def put_page(key: str, kept: CachedPage, lifetime: timedelta) -> bool:
    """Whether it is kept from now on."""
    try:
        cache.set(key, kept, timeout=max(lifetime.total_seconds(), 0))
    except Exception as error:
        logger.warning("A page could not be kept: %s", error)
        return False
    return True


def claim_page(key: str) -> bool:
    """Whether nobody else is putting it together. What is put together takes the place of this word."""
    try:
        return cache.add(key, CLAIMED, timeout=CLAIM_TIMEOUT)
    except Exception:
        return True


def release_page(key: str) -> None:
    try:
        cache.delete(key)
    except Exception as error:
        logger.warning("A page that was put together still counts as begun: %s", error)


def wait_for_page(key: str, now: datetime) -> CachedPage | None:
    """What somebody else is putting together; None if nothing comes of it, or it takes too long."""
    until = time.monotonic() + WAIT_TIMEOUT
    while time.monotonic() < until:
        time.sleep(CHECK_INTERVAL)
        kept = get_page(key, now)
        if isinstance(kept, CachedPage):
            return kept
        if kept != CLAIMED:
            return None
    return None


# --- Answers ------------------------------------------------------------------------------------


def page_response(request: HttpRequest, page: CachedPage) -> HttpResponse:
    """The page, compressed if the reader takes that; for HEAD its headers alone."""
    as_kept = page.is_compressed and takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    content = page.content if as_kept else page.raw_content
    response = HttpResponse(b"" if request.method == "HEAD" else content, content_type=page.content_type)
    response.headers["Content-Length"] = str(len(content))
    response.headers["ETag"] = page.etag
    if page.is_compressed:
        response.headers["Vary"] = "Accept-Encoding"
    if as_kept:
        response.headers["Content-Encoding"] = "gzip"
    response.fresh_until = page.fresh_until  # type: ignore[attr-defined]  # for newsroom/fast/page_memory.py
    return response


def set_lifetime(response: HttpResponse, lifetime: timedelta) -> HttpResponse:
    """Lets a shared cache hold the response for seconds, a browser never without asking."""
    response.headers["Cache-Control"] = cache_control(int(min(lifetime, PROXY_LIFETIME).total_seconds()))
    return response


def cache_control(seconds: int) -> str:
    """While a copy is renewed, others get the old one for some seconds; while nothing answers, for a day. That is said
    to proxies: `must-revalidate` keeps browsers from doing so too, and showing what has been withdrawn.
    """
    return (
        f"public, max-age=0, must-revalidate, s-maxage={max(seconds, 0)}, "
        f"stale-while-revalidate={STALE_SECONDS}, stale-if-error=86400"
    )
