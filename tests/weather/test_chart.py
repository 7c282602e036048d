"""A station's days as a picture."""

from datetime import date
from decimal import Decimal

import pytest

from weather.models import Reading
from weather.pages.assembly import Month
from weather.pages.chart import Chart, named_days, ticks_between
from weather.pages.scale import color_of

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 30)


def day(number, low=None, high=None, temperature=None):
    values = [None if value is None else Decimal(str(value)) for value in (low, high, temperature)]
    return Reading(day=date(2026, 1, number), low=values[0], high=values[1], temperature=values[2])


def chart(*readings):
    return Chart.from_readings(readings, FIRST, LAST)


@pytest.mark.parametrize(("low", "high"), [(-2.5, 7.4), (-20, 38), (3, 3), (0, 0.1), (-33, 41), (-50, 50)])
def test_the_side_of_the_picture_has_few_and_round_degrees(low, high):
    found = ticks_between(low, high)

    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 7
    assert len({b - a for a, b in zip(found, found[1:], strict=False)}) == 1


def test_colder_is_lower_and_later_further_right():
    cold, warm = chart(day(9, 2, 8, 3), day(2, -5, 0, -1)).bars

    assert cold.x < warm.x
    assert cold.top > warm.top
    assert cold.top <= cold.dot <= cold.top + cold.height


def test_everything_lies_within_the_picture():
    drawn = chart(day(1, -5, 0, -1), day(30, 2, 8, 3))

    for bar in drawn.bars:
        assert 0 <= bar.x < bar.middle < bar.x + drawn.bar_width <= 100
        assert drawn.top <= bar.top < bar.top + bar.height <= drawn.foot + 1


def test_the_line_stops_at_a_gap():
    drawn = chart(
        day(1, temperature=1), day(2, temperature=2), day(4, temperature=4), day(5, 0, 9), day(6, temperature=6)
    )

    assert [(part.x1, part.x2) for part in drawn.line] == [(drawn.bars[0].middle, drawn.bars[1].middle)]


def test_a_day_with_one_temperature_alone_is_still_seen():
    [bar] = chart(day(2, temperature=3)).bars

    assert bar.height >= 1


def test_a_day_without_a_temperature_is_a_gap():
    assert [bar.reading.day.day for bar in chart(day(2, 1, 3), day(3), day(4, 2, 4)).bars] == [2, 4]


def test_the_highest_and_the_lowest_are_named_and_stay_inside():
    drawn = chart(day(1, 2, 9.5, 3), day(15, -7.5, 1, 0), day(30, 3, 4, 4))

    high, low = drawn.extremes
    assert (high.text, high.anchor) == ("9.5°", "start")
    assert (low.text, low.anchor) == ("-7.5°", "middle")
    assert (drawn.warmest.day.day, drawn.coldest.day.day) == (1, 15)


def test_its_colours_are_those_of_the_temperatures_beside_them():
    drawn = chart(day(2, -8, 9))

    assert [mark.text for mark in drawn.degrees][0] == "-10°"
    assert drawn.colors[0] == (0, color_of(10))
    assert drawn.colors[-1] == (100, color_of(-10))


def test_nothing_observed_makes_an_empty_picture():
    drawn = chart()

    assert (drawn.bars, drawn.line, drawn.extremes) == ([], [], [])


def test_the_days_along_the_foot():
    assert [day.day for day in named_days(FIRST, date(2026, 1, 31))] == [1, 5, 10, 15, 20, 25, 30]
    assert [str(day)[5:] for day in named_days(date(2026, 2, 20), date(2026, 3, 5))] == ["03-05", "02-28", "02-23"]


@pytest.mark.parametrize(("month", "last"), [((2024, 2), 29), ((2026, 2), 28), ((2026, 12), 31), ((2026, 4), 30)])
def test_a_month_ends_on_its_last_day(month, last):
    assert Month(*month).last_day == date(*month, last)
