"""The months in Seoul that have articles to show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from newsroom.fast import statements

from ..models import Article

FIRST_YEAR = 1900
DAY_POSITIONS = {
    "postgresql": "unnest(%s::int[], %s::timestamptz[], %s::timestamptz[]) AS months(number, begins, ends)",
    "sqlite": (
        "(SELECT json_extract(value, '$[0]') AS number, json_extract(value, '$[1]') AS begins, "
        "json_extract(value, '$[2]') AS ends FROM json_each(%s)) AS months"
    ),
}
"""A row for each month that is looked at."""


class Month(NamedTuple):
    number: int
    """Counted on from year 0."""
    start_time: datetime
    end_time: datetime

    @classmethod
    def from_number(cls, number: int) -> Month:
        return cls(number, start_of_day(first_day(number)), start_of_day(first_day(number + 1)))

    @classmethod
    def from_day(cls, day: date) -> Month:
        return cls.from_number(day.year * 12 + day.month - 1)


def first_day(number: int) -> date:
    """The first of the month."""
    return date(number // 12, number % 12 + 1, 1)


def start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def months_with_articles(now: datetime) -> list[date]:
    """The first day of each, the newest first. Two queries, which look at an article a month and not at the archive."""
    published = Article.objects.published(now)
    oldest = published.order_by("published_at").values_list("published_at", flat=True).first()
    if oldest is None:
        return []
    first, last = (Month.from_day(timezone.localdate(at)).number for at in (oldest, now))
    first = max(first, FIRST_YEAR * 12)
    newest = published.filter(published_at__gte=RawSQL("months.begins", []), published_at__lt=RawSQL("months.ends", []))
    one, values = newest.newest_first().values("pk")[:1].query.sql_with_params()
    sql = f"SELECT number FROM {DAY_POSITIONS[connection.vendor]} WHERE ({one}) IS NOT NULL ORDER BY number DESC"
    looked_at = month_values([Month.from_number(number) for number in range(first, last + 1)])
    return [first_day(number) for (number,) in statements.rows_planned_anew(sql, [*looked_at, *values])]


def month_values(months: Sequence[Month]) -> list[object]:
    if connection.vendor == "postgresql":
        return [list(column) for column in zip(*months, strict=True)]
    text = connection.ops.adapt_datetimefield_value
    return [json.dumps([[number, text(begins), text(ends)] for number, begins, ends in months])]
