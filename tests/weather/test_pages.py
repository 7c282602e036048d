"""The weather pages: what was observed, gaps as gaps, and never an old number as today's."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from lxml import html

from tests.factories import ReadingFactory, StationFactory
from weather.models import Reading, Station

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


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


def page(response):
    assert response.status_code == 200
    return html.fromstring(response.text)


def rows(response):
    return [[words(cell) for cell in row] for row in page(response).xpath("//table//tbody/tr")]


def others(response):
    return [words(each) for each in page(response).xpath("//section[@class='weather-others']//li")]


# --- Today --------------------------------------------------------------------------------------


def test_the_page_lists_the_desks_stations_in_its_order_and_then_the_others_by_name(client, now):
    ReadingFactory(station=StationFactory(number=184, name="제주", position=2), temperature="7.5", condition="구름조금")
    ReadingFactory(
        station=StationFactory(number=108, name="서울", position=1),
        low="-5",
        high="1.5",
        humidity=40,
        wind_speed="2.1",
        precipitation="0",
    )
    ReadingFactory(station=StationFactory(number=90, name="속초", in_header=False), temperature="1.0")
    ReadingFactory(station=StationFactory(number=284, name="거창", in_header=False), temperature="3.0")

    response = client.get("/weather/")

    seoul, jeju = rows(response)
    assert seoul == ["서울", "맑음", "-2.6", "-5.0", "1.5", "0.0", "2.1", "40", "10:00"]
    assert jeju[:3] == ["제주", "구름조금", "7.5"]
    assert others(response) == ["거창 맑음 3.0℃", "속초 맑음 1.0℃"]


def test_a_station_without_an_observation_says_so_and_still_leads_to_its_page(client, now):
    ReadingFactory(station=StationFactory(number=184, name="제주"))
    StationFactory(number=108, name="서울", position=5)
    StationFactory(number=90, name="속초", in_header=False)

    response = client.get("/weather/")

    assert rows(response)[1] == ["서울", "최근 관측값 없음"]
    assert others(response) == ["속초 –"]
    assert page(response).xpath("//main//a[@href='/weather/108/']")
    assert page(response).xpath("//main//a[@href='/weather/90/']")


def test_old_numbers_are_marked_and_very_old_ones_are_not_shown(client, now):
    ReadingFactory(station=StationFactory(), observed_at=now - 4 * HOUR)
    ReadingFactory(station=StationFactory(number=184, name="제주", position=1), observed_at=now - 13 * HOUR)
    ReadingFactory(station=StationFactory(number=90, name="속초", in_header=False), observed_at=now - 4 * HOUR)
    ReadingFactory(station=StationFactory(number=95, name="철원", in_header=False), observed_at=now - 13 * HOUR)

    response = client.get("/weather/")

    seoul, jeju = rows(response)
    assert seoul[-1] == "06:20 관측 지연"
    assert jeju == ["제주", "최근 관측값 없음"]
    assert others(response) == ["속초 맑음 관측 지연 -2.6℃", "철원 –"]


def test_details_of_an_earlier_hour_do_not_stand_beside_the_temperature_of_now(client, now):
    ReadingFactory(observed_at=now - HOUR / 2, details_at=now - 2 * HOUR, humidity=40, wind_speed=1, precipitation=0)

    assert rows(client.get("/weather/"))[0][5:8] == ["–", "–", "–"]
    assert "40%" not in client.get("/weather/108/").text


def test_after_midnight_yesterdays_low_and_high_are_not_todays(client, time_machine):
    midnight = datetime(2026, 1, 24, 0, 20, tzinfo=timezone.get_default_timezone())
    time_machine.move_to(midnight, tick=False)
    ReadingFactory(observed_at=midnight - HOUR, low=-9, high=4)

    assert rows(client.get("/weather/"))[0][2:5] == ["-2.6", "–", "–"]
    assert "최저" not in words(page(client.get("/weather/108/")).xpath("//*[@class='weather-now']")[0])


def test_a_paper_without_observations_has_a_weather_page(client):
    response = client.get("/weather/")

    assert "최근 관측값이 없습니다" in words(page(response).xpath("//main")[0])
    assert not page(response).xpath("//table")


@pytest.mark.parametrize("path", ["/weather/", "/weather/108/", "/weather/108/2026/1/", "/"])
def test_what_the_service_says_is_escaped(client, now, path):
    days(StationFactory(name='<b>서"울'), now, 0, condition="</title><script>x()")

    text = client.get(path).text

    assert "<script>x()" not in text
    assert "<b>서" not in text


# --- A station ----------------------------------------------------------------------------------


def test_a_stations_page_begins_with_the_latest_observation(client, now):
    days(StationFactory(), now, 0, 1, wind_speed="2.1")

    latest = page(client.get("/weather/108/")).xpath("//*[@class='weather-now']")[0]

    assert words(latest) == "-2.6℃ 맑음 최저 -5.0℃ 최고 5.0℃ 풍속 2.1m/s"


def test_a_late_observation_is_marked_and_an_old_one_is_not_the_weather_of_now(client, now):
    days(StationFactory(number=108), now - 4 * HOUR, 0)
    days(StationFactory(number=184), now - 13 * HOUR, 0)

    late, old = page(client.get("/weather/108/")), page(client.get("/weather/184/"))

    assert "관측 지연" in words(late.xpath("//header[@class='list-head']")[0])
    assert late.xpath("//*[@class='weather-now']")
    assert not old.xpath("//*[@class='weather-now']")
    assert "최근 관측값이 없습니다" in words(old.xpath("//main")[0])


def test_a_stations_page_shows_thirty_days_with_their_gaps(client, now):
    days(StationFactory(), now, 0, 1, 3, 29, 30)

    response = client.get("/weather/108/")

    assert [row[0] for row in rows(response)] == ["1.24 (토)", "1.23 (금)", "1.21 (수)", "12.26 (금)"]
    picture = page(response).xpath("//*[local-name()='svg'][@role='img']")[0]
    assert len(picture.xpath(".//*[local-name()='rect'][@class='day']")) == 4
    assert len(picture.xpath(".//*[local-name()='line'][@class='last']")) == 1


def test_the_table_says_all_that_the_picture_shows(client, now):
    days(StationFactory(), now, 0, humidity=52, precipitation="1.5", wind_speed="3.2")

    assert rows(client.get("/weather/108/")) == [
        ["1.24 (토)", "-5.0", "5.0", "10:00", "맑음", "-2.6", "1.5", "3.2", "52"]
    ]


def test_the_picture_has_a_name_and_a_description(client, now):
    days(StationFactory(), now, 0)
    days(Station.objects.get(), now, 2, low="-9.5", high="9.0")

    picture = page(client.get("/weather/108/")).xpath("//*[local-name()='svg'][@role='img']")[0]

    title, described = (
        words(picture.xpath(f"./*[@id='{name}']")[0]) for name in picture.get("aria-labelledby").split()
    )
    assert title == "서울의 날짜별 최저·최고기온과 마지막 기온"
    assert "1.22 9.0°" in described
    assert "1.22 -9.5°" in described


def test_months_with_readings_are_paged_through(client, now):
    days(StationFactory(), now, 0, 40, 400)  # January 2026, December 2025, December 2024

    def pages(path):
        return page(client.get(path)).xpath("//nav[@class='pager']/a/@href")

    assert pages("/weather/108/") == ["/weather/108/2025/12/"]
    assert pages("/weather/108/2026/1/") == ["/weather/108/2025/12/", "/weather/108/"]
    assert pages("/weather/108/2025/12/") == ["/weather/108/2024/12/", "/weather/108/2026/1/", "/weather/108/"]
    assert pages("/weather/108/2025/6/") == ["/weather/108/2024/12/", "/weather/108/2025/12/", "/weather/108/"]
    assert pages("/weather/108/2024/12/") == ["/weather/108/2025/12/", "/weather/108/"]


def test_a_month_names_itself_and_shows_no_weather_of_now(client, now):
    days(StationFactory(), now, 0, 40)

    shown = page(client.get("/weather/108/2026/01/"))

    assert words(shown.xpath("//h1")[0]) == "서울 날씨 2026년 1월"
    assert not shown.xpath("//*[@class='weather-now']")
    assert shown.xpath("//title/text()")[0].startswith("서울 날씨 2026년 1월 - ")
    assert shown.xpath("//link[@rel='canonical']/@href")[0].endswith("/weather/108/2026/1/")
    assert "2026년 1월" in shown.xpath("//meta[@name='description']/@content")[0]


def test_a_correction_by_hand_is_marked(client, now):
    days(StationFactory(), now, 1, corrected=["low"])

    assert rows(client.get("/weather/108/"))[0][0] == "1.23 (금) 고침"


def test_a_station_that_was_never_observed_has_a_page(client, now):
    StationFactory()

    shown = page(client.get("/weather/108/"))

    assert "최근 관측값이 없습니다" in words(shown.xpath("//main")[0])
    assert not shown.xpath("//*[@role='img'] | //table | //p[contains(@class, 'weather-data')]")


def test_a_month_without_readings_has_a_page_that_portals_leave_out(client, now):
    days(StationFactory(), now, 0)

    shown = page(client.get("/weather/108/2025/3/"))

    assert "이 달의 관측값이 없습니다" in words(shown.xpath("//main")[0])
    assert shown.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize(
    "path",
    [
        "/weather/9/",
        "/weather/99999999999999999999/",
        "/weather/9/2026/1/",
        "/weather/108/2026/13/",
        "/weather/108/2026/0/",
        "/weather/108/0/1/",
        "/weather/108/1899/12/",
        "/weather/108/9999/12/",
        "/weather/108/99999999999/1/",
        "/weather/108/2026/2/",  # to come
        "/weather/9/readings.csv",
        "/weather/9/readings.json",
    ],
)
def test_what_is_no_station_or_month_is_not_found(client, now, path):
    StationFactory()

    assert client.get(path).status_code == 404


def test_the_month_changes_at_midnight_in_seoul(client, time_machine):
    StationFactory()

    time_machine.move_to(datetime(2026, 1, 31, 14, 59, tzinfo=timezone.get_fixed_timezone(0)), tick=False)
    before = client.get("/weather/108/2026/2/?x=1").status_code
    time_machine.move_to(datetime(2026, 1, 31, 15, 1, tzinfo=timezone.get_fixed_timezone(0)), tick=False)

    assert (before, client.get("/weather/108/2026/2/?x=2").status_code) == (404, 200)


# --- On the way to them -------------------------------------------------------------------------


def test_the_weather_line_leads_to_the_stations_and_says_when_it_was_observed(client, now):
    days(StationFactory(), now, 0)

    line = page(client.get("/")).xpath("//section[@class='weather-line']")[0]

    assert line.xpath(".//li/a/@href") == ["/weather/108/"]
    assert line.xpath(".//p/a/@href") == ["/weather/"]
    assert words(line.xpath(".//p")[0]) == "기상청 제공 10:00 관측"


def test_the_sitemap_names_the_stations_that_have_been_observed(client, now):
    days(StationFactory(), now, 0, 1)
    StationFactory(number=90)

    sitemap = client.get("/sitemaps/standing.xml").text

    assert sitemap.count("/weather/108/</loc>") == 1
    assert "/weather/</loc>" in sitemap
    assert "/weather/90/" not in sitemap


# --- Cost ---------------------------------------------------------------------------------------

PAGES = {
    "/weather/": 6,
    "/weather/108/": 7,
    "/weather/108/2025/12/": 8,
    "/weather/108/readings.csv": 2,
    "/weather/readings.json": 2,
    "/sitemaps/standing.xml": 4,
}


@pytest.mark.parametrize(("path", "queries"), PAGES.items())
def test_more_stations_and_days_cost_no_more_queries(count_queries, now, path, queries):
    station = StationFactory()
    days(station, now, *range(50))
    few = count_queries(path)
    assert few <= queries

    for number in range(200, 212):
        days(StationFactory(number=number, name=f"지점{number}", in_header=number % 2 == 0), now, *range(50))

    assert Reading.objects.count() == 650
    assert count_queries(path) == few
