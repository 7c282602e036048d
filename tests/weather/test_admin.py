"""Stations, readings and fetches at the desk, through the admin's own doors."""

import threading
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import html

from articles.desk.roles import ensure_roles
from tests.articles.desk import errors, fill, form_of
from tests.factories import ReadingFactory, StationFactory, UserFactory
from weather.models import Fetch, Reading, Station
from weather.panel import WeatherPanel
from weather.services.observation import Answer, Observation
from weather.storing import lock_stations, store_answer

NOON = datetime(2026, 1, 24, 3, 0, tzinfo=UTC)  # 12:00 in Seoul
NOW = NOON + timedelta(minutes=20)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def seoul(db):
    return StationFactory(number=108, name="서울", position=1)


def enter(client, role):
    person = UserFactory(staff=True)
    person.groups.add(ensure_roles()[role])
    client.force_login(person)
    return person


@pytest.fixture
def chief(client):
    return enter(client, "편집국장")


def reading_of(station, hours=0, **values):
    return ReadingFactory(station=station, observed_at=NOON + timedelta(hours=hours), provider="surface_map", **values)


def observe(hours=0, **values):
    store_answer(Answer("surface_map", [Observation(108, NOON + timedelta(hours=hours), **values)]), timezone.now())


def row(response, station):
    rows = html.fromstring(response.text).xpath("//table[@id='result_list']/tbody/tr")
    found = next(each for each in rows if station in each.text_content())
    return " ".join(" ".join(" ".join(cell.itertext()) for cell in found).split())


# --- Stations -----------------------------------------------------------------------------------


def test_the_list_of_stations_shows_what_each_has_read_today(client, chief, seoul):
    reading_of(seoul, condition="맑음", temperature=Decimal("-2.6"))
    reading_of(StationFactory(number=184, name="제주"), hours=-4, condition="흐림", temperature=Decimal("7.5"))
    StationFactory(number=90, name="속초")

    page = client.get("/admin/weather/station/")

    assert "맑음 -2.6℃ 12:00" in row(page, "서울")
    assert _("late observation") not in row(page, "서울")
    assert "흐림 7.5℃ 08:00 " + _("late observation") in row(page, "제주")
    assert "℃" not in row(page, "속초")


def test_a_reading_that_is_too_old_to_be_shown_is_not_shown_as_todays(client, chief, seoul):
    reading_of(seoul, hours=-13, temperature=Decimal("-2.6"))

    page = client.get("/admin/weather/station/")

    assert "℃" not in row(page, "서울")
    assert "1월 23일 23:00 " + _("too old to show") in row(page, "서울")


def test_the_list_of_stations_costs_the_same_for_three_and_for_sixty(client, chief, count_queries):
    for number in range(100, 103):
        reading_of(StationFactory(number=number))
    few = count_queries("/admin/weather/station/")
    for number in range(103, 160):
        reading_of(StationFactory(number=number))

    assert count_queries("/admin/weather/station/") == few


def test_the_desk_says_which_stand_in_the_weather_line_and_in_which_order(
    client, seoul, django_capture_on_commit_callbacks
):
    enter(client, "데스크")
    jeju = StationFactory(number=184, name="제주", position=2)
    for station in (seoul, jeju):
        reading_of(station)
    assert client.get("/").text.index("서울") < client.get("/").text.index("제주")

    form = form_of(client.get("/admin/weather/station/"), "changelist-form")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/weather/station/", form | {"form-0-position": 5, "_save": ""})

    assert [station.name for station in Station.objects.all()] == ["제주", "서울"]
    front = client.get("/").text
    assert front.index("제주") < front.index("서울")


# --- Readings -----------------------------------------------------------------------------------


def test_what_the_desk_corrects_is_marked_and_left_alone_by_a_fetch(client, chief, seoul):
    reading = reading_of(seoul, hours=-1, condition="흐림", temperature=Decimal("45.0"))

    fill(client, "weather_reading", reading.pk, temperature="-4.5")
    observe(condition="맑음", temperature=Decimal("44.0"))

    reading.refresh_from_db()
    assert (reading.temperature, reading.condition) == (Decimal("-4.5"), "맑음")
    assert reading.corrected == ["temperature"]
    assert _("corrected") in row(client.get("/admin/weather/reading/"), "서울")


