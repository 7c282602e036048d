"""The map: where the stations are, with labels that cover no other."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from lxml import html

from tests.factories import ReadingFactory, StationFactory
from weather.models import Reading, Station
from weather.pages.line import AgeLimits, Entry
from weather.pages.map import CHIP, DOT, MAINLAND, Box, Map, svg_points
from weather.stations import load_stations

NOW = timezone.now()

pytestmark = pytest.mark.django_db


def entries(stations, temperature="-10.4"):
    """Of readings that are nowhere stored."""
    return [Entry.from_reading(reading_of(station, temperature), AgeLimits.at_time(NOW)) for station in stations]


def reading_of(station, temperature):
    value = Decimal(temperature) if temperature else None
    return Reading(
        station=station,
        day=timezone.localdate(NOW),
        observed_at=NOW,
        condition="맑음",
        condition_at=NOW,
        temperature=value,
        temperature_at=NOW,
    )


def meeting(boxes):
    return [
        (one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :] if one.overlaps_with(other)
    ]


@pytest.fixture
def stations():
    load_stations()
    return Station.objects.all()


@pytest.mark.parametrize("temperature", ["-10.4", "0.0", "31.5"])
def test_all_sixteen_stations_of_the_line_have_a_label_and_none_covers_another(stations, temperature):
    drawn = Map.from_entries(entries(stations.filter(in_header=True), temperature))

    labels = [dot.label.box for dot in drawn.dots if dot.label]
    dots = [Box(dot.x - DOT, dot.y - DOT, dot.x + DOT, dot.y + DOT) for dot in drawn.dots]
    assert len(labels) == 16
    assert meeting(labels) == []
    assert [(box, dot) for box in labels for dot in dots if box.overlaps_with(dot)] == []
    assert all(box.is_inside(Box(0, 0, drawn.width, drawn.height)) for box in labels)


def test_with_every_station_of_the_table_labels_still_cover_no_other(stations):
    drawn = Map.from_entries(entries(stations))

    assert len(drawn.dots) == stations.count() > 90
    assert meeting([dot.label.box for dot in drawn.dots if dot.label]) == []


def test_a_label_holds_its_words(stations):
    [dot] = Map.from_entries(entries(stations.filter(name="동두천"))).dots

    label = dot.label
    assert label.box.right - label.box.left == pytest.approx(3 * 12 + 4 + label.chip_width)
    assert label.chip_width > 12 * 0.6 * 3
    assert label.box.foot - label.box.top >= CHIP


def test_it_is_the_same_each_time(stations):
    shown = entries(stations)

    assert Map.from_entries(shown) == Map.from_entries(shown)


def test_north_is_up_and_east_is_right(stations):
    places = {dot.entry.name: dot for dot in Map.from_entries(entries(stations)).dots}

    assert places["서울"].y < places["대전"].y < places["광주"].y < places["제주"].y
    assert places["고창"].x < places["대구"].x < places["울산"].x


def test_the_coast_lies_around_the_stations_of_the_land(stations):
    coast = svg_points(MAINLAND)

    inside = [
        name for name in ("서울", "대전", "대구", "광주", "보은", "금산", "동두천") if is_within(coast, stations, name)
    ]

    assert len(inside) == 7
    assert not is_within(coast, stations, "제주")


def is_within(outline, stations, name):
    """By counting how often a line to the east crosses the outline."""
    station = stations.get(name=name)
    crossings = 0
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > station.latitude) != (y2 > station.latitude):
            crossings += station.longitude < x1 + (station.latitude - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


@pytest.mark.parametrize(("name", "number"), [("울릉도", 115), ("백령도", 102), ("흑산도", 169)])
def test_a_far_island_is_on_the_map_with_its_label(stations, name, number):
    stations.filter(pk=number).update(in_header=True)

    drawn = Map.from_entries(entries(stations.filter(in_header=True)))
    dot = next(dot for dot in drawn.dots if dot.entry.name == name)

    assert 0 < dot.x < drawn.width
    assert 0 < dot.y < drawn.height
    assert dot.label
    assert not dot.label.box.overlaps_with(drawn.frame)


def test_all_far_islands_at_once_have_their_labels(stations):
    stations.filter(name__in=["울릉도", "백령도", "흑산도"]).update(in_header=True)

    dots = Map.from_entries(entries(stations.filter(in_header=True), "2.7")).dots

    assert [dot.entry.name for dot in dots if not dot.label] == []


def test_a_station_in_the_eastern_sea_stands_in_the_frame(stations):
    drawn = Map.from_entries(entries(stations.filter(pk=115)))

    [dot] = drawn.dots
    assert drawn.frame.left < dot.x < drawn.frame.right
    assert drawn.frame.top < dot.y < drawn.frame.foot


def test_a_station_without_a_temperature_has_a_name_alone(stations):
    [dot] = Map.from_entries(entries(stations.filter(pk=108), temperature=None)).dots

    assert dot.label.chip_width == 0


def test_each_station_leads_to_its_page_and_a_late_one_is_marked(client):
    ReadingFactory(station=StationFactory(number=108, name="서울"))
    late = timezone.now() - timedelta(hours=4)
    ReadingFactory(station=StationFactory(number=184, name="제주", latitude=33.5), observed_at=late)

    page = html.fromstring(client.get("/weather/").text)

    links = page.xpath("//*[local-name()='svg'][@role='group']//a")
    assert [(link.get("href"), link.get("class")) for link in links] == [
        ("/weather/108/", None),
        ("/weather/184/", "is-late"),
    ]
    assert "관측 지연" in page.xpath("string(//figcaption)")
