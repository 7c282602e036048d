"""Weather comes in by command, clock and button, from a service on this machine."""

import io
import logging
import os
import subprocess
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from huey.contrib.djhuey import HUEY

from articles.desk.roles import ensure_roles
from tests.articles.desk import said
from tests.factories import ReadingFactory, StationFactory, UserFactory
from tests.weather.kma.samples import JEJU, SEOUL, hub, hub_row, local, surface_map
from weather import tasks
from weather.admin import fetch as button
from weather.checks import check_provider
from weather.models import Fetch, Reading, Station
from weather.services import web

ROOT = Path(__file__).resolve().parents[2]
HOUR = datetime(2026, 1, 24, 10, tzinfo=timezone.get_default_timezone())
KEY = "d1c0ffee5ec2e7"


HOUR_OF_BOTH = surface_map(SEOUL, JEJU)  # of ten o'clock


@pytest.fixture
def paper(db):
    """With two stations, at twenty past ten in Seoul."""
    StationFactory(number=108, name="서울", position=1)
    StationFactory(number=184, name="제주", position=2)
    with time_machine.travel(HOUR + timedelta(minutes=20), tick=False):
        yield


@pytest.fixture
def service(settings, weather_server, monkeypatch):
    """The surface map on this machine, which answers this hour's observations until it is told otherwise."""
    monkeypatch.setattr(web, "FIRST_DELAY", 0.0)
    settings.KMA_SURFACE_MAP_URL = weather_server.url
    weather_server.body = HOUR_OF_BOTH
    return weather_server


def temperatures():
    return {reading.station_id: reading.temperature for reading in Reading.objects.all()}


BOTH = {108: Decimal("-2.6"), 184: Decimal("7.5")}


