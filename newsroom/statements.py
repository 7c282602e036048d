"""Runs SQL that is asked again and again: PostgreSQL reads and plans it once for a connection.

Django puts values into the text before it sends it, so to PostgreSQL every request is a new one, and planning it takes
longer than doing it. Here values travel beside the text. What never changes stands in the text: of an index over
published articles alone a plan can make use only if "published" is no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any

from django.db import NotSupportedError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import RawCursor
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.sql import Literal

from .replica import reading

PLANS_AT_MOST = 100
"""For each connection; what was not asked for longest goes first. A front page's takes a megabyte."""

TEXTS_AT_MOST = 1000
"""Of those that a process has numbered."""

Row = tuple[Any, ...]


def rows(sql: str, values: Sequence[Any]) -> list[Row]:
    """All that it finds. `%s` stands for a value, `%%` for a percent sign. One query."""
    connection = reading()
    if connection.vendor != "postgresql" or is_in_transaction(connection):
        return rows_planned_anew(sql, values)
    sql = numbered(sql)
    try:
        return planned_once(connection, sql, values)
    except NotSupportedError:  # a migration has changed the type of a column that a kept plan reads
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    return planned_once(connection, sql, values)


def is_in_transaction(connection: BaseDatabaseWrapper) -> bool:
    """Where a plan that fails would fail the whole, as what the desk is saving."""
    return connection.in_atomic_block


def rows_planned_anew(sql: str, values: Sequence[Any]) -> list[Row]:
    """The same, as Django asks."""
    with reading().cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


class MomentLoader(Loader):
    """Moments in UTC, as Django's own loader reads them, in a fraction of its time: a page has a hundred of them."""

    def load(self, data: Buffer) -> datetime:
        return datetime.fromisoformat(str(data, "ascii"))


class SendingCursor(RawCursor[Row]):
    """psycopg's cursor that sends values by themselves; leaves the text where Django's log of queries looks for it."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.adapters.register_loader("timestamptz", MomentLoader)

    def _convert_query(self, *args: Any) -> Any:
        self._query = super()._convert_query(*args)
        return self._query


def planned_once(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[Row]:
    with sending_values(connection) as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def sending_values(connection: BaseDatabaseWrapper) -> CursorWrapper:
    """What `connection.cursor()` gives, logs and all, but for psycopg's cursor that sends values by themselves."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.connection.prepared_max = PLANS_AT_MOST
    return connection._prepare_cursor(SendingCursor(connection.connection))  # type: ignore[attr-defined]


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
