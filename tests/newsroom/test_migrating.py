"""Migrations, while readers read."""

import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article
from newsroom.management.commands import migrate
from tests.factories import ArticleFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

DUE = ("due_change", "0001_initial")
"""A migration that changes the table of articles."""


@pytest.fixture
def a_change_is_due(transactional_db, settings):
    ArticleFactory()
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.newsroom.due_change"]
    yield
    call_command("migrate", "due_change", "zero", verbosity=0)


class Reader(threading.Thread):
    """Reads articles again and again, and remembers how long it had to wait."""

    def __init__(self):
        super().__init__()
        self.ended = threading.Event()
        self.waits = []

    def run(self):
        while not self.ended.is_set():
            begun = time.monotonic()
            assert Article.objects.values_list("pk", flat=True).count() == 1
            self.waits.append(time.monotonic() - begun)
            time.sleep(0.01)
        connection.close()


class LongQuery(threading.Thread):
    """Has begun to read articles and does not come to an end for a while."""

    def __init__(self, seconds):
        super().__init__()
        self.seconds = seconds
        self.has_begun = threading.Event()

    def run(self):
        with transaction.atomic():
            list(Article.objects.values_list("pk"))
            self.has_begun.set()
            time.sleep(self.seconds)
        connection.close()


def test_a_change_that_has_to_wait_lets_readers_by(a_change_is_due, monkeypatch, capsys):
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", 0.3)
    monkeypatch.setattr(migrate, "RETRY_SECONDS", 0.2)
    monkeypatch.setattr(migrate, "MAX_TRIES", 100)
    reader, long_query = Reader(), LongQuery(seconds=5)
    long_query.start()
    assert long_query.has_begun.wait(5)
    reader.start()

    call_command("migrate", verbosity=0)

    reader.ended.set()
    reader.join()
    long_query.join()
    assert "readers go first" in capsys.readouterr().err
    assert MigrationExecutor(connection).loader.applied_migrations.keys() >= {DUE}
    assert len(reader.waits) > 20
    assert max(reader.waits) < 1


def test_one_that_is_never_let_in_says_so_and_leaves_everything_as_it_was(a_change_is_due, monkeypatch):
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT", 0.1)
    monkeypatch.setattr(migrate, "RETRY_SECONDS", 0.1)
    monkeypatch.setattr(migrate, "MAX_TRIES", 2)
    long_query = LongQuery(seconds=4)
    long_query.start()
    assert long_query.has_begun.wait(5)

    with pytest.raises(CommandError, match="in use all the time"):
        call_command("migrate", verbosity=0)

    long_query.join()
    assert DUE not in MigrationExecutor(connection).loader.applied_migrations
