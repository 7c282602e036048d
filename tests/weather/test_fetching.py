"""A run of the fetch and its log, and when the next one is due."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.db import connection

from tests.factories import StationFactory
from weather import fetching
from weather.fetching import AlreadyRunning, fetch_readings, is_due, run_summary
from weather.models import Fetch, Reading
from weather.services.errors import KeyRefused, Unreachable
from weather.services.observation import Answer, Observation

HOUR = datetime(2026, 1, 24, 3, 0, tzinfo=UTC)  # 12:00 in Seoul
NOW = HOUR + timedelta(minutes=16)


def make_answer(*observations, provider="surface_map", problems=()):
    return lambda places, now: Answer(provider, list(observations), list(problems))


def refuses(error):
    def ask(places, now):
        raise error

    return ask


def observed(station=108, at=HOUR, temperature="-2.6"):
    return Observation(station=station, observed_at=at, temperature=Decimal(temperature))


@pytest.fixture
def seoul(db):
    return StationFactory(number=108, name="서울")


# --- One run ------------------------------------------------------------------------------------


def test_a_run_stores_what_it_was_told_and_logs_it(seoul):
    run = fetch_readings(make_answer(observed(), problems=["줄 7이 깨졌다"]), now=NOW)

    logged = Fetch.objects.get()
    assert logged == run
    assert Reading.objects.get().temperature == Decimal("-2.6")
    assert (logged.provider, logged.observed_at, logged.received, logged.stored) == ("surface_map", HOUR, 1, 1)
    assert (logged.problems, logged.error, logged.is_running) == ("줄 7이 깨졌다", "", False)
    assert logged.ended_at >= logged.started_at == NOW
    assert "12:00" in run_summary(logged)


def test_it_asks_for_every_station_with_its_coordinates(seoul):
    StationFactory(number=90, latitude=38.25, longitude=128.56)
    asked = []

    def ask(places, now):
        asked.extend((place.number, place.latitude, place.longitude) for place in places)
        return Answer("surface_map", [observed()])

    fetch_readings(ask, now=NOW)

    assert sorted(asked) == [(90, 38.25, 128.56), (108, 37.57142, 126.9658)]


def test_when_nothing_can_be_had_the_log_says_why_and_the_readings_stay(seoul):
    fetch_readings(make_answer(observed()), now=NOW)
    before = Reading.objects.values().get()

    run = fetch_readings(refuses(Unreachable("No answer\nwithin 20 s")), now=NOW + timedelta(hours=1))

    assert Reading.objects.values().get() == before
    assert (run.error, run.received, run.is_running) == ("No answer\nwithin 20 s", 0, False)
    assert run_summary(run) == "No answer within 20 s"


def test_an_error_without_words_is_named(seoul):
    assert fetch_readings(refuses(KeyRefused()), now=NOW).error == "KeyRefused"


def test_an_answer_of_which_nothing_can_be_used_is_no_success(seoul):
    run = fetch_readings(make_answer(observed(station=999)), now=NOW)

    assert run.error
    assert "999" in run.problems
    assert run.received == 0


def test_what_nobody_expected_ends_the_run_too_and_tells_no_secret(seoul):
    with pytest.raises(ZeroDivisionError):
        fetch_readings(refuses(ZeroDivisionError("https://service.example/?authKey=SECRET")), now=NOW)

    logged = Fetch.objects.get()
    assert not logged.is_running
    assert "ZeroDivisionError" in logged.error
    assert "SECRET" not in logged.error


def test_for_some_stations_only_those_are_asked_for_and_stored(seoul):
    StationFactory(number=90)

    run = fetch_readings(make_answer(observed(), observed(90)), only={90}, now=NOW)

    assert [reading.station_id for reading in Reading.objects.all()] == [90]
    assert (run.received, run.error) == (1, "")


def test_a_run_for_some_stations_does_not_stand_for_the_hour(seoul):
    fetch_readings(make_answer(observed()), only={108}, now=NOW)

    assert is_due(NOW + timedelta(minutes=4))


def test_one_runs_at_a_time(seoul):
    met = []

    def ask(places, now):
        try:
            fetch_readings(make_answer(observed()), now=now)
        except AlreadyRunning as error:
            met.append(error)
        return Answer("surface_map", [observed()])

    fetch_readings(ask, now=NOW)

    assert len(met) == 1
    assert Fetch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_begin_at_once_one_runs():
    StationFactory(number=108)
    begun, outcomes = threading.Barrier(2), []

    def ask(places, now):
        threading.Event().wait(0.3)
        return Answer("surface_map", [observed()])

    def run():
        begun.wait(5)
        try:
            fetch_readings(ask, now=NOW)
            outcomes.append("ran")
        except AlreadyRunning:
            outcomes.append("left")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["left", "ran"]


def test_a_run_whose_process_was_killed_is_closed_and_does_not_stop_the_next(seoul):
    killed = Fetch.objects.create(started_at=NOW - timedelta(minutes=11))

    fetch_readings(make_answer(observed()), now=NOW)

    killed.refresh_from_db()
    assert (killed.is_running, killed.ended_at) == (False, NOW)
    assert killed.error


def test_a_run_of_some_minutes_is_not_taken_for_dead(seoul):
    Fetch.objects.create(started_at=NOW - timedelta(minutes=9))

    with pytest.raises(AlreadyRunning):
        fetch_readings(make_answer(observed()), now=NOW)


def test_the_log_is_kept_for_sixty_days(seoul):
    for days in (59, 61):
        started = NOW - timedelta(days=days)
        Fetch.objects.create(started_at=started, ended_at=started, is_running=False, error=str(days))

    fetch_readings(make_answer(observed()), now=NOW)

    assert [run.error for run in Fetch.objects.all()] == ["", "59"]


# --- When the next is due -----------------------------------------------------------------------


def at_minute(minute, hour=HOUR):
    return hour + timedelta(minutes=minute)


def logged(minute, outcome, hour=HOUR):
    """A run at this minute, a second late: `fresh` brought this hour's, `old` the last hour's, `failed` nothing."""
    started = at_minute(minute, hour) + timedelta(seconds=1)
    observed_at = {"fresh": hour, "old": hour - timedelta(hours=1), "failed": None}[outcome]
    return Fetch.objects.create(
        started_at=started,
        ended_at=started + timedelta(seconds=20),
        is_running=False,
        observed_at=observed_at,
        error="No answer" if outcome == "failed" else "",
    )


def due_minutes(outcomes, hour=HOUR):
    """When a worker that asks every five minutes fetches, if the runs end like this, the last outcome repeated."""
    minutes = []
    for minute in range(0, 60, 5):
        if is_due(at_minute(minute, hour)):
            logged(minute, outcomes[min(len(minutes), len(outcomes) - 1)], hour)
            minutes.append(minute)
    return minutes


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcomes", "minutes"),
    [
        (["fresh"], [15]),
        (["old"], [15, 25, 40]),
        (["old", "fresh"], [15, 25]),
        (["failed"], [15, 20, 30, 50]),
        (["failed", "fresh"], [15, 20]),
        (["failed", "old", "fresh"], [15, 20, 25]),
        (["old", "failed", "fresh"], [15, 25, 30]),
        (["old", "failed", "failed", "old"], [15, 25, 30, 40]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value[0], str) else "",
)
def test_the_worker_fetches_at_these_minutes(outcomes, minutes):
    assert due_minutes(outcomes) == minutes


@pytest.mark.django_db
def test_a_worker_that_begins_a_minute_late_keeps_the_pauses():
    Fetch.objects.create(started_at=at_minute(16), ended_at=at_minute(17), is_running=False, error="No answer")

    assert not is_due(at_minute(16.9))
    assert is_due(at_minute(20))


@pytest.mark.django_db
def test_every_hour_begins_anew():
    assert due_minutes(["failed"]) == [15, 20, 30, 50]

    assert due_minutes(["failed"], HOUR + timedelta(hours=1)) == [15, 20, 30, 50]


@pytest.mark.once
@pytest.mark.django_db
def test_whatever_comes_of_the_runs_they_are_at_most_six_an_hour():
    most = 0
    for outcomes in product(["old", "failed"], repeat=6):
        Fetch.objects.all().delete()
        most = max(most, len(due_minutes(outcomes)))

    assert most == 6


@pytest.mark.django_db
def test_what_somebody_fetched_by_hand_counts():
    logged(5, "fresh")

    assert not is_due(at_minute(15))


@pytest.mark.django_db
def test_a_failure_by_hand_before_the_time_does_not_put_off_the_first():
    logged(13, "failed")

    assert is_due(at_minute(15))


@pytest.mark.django_db
def test_while_one_runs_none_is_due_and_a_dead_one_counts_as_a_failure():
    Fetch.objects.create(started_at=at_minute(15))

    assert not is_due(at_minute(20))
    assert is_due(at_minute(25))


def test_all_the_patience_together_ends_before_a_run_is_taken_for_dead():
    from weather.services.kma import Service

    assert timedelta(seconds=Service().deadline) < fetching.MAX_RUN_TIME / 2
