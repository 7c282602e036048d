"""Readers ask without end while the desk corrects, places, withdraws and restores: none is served what no longer holds.

The real gunicorn with its processes and threads on the tests' own database, with Redis and without.
"""

from __future__ import annotations

import http.client
import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import uniform
from threading import Event
from typing import NamedTuple
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk import publishing
from articles.models import Block
from newsroom.fast import edition
from tests.factories import ArticleFactory, PlacementFactory, PublicationFactory
from tests.gunicorn import gunicorn

SECONDS = 2.5
ANSWERS, CHANGES = 100, 15
"""That there have to be for it to mean anything; a busy machine takes longer for them."""
PATIENCE = 30
READERS = 4
PAUSE = 0.1
"""Seconds at most from one change to the next, so that readers are given what is kept, too."""
REDIS = "newsroom.fast.redis_cache.RedisCache"


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
    return {"default": {"BACKEND": "newsroom.fast.file_cache.FileCache", "LOCATION": str(tmp_path / "cache")}}


@pytest.fixture
def port(transactional_db, caches, settings, tmp_path):
    settings.CACHES = caches
    with gunicorn(tmp_path, caches) as port:
        yield port


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


def test_no_reader_is_served_what_no_longer_holds(port):
    PublicationFactory()
    block = Block.objects.create(name="머리", slug="top", zone="front", layout="lead", size=3, rule="none")
    article = ArticleFactory(headline="제0판", state="published", published_at=timezone.now())
    placement = PlacementFactory(block=block, article=article)
    beside = Block.objects.create(name="곁", slug="beside", zone="front", layout="lead", rule="none")
    PlacementFactory(block=beside)  # without it the front page would show the newest once its only block is empty
    edition.advance()
    address = article.get_absolute_url()
    paths = [address, "/", "/feeds/latest.xml", f"/search/?q={quote('다른 말')}&sort=new", address]
    states: dict[str, list[State]] = defaultdict(list)
    answers: list[Seen] = []
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
            enough = len(answers) > ANSWERS and len(states[address]) > CHANGES
            if time.monotonic() > until and (enough or time.monotonic() > until + PATIENCE):
                break
        connection.close()

    def reader(number: int) -> None:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        for turn in count(number):
            if ended.is_set():
                return
            path = paths[turn % len(paths)]
            asked = time.monotonic()
            status, text = ask(asking, path)
            answers.append(Seen(path, shown_on(status, text), asked, time.monotonic()))

    change(dict.fromkeys((address, "/", "/feeds/latest.xml"), "제0판"), lambda: None)
    with ThreadPoolExecutor(READERS + 1) as people:
        asked = [people.submit(reader, number) for number in range(READERS)]
        try:
            people.submit(desk).result()
        finally:
            ended.set()
        for one in asked:
            one.result()

    wrong = [seen for seen in answers if not was_right(seen, states[seen.path])]
    assert not wrong, f"{len(wrong)} of {len(answers)} wrong, the first {wrong[0]}, while {states[wrong[0].path]}"
    assert len(states[address]) > CHANGES
    assert len(answers) > ANSWERS
    assert {"gone", "nothing"} < {seen.shown for seen in answers}
