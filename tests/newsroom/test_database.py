"""The connections to the database: given back, shared, and not used when they are dead; SQLite with several writers."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
import pytest
from django.conf import settings
from django.db import InterfaceError, ProgrammingError, connection, transaction

from articles.models import Section
from newsroom.fast import statements
from newsroom.fast.statements import Statement
from newsroom.settings import connection_options
from tests.factories import SectionFactory

SHARES = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def end_all_connections():
    """As a restart of the database does."""
    asked = connection.get_connection_params()
    with psycopg.connect(
        **{name: asked[name] for name in ("dbname", "host", "port", "user", "password") if name in asked}
    ) as own:
        assert own.execute(SHARES.replace("SELECT pid", "SELECT pg_terminate_backend(pid)")).fetchall()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_after_a_restart_of_the_database_no_request_gets_a_dead_connection(client):
    assert client.get("/corrections/").status_code == 200
    Section.objects.count()
    connection.close()  # as at the end of each request: back into the pool

    end_all_connections()

    assert Section.objects.count() == 0
    assert client.get("/sources/").status_code == 200


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_an_end_in_the_middle_of_a_page_costs_it_another_question(caplog):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (before,) = cursor.fetchone()
    end_all_connections()

    ((after,),) = statements.rows("SELECT pg_backend_pid() WHERE 1 = %s", [1])

    assert after != before
    assert "asked anew" in caplog.text


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["in a transaction", "without autocommit"])
def test_whatever_somebody_has_left_a_page_is_asked_for_over_a_sound_connection(how):
    one = Statement("SELECT 1 WHERE 1 = %s", [1])
    if how == "in a transaction":
        with suppress(ProgrammingError, InterfaceError), transaction.atomic():
            connection.close()
    else:
        connection.set_autocommit(False)
        connection.close()

    for _ in range(2):
        assert statements.rows_of_each([one]) == [[(1,)]]
        assert not statements.is_in_transaction(connection)
        connection.close()
        assert connection.connection is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_many_threads_share_the_connections_of_the_pool(client):
    """Each gives its own back, as Django does at the end of a request."""

    def ask(_number):
        Section.objects.count()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        connection.close()
        return pid

    with ThreadPoolExecutor(24) as threads:
        used = set(threads.map(ask, range(200)))

    assert len(used) <= settings.DATABASES["default"]["OPTIONS"]["pool"]["max_size"]


# --- SQLite ------------------------------------------------------------------------------------------

WRITERS, WRITES = 4, 40
WRITER = """
import django; django.setup()
from django.db import transaction
from articles.models import Section
for number in range({writes}):
    with transaction.atomic():
        section = Section.objects.get(slug="economy")  # read, then write: what deadlocks with deferred transactions
        section.position += 1
        section.save()
"""


@pytest.mark.django_db(transaction=True)
def test_several_processes_write_at_once_and_nothing_is_lost(transactional_db):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has row locks; this is how SQLite is opened")
    SectionFactory(slug="economy", position=0)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "testserver",
    }
    command = [sys.executable, "-c", WRITER.format(writes=WRITES)]
    writers = [
        subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True)
        for _ in range(WRITERS)
    ]
    while any(writer.poll() is None for writer in writers):
        assert Section.objects.filter(slug="economy").exists()  # a reader is not kept waiting

    said = [writer.communicate()[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, said
    assert Section.objects.get(slug="economy").position == WRITERS * WRITES


@pytest.mark.django_db
def test_sqlite_lets_readers_read_while_somebody_writes():
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite is opened")
    with sqlite3.connect(connection.settings_dict["NAME"]) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_options_of_the_owners_own_stand_beside_ours():
    own = {"options": "-c search_path=paper", "prepare_threshold": "None", "connect_timeout": "3"}

    assert connection_options(own) == {
        "options": "-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c search_path=paper",
        "prepare_threshold": None,
        "connect_timeout": "3",
    }
