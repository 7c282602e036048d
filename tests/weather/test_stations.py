"""The table of stations comes in as often as one likes, and the desk's choice stays."""

from io import StringIO

import pytest
from django.core.management import call_command

from weather.models import Station
from weather.stations import IN_HEADER

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_stations", stdout=out)
    return out.getvalue()


def test_the_table_brings_every_station_and_the_weather_line():
    assert "96" in load()

    assert Station.objects.count() == 96
    assert [station.number for station in Station.objects.filter(in_header=True)] == IN_HEADER
    seoul = Station.objects.get(number=108)
    assert (seoul.name, round(seoul.latitude, 1), round(seoul.longitude, 1)) == ("서울", 37.6, 127.0)


def test_loaded_again_it_adds_what_is_missing_and_changes_nothing():
    load()
    Station.objects.filter(number=108).update(name="서울 종로", in_header=False, position=99)
    Station.objects.filter(number=90).delete()

    load()

    seoul = Station.objects.get(number=108)
    assert (seoul.name, seoul.in_header, seoul.position) == ("서울 종로", False, 99)
    assert Station.objects.filter(number=90).exists()
    assert Station.objects.count() == 96
