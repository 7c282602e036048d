"""The weather pages and their data: what was observed, gaps as gaps, and never an old number as today's."""

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from tests.factories import ReadingFactory, StationFactory
from weather.chart import Chart, ticks_between
from weather.line import Entry
from weather.map import Map
from weather.models import Reading, Station
from weather.stations import load_stations

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(time_machine):
    now = datetime(2026, 1, 24, 10, 20, tzinfo=timezone.get_default_timezone())
    time_machine.move_to(now, tick=False)
    return now


def days(station, now, *back, **values):
    """A reading for each of so many days ago."""
    for number in back:
        observed_at = now - timedelta(days=number, minutes=20)
        ReadingFactory(station=station, observed_at=observed_at, **{"low": -5, "high": 5, **values})


def words(element) -> str:
    return " ".join(element.text_content().split())


def rows(response):
    return [words(row) for row in html.fromstring(response.text).xpath("//table//tbody/tr")]


# Today


def test_the_page_lists_the_desks_stations_in_its_order_and_then_the_others(client, now):
    ReadingFactory(station=StationFactory(number=184, name="제주", position=2), temperature="7.5", condition="구름조금")
    ReadingFactory(station=StationFactory(number=108, name="서울", position=1))
    ReadingFactory(station=StationFactory(number=90, name="속초", in_header=False), temperature="1.0")

    response = client.get("/weather/")

    assert [row.split()[0] for row in rows(response)] == ["서울", "제주"]
    others = html.fromstring(response.text).xpath("//section[@class='weather-others']//li")
    assert [words(each) for each in others] == ["속초 맑음 1.0℃"]


def test_a_station_of_the_line_without_an_observation_says_so(client, now):
    ReadingFactory(station=StationFactory(number=184, name="제주"))
    StationFactory(number=108, name="서울", position=5)

    assert rows(client.get("/weather/"))[1] == "서울 최근 관측값 없음"


def test_old_numbers_are_not_todays(client, now):
    ReadingFactory(station=StationFactory(), observed_at=now - timedelta(hours=4))
    ReadingFactory(station=StationFactory(number=184, name="제주"), observed_at=now - timedelta(hours=13))

    response = client.get("/weather/")

    shown = dict(row.split(maxsplit=1) for row in rows(response))
    assert "관측 지연" in shown["서울"]
    assert shown["제주"] == "최근 관측값 없음"


def test_details_of_an_earlier_hour_do_not_stand_beside_the_temperature_of_now(client, now):
    hour = timedelta(hours=1)
    ReadingFactory(observed_at=now - hour / 2, details_at=now - 2 * hour, humidity=40, wind_speed=1, precipitation=0)

    assert "40%" not in client.get("/weather/").text


def test_a_paper_without_observations_has_a_weather_page(client):
    response = client.get("/weather/")

    assert response.status_code == 200
    assert not html.fromstring(response.text).xpath("//table")


def test_what_the_service_says_is_escaped(client, now):
    ReadingFactory(condition="<script>x()")

    for path in ("/weather/", "/weather/108/"):
        assert "<script>x()" not in client.get(path).text


# The map


def test_labels_on_the_map_cover_no_other(now):
    load_stations()
    stations = Station.objects.filter(in_header=True)
    entries = [Entry.of(ReadingFactory(station=station, temperature=Decimal("-10.4")), now) for station in stations]

    dots = Map.of(entries).dots

    boxes = []
    for dot in dots:
        long = 11 * (len(dot.entry.name) + 0.6 * 6)
        left = dot.text_x - long * {"start": 0, "middle": 0.5, "end": 1}[dot.anchor]
        boxes.append((left, dot.text_y - 8, left + long, dot.text_y + 1))
    for number, (left, top, right, foot) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < foot)


def test_a_far_island_is_on_the_map(now):
    island = StationFactory(number=115, name="울릉도", latitude=37.48, longitude=130.9)

    drawn = Map.of([Entry.of(ReadingFactory(station=island), now)])

    [dot] = drawn.dots
    assert 0 < dot.x < drawn.width
    assert 0 < dot.y < drawn.height


# A station


def test_a_stations_page_shows_thirty_days_with_their_gaps(client, now):
    days(StationFactory(), now, 0, 1, 3, 29, 30)

    response = client.get("/weather/108/")

    shown = [row.split()[0] for row in rows(response)]
    assert shown == ["2026.01.24", "2026.01.23", "2026.01.21", "2025.12.26"]
    assert len(html.fromstring(response.text).xpath("//*[local-name()='rect']")) == 4


