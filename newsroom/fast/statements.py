"""Runs SQL that is asked again and again: PostgreSQL reads and plans it once for a connection.

Django puts values into the text before it sends it, so to PostgreSQL every request is a new one, and planning it takes
longer than doing it. Here values travel beside the text, which psycopg prepares. What never changes stands in the text:
of an index over published articles alone a plan can make use only if "published" is no value.

Plans lie in a process of the server. Behind a pooler (PgBouncer in transaction mode) the next question may go to
another one, and a plan that was left there would meet somebody else's question. So a connection prepares nothing until
the server has said that it is its own (`check_backend`).
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Connection, Error, RawCursor, errors
from psycopg.adapt import AdaptersMap
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int8BinaryDumper

from ..shared.logs import log_if_slow
from .replica import read_connection

logger = logging.getLogger(__name__)

Row = tuple[Any, ...]


class Statement(NamedTuple):
    sql: str
    """`%s` stands for a value, `%%` for a percent sign."""
    values: Sequence[Any]


TEXTS_AT_MOST = 1000
"""Of those that a process has numbered."""
BACKEND_QUERY = Statement("SELECT pg_backend_pid(), set_config('max_parallel_workers_per_gather', '0', true)", ())
"""Asked before the others as long as it is not known whose the connection is. A pooler may have kept the options of our
connections from the server (`connection_options` in settings), so what pages rely on is said for this transaction.
"""
PREPARE_AFTER = 5
"""What psycopg prepares by itself once it was asked so often; what is planned once is prepared at once."""
PLAN_AT_FAULT = (errors.FeatureNotSupported, errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
"""A column is of another type than it was; the plan is not there, or is another's."""


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """All that it finds. One query."""
    return rows_of_each([Statement(sql, values)])[0]


def rows_of_each(asked: Sequence[Statement]) -> list[list[Row]]:
    """All that each of them finds. They are sent together, so that PostgreSQL goes on to the next while the first is on
    its way back, and both sides are woken once.

    Where a plan is at fault, because a migration has changed what it reads, or the connection was lost, they are asked
    once more in Django's way. What else fails is Django's error.
    """
    connection = read_connection()
    if asked and connection.vendor == "postgresql" and not is_in_transaction(connection):
        with connection.wrap_database_errors:
            try:
                return planned_once(connection, asked)
            except Error as error:
                make_ready(connection, error)
    return [rows_planned_anew(*each) for each in asked]


def is_in_transaction(connection: BaseDatabaseWrapper) -> bool:
    """Where a plan that fails would fail the whole, as what the desk is saving."""
    return connection.in_atomic_block or (connection.connection is not None and not connection.autocommit)


def rows_planned_anew(sql: str, values: Sequence[Any]) -> list[Row]:
    """All that it finds, as Django asks: with the values in the text, and planned for them."""
    with read_connection().cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def planned_once(connection: BaseDatabaseWrapper, asked: Sequence[Statement]) -> list[list[Row]]:
    connection.ensure_connection()
    begun = time.perf_counter()
    try:
        return send_together(connection, asked)
    finally:
        log_if_slow(begun, *(each.sql for each in asked))
        if connection.queries_logged:
            seconds = f"{time.perf_counter() - begun:.3f}"
            connection.queries_log.extend({"sql": each.sql, "time": seconds} for each in asked)


def send_together(connection: BaseDatabaseWrapper, asked: Sequence[Statement]) -> list[list[Row]]:
    """One way to the database; to PostgreSQL it is one transaction.

    Raises what psycopg does for the first that fails. Whatever else goes wrong, as a value that can't be written,
    closes the connection: nobody gets the answers to another's questions.
    """
    own: Connection[Any] = connection.connection
    adapters, prepares = adapters_of(connection), own.prepare_threshold is not None
    try:
        with own.pipeline():
            cursors = [
                PlannedCursor(own, adapters).execute(numbered(each.sql), each.values, prepare=True)
                for each in (asked if prepares else [BACKEND_QUERY, *asked])
            ]
        found = [cursor.fetchall() for cursor in cursors]
    except Error:
        raise
    except BaseException:
        own.close()
        raise
    return found if prepares else check_backend(own, *found)


class PlannedCursor(RawCursor[Row]):
    def __init__(self, connection: Connection[Any], adapters: AdaptersMap) -> None:
        self.own_adapters = adapters
        super().__init__(connection)

    @property
    def adapters(self) -> AdaptersMap:
        """The same for all, or each would make some of its own."""
        return self.own_adapters


_adapters: dict[str, AdaptersMap] = {}
"""By the alias of the database."""


def adapters_of(connection: BaseDatabaseWrapper) -> AdaptersMap:
    """Django's, but for two. The connection speaks UTC, so Django's reader of moments would only make each once more;
    and each size of number would have a type of its own, and each type a plan.
    """
    if (adapters := _adapters.get(connection.alias)) is None:
        adapters = AdaptersMap(connection.connection.adapters)
        adapters.register_loader("timestamptz", TimestamptzLoader)
        adapters.register_dumper(int, Int8BinaryDumper)
        _adapters[connection.alias] = adapters
    return adapters


def check_backend(connection: Connection[Any], whose: list[Row], *found: list[Row]) -> list[list[Row]]:
    """A pooler gives its clients numbers of its own; a process of the server that answers by the number that it gave at
    the beginning is this connection's, as long as that is open.
    """
    if whose[0][0] == connection.info.backend_pid:
        connection.prepare_threshold = PREPARE_AFTER
    return [*found]


def make_ready(connection: BaseDatabaseWrapper, failed: Error) -> None:
    """To be asked anew, over another connection. Raises again what would fail again.

    What failed may have left a plan with the server that psycopg knows nothing of; one that took too long has had its
    plan for long.
    """
    own = connection.connection
    is_lost = own is None or own.closed
    if not is_lost and not isinstance(failed, errors.QueryCanceled):
        own.close()
    if own is None or own.closed:
        connection.close()
    if not is_lost and not isinstance(failed, PLAN_AT_FAULT):
        raise failed
    logger.warning("What is planned once is asked anew: %s", failed)


@lru_cache(maxsize=TEXTS_AT_MOST)
def numbered(sql: str) -> bytes:
    """PostgreSQL's own `$1`, `$2` for `%s`."""
    numbers = count(1)
    return re.sub("%[s%]", lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", sql).encode()


def with_literals(sql: str, parameters: Sequence[Any], travels: Sequence[bool]) -> str:
    """The text with those parameters in it that do not travel beside it."""
    written = (
        "%s" if by_itself else Literal(parameter).as_string(None).replace("%", "%%")
        for parameter, by_itself in zip(parameters, travels, strict=True)
    )
    return sql.replace("%%", "%%%%") % tuple(written)
