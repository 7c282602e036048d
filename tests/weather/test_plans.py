"""Ten years of a hundred stations leave the weather as fast as ten days do: same plans, same number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.caches import clear_all
from tests.factories import StationFactory
from tests.plans import captured_queries, explain

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FILL = """
INSERT INTO weather_reading (station_id, day, observed_at, provider, condition, condition_code, condition_at,
                             temperature, temperature_at, low, high, corrected)
SELECT s.number, t.at::date, t.at, 'surface_map', '맑음', '01', t.at, 3.5, t.at, -1.0, 8.0, '[]'
FROM weather_station s
CROSS JOIN (SELECT %(now)s - make_interval(days => n) AS at FROM generate_series(%(first)s, %(last)s) AS n) AS t
"""
PATHS = [
    "/",
    "/weather/",
    "/weather/108/",
    "/weather/108/{year}/{month}/",
    "/weather/108/readings.csv",
    "/weather/108/readings.json?month={year}-{month:02}",
    "/weather/readings.json",
    "/sitemaps/standing.xml",
]


def fill(first: int, last: int) -> int:
    """A reading a station for each of so many days ago."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Seoul'")  # a day there is a reading's day
        cursor.execute(FILL, {"now": timezone.now() - timedelta(minutes=20), "first": first, "last": last - 1})
        count = cursor.rowcount
        cursor.execute("ANALYZE weather_reading")
    return count


def ask(client, path):
    """The queries that a page costs when nothing is kept."""
    month_ago = timezone.localdate() - timedelta(days=31)
    clear_all()
    with captured_queries() as asked:
        assert client.get(path.format(year=month_ago.year, month=month_ago.month)).status_code == 200
    return asked


@pytest.fixture
def hundred_stations():
    for number in range(100):
        StationFactory(number=100 + number, name=f"지점{number}", in_header=number < 16, position=number)


def test_ten_years_are_read_by_index_and_in_no_more_queries_than_ten_days(client, hundred_stations):
    """One test for all pages: to store 365,000 rows is what takes its time."""
    fill(0, 10)
    few = {path: len(ask(client, path)) for path in PATHS}
    assert fill(10, 3650) == 364_000

    for path in PATHS:
        asked = ask(client, path)
        assert len(asked) == few[path]
        of_readings = [each for each in asked if '"weather_reading"' in each.sql]
        assert of_readings, path
        for each in of_readings:
            plan = "\n".join(explain(each, "BUFFERS"))
            assert "Seq Scan on weather_reading" not in plan, f"{path}\n{plan}"
            assert rows_read(plan) < 2_000, f"{path}\n{plan}"


def rows_read(plan: str) -> int:
    """How many rows of readings the plan has looked at, those it threw away among them."""
    read = 0
    is_reading = False
    for line in plan.splitlines():
        if "actual time" in line or "never executed" in line:
            is_reading = "weather_reading" in line or "reading_by_day" in line or "reading_one_a" in line
            if is_reading and "actual time" in line:
                rows, loops = line.split("rows=")[-1].split(")")[0].split(" loops=")
                read += int(float(rows) * int(loops))
        elif is_reading and "Rows Removed by" in line:
            read += int(line.rpartition(":")[2])
    return read
