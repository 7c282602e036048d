"""Behind a real PgBouncer in transaction mode nothing fails, nothing is wrong, and nothing is left for the next."""

import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from newsroom.fast import statements
from tests.conftest import cannot_run
from tests.factories import UserFactory
from tests.gunicorn import gunicorn
from tests.paper import addresses, make_paper
from tests.pooler import CONNECTIONS, PROGRAM, pooler

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

COLD = "scripts.bench.cold:application"
SITE_URL = "http://127.0.0.1"
READERS, TIMES = 8, 6
"""At once, of two processes; how often each page is asked for."""

LEFT = """
SELECT pg_backend_pid(),
       (SELECT count(*) FROM pg_prepared_statements),
       (SELECT count(*) FROM pg_cursors WHERE name <> ''),
       (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
       (SELECT count(*) FROM pg_listening_channels()),
       (SELECT string_agg(name, ',') FROM pg_settings WHERE source = 'session' AND name <> ALL(%s))
"""
OF_POOLER = ["application_name", "client_encoding", "DateStyle", "standard_conforming_strings", "TimeZone"]
"""The settings that PgBouncer itself sees to."""


@pytest.fixture
def pooled(tmp_path):
    if PROGRAM is None:
        cannot_run("pgbouncer is not installed")
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    if not host.startswith("/"):
        cannot_run("the server that TEST_DATABASE_URL names is not reached by a socket")
    with pooler(tmp_path, name=database["NAME"], host=host, user=database["USER"]) as address:
        yield address


def read(address: str, cookie: str = "") -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""


def left_over(pooled) -> list[tuple]:
    """By each of the server's connections: clients whose transactions are open at once have one each."""
    name, meeting = connection.settings_dict["NAME"], threading.Barrier(CONNECTIONS)

    def look(_number):
        with psycopg.connect(host=pooled["HOST"], port=pooled["PORT"], dbname=name, user="next") as client:
            found = client.execute(LEFT, [OF_POOLER], prepare=False).fetchone()
            meeting.wait(60)
        return found

    with ThreadPoolExecutor(CONNECTIONS) as clients:
        rows = list(clients.map(look, range(CONNECTIONS)))
    assert len({pid for pid, *_ in rows}) == CONNECTIONS
    return [tuple(left) for _, *left in rows]


NOTHING = [(0, 0, 0, 0, None)] * CONNECTIONS


def test_the_check_sees_what_is_left(pooled):
    """Else the tests below would say nothing."""
    name = connection.settings_dict["NAME"]
    for number in range(20):  # the pooler gives the same connection again, or another
        with psycopg.connect(
            host=pooled["HOST"], port=pooled["PORT"], dbname=name, user="careless", autocommit=True
        ) as client:
            client.execute(f"PREPARE left_{number} AS SELECT 1")
            client.execute("SELECT pg_advisory_lock(7)")
            client.execute("SET statement_timeout = 70000")

    assert any(
        prepared and locks and "statement_timeout" in set_ for prepared, _, locks, _, set_ in left_over(pooled) if set_
    )


@pytest.fixture
def processes(pooled):
    """Two, each with a connection through the pooler."""
    left_out = {"host", "pool"}
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name not in left_out}
    made = [connection.copy() for _ in "ab"]
    for process in made:
        process.settings_dict = {**connection.settings_dict, **pooled, "OPTIONS": options}
        process.connect()
    yield made
    for process in made:
        process.close()


def test_rows_of_a_union_come_in_order_though_the_pooler_keeps_options_to_itself(pooled, processes):
    """By no more than one process of the server; said for each transaction."""
    setting = "max_parallel_workers_per_gather"
    asked = statements.Statement(f"SELECT current_setting('{setting}') WHERE 1 = %s", [1])

    for _ in range(3):
        for process in processes:
            assert statements.send_together(process, [asked]) == [[("0",)]]

    with processes[0].cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        assert cursor.fetchone() != ("0",)
    assert left_over(pooled) == NOTHING


def test_two_processes_that_ask_for_different_things_get_what_they_asked_for(pooled, processes):
    """By whichever of the server's connections: with plans by number one would get the other's, or an error."""
    for number in range(20):
        asked = [statements.Statement(f"SELECT '{name}', {number}, %s::int", [number]) for name in "ab"]
        found = [statements.send_together(process, [one]) for process, one in zip(processes, asked, strict=True)]
        assert found == [[[(name, number, number)]] for name in "ab"]

    assert [process.connection.prepare_threshold for process in processes] == [None, None]
    assert left_over(pooled) == NOTHING


def test_pages_are_whole_and_right_and_nothing_is_left(pooled, tmp_path):
    published, _hidden = make_paper()
    pages = list(addresses(published).values())
    with gunicorn(tmp_path, settings.CACHES, COLD, SITE_URL=SITE_URL, WEB_CONCURRENCY="1") as port:
        right = {page: read(f"http://127.0.0.1:{port}{page}") for page in pages}
    asked = pages * TIMES

    (tmp_path / "pooled").mkdir()
    with (
        gunicorn(
            tmp_path / "pooled", settings.CACHES, COLD, by_way_of=pooled, SITE_URL=SITE_URL, WEB_CONCURRENCY="2"
        ) as port,
        ThreadPoolExecutor(READERS) as readers,
    ):
        answers = list(readers.map(lambda page: read(f"http://127.0.0.1:{port}{page}"), asked))

    assert {page: answer[0] for page, answer in right.items() if answer[0] != 200} == {}
    assert [page for page, answer in zip(asked, answers, strict=True) if answer != right[page]] == []
    assert left_over(pooled) == NOTHING


def test_the_desk_works_and_nothing_is_left(pooled, tmp_path, client):
    """The lists of a form's choices are read by a cursor of the server where Django may."""
    published, hidden = make_paper()
    client.force_login(UserFactory(superuser=True))
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    article = published[0].pk
    pages = [
        "",
        "articles/article/",
        "articles/article/add/",
        f"articles/article/{article}/change/",
        f"articles/article/{article}/history/",
        "articles/block/",
        "articles/photo/",
        "auth/user/add/",
    ]

    with (
        gunicorn(tmp_path, settings.CACHES, by_way_of=pooled, WEB_CONCURRENCY="2") as port,
        ThreadPoolExecutor(READERS) as people,
    ):
        answers = list(people.map(lambda page: read(f"http://127.0.0.1:{port}/admin/{page}", cookie)[0], pages * 4))

    assert answers == [200] * len(answers)
    assert left_over(pooled) == NOTHING


def test_a_connection_of_its_own_prepares(transactional_db):
    statements.rows("SELECT 1 WHERE 1 = %s", [1])
    statements.rows("SELECT 2 WHERE 1 = %s", [1])

    assert connection.connection.prepare_threshold is not None
    assert statements.rows("SELECT count(*) FROM pg_prepared_statements WHERE 1 = %s", [1]) >= [(1,)]
