"""Numbers for Prometheus, at `METRICS_PORT` of every web server, which only the inside of the network reaches.

What web processes count is added up from files in `PROMETHEUS_MULTIPROC_DIR`, a folder that deploy/gunicorn.conf.py
makes. What is true of the paper as a whole is asked for when Prometheus asks, so the worker needs no door of its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.utils import timezone
from huey.contrib.djhuey import HUEY
from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from articles.models import Article
from weather.models import Fetch, Reading

from ..fast import edition, replica
from ..models import FailedJob

logger = logging.getLogger(__name__)

HEARTBEAT_KEY = "worker:alive"
"""Where the worker says, in the cache, that it lives: seconds since 1970."""
RETRY_AFTER = 5.0
"""Seconds after which a process tries to take the port over from one that ended."""


class PaperCollector(Collector):
    """The state of the paper: one cheap query each. What can't be had is left out, and `newsroom_up` says so."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("newsroom_up", "Whether a part that the paper stands on answers", labels=["part"])
        parts = {"database": database_metrics, "cache": cache_metrics, "queue": queue_metrics}
        if replica.ALIAS in settings.DATABASES:
            parts["replica"] = replica_metrics
        for part, numbers in parts.items():
            try:
                found = dict(numbers())
            except Exception as error:  # whatever a driver raises, a scrape goes on
                logger.warning("Metrics of the %s can't be had: %s", part, error)
                found = {}
            up.add_metric([part], 1 if found else 0)
            for (name, what), value in found.items():
                if value is not None:
                    yield GaugeMetricFamily(f"newsroom_{name}", what, value=value)
        connections.close_all()
        yield up


Metrics = Iterator[tuple[tuple[str, str], float | None]]


def database_metrics() -> Metrics:
    now = timezone.now()
    day_ago = now - timedelta(days=1)
    success = Fetch.objects.filter(error="", observed_at__isnull=False).values_list("ended_at", flat=True).first()
    newest = Reading.objects.order_by("-day", "-observed_at").values_list("observed_at", flat=True).first()
    published = Article.objects.published(now).filter(published_at__gt=day_ago).count()
    yield ("weather_fetch_age_seconds", "Since observations were last fetched"), seconds_since(success, now)
    yield ("weather_reading_age_seconds", "Since the newest observation was made"), seconds_since(newest, now)
    yield ("articles_published_last_day", "Articles that came out in the last day"), published
    yield ("failed_jobs_last_day", "Background work that failed"), FailedJob.objects.filter(at__gt=day_ago).count()


def cache_metrics() -> Metrics:
    alive = cache.get(HEARTBEAT_KEY)
    current = edition.current()
    if current is None:
        raise ConnectionError("no edition")
    with suppress(ValueError):
        yield ("edition_age_seconds", "Since readers were last given something new"), edition.seconds_since(current)
    yield ("worker_age_seconds", "Since the worker's last sign of life"), alive and max(time.time() - alive, 0)


def queue_metrics() -> Metrics:
    yield ("queue_length", "Jobs that wait for the worker"), HUEY.pending_count()
    yield ("queue_scheduled", "Jobs that wait for their time"), HUEY.scheduled_count()


def replica_metrics() -> Metrics:
    followed, position = replica.replica_position(), replica.primary_position(connections["default"])
    behind = max(position - followed, 0)
    yield ("replica_behind_bytes", "Of the database's log that the replica has not followed yet"), behind


def seconds_since(moment: Any, now: Any) -> float | None:
    return max((now - moment).total_seconds(), 0) if moment else None


# --- The port --------------------------------------------------------------------------------------


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


def metrics_application() -> Callable[..., Any]:
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(PaperCollector())
    return make_wsgi_app(registry)


def serve_metrics(host: str, port: int) -> None:
    """Serves the numbers of all processes from whichever process has the port; the others wait to take it over."""
    while True:
        try:
            server = make_server(host, port, metrics_application(), server_class=_Server, handler_class=_Quiet)
        except OSError:
            time.sleep(RETRY_AFTER)
        else:
            server.serve_forever()
