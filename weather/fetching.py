"""Fetching: asks the weather service, stores what it says, and keeps a log of it.

The command, the worker and the button at the desk all come through `fetch_readings`; the log says whether the next
one is due.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import takewhile
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import Fetch, Station
from .services import kma
from .services.errors import NoObservations
from .services.kma import Answer, Service, StationPlace, WeatherServiceError
from .storing import store_answer

PROVIDERS = ["auto", *kma.PROVIDERS]

MAX_RUN_TIME = timedelta(minutes=10)
"""A run that has not ended by then never will: its process was killed. Every service's patience is shorter."""

FETCH_LIFETIME = timedelta(days=60)

DUE_MINUTES = [timedelta(minutes=minute) for minute in (15, 25, 40)]
"""After the full hour: when its observations are usually there, and when to ask again while they are not."""

RETRY_DELAYS = [timedelta(minutes=minutes) for minutes in (5, 10, 20)]
"""After the first, the second and every further failure in a row."""

WORKER_DELAY = timedelta(minutes=2)
"""How late the worker may begin what is due on the minute, so that a pause ends at its next question all the same."""

MAX_RUNS = 6
"""Runs an hour, whatever comes of them."""

AskService = Callable[[Sequence[StationPlace], datetime], Answer]


class AlreadyRunning(Exception):
    """Another fetch has begun and has not ended yet."""


# --- Whom to ask --------------------------------------------------------------------------------


def configured_service(*, provider: str | None = None, **patience: Any) -> AskService:
    """The service of the settings, or another provider of it."""
    addresses = {
        "surface_map_url": settings.KMA_SURFACE_MAP_URL,
        "api_hub_url": settings.KMA_API_HUB_URL,
        "data_portal_url": settings.KMA_DATA_PORTAL_URL,
    }
    service = Service(
        provider=provider or settings.KMA_PROVIDER,
        api_key=settings.KMA_API_KEY,
        data_portal_key=settings.KMA_DATA_PORTAL_KEY,
        **{name: address for name, address in addresses.items() if address},
        **patience,
    )
    return partial(kma.ask_services, service)


def saved_answer(payload: bytes, provider: str | None = None) -> AskService:
    """What a service once answered, out of a file."""
    return lambda places, now: kma.parse_saved(payload, provider, places)


def station_places(only: Collection[int] = ()) -> list[StationPlace]:
    stations = Station.objects.filter(number__in=only) if only else Station.objects.all()
    return [StationPlace(*row) for row in stations.values_list("number", "latitude", "longitude")]


# --- One run ------------------------------------------------------------------------------------


def fetch_readings(ask: AskService, *, only: Collection[int] = (), now: datetime | None = None) -> Fetch:
    """One run, logged: its row says how it went, also when nothing could be had.

    A run for some stations `only` is logged without the time of the newest observation: it does not stand for the hour.
    """
    now = now or timezone.now()
    run = start_run(now)
    try:
        answer = ask(station_places(only), now)
        if only:
            answer = replace(answer, observations=[each for each in answer.observations if each.station in only])
        stored = store_answer(answer, now)
        run.provider = answer.provider
        run.observed_at = None if only else stored.observed_at
        run.received, run.stored = stored.received, stored.changed
        run.problems = "\n".join(stored.problems)
        if not stored.received:
            raise NoObservations(_("The answer has no observation that can be used."))
    except WeatherServiceError as error:
        run.error = str(error) or type(error).__name__
    except BaseException as error:
        run.error = _("Broken off: %s") % type(error).__name__  # its words might hold an address with a key
        raise
    finally:
        finish_run(run)
    return run


def start_run(now: datetime) -> Fetch:
    died = Fetch.objects.filter(is_running=True, started_at__lt=now - MAX_RUN_TIME)
    died.update(is_running=False, ended_at=now, error=_("It did not end; the process was probably killed."))
    try:
        with transaction.atomic():
            return Fetch.objects.create(started_at=now)
    except IntegrityError:
        raise AlreadyRunning(_("Another fetch is running.")) from None


def finish_run(run: Fetch) -> None:
    run.is_running = False
    run.ended_at = max(timezone.now(), run.started_at)
    run.save()
    Fetch.objects.filter(started_at__lt=run.started_at - FETCH_LIFETIME).delete()


def run_summary(run: Fetch) -> str:
    """How it went, in one line."""
    if run.error:
        return " ".join(run.error.split())
    counts = {"provider": run.get_provider_display(), "received": run.received, "stored": run.stored}
    if run.observed_at is None:
        return _("%(provider)s: %(received)d observations, %(stored)d readings changed") % counts
    counts["time"] = date_format(timezone.localtime(run.observed_at), "n월 j일 H:i")
    return _("%(provider)s: %(received)d observations up to %(time)s, %(stored)d readings changed") % counts


# --- When ---------------------------------------------------------------------------------------


def is_due(now: datetime) -> bool:
    """Whether the worker, who asks every five minutes, should fetch now."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    marks = [hour + mark for mark in DUE_MINUTES if hour + mark <= now]
    if not marks:
        return False
    runs = list(Fetch.objects.filter(started_at__range=(hour, now)))
    if any(is_running(run, now) or has_observed(run, hour) for run in runs):
        return False
    asked = [run for run in runs if run.started_at >= marks[0] and (has_failed(run) or run.observed_at)]
    if not asked or len(asked) >= MAX_RUNS:
        return not asked
    failures = len(list(takewhile(has_failed, asked)))
    if failures:
        pause = RETRY_DELAYS[min(failures, len(RETRY_DELAYS)) - 1]
        return now >= asked[0].started_at + pause - WORKER_DELAY
    return asked[0].started_at < marks[-1]


def is_running(run: Fetch, now: datetime) -> bool:
    return run.is_running and run.started_at > now - MAX_RUN_TIME


def has_failed(run: Fetch) -> bool:
    return bool(run.error) or run.is_running


def has_observed(run: Fetch, hour: datetime) -> bool:
    return not run.error and run.observed_at is not None and run.observed_at >= hour