# --- By command ---------------------------------------------------------------------------------


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("fetch_weather", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue(), str(error)
    return out.getvalue(), err.getvalue(), None


def test_the_command_fetches_all_stations_in_one_request_and_says_so_in_one_line(paper, service):
    out, err, error = run()

    assert temperatures() == BOTH
    assert len(service.asked) == 1
    assert len(out.splitlines()) == 1
    assert "10:00" in out
    assert (err, error) == ("", None)


def test_the_command_reads_a_saved_answer_instead(paper, service, tmp_path):
    file = tmp_path / "saved.xml"
    file.write_bytes(HOUR_OF_BOTH)

    out, err, error = run("--file", str(file))

    assert temperatures() == BOTH
    assert (service.asked, err, error) == ([], "", None)


def test_a_file_that_is_not_there_is_named(paper, tmp_path):
    out, err, error = run("--file", str(tmp_path / "none.xml"))

    assert "none.xml" in error
    assert not Fetch.objects.exists()


def test_a_file_that_is_no_answer_of_a_service_stores_nothing(paper, tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("안녕하십니까")

    out, err, error = run("--file", str(file))

    assert error
    assert out == ""
    assert not Reading.objects.exists()


def test_the_command_takes_in_only_the_stations_that_it_was_given(paper, service):
    StationFactory(number=90)
    service.body = surface_map(local(90, "속초"), SEOUL, JEJU)

    run("--station", "108", "--station", "90")

    assert set(temperatures()) == {90, 108}


def test_a_station_that_there_is_not_is_named(paper, service):
    out, err, error = run("--station", "999")

    assert "999" in error
    assert service.asked == []


def test_a_provider_without_its_key_says_what_it_lacks(paper, service):
    out, err, error = run("--provider", "api_hub")

    assert error
    assert service.asked == []
    assert not Reading.objects.exists()


def test_a_bad_row_and_an_unknown_station_are_reported_and_do_not_stop_the_others(paper, service):
    service.body = surface_map(SEOUL, local(184, "제주", ta="99.9"), local(999, "독도"))

    out, err, error = run()

    assert error is None
    assert temperatures()[108] == Decimal("-2.6")
    assert Reading.objects.filter(station=184, temperature__isnull=False).count() == 0
    assert "99.9" in err
    assert "999" in err


def test_a_repeated_fetch_changes_nothing(paper, service):
    run()
    before = list(Reading.objects.order_by("pk").values())

    run()

    assert list(Reading.objects.order_by("pk").values()) == before
    assert [fetch.stored for fetch in Fetch.objects.order_by("pk")] == [2, 0]


def test_when_the_service_is_down_the_command_fails_and_the_readings_stay(paper, service):
    run()
    service.status, service.body = 500, b"Internal Server Error"

    out, err, error = run()

    assert out == ""
    assert error
    assert temperatures() == BOTH


def test_the_next_provider_takes_over_and_the_key_is_told_to_nobody_else(paper, service, settings, caplog):
    settings.KMA_API_KEY, settings.KMA_API_HUB_URL = KEY, f"{service.url}/hub"
    service.answers = [(500, b"")] * 3 + [(200, hub(hub_row(ta="-2.6"), hub_row(184, ta="7.5")))]

    with caplog.at_level(logging.DEBUG):
        out, err, error = run()

    assert temperatures() == BOTH
    assert service.asked[-1][1]["authKey"] == KEY
    assert Fetch.objects.get().provider == "api_hub"
    assert "surface_map" in err
    assert KEY not in out + err + caplog.text + Fetch.objects.get().problems


def test_while_another_runs_the_command_says_so(paper, service):
    Fetch.objects.create(started_at=timezone.now())

    out, err, error = run()

    assert error == _("Another fetch is running.")
    assert service.asked == []


def test_a_provider_that_nobody_knows_stops_every_command_and_a_missing_key_is_said(settings):
    settings.KMA_PROVIDER = "radio"
    [error] = check_provider()
    settings.KMA_PROVIDER = "api_hub"
    [warning] = check_provider()

    assert error.is_serious()
    assert "radio" in error.msg
    assert not warning.is_serious()
    assert "KMA_API_KEY" in warning.msg


# --- By command, from outside -------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty_paper(tmp_path_factory):
    """The environment of a paper that was just installed: migrated, and nothing else."""
    environment = {
        "PATH": os.environ["PATH"],
        "DEBUG": "1",
        "LOG_LEVEL": "DEBUG",
        "DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('paper') / 'paper.sqlite3'}",
        "KMA_API_KEY": KEY,
    }
    manage(environment, "migrate", "--verbosity=0")
    return environment


def manage(environment, *arguments, given=None):
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment,
        input=given,
        capture_output=True,
        timeout=120,
    )


@pytest.mark.once
def test_an_installed_paper_has_its_stations_and_fetches(empty_paper, weather_server):
    now = timezone.localtime()
    weather_server.body = surface_map(
        SEOUL, year=now.strftime("%Y"), month=now.strftime("%m"), day=now.strftime("%d"), hour=now.strftime("%H")
    )

    ended = manage(empty_paper | {"KMA_SURFACE_MAP_URL": weather_server.url}, "fetch_weather")

    assert ended.returncode == 0, ended.stderr.decode()
    assert len(ended.stdout.decode().splitlines()) == 1
    assert b"0" in manage(empty_paper, "load_stations").stdout
    shown = "from weather.models import Station; print(*Station.objects.filter(in_header=True))"
    assert manage(empty_paper, "shell", "--no-imports", "-c", shown).stdout.decode().strip() == (
        "동두천 강릉 서울 대전 대구 울산 광주 부산 고창 제주 강화 보은 금산 강진군 경주시 거제"
    )


@pytest.mark.once
def test_a_saved_answer_can_be_piped_in(empty_paper):
    ended = manage(empty_paper, "fetch_weather", "--file", "/dev/stdin", given=HOUR_OF_BOTH)

    assert ended.returncode == 0, ended.stderr.decode()


@pytest.mark.once
def test_a_failure_ends_with_a_status_and_one_line_without_a_key(empty_paper, weather_server):
    nowhere = weather_server.nowhere
    environment = empty_paper | {"KMA_API_HUB_URL": nowhere, "KMA_SURFACE_MAP_URL": nowhere}

    ended = manage(environment, "fetch_weather")

    assert ended.returncode == 1
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
    assert KEY not in ended.stderr.decode()
    assert b"CommandError" in ended.stderr


# --- By the clock -------------------------------------------------------------------------------


def test_the_worker_asks_every_five_minutes_whether_it_is_time(paper):
    periodic = {type(task).__name__: task for task in HUEY._registry.periodic_tasks}

    validate = periodic["fetch_when_due"].validate_datetime

    assert [minute for minute in range(60) if validate(datetime(2026, 1, 24, 3, minute))] == list(range(0, 60, 5))


def test_the_worker_fetches_what_is_due_and_then_rests(paper, service):
    tasks.fetch_when_due.call_local()
    tasks.fetch_when_due.call_local()

    assert temperatures() == BOTH
    assert len(service.asked) == 1


def test_without_a_network_the_worker_writes_one_line_and_the_readings_stay(paper, service, caplog):
    ReadingFactory(station_id=108, station=None, temperature=Decimal("1.0"))
    service.status, service.body = 503, b""

    with caplog.at_level(logging.INFO):
        tasks.fetch_when_due.call_local()

    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in lines] == ["weather.tasks"]
    assert "\n" not in lines[0].getMessage()
    assert temperatures() == {108: Decimal("1.0")}


