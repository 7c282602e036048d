"""Runs SQL that is asked again and again: PostgreSQL reads and plans it once for a connection.

Django puts values into the text before it sends it, so to PostgreSQL every request is a new one, and planning it takes
longer than doing it. Here values travel beside the text. What never changes stands in the text: of an index over
published articles alone a plan can make use only if "published" is no value.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor
from psycopg.sql import Literal
from psycopg.types.datetime import TimestamptzLoader

from .logs import log_if_slow
from .replica import reading

PLANS_AT_MOST = 100
"""For each connection; what was not asked for longest goes first. A front page's takes a megabyte. psycopg's default,
said here because its memory is counted on."""

TEXTS_AT_MOST = 1000
"""Of those that a process has numbered."""

Row = tuple[Any, ...]


class Statement(NamedTuple):
    sql: str
    """`%s` stands for a value, `%%` for a percent sign."""
    values: Sequence[Any]


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """All that it finds. One query."""
    return rows_of_each([Statement(sql, values)])[0]


def rows_of_each(asked: Sequence[Statement]) -> list[list[Row]]:
    """All that each of them finds. They are sent together, so that PostgreSQL goes on to the next while the first is on
    its way back, and both sides are woken once.
    """
    connection = reading()
    if connection.vendor != "postgresql" or is_in_transaction(connection):
        return [rows_planned_anew(*each) for each in asked]
    try:
        return planned_once(connection, asked)
    except NotSupportedError:  # a migration has changed the type of a column that a kept plan reads
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    return planned_once(connection, asked)


def is_in_transaction(connection: BaseDatabaseWrapper) -> bool:
    """Where a plan that fails would fail the whole, as what the desk is saving."""
    return connection.in_atomic_block


def rows_planned_anew(sql: str, values: Sequence[Any]) -> list[Row]:
    """All that it finds, as Django asks: with the values in the text, and planned for them."""
    with reading().cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


class SendingCursor(RawCursor[Row]):
    """psycopg's cursor that sends values by themselves; leaves the text where Django's log of queries looks for it.

    Moments are read by psycopg's own loader: the connection speaks UTC, so Django's would only make each once more.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.adapters.register_loader("timestamptz", TimestamptzLoader)

    def _convert_query(self, *args: Any) -> Any:
        self._query = super()._convert_query(*args)
        return self._query


def planned_once(connection: BaseDatabaseWrapper, asked: Sequence[Statement]) -> list[list[Row]]:
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    cursors = sending_values(connection, len(asked))
    if len(asked) == 1:
        return found_by(cursors, asked)
    begun = time.perf_counter()
    try:
        with connection.wrap_database_errors, connection.connection.pipeline():
            return found_by(cursors, asked)
    finally:  # each alone was sent in no time
        log_if_slow(" … ".join(each.sql for each in asked), begun)


def found_by(cursors: Sequence[CursorWrapper], asked: Sequence[Statement]) -> list[list[Row]]:
    for cursor, each in zip(cursors, asked, strict=True):
        cursor.execute(numbered(each.sql), each.values)
    return [list(cursor.fetchall()) for cursor in cursors]


def sending_values(connection: BaseDatabaseWrapper, number: int) -> list[CursorWrapper]:
    """What `connection.cursor()` gives, logs and all, but for psycopg's cursors that send values by themselves.

    They are the connection's for good: their rows have to be fetched before it is asked again.
    """
    raw = connection.connection
    if not hasattr(raw, "sending_cursors"):
        raw.prepared_max = PLANS_AT_MOST
        raw.sending_cursors = []
    while len(raw.sending_cursors) < number:
        raw.sending_cursors.append(SendingCursor(raw))
    return [connection._prepare_cursor(cursor) for cursor in raw.sending_cursors[:number]]  # type: ignore[attr-defined]


@lru_cache(maxsize=TEXTS_AT_MOST)
def numbered(sql: str) -> str:
    """PostgreSQL's own `$1`, `$2` for `%s`."""
    numbers = count(1)
    return re.sub("%[s%]", lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", sql)


def with_literals(sql: str, parameters: Sequence[Any], travels: Sequence[bool]) -> str:
    """The text with those parameters in it that do not travel beside it."""
    written = (
        "%s" if by_itself else Literal(parameter).as_string(None).replace("%", "%%")
        for parameter, by_itself in zip(parameters, travels, strict=True)
    )
    return sql.replace("%%", "%%%%") % tuple(written)
