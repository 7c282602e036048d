"""Queries that are compiled once: Django's text of a queryset is kept, and only its values change.

Making SQL out of a queryset costs Python more time than most of our queries cost the database, and every request asks
the same few of them, of another moment and with other numbers.

What is kept depends on code alone, never on what stands in the database. A queryset is compiled with stand-ins for its
values, and where those come to stand among the parameters, the values of a request are put. It is compiled twice, with
other stand-ins: so a value that goes anywhere but into a parameter is found out before anybody has asked. Django does
not see the values, so a number that somebody typed has to be one that the database can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Self

from django.db import connection
from django.db.models import QuerySet

from . import statements
from .instances import InstanceLoader
from .replica import read_alias
from .statements import Statement

Build = Callable[..., QuerySet[Any]]
Value = int | date | Sequence[int] | None
Kind = type | int
"""Of a value: its type, or of several numbers how many there are."""
Given = list[int | date | None]
"""The values of a request, one by one."""

KEPT_AT_MOST = 1000
"""Texts. A kind of page asks for some dozens."""

PLANNED_EACH_TIME: set[Build] = set()


def planned_each_time(build: Build) -> Build:
    """For a query whose best plan depends on its values: of a tag that thousands of articles bear the newest are found
    by walking back from today, of a rare one by looking up its few. Compiled once all the same.
    """
    PLANNED_EACH_TIME.add(build)
    return build


class Prepared:
    """`build(*shape, **values)`: what is in its shape may decide the text, what is among its values may not.

    `build` stands at the top of a module, or each request would have one of its own. Values are numbers, moments, days
    and rows of numbers; how many numbers, and whether there is a value at all, is of the shape.
    """

    def __init__(self, build: Build, *shape: Hashable, **values: Value) -> None:
        self.build, self.shape, self.values = build, shape, values
        self.at_most: int | None = None
        self.is_planned_once = build not in PLANNED_EACH_TIME

    def then(self, goes_on: Callable[..., QuerySet[Any]], *shape: Hashable, **values: Value) -> Prepared:
        """What `goes_on(queryset, *shape, **values)` makes of the queryset of this one."""
        own = tuple(self.values)
        further = Prepared(gone_on, goes_on, shape, self.build, self.shape, own, **self.values, **values)
        further.is_planned_once = self.is_planned_once and goes_on not in PLANNED_EACH_TIME
        return further

    def limited_to(self, at_most: int) -> Self:
        part = type(self)(self.build, *self.shape, **self.values)
        part.at_most, part.is_planned_once = at_most, self.is_planned_once
        return part

    def statement(self) -> Statement:
        """For a query of several. ValueError for one that has to be planned each time."""
        if not self.is_planned_once:
            raise ValueError(f"{self.build.__qualname__} is planned each time")
        compiled, given = self.compiled()
        return compiled.statement(given)

    def rows(self) -> list[Any]:
        """All that it finds: instances as its queryset would give them, or tuples of what `values_list` names."""
        return rows_of_each(self)[0]

    def compiled(self) -> tuple[Compiled, Given]:
        """And its values, one by one."""
        kinds: list[tuple[str, Kind]] = []
        given: Given = []
        for name, value in self.values.items():
            kind: Kind = type(value)
            if kind in STAND_INS:
                given.append(value)  # type: ignore[arg-type]
            else:
                kind = number_of(value)
                given += value  # type: ignore[arg-type]
            kinds.append((name, kind))
        return compiled_once(self.build, self.shape, tuple(kinds), self.at_most), given


def rows_of_each(*asked: Prepared) -> list[list[Any]]:
    """What each of them finds. On PostgreSQL they go one way to the database together, unless one of them has to be
    planned each time, or a transaction is going on.
    """
    compiled = [each.compiled() for each in asked]
    sent = [one.statement(given) for one, given in compiled]
    if all(each.is_planned_once for each in asked):
        found = statements.rows_of_each(sent)
    else:
        found = [statements.rows_planned_anew(*each) for each in sent]
    database = read_alias()
    return [one.loader.load(rows, database) for (one, _), rows in zip(compiled, found, strict=True)]


def gone_on(
    goes_on: Build,
    shape: tuple[Hashable, ...],
    build: Build,
    shape_of_build: tuple[Hashable, ...],
    of_build: tuple[str, ...],
    **values: Value,
) -> QuerySet[Any]:
    first = build(*shape_of_build, **{name: values.pop(name) for name in of_build})
    return goes_on(first, *shape, **values)


class Gap(NamedTuple):
    """Where among the parameters a value goes."""

    number: int
    adapt: Callable[[Any], Any] | None
    """Makes of the value what the database takes; None where that is the value."""


class Compiled(NamedTuple):
    loader: InstanceLoader
    sql: str
    parameters: list[Any]
    """Gaps, and what is always the same."""

    def statement(self, given: Given) -> Statement:
        """With the values of a request."""
        filled = [
            gap if type(gap) is not Gap else gap.adapt(given[gap.number]) if gap.adapt else given[gap.number]
            for gap in self.parameters
        ]
        return Statement(self.sql, filled)


@lru_cache(maxsize=KEPT_AT_MOST)
def compiled_once(
    build: Build, shape: tuple[Hashable, ...], kinds: tuple[tuple[str, Kind], ...], at_most: int | None
) -> Compiled:
    def compiled(turn: int) -> Compiled:
        values = dict(stand_ins(kinds, turn))
        queryset = build(*shape, **values)[:at_most]
        queryset.iterator()  # ValueError for one with a prefetch, which would keep the stand-ins: prefetch for the rows
        compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        gaps = [gap_or(parameter, values) for parameter in parameters]
        asked = {number for number, value in enumerate(one_by_one(values.values())) if value is not None}
        if asked - {gap.number for gap in gaps if isinstance(gap, Gap)}:
            raise ValueError(f"{build.__qualname__} leaves out a value, or its column can't hold the stand-in")
        if connection.vendor == "postgresql":
            sql = statements.with_literals(sql, parameters, [isinstance(gap, Gap) for gap in gaps])
            gaps = [gap for gap in gaps if isinstance(gap, Gap)]
        return Compiled(InstanceLoader.of(compiler), sql, gaps)

    first, second = compiled(0), compiled(1)
    if first.sql != second.sql or not all(map(is_same, first.parameters, second.parameters)):
        raise ValueError(f"A value of {build.__qualname__} goes elsewhere than into a parameter as it is")
    return first


def is_same(one: Any, other: Any) -> bool:
    return (one.number == other.number) if isinstance(one, Gap) and isinstance(other, Gap) else bool(one == other)


def padded(numbers: Sequence[int]) -> list[int]:
    """For `IN`: the last number repeated, so that not every count of numbers becomes a text of its own."""
    wanted = 1 << max(len(numbers) - 1, 0).bit_length() if len(numbers) < 8 else in_eights(len(numbers))
    return [*numbers, *[numbers[-1]] * (wanted - len(numbers))] if numbers else []


def in_eights(number: int) -> int:
    """The next multiple of eight: for limits that may be higher, but stand in the text."""
    return -(-number // 8) * 8


# --- Values and what stands in for them ---------------------------------------------------------


STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 2_000_000_000 + number,
    date: lambda number: date(8000, 1, 1) + timedelta(days=number),
    datetime: lambda number: datetime(9000, 1, 1, tzinfo=UTC) + timedelta(days=number),
    type(None): lambda number: None,
}
"""By type, what no paper has."""
SECOND_ONES = 10_000
"""From here on, those of the second time that a query is compiled."""


def number_of(values: Value) -> int:
    if isinstance(values, bool | str):
        raise TypeError(f"{values!r} belongs to the shape")
    return len(values)  # type: ignore[arg-type]


def stand_ins(kinds: tuple[tuple[str, Kind], ...], turn: int) -> Iterator[tuple[str, Value]]:
    number = SECOND_ONES * turn
    for name, kind in kinds:
        if isinstance(kind, int):
            yield name, [STAND_INS[int](number + place) for place in range(kind)]
            number += kind
        else:
            yield name, STAND_INS[kind](number)
            number += 1


def one_by_one(values: Iterable[Value]) -> Iterator[int | date | None]:
    for value in values:
        if type(value) in STAND_INS:
            yield value  # type: ignore[misc]
        else:
            yield from value  # type: ignore[misc]


def gap_or(parameter: Any, values: dict[str, Value]) -> Any:
    """The gap for the value that this parameter stands in for; the parameter itself, if it is none of them."""
    for number, value in enumerate(one_by_one(values.values())):
        if value is not None:
            adapt = adapter(value, parameter)
            if parameter == (adapt(value) if adapt else value):
                return Gap(number, adapt)
    return parameter


def adapter(value: int | date, parameter: Any) -> Callable[[Any], Any] | None:
    """SQLite has moments and days as text."""
    if connection.vendor == "postgresql":
        return None
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value
    return type(parameter) if isinstance(parameter, int) and parameter == value else int
