"""What Prometheus is told, by a real gunicorn of two processes at its own port."""

import re
import urllib.error
import urllib.request

import pytest
from django.db import OperationalError
from django.urls import Resolver404, resolve
from django.utils import timezone

from newsroom import tasks
from newsroom.fast import edition
from newsroom.models import FailedJob
from newsroom.shared import counters
from newsroom.watch import exporter
from tests.factories import ArticleFactory, PublicationFactory
from tests.gunicorn import gunicorn
from tests.servers import free_port, wait_until_answers


@pytest.fixture
def ports(transactional_db, tmp_path):
    """Where readers come in, and Prometheus."""
    metrics_port = free_port()
    caches = {"default": {"BACKEND": "newsroom.fast.file_cache.FileCache", "LOCATION": str(tmp_path / "cache")}}
    with gunicorn(tmp_path, caches, METRICS_PORT=str(metrics_port)) as port:
        wait_until_answers(f"http://127.0.0.1:{metrics_port}/metrics")
        yield port, metrics_port


def numbers(text):
    return dict(re.findall(r"^([^#\s]+(?:\{[^}]*\})?) (\S+)$", text, re.M))


def scrape(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return numbers(answer.read().decode())


def test_requests_of_all_processes_are_added_up_at_a_port_of_its_own(ports):
    port, metrics_port = ports
    for _ in range(40):
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/nothing/")

    found = scrape(metrics_port)

    assert float(found['newsroom_requests_total{status="404",view=""}']) >= 40
    with pytest.raises(Resolver404):  # no reader reaches it
        resolve("/metrics")


def test_a_database_that_does_not_answer_is_a_number_and_no_error(monkeypatch):
    def fails():
        raise OperationalError("nobody there")

    monkeypatch.setattr(exporter, "database_metrics", fails)

    up = {
        sample.labels["part"]: sample.value
        for family in exporter.PaperCollector().collect()
        for sample in family.samples
        if sample.name == "newsroom_up"
    }
    assert up == {"database": 0, "cache": 1, "queue": 1}


@pytest.mark.django_db
def test_the_state_of_the_paper():
    PublicationFactory()
    ArticleFactory(state="published", published_at=timezone.now())
    FailedJob.objects.create(name="fetch", error="no")
    edition._advance()
    tasks.heartbeat.call_local()

    found = {family.name: family.samples[0].value for family in exporter.PaperCollector().collect()}

    assert found["newsroom_articles_published_last_day"] == 1
    assert found["newsroom_failed_jobs_last_day"] == 1
    assert 0 <= found["newsroom_edition_age_seconds"] < 5
    assert 0 <= found["newsroom_worker_age_seconds"] < 5
    assert found["newsroom_queue_length"] == 0
    assert "newsroom_weather_fetch_age_seconds" not in found  # nothing was ever fetched


@pytest.mark.django_db
def test_pages_are_counted_by_where_they_came_from(client):
    PublicationFactory()

    def counted():
        return counters.ASSEMBLED._value.get(), counters.FROM_CACHE._value.get()

    before = counted()
    client.get("/sources/")
    client.get("/sources/")
    after = counted()

    assert after[0] > before[0]
    assert after[1] > before[1]
