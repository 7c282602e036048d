"""What becomes of observations: the newer comes in, nothing that was observed is lost, nothing else is stored."""

import threading
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom.fast import edition
from tests.factories import ReadingFactory, StationFactory
from weather.models import Reading, Station
from weather.services.observation import Answer, Observation
from weather.storing import lock_stations, store_answer

NOON = datetime(2026, 1, 24, 3, 0, tzinfo=UTC)  # 12:00 in Seoul
NOW = NOON + timedelta(minutes=20)
DAY = date(2026, 1, 24)
DECIMALS = {"temperature", "wind_speed", "precipitation"}


def observed(hours=0, station=108, **values):
    """What a station saw so many hours after noon in Seoul."""
    values = {
        name: Decimal(value) if isinstance(value, str) and name in NUMBERS else value for name, value in values.items()
    }
    return Observation(station=station, observed_at=NOON + timedelta(hours=hours), **values)


NUMBERS = {"temperature", "wind_speed", "precipitation"}


def take_in(*observations, provider="surface_map", now=NOW):
    return store_answer(Answer(provider, list(observations)), now)


def the_reading(**lookup):
    return Reading.objects.get(**lookup)


@pytest.fixture
def seoul(db):
    return StationFactory(number=108, name="서울")


# --- What comes in ------------------------------------------------------------------------------


def test_the_first_observation_of_a_day_makes_its_reading(seoul):
    stored = take_in(
        observed(
            condition="맑음", condition_code="1", temperature="-2.6", humidity=40, wind_speed="1.5", precipitation="0.0"
        )
    )

    reading = the_reading()
    assert (stored.received, stored.changed, stored.observed_at, stored.problems) == (1, 1, NOON, [])
    assert (reading.station_id, reading.day, reading.observed_at, reading.provider) == (108, DAY, NOON, "surface_map")
    assert (reading.condition, reading.condition_code, reading.condition_at) == ("맑음", "1", NOON)
    assert (reading.temperature, reading.temperature_at) == (Decimal("-2.6"), NOON)
    assert (reading.low, reading.high) == (Decimal("-2.6"), Decimal("-2.6"))
    assert (reading.humidity, reading.wind_speed, reading.precipitation) == (40, Decimal("1.5"), Decimal("0.0"))
    assert reading.details_at == NOON
    assert reading.corrected == []


def test_a_newer_observation_replaces_an_older_one(seoul):
    take_in(observed(-1, condition="흐림", temperature="-4.0"))

    take_in(observed(0, condition="맑음", temperature="-2.6"), provider="api_hub")

    reading = the_reading()
    assert (reading.condition, reading.temperature, reading.observed_at) == ("맑음", Decimal("-2.6"), NOON)
    assert reading.provider == "api_hub"


def test_an_older_observation_replaces_nothing_but_tells_of_low_and_high(seoul):
    take_in(observed(0, condition="맑음", temperature="-2.6", humidity=40))

    take_in(observed(-6, condition="눈", temperature="-9.1", humidity=90), provider="api_hub")

    reading = the_reading()
    assert (reading.condition, reading.temperature, reading.humidity) == ("맑음", Decimal("-2.6"), 40)
    assert (reading.observed_at, reading.provider) == (NOON, "surface_map")
    assert (reading.low, reading.high) == (Decimal("-9.1"), Decimal("-2.6"))


def test_the_same_once_more_changes_nothing(seoul, django_capture_on_commit_callbacks):
    hour = [observed(0, condition="맑음", temperature="-2.6", humidity=40, wind_speed="1.5")]
    take_in(*hour)
    before = Reading.objects.values().get()

    with django_capture_on_commit_callbacks() as callbacks:
        stored = take_in(*hour)

    assert (stored.received, stored.changed) == (1, 0)
    assert Reading.objects.values().get() == before
    assert callbacks == []


def test_a_change_begins_a_new_edition(seoul, django_capture_on_commit_callbacks):
    before = edition.current()

    with django_capture_on_commit_callbacks(execute=True):
        take_in(observed(temperature="-2.6"))

    assert edition.current() != before


