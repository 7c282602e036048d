"""Ten years of a hundred stations leave the weather as fast as ten days do: same plans, same number of queries."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import StationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

FILL = """
INSERT INTO weather_reading (station_id, day, observed_at, provider, condition, condition_code, condition_at,
                             temperature, temperature_at, low, high, corrected)
SELECT s.number, d.day, d.day + time '14:00', 'surface_map', '맑음', '01', d.day + time '14:00',
       3.5, d.day + time '14:00', -1.0, 8.0, '[]'::jsonb
FROM weather_station s
CROSS JOIN (SELECT (%s::date - n) AS day FROM generate_series(1, 3650) AS n) AS d
UNION ALL
SELECT s.number, %s::date, %s, 'surface_map', '맑음', '01', %s, 3.5, %s, -1.0, 8.0, '[]'::jsonb FROM weather_station s
"""


@pytest.fixture
def ten_years():
    today, now = timezone.localdate(), timezone.now() - timedelta(minutes=20)
    for number in range(100):
        StationFactory(number=100 + number, name=f"지점{number}", in_header=number < 16, position=number)
    with connection.cursor() as cursor:
        cursor.execute(FILL, [today, today, now, now, now])
        assert cursor.rowcount == 365_100
        cursor.execute("ANALYZE weather_reading")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/weather/",
        "/weather/108/",
        "/weather/108/2020/5/",
        "/weather/108/readings.csv",
        "/weather/readings.json",
    ],
)
def test_no_page_reads_through_all_readings(client, ten_years, path):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200

    asked = [query["sql"] for query in queries if 'FROM "weather_reading"' in query["sql"]]
    assert asked
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert "Seq Scan on weather_reading" not in plan, plan
