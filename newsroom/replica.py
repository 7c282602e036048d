"""A second database that follows the first (PostgreSQL's streaming replication), from which public pages are read.

A replica is behind, mostly by milliseconds. So an edition says up to where in the first database's log it was written
(its position), and a page of it is read from the replica only once that has come as far: what is published is on every
page at the next request, as without a replica. Whatever else is asked, by the admin above all, is asked of the first.

One connection string is one server: what it had once, it has from then on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

ALIAS = "replica"
LEFT_ALONE_FOR = 10.0
"""Seconds for which a replica that did not answer is not asked again."""

WRITTEN = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
FOLLOWED = """
SELECT pg_wal_lsn_diff(
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END, '0/0'
)::bigint
"""
"""Of a replica, and of one that has been made the first."""

_read_from: ContextVar[str] = ContextVar("read_from", default=DEFAULT_DB_ALIAS)
_followed = 0
_left_alone_until = 0.0


class Router:
    """Reads go where `read` says, all else to the first. Set only where there is a replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _read_from.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # they are the same rows

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def reading() -> BaseDatabaseWrapper:
    """The connection for SQL of our own that only reads."""
    return connections[_read_from.get()]


def written() -> int | None:
    """Up to where the first database has written, for the name of an edition; None without a replica, or if it can't be
    had. One query of the first database.
    """
    if ALIAS not in settings.DATABASES:
        return None
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(WRITTEN)
            return int(cursor.fetchone()[0])
    except Exception as error:  # the edition begins without it, and is read from the first database
        logger.warning("The database does not say how far it has written: %s", error)
        return None


def followed() -> int:
    """Up to where the replica has followed. One query of it; raises what the driver does if it does not answer."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(FOLLOWED)
        return int(cursor.fetchone()[0] or 0)


def read(assemble: Callable[[], Result], *, written: int | None) -> Result:
    """What `assemble` makes, read from the replica if that has all up to this position; from the first database if not,
    or if the replica fails meanwhile.
    """
    if not has(written):
        return assemble()
    token = _read_from.set(ALIAS)
    try:
        return assemble()
    except (OperationalError, InterfaceError) as error:
        leave_alone(error)
    finally:
        _read_from.reset(token)
    return assemble()


def has(written: int | None) -> bool:
    """Costs a query of the replica until it has come as far, and none from then on."""
    global _followed
    if ALIAS not in settings.DATABASES or written is None or time.monotonic() < _left_alone_until:
        return False
    if written > _followed:
        try:
            _followed = followed()
        except Exception as error:  # whatever a driver raises, the first database has everything
            leave_alone(error)
            return False
    return written <= _followed


def leave_alone(error: Exception) -> None:
    global _left_alone_until
    logger.warning("The replica fails; pages are read from the first database: %s", error)
    _left_alone_until = time.monotonic() + LEFT_ALONE_FOR
