"""The edition: one value that stands for "what readers may see now", and the pages kept under it.

Every write that readers can see calls `advance()`. Kept pages carry the edition in their key, so after a publish no
process finds the old ones, and nothing has to be purged by hand. What comes or goes by the clock alone (a scheduled
article, the end of a placement) limits how long a page is kept: the head of the page says when through
`request.next_change_at`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from secrets import token_hex
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

KEY = "edition"
KEPT_FOR = timedelta(seconds=60)
HELD_BY_PROXY = timedelta(seconds=2)
"""How long a proxy may serve a page without asking again: the delay between a publish and its readers."""


listeners: list[Callable[[], None]] = []
"""Called after each new edition, in the process that began it; for what follows from "something has changed"."""


STALE_FOR = 5
"""Seconds for which a proxy may serve the old copy while it fetches the new one."""


class KeptPage(NamedTuple):
    content: bytes
    content_type: str
    fresh_until: datetime


def current() -> str | None:
    """The edition's name, or None while the cache does not answer: then nothing is kept, and nothing is stale."""
    try:
        return cache.get_or_set(KEY, token_hex, timeout=None)
    except Exception as error:
        logger.warning("The cache does not answer; pages are assembled for every request: %s", error)
        return None


def advance() -> None:
    """Begins a new edition when the running transaction commits (at once where there is none)."""
    transaction.on_commit(_advance)


def _advance() -> None:
    try:
        cache.set(KEY, token_hex(), timeout=None)
    except Exception as error:
        logger.error("The cache does not answer; readers may see the old edition for up to %s: %s", KEPT_FOR, error)
    for listener in listeners:
        listener()


def edition_of(request: HttpRequest) -> str | None:
    """The one edition of a request, asked for before anything is read for it: what is kept is never older."""
    if not hasattr(request, "edition"):
        request.edition = current()  # type: ignore[attr-defined]
    return request.edition  # type: ignore[attr-defined]


def moment(request: HttpRequest) -> datetime:
    """The one "now" of a request: parts assembled at different moments could miss what comes due between them."""
    now: datetime | None = getattr(request, "moment", None)
    if now is None:
        now = timezone.now()
        request.moment = now  # type: ignore[attr-defined]
    return now


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for every reader: GET and HEAD only, the same for all, kept for an edition and revalidated by ETag.

    Addresses with a query string are assembled each time: there are too many of them to keep.
    """

    @require_safe
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = None if request.META.get("QUERY_STRING") else edition_of(request)
        key = page_key(edition, request) if edition else None
        page: KeptPage | None = read(key) if key else None
        now = moment(request)
        if page is None or page.fresh_until <= now:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return hold(response, HELD_BY_PROXY)
            page = KeptPage(response.content, response.headers["Content-Type"], fresh_until(request))
            if key:
                write(key, page, page.fresh_until - now)
        return hold(answer(request, page), page.fresh_until - now)

    return kept


def kept_part(request: HttpRequest, name: str, assemble: Callable[[], str]) -> str:
    """HTML that many pages share, put together once for an edition; pages that are not kept have it too."""
    edition, now = edition_of(request), moment(request)
    key = f"part:{edition}:{name}" if edition else None
    part = read(key) if key else None
    if part is None or part.fresh_until <= now:
        part = KeptPage(assemble().encode(), "text/html", fresh_until(request))
        if key:
            write(key, part, part.fresh_until - now)
    return part.content.decode()


def fresh_until(request: HttpRequest) -> datetime:
    """When what is assembled now stops being true by itself, or is to be looked at again."""
    latest = moment(request) + KEPT_FOR
    return min(latest, getattr(request, "next_change_at", None) or latest)


def answer(request: HttpRequest, page: KeptPage) -> HttpResponse:
    """The page; for HEAD its headers alone, as servers do not take a body there."""
    response = HttpResponse(page.content, content_type=page.content_type)
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(page.content))
        response.content = b""
    return response


def page_key(edition: str, request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.path}"
    return f"page:{edition}:{sha256(address.encode()).hexdigest()}"


def read(key: str) -> KeptPage | None:
    try:
        return cache.get(key)
    except Exception as error:
        logger.warning("A kept page could not be read: %s", error)
        return None


def write(key: str, page: KeptPage, lifetime: timedelta) -> None:
    try:
        cache.set(key, page, timeout=max(lifetime.total_seconds(), 0))
    except Exception as error:
        logger.warning("A page could not be kept: %s", error)


def hold(response: HttpResponse, lifetime: timedelta) -> HttpResponse:
    """Lets a shared cache hold the response for seconds, a browser never without asking.

    While a copy is renewed, others get the old one for the same few seconds; while nothing answers, for a day. That is
    said to proxies: `must-revalidate` keeps browsers from doing so too, and showing what has been withdrawn.
    """
    seconds = max(int(min(lifetime, HELD_BY_PROXY).total_seconds()), 0)
    response.headers["Cache-Control"] = (
        f"public, max-age=0, must-revalidate, s-maxage={seconds}, "
        f"stale-while-revalidate={STALE_FOR}, stale-if-error=86400"
    )
    return response