def test_the_worker_leaves_quietly_when_somebody_was_faster(paper, service, caplog, monkeypatch):
    monkeypatch.setattr("weather.fetching.is_due", lambda now: True)
    Fetch.objects.create(started_at=timezone.now())

    tasks.fetch_when_due.call_local()

    assert service.asked == []
    assert caplog.records == []


# --- By button ----------------------------------------------------------------------------------


def enter(client, role):
    person = UserFactory(staff=True)
    person.groups.add(ensure_roles()[role])
    client.force_login(person)


STATIONS = "/admin/weather/station/"


def press(client, back=STATIONS):
    return client.post(reverse("admin:weather_fetch_now"), {"next": back}, follow=True)


@pytest.mark.parametrize("role", ["데스크", "편집국장"])
@pytest.mark.parametrize("place", ["/admin/", STATIONS])
def test_the_desk_fetches_by_a_button_and_reads_what_came_of_it(client, paper, service, role, place):
    enter(client, role)
    assert reverse("admin:weather_fetch_now") in client.get(place).text

    page = press(client, place)

    assert temperatures() == BOTH
    assert page.redirect_chain[-1][0] == place
    assert "10:00" in said(page)


def test_who_may_not_fetch_has_no_button_and_is_refused(client, paper, service):
    enter(client, "기자")

    assert press(client).status_code == 403
    assert service.asked == []
    client.logout()
    assert "/admin/login/" in press(client).redirect_chain[-1][0]
    assert service.asked == []


def test_the_button_can_not_be_pressed_by_a_link_or_from_another_site(paper, service):
    client = Client(enforce_csrf_checks=True)
    enter(client, "데스크")

    assert client.get(reverse("admin:weather_fetch_now")).status_code == 405
    assert press(client).status_code == 403
    assert service.asked == []


def test_a_second_press_while_one_runs_says_so(client, paper, service):
    enter(client, "데스크")
    Fetch.objects.create(started_at=timezone.now())

    page = press(client)

    assert said(page) == _("Somebody or the clock is fetching just now. Look again in a minute.")
    assert service.asked == []


def test_a_failure_is_told_and_tried_once(client, paper, service):
    enter(client, "데스크")
    service.status, service.body = 500, b""

    page = press(client)

    assert _("Nothing could be had; the readings stay as they are.") in said(page)
    assert len(service.asked) == 1


def test_nobody_waits_for_long_for_a_service_that_hangs(client, paper, service, monkeypatch):
    enter(client, "데스크")
    monkeypatch.setitem(button.SERVICE_LIMITS, "deadline", 0.3)
    service.hangs = True

    page = press(client)

    assert _("Nothing could be had; the readings stay as they are.") in said(page)
    assert not Fetch.objects.filter(is_running=True).exists()


def test_the_button_leads_nowhere_else(client, paper, service):
    enter(client, "데스크")

    assert press(client, "https://elsewhere.example/").redirect_chain[-1][0] == "/admin/"


def test_problems_of_an_answer_are_told_at_the_desk(client, paper, service):
    enter(client, "데스크")
    service.body = surface_map(SEOUL, local(999, "독도"))

    page = press(client)

    assert "999" in said(page)
    assert Station.objects.count() == 2


def test_somebody_who_waits_waits_less_than_a_request_may_take():
    gunicorn = (ROOT / "deploy" / "gunicorn.conf.py").read_text()
    allowed = int(next(line for line in gunicorn.splitlines() if line.startswith("timeout =")).split()[2])

    assert button.SERVICE_LIMITS["deadline"] <= allowed / 2
