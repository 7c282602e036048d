"""Gathers reads in this process, so that a beacon costs next to nothing.

A thread carries what has gathered on: after a second into Redis, from where the worker brings it into the database
once a minute; without Redis into the database itself, once a minute. So a crash of a web process loses a second of
reads, or a minute.
"""

from __future__ import annotations

import atexit
import logging
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock, Timer
from typing import NamedTuple

from django.conf import settings
from django.db import close_old_connections
from redis import Redis
from redis.exceptions import ResponseError

from . import counts

logger = logging.getLogger(__name__)

MAX_KEYS = 10_000
"""Articles and hours held at once: numbers that somebody makes up must not fill the memory."""
TO_CACHE_EVERY, TO_DATABASE_EVERY = 1, 60
"""Seconds."""
MAX_SHARED_KEYS = 200_000
"""The same for all processes together, until the worker comes."""
GATHERED, TAKEN = "newsroom:reads", "newsroom:reads:taken"


class Key(NamedTuple):
    hour: int
    """Since 1970."""
    article_id: int


class ReadTally:
    def __init__(self) -> None:
        self._reads: Counter[Key] = Counter()
        self._lock = Lock()
        self._timer: Timer | None = None

    def count_read(self, article_id: int, at: datetime | None = None) -> None:
        key = Key(int((at or datetime.now(UTC)).timestamp()) // 3600, article_id)
        with self._lock:
            self._add({key: 1})

    def send_counts(self) -> None:
        """Hands over what has gathered; what can't be handed over is kept for the next time."""
        with self._lock:
            gathered, self._reads, self._timer = self._reads, Counter(), None
        try:
            if gathered:
                store_or_send(gathered)
        except Exception as error:  # whatever a driver raises, the numbers are still here
            logger.warning("Reads can't be stored now; they are kept: %s", error)
            with self._lock:
                self._add(gathered, again_after=TO_DATABASE_EVERY)

    def _add(self, more: Mapping[Key, int], again_after: float | None = None) -> None:
        for key, number in more.items():
            if key in self._reads or len(self._reads) < MAX_KEYS:
                self._reads[key] += number
        if self._timer is None:
            self._timer = Timer(again_after or (TO_CACHE_EVERY if settings.REDIS_URL else TO_DATABASE_EVERY), self._run)
            self._timer.daemon = True
            self._timer.start()

    def _run(self) -> None:
        self.send_counts()
        close_old_connections()


tally = ReadTally()
atexit.register(tally.send_counts)


def get_redis() -> Redis | None:
    return (
        Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) if settings.REDIS_URL else None
    )


def store_or_send(gathered: Mapping[Key, int]) -> None:
    client = get_redis()
    if client is None:
        counts.store_counts(group_by_hour(gathered))
        return
    with client, client.pipeline(transaction=True) as pipeline:
        if int(client.hlen(GATHERED)) > MAX_SHARED_KEYS:
            logger.error("More articles are said to be read than there can be; these reads are dropped")
            return
        for key, number in gathered.items():
            pipeline.hincrby(GATHERED, f"{key.hour}:{key.article_id}", number)
        pipeline.execute()


def store_from_redis() -> None:
    """Moves what all web processes have put into Redis into the database. One worker at a time.

    They are set aside first, and forgotten when the database has them: a worker that is killed between the two counts
    one minute twice rather than lose it.
    """
    client = get_redis()
    if client is None:
        return
    with client:
        if not client.exists(TAKEN):
            try:
                client.rename(GATHERED, TAKEN)
            except ResponseError:  # nobody has read anything
                return
        taken: dict[bytes, bytes] = client.hgetall(TAKEN)  # type: ignore[assignment]
        counts.store_counts(
            group_by_hour({Key(*map(int, field.split(b":"))): int(number) for field, number in taken.items()})
        )
        client.delete(TAKEN)


def group_by_hour(gathered: Mapping[Key, int]) -> dict[tuple[datetime, int], int]:
    return {(datetime.fromtimestamp(hour * 3600, UTC), pk): number for (hour, pk), number in gathered.items()}