def test_an_empty_value_replaces_nothing_and_each_keeps_its_own_time(seoul):
    take_in(observed(-1, condition="흐림", temperature="-4.0", humidity=55))

    take_in(observed(0, temperature="-2.6"))

    reading = the_reading()
    assert (reading.condition, reading.condition_at) == ("흐림", NOON - timedelta(hours=1))
    assert (reading.humidity, reading.details_at) == (55, NOON - timedelta(hours=1))
    assert (reading.temperature, reading.temperature_at, reading.observed_at) == (Decimal("-2.6"), NOON, NOON)


def test_the_rain_of_the_hour_before_does_not_bear_the_time_of_this_hours_wind(seoul):
    take_in(observed(-1, precipitation="5.0", wind_speed="3.0"))

    take_in(observed(0, wind_speed="1.0"))

    reading = the_reading()
    assert (reading.wind_speed, reading.precipitation, reading.details_at) == (Decimal("1.0"), None, NOON)


def test_another_provider_fills_the_gaps_of_the_same_hour(seoul):
    take_in(observed(0, precipitation="0.5"))

    take_in(observed(0, precipitation="0.9", humidity=70), provider="api_hub")

    reading = the_reading()
    assert (reading.precipitation, reading.humidity) == (Decimal("0.5"), 70)


def test_a_gap_stays_a_gap(seoul):
    take_in(observed(0, condition="맑음"))

    reading = the_reading()
    assert reading.temperature is reading.temperature_at is reading.low is reading.high is reading.humidity is None


def test_what_says_nothing_makes_no_reading(seoul):
    stored = take_in(observed(0), observed(0, condition_code="7"))

    assert (stored.received, stored.changed) == (2, 0)
    assert not Reading.objects.exists()


def test_several_hours_of_one_station_come_in_in_their_order(seoul):
    take_in(observed(0, temperature="1.0"), observed(-2, temperature="5.0"), observed(-1, temperature="-3.0"))

    reading = the_reading()
    assert (reading.temperature, reading.low, reading.high) == (Decimal("1.0"), Decimal("-3.0"), Decimal("5.0"))


def test_midnight_in_seoul_begins_the_new_day(seoul):
    take_in(observed(11, temperature="-1.0"), observed(12, temperature="-5.0"), now=NOON + timedelta(hours=13))

    assert the_reading(day=DAY).temperature == Decimal("-1.0")
    assert the_reading(day=DAY + timedelta(days=1)).temperature == Decimal("-5.0")


def test_an_old_file_goes_to_the_days_of_its_own(seoul):
    take_in(observed(0, temperature="1.0"), observed(-24 * 400, temperature="9.0"))

    assert the_reading(day=DAY).temperature == Decimal("1.0")
    assert Reading.objects.count() == 2


# --- What does not ------------------------------------------------------------------------------


def test_what_was_observed_in_the_future_is_told_and_left_out(seoul):
    StationFactory(number=90)

    stored = take_in(observed(0, temperature="1.0"), observed(3, station=90, temperature="2.0"))

    assert [reading.station_id for reading in Reading.objects.all()] == [108]
    assert (stored.received, stored.observed_at) == (1, NOON)
    assert "90" in stored.problems[0]


def test_a_clock_a_little_ahead_is_no_future(seoul):
    take_in(observed(0, temperature="1.0"), now=NOON - timedelta(minutes=5))

    assert the_reading().temperature == Decimal("1.0")


def test_an_unknown_station_is_told_and_does_not_stop_the_others(seoul):
    stored = store_answer(
        Answer(
            "surface_map", [observed(station=999, temperature="1.0"), observed(temperature="2.0")], ["한 줄이 깨졌다"]
        ),
        NOW,
    )

    assert [reading.station_id for reading in Reading.objects.all()] == [108]
    assert stored.received == 1
    assert stored.problems[0] == "한 줄이 깨졌다"
    assert "999" in stored.problems[1]
    assert not Station.objects.filter(number=999).exists()


# --- What the desk has said ---------------------------------------------------------------------


