"""A second database that follows the first (PostgreSQL's streaming replication), from which public pages are read.

A replica is behind, mostly by milliseconds. So an edition says up to where in the first database's log it was written
(its position), and a page of it is read from the replica only once that has come as far: what is published is on every
page at the next request, as without a replica. Whatever else is asked, by the admin above all, is asked of the first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

Result = TypeVar("Result")

logger = logging.getLogger(__name__)

ALIAS = "replica"
RETRY_AFTER = 10.0
"""Seconds for which a replica that did not answer is not asked again."""
EDITION_LOCK = 7_204_563
"""The number of the lock under which editions begin; any that nobody else uses."""

PRIMARY_POSITION = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
REPLICA_POSITION = """
SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::bigint END
"""
"""None of a server that has been made the first: its log is another one."""

_read_from: ContextVar[str] = ContextVar("read_from", default=DEFAULT_DB_ALIAS)
_skipped_until = 0.0


class ReplicaRouter:
    """Reads go where `read_from_replica` says, all else to the first. Set only where there is a replica."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return _read_from.get()

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True  # they are the same rows

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


def read_alias() -> str:
    """Of the database that reads go to now."""
    return _read_from.get()


def read_connection() -> BaseDatabaseWrapper:
    """The connection for SQL of our own that only reads."""
    return connections[read_alias()]


# --- The first says how far it has written ----------------------------------------------------------


@contextmanager
def edition_lock() -> Iterator[int | None]:
    """For whoever begins an edition: up to where the first database has written. Nobody else begins one meanwhile, so
    that no edition has an earlier position than the one before it.

    None without a replica, or if the database does not answer: then that edition is read from the first.
    """
    with ExitStack() as after:
        position = None
        if ALIAS in settings.DATABASES:
            try:
                position = _locked_position(after)
            except Exception as error:  # whatever a driver raises, the edition begins
                logger.warning("The database does not say how far it has written: %s", error)
        yield position


def _locked_position(after: ExitStack) -> int:
    """The lock is the transaction's: a pooler would keep one of a connection for whoever gets that next."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.connection is None:
        after.callback(connection.close)  # opened for this alone, perhaps where no request ends that would close it
    after.push(_suppress_lost_connection)
    after.enter_context(transaction.atomic())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EDITION_LOCK])
    return primary_position(connection)


def _suppress_lost_connection(kind: Any, error: BaseException | None, traceback: Any) -> bool:
    """With its connection the lock is gone, too, and nothing was written: no reason not to begin an edition."""
    is_lost = isinstance(error, Error)
    if is_lost:
        logger.warning("The connection was lost while an edition began: %s", error)
    return is_lost


def primary_position(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PRIMARY_POSITION)
        return int(cursor.fetchone()[0])


# --- The replica says how far it has followed -------------------------------------------------------


def read_from_replica(assemble: Callable[[], Result], *, position: int | None) -> Result:
    """What `assemble` makes, read from the replica if that has all up to this position; from the first database if not,
    or if the replica fails meanwhile. Costs a query of the replica.
    """
    if not has_position(position):
        return assemble()
    token = _read_from.set(ALIAS)
    try:
        return assemble()
    except (OperationalError, InterfaceError) as error:
        skip_replica(error)
    finally:
        _read_from.reset(token)
    return assemble()


def has_position(position: int | None) -> bool:
    if ALIAS not in settings.DATABASES or position is None or time.monotonic() < _skipped_until:
        return False
    try:
        return position <= replica_position()
    except Exception as error:  # whatever a driver raises, the first database has everything
        skip_replica(error)
        return False


def replica_position() -> int:
    """Up to where. Raises what the driver does if the replica does not answer."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(REPLICA_POSITION)
        return int(cursor.fetchone()[0] or 0)


def skip_replica(error: Exception) -> None:
    global _skipped_until
    logger.warning("The replica fails; pages are read from the first database: %s", error)
    _skipped_until = time.monotonic() + RETRY_AFTER
