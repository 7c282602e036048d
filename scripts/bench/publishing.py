"""How long it takes from the desk's click on "publish" until readers are given the headline, while others read."""

from __future__ import annotations

import contextlib
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from ..desk import Desk
from .load import CONNECTIONS, Measurement, measure
from .servers import Paper

LOAD = 500
"""Requests a second while the desk publishes."""
EVERY = 4
"""Seconds from one publish to the next."""
USER, PASSWORD = "bench-desk", "measured-not-kept"

# Run by `manage.py shell`: an account of the desk; prints number, section and headline of submitted articles.
SUBMITTED = """
from django.contrib.auth import get_user_model
from articles.models import Article, Section
get_user_model().objects.create_superuser({user!r}, password={password!r})
section = Section.objects.first()
for number in range({number}):
    article = Article.objects.create(
        section=section, headline=f"막 나온 기사 {{number}}호", body="<p>본문</p>", state=Article.State.SUBMITTED
    )
    print(article.pk, section.slug, article.headline, sep="|")
"""


class Delay(NamedTuple):
    clicked: float
    """Seconds from the click to the desk's answer."""
    article: float
    """Seconds from the click to the first answer with the article under its own address."""
    section: float
    """The same, with the headline on the page of its section."""


class Submitted(NamedTuple):
    pk: str
    section: str
    headline: str


def publish_under_load(
    desk_at: str, readers_at: str, articles: list[Submitted], addresses: Path
) -> tuple[list[Delay], Measurement]:
    """Publishes one article after the other, as a desk in the admin does, while `LOAD` requests a second come in."""
    desk = Desk(desk_at, USER, PASSWORD)
    seen: list[Delay] = []
    with ThreadPoolExecutor(1) as readers:
        read = readers.submit(measure, readers_at, addresses, len(articles) * EVERY + 2, CONNECTIONS, pace=LOAD)
        time.sleep(1)
        for pk, section, headline in articles:
            begun = time.monotonic()
            waiting = [
                wait_for_headline(f"{readers_at}/articles/{pk}/", headline, begun),
                wait_for_headline(f"{readers_at}/sections/{section}/", headline, begun),
            ]
            desk.post(f"/admin/articles/article/{pk}/step/", {"_step": "publish"})
            clicked = time.monotonic() - begun
            seen.append(Delay(clicked, *(found() for found in waiting)))
            time.sleep(max(0.0, begun + EVERY - time.monotonic()))
        return seen, read.result()


def wait_for_headline(address: str, headline: str, begun: float) -> Callable[[], float]:
    """Asks without end until the headline is there; gives a function that waits for the seconds since `begun`."""
    took: list[float] = []

    def ask() -> None:
        while time.monotonic() - begun < 20:
            with contextlib.suppress(OSError):
                if headline in urllib.request.urlopen(address).read().decode():
                    took.append(time.monotonic() - begun)
                    return
            time.sleep(0.01)
        took.append(float("inf"))

    asking = threading.Thread(target=ask)
    asking.start()

    def wait() -> float:
        asking.join()
        return took[0]

    return wait


def prepare_articles(paper: Paper, number: int) -> list[Submitted]:
    command = SUBMITTED.format(user=USER, password=PASSWORD, number=number)
    said = paper.run_manage("shell", "--verbosity", "0", "--command", command)
    return [Submitted(*line.split("|", 2)) for line in said.splitlines()]