def test_what_the_desk_has_corrected_stays(seoul):
    take_in(observed(-2, temperature="3.0"), observed(-1, condition="흐림", temperature="45.0", humidity=55))
    reading = the_reading()
    reading.temperature, reading.high = Decimal("4.5"), Decimal("5.0")
    reading.mark_corrected(["temperature", "high"])
    reading.save()

    take_in(observed(0, condition="맑음", temperature="44.0", humidity=40))

    reading = the_reading()
    assert (reading.temperature, reading.high) == (Decimal("4.5"), Decimal("5.0"))
    assert (reading.condition, reading.humidity) == ("맑음", 40)
    assert reading.corrected == ["high", "temperature"]


def test_a_corrected_sky_keeps_its_code_and_its_time(seoul):
    take_in(observed(-1, condition="흐림", condition_code="4"))
    reading = the_reading()
    reading.condition = "비"
    reading.mark_corrected(["condition"])
    reading.save()

    take_in(observed(0, condition="맑음", condition_code="1"))

    reading = the_reading()
    assert (reading.condition, reading.condition_code) == ("비", "4")
    assert reading.condition_at == NOON - timedelta(hours=1)


def test_a_corrected_humidity_does_not_hold_up_the_wind_beside_it(seoul):
    take_in(observed(-1, humidity=10, wind_speed="1.0"))
    reading = the_reading()
    reading.humidity = 60
    reading.mark_corrected(["humidity"])
    reading.save()

    take_in(observed(0, humidity=11, wind_speed="2.0"))
    take_in(observed(0.25, humidity=12))

    reading = the_reading()
    assert (reading.humidity, reading.wind_speed, reading.details_at) == (60, Decimal("2.0"), NOON)


def test_what_contradicts_the_desks_low_is_left_out_of_low_and_high(seoul):
    ReadingFactory(
        station=seoul, day=DAY, observed_at=NOON - timedelta(hours=1), temperature=None, low=Decimal("5.0"),
        corrected=["low"],
    )  # fmt: skip

    take_in(observed(0, temperature="3.0"))

    reading = the_reading()
    assert (reading.low, reading.high, reading.temperature) == (Decimal("5.0"), None, Decimal("3.0"))


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("already_there", [False, True], ids=["new day", "day under way"])
def test_a_hundred_stations_cost_at_most_five_queries_and_less_than_a_second(db, already_there):
    Station.objects.bulk_create(Station(number=n, name=str(n), latitude=37, longitude=127) for n in range(100, 200))
    if already_there:
        take_in(*[observed(-1, station=n, temperature="1.0") for n in range(100, 200, 2)])
    full = {"condition": "맑음", "temperature": "2.0", "humidity": 40, "wind_speed": "1.0", "precipitation": "0.5"}
    hour = [observed(0, station=n, **full) for n in range(100, 200)]

    began = time.process_time()
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        stored = take_in(*hour)
    took = time.process_time() - began

    assert stored.changed == Reading.objects.filter(temperature=2).count() == 100
    assert len(queries) - 2 <= 5, [query["sql"][:60] for query in queries]
    assert took < 1


# --- Two at once --------------------------------------------------------------------------------


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_correction_that_is_being_saved_is_waited_for_and_kept():
    station = StationFactory(number=108)
    reading = ReadingFactory(
        station=station, day=DAY, observed_at=NOON - timedelta(hours=1), temperature=Decimal("1.0")
    )
    is_locked = threading.Event()

    def desk():
        with transaction.atomic():
            lock_stations([108])
            corrected = Reading.objects.get(pk=reading.pk)
            is_locked.set()
            time.sleep(0.3)
            corrected.temperature = Decimal("-7.0")
            corrected.mark_corrected(["temperature"])
            corrected.save()
        connection.close()

    person = threading.Thread(target=desk)
    person.start()
    is_locked.wait(5)
    take_in(observed(0, condition="눈", temperature="3.0"))
    person.join()

    reading.refresh_from_db()
    assert (reading.temperature, reading.corrected) == (Decimal("-7.0"), ["temperature"])
    assert reading.condition == "눈"
