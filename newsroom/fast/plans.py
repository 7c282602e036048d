"""The plans that PostgreSQL keeps for one connection, and how it is asked by them: several at once, on libpq itself.

psycopg's cursors do more than is wanted here and take most of the time of a query that takes PostgreSQL a tenth of a
millisecond. So values are written and rows are read by psycopg (its `Transformer`), and what is sent and waited for in
between stands here (its `pq`).
"""

from __future__ import annotations

import re
import select
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import count
from typing import Any, NamedTuple, Self

from psycopg import Connection, DatabaseError, Error, OperationalError, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus
from psycopg.pq.abc import PGresult
from psycopg.types.datetime import TimestamptzLoader
from psycopg.types.numeric import Int8BinaryDumper

PLANS_AT_MOST = 100
"""For each connection; what was not asked for longest goes first. A front page's takes a megabyte."""

TEXTS_AT_MOST = 1000
"""Of those that a process has numbered."""

Row = tuple[Any, ...]


class Statement(NamedTuple):
    sql: str
    """`%s` stands for a value, `%%` for a percent sign."""
    values: Sequence[Any]


class Plans:
    def __init__(self, connection: Connection[Any]) -> None:
        self._connection, self._pgconn = connection, connection.pgconn
        cursor = connection.cursor()
        # The connection speaks UTC, so Django's own reader of moments would only make each once more.
        cursor.adapters.register_loader("timestamptz", TimestamptzLoader)
        # Else each size of number would have a type of its own, and each type a plan.
        cursor.adapters.register_dumper(int, Int8BinaryDumper)
        self._transformer = Transformer.from_context(cursor)
        self._names: OrderedDict[tuple[bytes, tuple[int, ...]], bytes] = OrderedDict()
        self._numbers = count(1)

    @classmethod
    def of(cls, connection: Connection[Any]) -> Self:
        """The same ones as long as the connection is open."""
        plans: Self | None = getattr(connection, "plans", None)
        if plans is None:
            plans = connection.plans = cls(connection)  # type: ignore[attr-defined]
        return plans

    def forget(self) -> None:
        self._names.clear()
        self._pgconn.exec_(b"DEALLOCATE ALL")

    def rows_of_each(self, asked: Sequence[Statement]) -> list[list[Row]]:
        """All that each of them finds. One way to the database; to PostgreSQL it is one transaction.

        Raises what psycopg does for the first that fails. Whatever else goes wrong, a value that can't be written or an
        end of the server, closes the connection: nobody gets the answers to another's questions.
        """
        try:
            sending = [send for each in asked for send in self._sending(each)]
            self._pgconn.enter_pipeline_mode()
            for send in sending:
                send()
            self._pgconn.pipeline_sync()
            answers = self._answers()
            self._pgconn.exit_pipeline_mode()
        except BaseException:
            self._connection.close()
            raise
        for answer in answers:
            if answer.status == ExecStatus.FATAL_ERROR:
                if len(sending) > len(asked):  # of the plans that were to be made, only some may be there
                    self.forget()
                raise error_of(answer)
        return [self._rows(answer) for answer in answers if answer.status == ExecStatus.TUPLES_OK]

    def _sending(self, asked: Statement) -> list[Callable[[], None]]:
        """What has to be sent, with the plan where there is none yet."""
        values = self._transformer.dump_sequence(asked.values, [PyFormat.AUTO] * len(asked.values))
        types, formats = self._transformer.types or (), self._transformer.formats
        sql = numbered(asked.sql)
        key, sending = (sql, types), []
        name = self._names.get(key)
        if name is None:
            if len(self._names) >= PLANS_AT_MOST:
                _, oldest = self._names.popitem(last=False)
                sending.append(partial(self._pgconn.send_query_params, b"DEALLOCATE " + oldest, None))
            name = self._names[key] = b"plan_%d" % next(self._numbers)
            sending.append(partial(self._pgconn.send_prepare, name, sql, types))
        else:
            self._names.move_to_end(key)
        return [*sending, partial(self._pgconn.send_query_prepared, name, values, formats)]

    def _answers(self) -> list[PGresult]:
        """One for everything that was sent, but for the end of the pipeline."""
        answers: list[PGresult] = []
        while True:
            while self._pgconn.flush() or self._pgconn.is_busy():
                self._wait()
            answer = self._pgconn.get_result()
            if answer is None:  # between two of them, or there are no more
                if self._pgconn.status != ConnStatus.OK:
                    raise OperationalError(self._pgconn.get_error_message())
            elif answer.status == ExecStatus.PIPELINE_SYNC:
                return answers
            else:
                answers.append(answer)

    def _wait(self) -> None:
        """Until the server has said something, or can take more: either side may have to be listened to first."""
        waiting = select.poll()
        waiting.register(self._pgconn.socket, select.POLLIN | (select.POLLOUT if self._pgconn.flush() else 0))
        waiting.poll()
        self._pgconn.consume_input()

    def _rows(self, answer: PGresult) -> list[Row]:
        self._transformer.set_pgresult(answer)
        rows = self._transformer.load_rows(0, answer.ntuples, tuple)
        self._transformer.set_pgresult(None)  # it would be kept until the next question
        return rows


def error_of(answer: PGresult) -> Error:
    """Of the class that psycopg has for it."""
    state = answer.error_field(DiagnosticField.SQLSTATE) or b""
    try:
        kind = errors.lookup(state.decode())
    except KeyError:
        kind = DatabaseError
    return kind(answer.get_error_message())


@lru_cache(maxsize=TEXTS_AT_MOST)
def numbered(sql: str) -> bytes:
    """PostgreSQL's own `$1`, `$2` for `%s`."""
    numbers = count(1)
    return re.sub("%[s%]", lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", sql).encode()
