"""Readings for spreadsheets and programs."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import ReadingFactory, StationFactory
from weather.pages.exports import escape_formula

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


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_a_stations_days_as_csv_open_in_a_korean_spreadsheet(client, now):
    days(StationFactory(), now, 0, 1, humidity=52, precipitation="0.5")

    response = client.get("/weather/108/readings.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response.content.count(b"\r\n") == response.content.count(b"\n") == 3
    today, yesterday = table(response)
    assert today == {
        "지점번호": "108",
        "지점": "서울",
        "날짜": "2026-01-24",
        "관측시각": "2026-01-24 10:00",
        "날씨": "맑음",
        "기온(℃)": "-2.6",
        "최저기온(℃)": "-5.0",
        "최고기온(℃)": "5.0",
        "습도(%)": "52",
        "풍속(m/s)": "",
        "1시간 강수량(mm)": "0.5",
        "고침": "",
        "출처": "기상청",
    }
    assert yesterday["날짜"] == "2026-01-23"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1", "－1", "＠x"]
)
def test_what_begins_like_a_formula_is_a_word_in_a_spreadsheet(client, now, text):
    days(StationFactory(name=text), now, 0, condition=text)

    [row] = table(client.get("/weather/108/readings.csv"))

    assert row["지점"] == row["날씨"] == f"'{text}"


def test_a_plain_word_stays_as_it_is():
    assert [escape_formula(text) for text in ("맑음", "", "비 또는 눈", "1-2")] == ["맑음", "", "비 또는 눈", "1-2"]


def test_a_stations_days_as_json(client, now):
    days(StationFactory(), now, 0, 30, humidity=52)

    answer = client.get("/weather/108/readings.json?month=2026-01").json()

    assert answer["provider"] == "기상청"
    assert answer["units"]["temperature"] == "℃"
    [reading] = answer["readings"]
    assert (reading["station"], reading["name"], reading["day"]) == (108, "서울", "2026-01-24")
    assert reading["observed_at"] == "2026-01-24T10:00+09:00"
    assert (reading["temperature"], reading["humidity"], reading["precipitation"]) == (-2.6, 52, None)


def test_they_go_back_a_year_and_by_month_as_far_as_there_is(client, now):
    days(StationFactory(), now, 0, 365, 366, 800)

    year = client.get("/weather/108/readings.json").json()["readings"]
    month = client.get("/weather/108/readings.json?month=2023-11").json()["readings"]

    assert [reading["day"] for reading in year] == ["2026-01-24", "2025-01-24"]
    assert [reading["day"] for reading in month] == ["2023-11-16"]


def test_a_correction_by_hand_is_told(client, now):
    days(StationFactory(), now, 0, corrected=["low"])

    assert table(client.get("/weather/108/readings.csv"))[0]["고침"] == "Y"
    assert client.get("/weather/108/readings.json").json()["readings"][0]["corrected"] == ["low"]


def test_todays_data_are_those_of_the_weather_page(client, now):
    hours = timedelta(hours=1)
    ReadingFactory(station=StationFactory(number=184, name="제주", position=2))
    ReadingFactory(station=StationFactory(number=108, name="서울", position=1))
    ReadingFactory(station=StationFactory(number=90, name="속초", in_header=False))
    ReadingFactory(station=StationFactory(number=105, name="강릉"), observed_at=now - 13 * hours)
    ReadingFactory(
        station=StationFactory(number=159, name="부산", position=3),
        temperature_at=now - 13 * hours,
        details_at=now - 2 * hours,
        humidity=40,
    )

    readings = client.get("/weather/readings.json").json()["readings"]

    assert [each["name"] for each in readings] == ["서울", "제주", "부산", "속초"]
    assert (readings[2]["condition"], readings[2]["temperature"], readings[2]["humidity"]) == ("맑음", None, None)
    assert [row["지점"] for row in table(client.get("/weather/readings.csv"))] == ["서울", "제주", "부산", "속초"]


def test_without_observations_there_are_only_headings(client, now):
    StationFactory()

    for path in ("/weather/readings.csv", "/weather/108/readings.csv"):
        assert table(client.get(path)) == []
    assert client.get("/weather/readings.json").json()["readings"] == []


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "x", "²026-01", "２０２６-01", "", "2026-1", "0000-01", "9999-12"]
)
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_what_is_no_month_is_not_found(client, now, kind, month):
    StationFactory()

    assert client.get(f"/weather/108/readings.{kind}", {"month": month}).status_code == 404


@pytest.mark.parametrize("path", ["/weather/readings.csv", "/weather/108/readings.json"])
def test_they_can_be_held_by_a_shared_cache_and_are_not_sent_again(client, now, path):
    days(StationFactory(), now, 0)

    response = client.get(path)

    assert response["Cache-Control"].startswith("public, ")
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304
