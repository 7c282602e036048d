"""The weather line: what stations say, and never an old number as today's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import ReadingFactory, StationFactory
from weather.pages.line import WeatherLine, format_degrees, line_readings
from weather.pages.sky import ICONS, icon_of


def line_at(now):
    return WeatherLine.from_rows(line_readings(now).rows(), now)


def station(number, name, position=0, in_header=True):
    return StationFactory(number=number, name=name, position=position, in_header=in_header)


def read(station, hours_ago=0.5, temperature="-2.6", condition="맑음"):
    observed_at = timezone.now() - timedelta(hours=hours_ago)
    return ReadingFactory(
        station=station, observed_at=observed_at, temperature=Decimal(temperature), condition=condition
    )


@pytest.mark.django_db
def test_the_stations_of_the_desks_choice_stand_in_its_order():
    read(station(184, "제주", position=2), temperature="7.5", condition="구름조금")
    read(station(108, "서울", position=1))
    read(station(90, "속초", in_header=False))

    line = line_at(timezone.now())

    printed = [(entry.condition, entry.name, entry.temperature) for entry in line.entries]
    assert printed == [("맑음", "서울", "-2.6"), ("구름조금", "제주", "7.5")]


@pytest.mark.django_db
def test_a_late_reading_is_marked_and_an_old_one_is_not_shown():
    read(station(108, "서울", 1), hours_ago=1)
    read(station(184, "제주", 2), hours_ago=4)
    read(station(105, "강릉", 3), hours_ago=13)

    line = line_at(timezone.now())

    assert [(entry.name, entry.is_late) for entry in line.entries] == [("서울", False), ("제주", True)]
    assert not line.is_late


@pytest.mark.django_db
def test_an_observation_from_the_future_is_not_shown():
    read(station(108, "서울"), hours_ago=-1)

    assert line_at(timezone.now()) is None


@pytest.mark.django_db
def test_just_after_midnight_the_evenings_reading_still_stands():
    now = timezone.localtime().replace(hour=0, minute=20)
    seoul = station(108, "서울")
    evening = now - timedelta(minutes=50)
    ReadingFactory(station=seoul, observed_at=evening, condition="흐림")

    line = line_at(now)

    assert [entry.condition for entry in line.entries] == ["흐림"]


@pytest.mark.django_db
def test_the_line_costs_one_query_however_many_readings_there_are(django_assert_num_queries):
    for number in range(16):
        read(station(number + 1, f"지점 {number}", number))

    with django_assert_num_queries(1):
        line = line_at(timezone.now())
        assert len([entry.name for entry in line.entries]) == 16


@pytest.mark.django_db
def test_a_paper_without_readings_has_no_line():
    assert line_at(timezone.now()) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [("-2.6", "-2.6"), ("7.5", "7.5"), ("-0.04", "0.0"), ("0", "0.0"), ("-9", "-9.0"), ("31.25", "31.2")],
)
def test_temperatures_have_one_decimal_and_no_minus_before_nought(value, text):
    assert format_degrees(Decimal(value)) == text


@pytest.mark.parametrize(
    ("condition", "icon"),
    [
        ("맑음", "clear"),
        ("구름조금", "few_clouds"),
        ("구름많음", "mostly_cloudy"),
        ("흐림", "overcast"),
        ("약한비단속", "rain"),
        ("약진눈개비", "sleet"),
        ("비 또는 눈", "sleet"),
        ("눈", "snow"),
        ("소나기", "shower"),
        ("뇌우", "thunder"),
        ("안개", "fog"),
        ("박무", "mist"),
        ("연무", "haze"),
        ("황사", "dust"),
        ("눈 끝남", ""),
        ("비끝", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_an_icon_follows_the_words_of_the_observation(condition, icon):
    assert icon_of(condition) == icon
    assert icon in {"", *ICONS}
