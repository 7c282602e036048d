"""Readers and an editor, who go on whatever happens and remember what they were given."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from collections import Counter
from urllib.parse import quote, urlsplit

from ..desk import Desk, LargestForm

PATIENCE = 20
"""Seconds after which a reader gives up."""


class Reader(threading.Thread):
    """Asks for pages in turn, at a pace."""

    def __init__(self, site: str, paths: list[str], every: float, *, makes_up: bool = False) -> None:
        super().__init__(daemon=True)
        self.host = urlsplit(site).netloc
        self.paths, self.every, self.makes_up = itertools.cycle(paths), every, makes_up
        self.statuses: Counter[str] = Counter()
        self.slowest = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        for number in itertools.count():
            if self.ended.is_set():
                return
            path, begun = next(self.paths), time.monotonic()
            if self.makes_up:  # an address that nobody holds
                path += quote(f"낱말 {number} {id(self)}")
            self.statuses[self.fetch(path)] += 1
            took = time.monotonic() - begun
            self.slowest = max(self.slowest, took)
            time.sleep(max(0.0, self.every - took))

    def fetch(self, path: str) -> str:
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            return str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()


class Editor(threading.Thread):
    """Opens an article in the admin, gives it the next headline, saves; again and again. Notes what is acknowledged."""

    def __init__(self, site: str, article: int, username: str, password: str) -> None:
        super().__init__(daemon=True)
        self.desk = Desk(site, username, password)
        self.path = f"/admin/articles/article/{article}/change/"
        self.statuses: Counter[str] = Counter()
        self.acknowledged: list[str] = []
        self.slowest = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        for number in itertools.count(1):
            if self.ended.is_set():
                return
            begun = time.monotonic()
            try:
                self.statuses[self.save_headline(f"훈련 {id(self)} {number}")] += 1
            except (OSError, http.client.HTTPException) as error:
                self.statuses[type(error).__name__] += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)
            time.sleep(max(0.0, 1 - (time.monotonic() - begun)))

    def save_headline(self, headline: str) -> str:
        page = self.desk.get(self.path)
        if page.status != 200:
            return f"{page.status} on opening"
        fields = [(name, headline if name == "headline" else value) for name, value in LargestForm(page.text).fields]
        answer = self.desk.post(self.path, [*fields, ("_continue", "1")])
        if answer.status == 302:
            self.acknowledged.append(headline)
        return f"{answer.status} on saving"
