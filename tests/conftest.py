"""What every test stands on: the database it runs against, a clean cache, media of its own, no way outside.

`pytest` runs everything on SQLite; `pytest --db=postgresql` runs the tests that touch the database again, on a real
PostgreSQL. The process that `pytest` was called in starts the servers, once a run; xdist's workers only hear of them.
What cannot run is skipped with its reason, or fails where `CI=true`.
"""

import gc
import ipaddress
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import django
import pytest

from .servers import start_postgresql, start_redis

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def cannot_run(reason: str) -> None:
    """Ends the test: skipped with the reason, or failed where a run must be complete."""
    if IN_CI:
        pytest.fail(f"Under CI=true nothing may be left out: {reason}", pytrace=False)
    pytest.skip(reason)


# --- The run ------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgresql"], default="sqlite", help="the database to test on")


@pytest.hookimpl(tryfirst=True)  # before pytest-django looks whether there are settings
def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        begin_run(config)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # not in pyproject.toml: read before the servers started
    django.setup()
    from . import loaded

    loaded.watch()


def begin_run(config: pytest.Config) -> None:
    """Starts the servers and says where they are in the environment, which xdist's workers inherit."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is told to end stops its servers, too
    folder = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["NEWSROOM_TEST_FOLDER"] = str(folder)
    os.environ.pop("NEWSROOM_TEST_DATABASE_URL", None)
    if config.getoption("--db") == "postgresql":
        serve(config, "TEST_DATABASE_URL", start_postgresql, folder)
    serve(config, "TEST_REDIS_URL", start_redis, folder)


def serve(config: pytest.Config, name: str, start: Callable, folder: Path) -> None:
    """Sets NEWSROOM_<name> to the server that the caller named, else to one of our own, else <the same>_MISSING."""
    os.environ.pop(f"NEWSROOM_{name}_MISSING", None)
    if named := os.environ.get(name):
        os.environ[f"NEWSROOM_{name}"] = named
        return
    try:
        server = start(folder)
    except Exception as error:
        os.environ[f"NEWSROOM_{name}_MISSING"] = f"{name} names no server, and none of our own started: {error!r}"
    else:
        config.add_cleanup(server.stop)
        os.environ[f"NEWSROOM_{name}"] = server.url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgresql = config.getoption("--db") == "postgresql"
    chosen, left_out = [], []
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
        runs = is_worth_running_on_postgresql(item) if on_postgresql else not item.get_closest_marker("postgresql")
        (chosen if runs else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = chosen


def pytest_collection_finish() -> None:
    """What stands by now stays: thousands of tests, which every collection of garbage would look through again."""
    gc.collect()
    gc.freeze()


def is_worth_running_on_postgresql(item: pytest.Item) -> bool:
    touches_database = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    return bool(touches_database) and not (item.get_closest_marker("e2e") or item.get_closest_marker("once"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = os.environ.get("NEWSROOM_TEST_DATABASE_URL_MISSING")
    if missing and item.config.getoption("--db") == "postgresql":
        cannot_run(missing)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id: str) -> Iterator[None]:
    from .database import copy_for

    with django_db_blocker.unblock(), copy_for(worker_id, Path(os.environ["NEWSROOM_TEST_FOLDER"])):
        yield


# --- Every test ---------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def clean_cache() -> None:
    from .caches import clear_all

    clear_all()


@pytest.fixture(autouse=True)
def own_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction that undoes a test is none to what is tested."""
    from newsroom.fast import statements

    def is_in_transaction(connection) -> bool:
        return any(not block._from_testcase for block in connection.atomic_blocks)

    monkeypatch.setattr(statements, "is_in_transaction", is_in_transaction)


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def no_way_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that would call another host fails instead; this machine and private networks stay open."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_local(address[0]):
            raise AssertionError(f"A test tried to call {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_private
    except ValueError:
        return host == "localhost"


# --- For those who ask --------------------------------------------------------------------------


@pytest.fixture
def count_queries(client, db) -> Callable[[str | Callable], int]:
    """`count_queries("/")` or `count_queries(function)`: how many queries it costs while nothing is cached."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from .caches import clear_all

    def count(what: str | Callable) -> int:
        clear_all()
        with CaptureQueriesContext(connection) as queries:
            if callable(what):
                what()
            else:
                response = client.get(what)
                assert response.status_code == 200, f"{what} answered {response.status_code}"
        return len(queries)

    return count


@pytest.fixture
def redis_url(worker_id: str) -> str:
    """A real Redis, empty. Each worker has a database of its own in it."""
    import redis

    if missing := os.environ.get("NEWSROOM_TEST_REDIS_URL_MISSING"):
        cannot_run(missing)
    number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw"))
    server = os.environ["NEWSROOM_TEST_REDIS_URL"]
    url = f"{server}?db={number}" if server.startswith("unix:") else f"{server.rstrip('/')}/{number}"
    with redis.from_url(url) as connection:
        connection.flushdb()
    return url