def test_the_form_says_what_a_fetch_leaves_alone_and_gives_it_back(client, chief, seoul):
    reading = reading_of(seoul, hours=-1, corrected=["condition", "temperature"], temperature=Decimal("-4.5"))
    page = client.get(f"/admin/weather/reading/{reading.pk}/change/")
    labels = html.fromstring(page.text).xpath("//*[@id='id_release']//label")
    assert [label.text_content().strip() for label in labels] == [_("condition"), _("temperature (℃)")]

    fill(client, "weather_reading", reading.pk, release=["temperature"])
    observe(condition="눈", temperature=Decimal("-3.0"))

    reading.refresh_from_db()
    assert reading.corrected == ["condition"]
    assert (reading.condition, reading.temperature) == ("맑음", Decimal("-3.0"))


def test_a_form_that_was_opened_before_a_fetch_changes_only_what_was_changed_in_it(client, chief, seoul):
    reading = reading_of(seoul, hours=-1, condition="흐림", temperature=Decimal("1.0"))
    form = form_of(client.get(f"/admin/weather/reading/{reading.pk}/change/"), "reading_form")
    observe(temperature=Decimal("5.0"))

    client.post(f"/admin/weather/reading/{reading.pk}/change/", form | {"condition": "비", "_save": ""})

    reading.refresh_from_db()
    assert (reading.condition, reading.temperature, reading.observed_at) == ("비", Decimal("5.0"), NOON)
    assert reading.corrected == ["condition"]


def test_saving_without_a_change_corrects_nothing(client, chief, seoul):
    reading = reading_of(seoul)

    fill(client, "weather_reading", reading.pk)

    reading.refresh_from_db()
    assert reading.corrected == []


def test_a_hangul_that_a_mac_took_apart_is_composed(client, chief, seoul):
    reading = reading_of(seoul)

    fill(client, "weather_reading", reading.pk, condition="\u1112\u1173\u1105\u1175\u11b7")

    reading.refresh_from_db()
    assert reading.condition == "흐림"


def test_a_reading_can_be_entered_by_hand(client, chief, seoul):
    fill(
        client,
        "weather_reading",
        station=108,
        day="2026-01-24",
        observed_at="2026-01-24T12:00",
        condition="맑음",
        temperature="-2.6",
    )

    reading = Reading.objects.get()
    assert (reading.condition, reading.condition_at) == ("맑음", NOON)
    assert (reading.temperature, reading.temperature_at) == (Decimal("-2.6"), NOON)
    assert (reading.provider, reading.corrected) == ("by_hand", ["condition", "temperature"])


ENTERED = {"station": 108, "day": "2026-01-24", "observed_at": "2026-01-24T12:00", "temperature": "-2.6"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"low": "5.0", "high": "4.9"}, "The day's high is below its low."),
        ({"temperature": "60.1"}, None),
        ({"temperature": "-60.1"}, None),
        ({"low": "-61"}, None),
        ({"high": "61"}, None),
        ({"humidity": "101"}, None),
        ({"wind_speed": "-0.1"}, None),
        ({"precipitation": "-1"}, None),
        ({"observed_at": "2026-01-24T12:45"}, "This time is in the future."),
        ({"observed_at": "2026-01-23T12:00"}, "This time is not on the reading's day, %(day)s in Seoul."),
        ({"temperature": ""}, "Enter at least one value."),
    ],
    ids=lambda value: str(value),
)
def test_what_can_not_be_is_refused_with_a_reason(client, chief, seoul, typed, error):
    response = fill(client, "weather_reading", **ENTERED | typed)

    assert len(errors(response)) == 1
    if error:
        assert errors(response) == [_(error) % {"day": "2026.01.24"}]
    assert not Reading.objects.exists()


def test_a_second_reading_of_the_day_is_refused(client, chief, seoul):
    reading_of(seoul)

    response = fill(client, "weather_reading", **ENTERED)

    assert len(errors(response)) == 1
    assert Reading.objects.count() == 1


def test_a_new_time_alone_is_no_correction(client, chief, seoul):
    reading = reading_of(seoul, hours=-1)

    response = fill(client, "weather_reading", reading.pk, observed_at="2026-01-24T12:10")

    assert errors(response) == [_("The time goes with the values that you correct: change one of them, too.")]


