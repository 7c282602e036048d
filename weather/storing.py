"""Observations into the day's readings: what is newer comes in, what is older or empty changes nothing.

Who writes a station's readings locks the station's row first and reads them then. The form in the admin does the same,
so a fetch and a person at the desk wait for each other, and neither writes over what the other has just saved. (On
SQLite there is nothing to lock: there one transaction writes at a time.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.fast import edition

from .models import Reading, Station
from .services.observation import Answer, Observation

MAX_CLOCK_ERROR = timedelta(minutes=10)
"""How far a station's clock may be ahead of ours."""

GROUPS = {
    "condition_at": ["condition", "condition_code"],
    "temperature_at": ["temperature"],
    "details_at": ["humidity", "wind_speed", "precipitation"],
}
"""What is replaced together, under the column that says when it was observed."""

UPDATE_FIELDS = [
    "observed_at",
    "provider",
    *GROUPS,
    *(name for names in GROUPS.values() for name in names),
    "low",
    "high",
]


@dataclass(frozen=True)
class StoreResult:
    """What became of an answer."""

    received: int
    """Observations of stations that we know, made at a time that can be."""
    changed: int
    """Readings that are new or other than before."""
    observed_at: datetime | None
    """The newest of what was received."""
    problems: list[str]


def lock_stations(numbers: Iterable[int]) -> set[int]:
    """Waits until no one else writes these stations' readings; those that exist, held until the transaction ends.

    In the order in which the desk's list saves them, so that the two never wait for each other in a circle.
    """
    stations = Station.objects.filter(number__in=set(numbers)).order_by("position", "number").select_for_update()
    return set(stations.values_list("number", flat=True))


def store_answer(answer: Answer, now: datetime) -> StoreResult:
    """Brings the readings up to the answer. Three queries, and one more where SQLite's limit splits the upsert."""
    possible = [each for each in answer.observations if each.observed_at <= now + MAX_CLOCK_ERROR]
    early = {each.station for each in answer.observations if each.observed_at > now + MAX_CLOCK_ERROR}

    with transaction.atomic(savepoint=False):  # whoever nests this in a transaction wants all of it or nothing
        known = lock_stations(each.station for each in possible)
        usable = sorted((each for each in possible if each.station in known), key=lambda each: each.observed_at)
        changed = merge_observations(usable, answer.provider)
        if changed:
            Reading.objects.bulk_create(
                changed, update_conflicts=True, unique_fields=["station", "day"], update_fields=UPDATE_FIELDS
            )
            edition.advance(surroundings=False)  # what the weather line shows is in its fragment's key

    problems = list(answer.problems)
    if early:
        problems.append(_("Observed in the future, left out: %s") % join_numbers(early))
    if unknown := {each.station for each in possible} - known:
        problems.append(_("Not in the table of stations, left out: %s") % join_numbers(unknown))
    return StoreResult(len(usable), len(changed), usable[-1].observed_at if usable else None, problems)


def merge_observations(observations: list[Observation], provider: str) -> list[Reading]:
    """The readings that the observations, oldest first, make other than they are; saves nothing."""
    readings = load_readings(observations)
    before = {key: written_values(reading) for key, reading in readings.items()}
    for observation in observations:
        key = (observation.station, observation_day(observation))
        if key not in readings:
            station, day = key
            readings[key] = Reading(station_id=station, day=day, observed_at=observation.observed_at, provider=provider)
        merge_observation(readings[key], observation, provider)
    changed = [
        reading
        for key, reading in readings.items()
        if written_values(reading) != before.get(key) and any(getattr(reading, time) for time in GROUPS)
    ]
    for reading in changed:
        reading.pk = None  # the upsert finds its rows by station and day; old and new go in one statement
    return changed


def load_readings(observations: list[Observation]) -> dict[tuple[int, date], Reading]:
    if not observations:
        return {}
    found = Reading.objects.filter(
        station__in={observation.station for observation in observations},
        day__in={observation_day(observation) for observation in observations},
    )
    return {(reading.station_id, reading.day): reading for reading in found}


def observation_day(observation: Observation) -> date:
    """In Seoul, where midnight belongs to the day that it begins."""
    return timezone.localdate(observation.observed_at)


def written_values(reading: Reading) -> list[Any]:
    return [getattr(reading, name) for name in UPDATE_FIELDS]


def merge_observation(reading: Reading, observation: Observation, provider: str) -> None:
    """Takes from the observation what is newer than the reading's and not the desk's own word."""
    if observation.temperature is not None:
        update_range(reading, observation.temperature)
    takes = [copy_group(reading, observation, time, names) for time, names in GROUPS.items()]
    if any(takes) and observation.observed_at >= reading.observed_at:
        reading.observed_at = observation.observed_at
        reading.provider = provider


def copy_group(reading: Reading, observation: Observation, time: str, names: list[str]) -> bool:
    """Whether one group of values came from this observation.

    A newer group comes in whole, with its gaps: a rain of noon must not bear the time of an hour that gave the wind
    alone. At the same time, another provider may fill the gaps.
    """
    free = [name for name in names if name not in reading.corrected]
    given = [name for name in free if getattr(observation, name) not in (None, "")]
    if names[0] == "condition" and "condition" not in given:
        return False  # a code without a text, or a text that the desk has corrected
    if not given:
        return False
    taken_at = getattr(reading, time)
    if taken_at is None or observation.observed_at > taken_at:
        for name in free:
            setattr(reading, name, getattr(observation, name))
        setattr(reading, time, observation.observed_at)
        return True
    if observation.observed_at == taken_at:
        for name in given:
            if getattr(reading, name) is None:
                setattr(reading, name, getattr(observation, name))
    return False


def update_range(reading: Reading, temperature: Decimal) -> None:
    """The day's low and high so far, of which an older observation tells, too."""
    low, high = reading.low, reading.high
    if "low" not in reading.corrected:
        low = temperature if low is None else min(low, temperature)
    if "high" not in reading.corrected:
        high = temperature if high is None else max(high, temperature)
    if low is None or high is None or low <= high:  # else it contradicts what the desk has entered, which stays
        reading.low, reading.high = low, high


def join_numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
