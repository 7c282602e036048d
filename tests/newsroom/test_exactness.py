"""Readers ask without end while the desk corrects, places, withdraws and restores: none is served what no longer holds.

The real gunicorn with its processes and threads on the tests' own database, with Redis and without.
"""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import uniform
from threading import Event
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import Block
from newsroom import edition
from tests.factories import ArticleFactory, PlacementFactory, PublicationFactory
from tests.servers import free_port

SECONDS = 2.5
READERS = 4
PAUSE = 0.1
"""Seconds at most from one change to the next, so that readers are given what is kept, too."""
REDIS = "django.core.cache.backends.redis.RedisCache"

MODULE = """from newsroom.settings import *
DATABASES = {"default": %r}
CACHES = %r
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""


class State(NamedTuple):
    """What readers are to see, from some moment between `begun` and `acknowledged`."""

    shown: str
    begun: float
    acknowledged: float


class Seen(NamedTuple):
    path: str
    shown: str
    asked: float
    answered: float


@pytest.fixture(params=["redis", "files"])
def caches(request, tmp_path):
    if request.param == "redis":
        return {"default": {"BACKEND": REDIS, "LOCATION": request.getfixturevalue("redis_url")}}
    return {"default": {"BACKEND": "newsroom.file_cache.FileCache", "LOCATION": str(tmp_path / "cache")}}


@pytest.fixture
def gunicorn(transactional_db, caches, settings, tmp_path):
    """The port of a gunicorn that shares its database and cache with the test."""
    settings.CACHES = caches
    database = {name: connection.settings_dict[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    database["OPTIONS"] = {name: v for name, v in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    (tmp_path / "shared_settings.py").write_text(MODULE % (database, caches))
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "shared_settings",
        "PYTHONPATH": str(tmp_path),
        "SECRET_KEY": django_settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ACCESS_LOG": os.devnull,
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    running = subprocess.Popen(command, cwd=django_settings.BASE_DIR, env=environment, process_group=0)
    try:
        for _ in range(200):
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port), "/healthz")
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        running.terminate()
        running.wait(40)


def ask(reader: http.client.HTTPConnection, path: str) -> tuple[int, str]:
    reader.request("GET", path)
    response = reader.getresponse()
    return response.status, response.read().decode()


def shown_on(status: int, text: str) -> str:
    """Which headline a page shows, `gone`, or `nothing`."""
    if status in {404, 410}:
        return "gone"
    assert status == 200, text
    found = re.search(r"제\d+판", text)
    return found[0] if found else "nothing"


def was_right(seen: Seen, states: list[State]) -> bool:
    """Whether some state that shows this may have held at some moment between asking and answering."""
    ends = [*(state.acknowledged for state in states[1:]), float("inf")]
    return any(
        seen.shown == state.shown and state.begun <= seen.answered and seen.asked <= end
        for state, end in zip(states, ends, strict=True)
    )


def test_no_reader_is_served_what_no_longer_holds(gunicorn):
    PublicationFactory()
    block = Block.objects.create(name="머리", slug="top", zone="front", layout="lead", size=3, rule="none")
    article = ArticleFactory(headline="제0판", state="published", published_at=timezone.now())
    placement = PlacementFactory(block=block, article=article)
    edition.advance()
    address = article.get_absolute_url()
    paths = [address, "/", "/feeds/latest.xml", f"/search/?q={quote('다른 말')}&sort=new", address]
    states: dict[str, list[State]] = defaultdict(list)
    ended = Event()

    def change(shown: dict[str, str], act) -> None:
        begun = time.monotonic()
        act()
        acknowledged = time.monotonic()
        for path in {*paths}:
            states[path].append(State(shown.get(path, "nothing"), begun, acknowledged))
        time.sleep(uniform(0, PAUSE))

    def correct(number: int) -> None:
        article.headline = f"제{number}판"
        article.save()
        edition.advance()

    def place(until) -> None:
        placement.ends_at = until
        placement.save()
        edition.advance()

    def desk() -> None:
        until = time.monotonic() + SECONDS
        for number in count(1):
            headline = f"제{number}판"
            listed = {"/feeds/latest.xml": headline}
            change({address: headline, "/": headline, **listed}, lambda n=number: correct(n))
            change({address: headline, **listed}, lambda: place(timezone.now()))
            change({address: headline, "/": headline, **listed}, lambda: place(None))
            change({address: "gone"}, lambda: publishing.withdraw(article, by=None, reason="사실과 다름"))
            change(
                {address: headline, "/": headline, **listed},
                lambda: publishing.restore(article, by=None),
            )
            if time.monotonic() > until:
                break
        ended.set()
        connection.close()

    def reader(number: int) -> list[Seen]:
        seen = []
        asking = http.client.HTTPConnection("127.0.0.1", gunicorn, timeout=10)
        for turn in count(number):
            if ended.is_set():
                return seen
            path = paths[turn % len(paths)]
            asked = time.monotonic()
            status, text = ask(asking, path)
            seen.append(Seen(path, shown_on(status, text), asked, time.monotonic()))

    change(dict.fromkeys((address, "/", "/feeds/latest.xml"), "제0판"), lambda: None)
    with ThreadPoolExecutor(READERS + 1) as people:
        asked = [people.submit(reader, number) for number in range(READERS)]
        people.submit(desk).result()
        answers = [seen for one in asked for seen in one.result()]

    wrong = [seen for seen in answers if not was_right(seen, states[seen.path])]
    assert not wrong, f"{len(wrong)} of {len(answers)} wrong, the first {wrong[0]}, while {states[wrong[0].path]}"
    assert len(states[address]) > 15
    assert len(answers) > 100
    assert {"gone", "nothing"} < {seen.shown for seen in answers}
