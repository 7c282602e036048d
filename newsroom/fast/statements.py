"""Runs SQL that is asked again and again: PostgreSQL reads and plans it once for a connection.

Django puts values into the text before it sends it, so to PostgreSQL every request is a new one, and planning it takes
longer than doing it. Here values travel beside the text. What never changes stands in the text: of an index over
published articles alone a plan can make use only if "published" is no value.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Error, errors
from psycopg.sql import Literal

from ..shared.logs import log_if_slow
from .plans import Plans, Row, Statement
from .replica import read_connection

logger = logging.getLogger(__name__)

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
        return Plans.of(connection.connection).rows_of_each(asked)
    finally:
        log_if_slow(begun, *(each.sql for each in asked))
        if connection.queries_logged:
            seconds = f"{time.perf_counter() - begun:.3f}"
            connection.queries_log.extend({"sql": each.sql, "time": seconds} for each in asked)


def make_ready(connection: BaseDatabaseWrapper, failed: Error) -> None:
    """To be asked anew. Raises again what would fail again."""
    if connection.connection is None or connection.connection.closed:
        connection.close()  # another takes its place
    elif isinstance(failed, PLAN_AT_FAULT):
        Plans.of(connection.connection).forget()
    else:
        raise failed
    logger.warning("What is planned once is asked anew: %s", failed)


def with_literals(sql: str, parameters: Sequence[Any], travels: Sequence[bool]) -> str:
    """The text with those parameters in it that do not travel beside it."""
    written = (
        "%s" if by_itself else Literal(parameter).as_string(None).replace("%", "%%")
        for parameter, by_itself in zip(parameters, travels, strict=True)
    )
    return sql.replace("%%", "%%%%") % tuple(written)
