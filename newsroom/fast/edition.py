"""The edition: one value that stands for "what readers may see now".

Every write that readers can see calls `advance()`. What is kept of a page bears the name of its edition, so after a
publish no process finds the old pages, and nothing has to be purged by hand. What comes or goes by the clock alone (a
scheduled article, the end of a placement) limits how long a page is kept: the head of the page says when through
`request.next_change_at`.

A process does not ask the cache for every request: what it was told holds for `LEASE`, and whoever begins an edition
waits that long before going on. So nobody is told that something is published, or withdrawn, while a process still
goes by the edition before.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from secrets import token_hex
from threading import Lock, Timer, local
from typing import NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from ..models import Change
from . import replica

logger = logging.getLogger(__name__)

KEY = "edition"
LEASE = 0.02
"""Seconds for which a process goes by the edition that it was told."""
RETRY_AFTER = 1.0
"""Seconds for which a cache that did not answer is left alone, so that its time-outs do not add up."""

listeners: list[Callable[[], None]] = []
"""Called after each new edition, in the process that began it; for what follows from "something has changed"."""


class KnownEdition(NamedTuple):
    edition: str | None
    """None: the cache did not answer."""
    until: float
    """By `time.monotonic()`."""


_known = KnownEdition("", 0)
_pending: object | None = None
"""An edition that could not begin for want of the cache; another object for each, so that none is paid by mistake."""
_pending_lock = Lock()


def new_name() -> str:
    """A name that no edition had before, with when it began and, for a replica, how far the database had written."""
    with replica.edition_lock() as position:
        return _name_at(position)


def _name_at(position: int | None) -> str:
    return f"{time.time():.0f}-{token_hex(16)}" + (f"-{position}" if position is not None else "")


def seconds_since(edition: str) -> float:
    """Seconds since it began. ValueError for a name that an earlier version gave."""
    return max(time.time() - float(edition.partition("-")[0]), 0)


def position_of(edition: str | None) -> int | None:
    """How far the database had written when it began, if that was noted."""
    noted = edition.split("-")[2:] if edition else []
    return int(noted[0]) if noted else None


def current() -> str | None:
    """The edition's name, or None while the cache does not answer: then nothing is kept, and nothing is stale.

    Costs a question to the cache every `LEASE`. After a time without answers a new edition begins, because one may
    have been begun meanwhile that the cache never heard of.
    """
    global _known
    told, now = _known, time.monotonic()
    if now < told.until:
        return told.edition
    try:
        if told.edition is None or _pending:
            _begin()
        edition = cache.get_or_set(KEY, new_name, timeout=None)
    except Exception as error:
        logger.warning("The cache does not answer; pages are assembled for every request: %s", error)
        _known = KnownEdition(None, time.monotonic() + RETRY_AFTER)
        return None
    _known = KnownEdition(edition, now + LEASE)  # from before the question: the answer may have been long on its way
    return edition


def advance(*, surroundings: bool = True) -> None:
    """Begins a new edition when the running transaction commits (at once where there is none).

    And renews all fragments (newsroom/fast/fragments.py), unless it is known that `surroundings` stay: that whatever
    has changed stands in the keys of the fragments that show it, as the row version of an article does.
    """
    if surroundings:
        Change.objects.create()
    _changes.number += 1
    transaction.on_commit(partial(_advance_once, _changes.number))


class _Changes(local):
    """Of a thread, which has a connection, and so transactions, of its own."""

    number = 0
    """How many there were."""
    started = 0
    """The last of them that an edition has begun for."""


_changes = _Changes()


def _advance_once(change: int) -> None:
    """One edition is enough for all that a transaction has changed: the first of its changes that stayed begins it."""
    if change > _changes.started:
        _changes.started = _changes.number
        _advance()


def _begin() -> None:
    """Raises what the cache does if it does not answer."""
    global _pending
    owed = _pending
    with replica.edition_lock() as position:
        cache.set(KEY, _name_at(position), timeout=None)
    with _pending_lock:
        if _pending is owed:
            _pending = None


def _advance() -> None:
    global _known, _pending
    try:
        _begin()
    except Exception as error:
        logger.error("The cache does not answer; the new edition begins when it does: %s", error)
        with _pending_lock:
            _pending = object()
        _known = KnownEdition(None, time.monotonic() + RETRY_AFTER)
        _start_later()
    else:
        _known = KnownEdition("", 0)
        time.sleep(LEASE)
    for listener in listeners:
        listener()


def _start_later() -> None:
    """As long as this process lives. What a command owes that ends before is over when the kept pages are: a minute."""
    if current() is None:
        again = Timer(RETRY_AFTER, _start_later)
        again.daemon = True
        again.start()


def edition_of(request: HttpRequest) -> str | None:
    """The one edition of a request, asked for before anything is read for it: what is kept is never older."""
    if not hasattr(request, "edition"):
        request.edition = current()  # type: ignore[attr-defined]
    return request.edition  # type: ignore[attr-defined]


def request_moment(request: HttpRequest) -> datetime:
    """The one "now" of a request: parts assembled at different moments could miss what comes due between them."""
    now: datetime | None = getattr(request, "moment", None)
    if now is None:
        now = timezone.now()
        request.moment = now  # type: ignore[attr-defined]
    return now
