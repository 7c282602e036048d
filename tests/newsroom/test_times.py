"""How the paper writes times."""

from datetime import UTC, date, datetime

import pytest

from newsroom.shared import times

MOMENT = datetime(2026, 1, 24, 1, 12, tzinfo=UTC)  # 10:12 in Seoul


def test_the_date_line_has_the_weekday_in_seoul():
    assert times.date_line(datetime(2026, 1, 23, 15, 0, tzinfo=UTC)) == "2026.01.24 (토)"
    assert times.date_line(date(2026, 1, 25)) == "2026.01.25 (일)"


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime(2026, 1, 24, 14, 59, tzinfo=UTC), "10:12"),
        (datetime(2026, 1, 24, 15, 0, tzinfo=UTC), "01.24"),
        (datetime(2026, 12, 31, 14, 59, tzinfo=UTC), "01.24"),
        (datetime(2026, 12, 31, 15, 0, tzinfo=UTC), "2026.01.24"),
    ],
)
def test_lists_say_the_hour_today_the_day_this_year_and_the_year_else(now, text):
    assert times.list_time(MOMENT, now) == text


def test_machines_are_told_the_zone():
    assert times.iso(MOMENT) == "2026-01-24T10:12:00+09:00"
    assert times.stamp(MOMENT) == "2026.01.24 10:12"
    assert times.year_and_month(MOMENT) == "2026년 1월"