def test_months_with_readings_are_paged_through(client, now):
    station = StationFactory()
    days(station, now, 0, 40, 400)  # January 2026, December 2025, December 2024

    recent = client.get("/weather/108/")
    december = client.get("/weather/108/2025/12/")
    first = client.get("/weather/108/2024/12/")

    def pages(response):
        return html.fromstring(response.text).xpath("//nav[@class='pager']/a/@href")

    assert pages(recent) == ["/weather/108/2025/12/"]
    assert pages(december) == ["/weather/108/2026/1/", "/weather/108/2024/12/"]
    assert pages(first) == ["/weather/108/2025/12/"]


def test_a_correction_by_hand_is_marked(client, now):
    days(StationFactory(), now, 1, corrected=["low"])

    assert "고침" in rows(client.get("/weather/108/"))[0]


def test_a_station_or_month_without_readings_has_a_page(client, now):
    StationFactory()

    assert client.get("/weather/108/").status_code == 200
    assert client.get("/weather/108/2025/3/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/weather/9/",
        "/weather/99999999999999999999/",
        "/weather/108/2026/13/",
        "/weather/108/2026/0/",
        "/weather/108/0/1/",
        "/weather/108/9999/12/",
        "/weather/108/99999999999/1/",
        "/weather/108/2026/2/",  # to come
        "/weather/9/readings.csv",
        "/weather/108/readings.csv?month=2026-13",
        "/weather/108/readings.json?month=x",
        "/weather/108/readings.json?month=²026-1",
        "/weather/108/readings.json?month=",
    ],
)
def test_what_is_no_station_or_month_is_not_found(client, now, path):
    StationFactory()

    assert client.get(path).status_code == 404


# The picture


@pytest.mark.parametrize(("low", "high"), [(-2.5, 7.4), (-20, 38), (3, 3), (0, 0.1), (-33, 41)])
def test_the_side_of_the_picture_has_few_and_round_degrees(low, high):
    found = ticks_between(low, high)

    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 7
    assert len({b - a for a, b in zip(found, found[1:], strict=False)}) == 1


def test_colder_is_lower_and_later_further_right():
    first, last = date(2026, 1, 1), date(2026, 1, 30)
    readings = [
        Reading(day=date(2026, 1, 2), low=Decimal(-5), high=Decimal(0), temperature=Decimal(-1)),
        Reading(day=date(2026, 1, 9), low=Decimal(2), high=Decimal(8), temperature=Decimal(3)),
    ]

    cold, warm = Chart.of(readings, first, last).bars

    assert cold.x < warm.x
    assert cold.top > warm.top
    assert cold.top <= cold.dot <= cold.top + cold.height


def test_a_day_with_one_temperature_alone_is_still_seen():
    [bar] = Chart.of([Reading(day=date(2026, 1, 2), temperature=Decimal(3))], date(2026, 1, 1), date(2026, 1, 30)).bars

    assert bar.height >= 1


# As data


def test_a_stations_readings_as_csv_open_in_a_korean_spreadsheet(client, now):
    days(StationFactory(), now, 0, 1, condition="=1+1", humidity=52)

    response = client.get("/weather/108/readings.csv")

    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *lines = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert head[:4] == ["지점번호", "지점", "날짜", "관측시각"]
    assert lines[0][:9] == ["108", "서울", "2026-01-24", "2026-01-24 10:00", "'=1+1", "-2.6", "-5.0", "5.0", "52"]
    assert lines[0][-1] == "기상청"
    assert len(lines) == 2


def test_a_stations_readings_as_json(client, now):
    days(StationFactory(), now, 0, 30, humidity=52)

    answer = client.get("/weather/108/readings.json?month=2026-01").json()

    assert answer["provider"] == "기상청"
    [reading] = answer["readings"]
    assert reading["observed_at"] == "2026-01-24T10:00+09:00"
    assert (reading["temperature"], reading["humidity"], reading["precipitation"]) == (-2.6, 52, None)


def test_todays_data_obey_the_same_rule_of_age(client, now):
    ReadingFactory(station=StationFactory())
    ReadingFactory(station=StationFactory(number=184, name="제주"), observed_at=now - timedelta(hours=13))

    assert [each["name"] for each in client.get("/weather/readings.json").json()["readings"]] == ["서울"]
    assert "제주" not in client.get("/weather/readings.csv").content.decode()


# Cost


PAGES = ["/weather/", "/weather/108/", "/weather/108/2025/12/", "/weather/108/readings.csv", "/weather/readings.json"]


@pytest.mark.parametrize("path", PAGES)
def test_more_stations_and_days_cost_no_more_queries(client, now, path):
    days(StationFactory(), now, *range(50))

    def cost():
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    few = cost()
    for number in range(200, 212):
        days(StationFactory(number=number, name=f"지점{number}", in_header=number % 2 == 0), now, *range(50))

    assert cost() == few