def test_who_may_only_look_changes_nothing(client, seoul):
    person = UserFactory(staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_reading"))
    client.force_login(person)
    reading = reading_of(seoul, corrected=["temperature"])

    page = client.get(f"/admin/weather/reading/{reading.pk}/change/")
    refused = client.post(f"/admin/weather/reading/{reading.pk}/change/", {"temperature": "1.0"})

    assert page.status_code == 200
    assert _("temperature (℃)") in page.text
    assert refused.status_code == 403


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_fetch_and_an_entry_by_hand_wait_for_each_other():
    StationFactory(number=108)
    person = UserFactory(superuser=True)
    answers = []

    def desk():
        client = Client()
        client.force_login(person)
        answers.append(fill(client, "weather_reading", **ENTERED))
        connection.close()

    with transaction.atomic():
        lock_stations([108])
        thread = threading.Thread(target=desk)
        thread.start()
        time.sleep(0.7)
        assert answers == []
        observe(temperature=Decimal("3.0"))
    thread.join()

    assert len(errors(answers[0])) == 1
    assert Reading.objects.get().temperature == Decimal("3.0")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_fetch_and_a_correction_wait_for_each_other_and_both_stay(client):
    reading = reading_of(StationFactory(number=108), hours=-1, condition="흐림", temperature=Decimal("1.0"))
    client.force_login(UserFactory(superuser=True))
    address = f"/admin/weather/reading/{reading.pk}/change/"
    form = form_of(client.get(address), "reading_form") | {"condition": "비", "_save": ""}
    answers = []

    def desk():
        answers.append(client.post(address, form))
        connection.close()

    with transaction.atomic():
        lock_stations([108])
        thread = threading.Thread(target=desk)
        thread.start()
        time.sleep(0.5)
        assert answers == []
        observe(temperature=Decimal("5.0"))
    thread.join()

    reading.refresh_from_db()
    assert answers[0].status_code == 302
    assert (reading.condition, reading.temperature, reading.corrected) == ("비", Decimal("5.0"), ["condition"])


# --- The log of fetches -------------------------------------------------------------------------


def logged(minutes_ago=5, **values):
    started = NOW - timedelta(minutes=minutes_ago)
    good = {"provider": "surface_map", "observed_at": NOON, "received": 95, "stored": 90}
    values = values if values.get("error") or values.get("is_running") else good | values
    return Fetch.objects.create(**{"started_at": started, "ended_at": started, "is_running": False} | values)


def test_the_log_is_for_reading(client, seoul):
    client.force_login(UserFactory(superuser=True))
    run = logged(problems="줄 7이 깨졌다\n줄 9가 깨졌다")
    logged(9, error="답이 없습니다")

    page = client.get("/admin/weather/fetch/")
    detail = client.get(f"/admin/weather/fetch/{run.pk}/change/")

    assert "95 / 90" in page.text
    assert "답이 없습니다" in page.text
    assert "줄 7이 깨졌다" in detail.text
    assert client.get("/admin/weather/fetch/add/").status_code == 403
    assert client.post(f"/admin/weather/fetch/{run.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Fetch.objects.count() == 2


# --- The start page -----------------------------------------------------------------------------


def panel(client):
    found = html.fromstring(client.get("/admin/").text).xpath("//section[@aria-labelledby='weather-panel']")
    return " ".join(found[0].text_content().split()) if found else None


def test_the_start_page_says_when_observations_last_came(client, chief):
    assert _("No observations have been fetched yet.") in panel(client)

    logged(30, error="오래전 실패")
    logged(5)

    assert "1월 24일 12:00" in panel(client)
    assert "95" in panel(client)
    assert "오래전 실패" not in panel(client)
    assert _("late observation") not in panel(client)


def test_an_error_that_is_newer_stands_beside_the_last_success(client, chief):
    logged(5, error="답이 없습니다")
    logged(300, observed_at=NOON - timedelta(hours=5))

    assert "답이 없습니다" in panel(client)
    assert "1월 24일 07:00" in panel(client)
    assert _("late observation") in panel(client)


def test_while_a_fetch_runs_the_start_page_says_so(client, chief):
    logged(1, is_running=True, ended_at=None)

    assert _("A fetch is running now.") in panel(client)


def test_a_reporter_has_no_panel_and_no_button(client):
    enter(client, "기자")
    logged()

    assert panel(client) is None
    assert "fetch/now" not in client.get("/admin/").text


def test_the_panel_costs_two_queries(db, django_assert_max_num_queries):
    desk = UserFactory(superuser=True)
    logged(5, error="답이 없습니다")
    logged(10)

    with django_assert_max_num_queries(2):
        assert WeatherPanel.for_user(desk, timezone.now()).failure
