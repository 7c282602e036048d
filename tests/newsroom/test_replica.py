"""Public pages are read from a replica, a real one, and are never older for it."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import quote, urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from articles.desk import publishing
from articles.models import Article
from newsroom.fast import edition
from tests.conftest import cannot_run
from tests.factories import ArticleFactory
from tests.gunicorn import gunicorn
from tests.servers import Server, free_port, start_replica

REDIS = "newsroom.fast.redis_cache.RedisCache"
on_postgresql = pytest.mark.postgresql


@pytest.fixture
def replica(transactional_db, tmp_path_factory) -> Server:
    if os.environ.get("TEST_DATABASE_URL"):
        cannot_run("the server that TEST_DATABASE_URL names is not ours to copy")
    folder = tmp_path_factory.mktemp("replica")
    server = start_replica(folder, os.environ["NEWSROOM_TEST_DATABASE_URL"])
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def desk(settings, redis_url, monkeypatch):
    """This process, which writes and says in each edition up to where."""
    settings.CACHES = {"default": {"BACKEND": REDIS, "LOCATION": redis_url}}
    monkeypatch.setattr("newsroom.fast.replica.ALIAS", "default")


@contextlib.contextmanager
def paper(folder, replica, **more):
    """The address of the real gunicorn, which reads from the replica, too."""
    urls = {"DATABASE_URL": os.environ["NEWSROOM_TEST_DATABASE_URL"], "DATABASE_REPLICA_URL": url_of(replica)}
    with gunicorn(folder, settings.CACHES, **urls, WEB_CONCURRENCY="1", **more) as port:
        yield f"http://127.0.0.1:{port}"


def url_of(server: Server) -> str:
    """Of the tests' database on it."""
    return urlsplit(server.url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


def run_on_server(server: Server, statement: str):
    with psycopg.connect(server.url, autocommit=True) as own:
        return own.execute(statement).fetchone()[0]


def wait_until_it_has_followed(server: Server) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()")
        there = cursor.fetchone()[0]
    for _ in range(200):
        if run_on_server(server, f"SELECT pg_last_wal_replay_lsn() >= '{there}'"):
            return
        time.sleep(0.05)
    raise AssertionError("The replica does not follow")


def read(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


@on_postgresql
def test_a_page_is_read_from_the_replica_but_never_older_than_its_edition(desk, replica, tmp_path):
    first, second = (published(f"{place} 기사, 처음") for place in ("첫째", "둘째"))
    wait_until_it_has_followed(replica)

    with paper(tmp_path, replica) as site:
        run_on_server(replica, "SELECT pg_wal_replay_pause()::text")
        Article.objects.filter(pk=first.pk).update(headline="첫째 기사, 나중")  # in no edition yet
        assert "첫째 기사, 처음" in read(f"{site}/articles/{first.pk}/")
        assert "나중" not in read(f"{site}/search/?q={quote('기사')}")
        assert "첫째 기사, 처음" in read(f"{site}{first.section.get_absolute_url()}")

        edition.advance()
        assert "첫째 기사, 나중" in read(f"{site}/articles/{first.pk}/")
        publishing.withdraw(first, by=None, reason="사실과 다름")
        with pytest.raises(urllib.error.HTTPError, match="410"):
            read(f"{site}/articles/{first.pk}/")

        run_on_server(replica, "SELECT pg_wal_replay_resume()::text")
        wait_until_it_has_followed(replica)
        run_on_server(replica, "SELECT pg_wal_replay_pause()::text")
        Article.objects.filter(pk=second.pk).update(headline="둘째 기사, 나중")
        assert "둘째 기사, 처음" in read(f"{site}/articles/{second.pk}/")


def published(headline: str) -> Article:
    article = ArticleFactory(headline=headline, state="published", published_at=timezone.now())
    edition.advance()
    return article


@on_postgresql
def test_a_replica_that_ends_costs_readers_nothing(desk, replica, tmp_path):
    article = published("제목")
    wait_until_it_has_followed(replica)
    numbers = free_port()

    with paper(tmp_path, replica, METRICS_PORT=str(numbers)) as site:
        assert "제목" in read(f"{site}/feeds/latest.xml")
        assert 'newsroom_up{part="replica"} 1.0' in read(f"http://127.0.0.1:{numbers}/metrics")

        replica.stop()

        assert "제목" in read(f"{site}/articles/{article.pk}/")
        assert "제목" in read(f"{site}{article.section.get_absolute_url()}")
        assert 'newsroom_up{part="replica"} 0.0' in read(f"http://127.0.0.1:{numbers}/metrics")


@on_postgresql
def test_while_the_first_does_not_answer_readers_have_the_replica(desk, replica, tmp_path):
    article = published("제목")
    wait_until_it_has_followed(replica)

    with paper(tmp_path, replica, has_database=False) as site:
        for path in (
            "/",
            article.get_absolute_url(),
            article.section.get_absolute_url(),
            f"/search/?q={quote('제목')}",
        ):
            assert "<h1" in read(f"{site}{path}"), path


def test_only_postgresql_has_replicas():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": "sqlite://:memory:",
        "DATABASE_REPLICA_URL": "postgres://replica/newsroom",
        "DEBUG": "1",
    }
    command = [sys.executable, "-c", "import django; django.setup()"]
    done = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "DATABASE_REPLICA_URL is set, but DATABASE_URL names no PostgreSQL" in done.stderr
