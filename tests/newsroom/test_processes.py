"""Gunicorn's processes share what comes in a burst; what they have loaded lies in large pages."""

import contextlib
import logging
import os
import re
import runpy
import socket
import statistics
import time
import urllib.request
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom import large_pages
from tests.gunicorn import serving

CONNECTIONS = 32
BURSTS = 10
AT_LEAST = 0.3
"""The share of the process that takes less. With gunicorn's own worker it is a tenth to a fifth."""
TRIES = 6
"""A machine that is busy with other tests may not let the second process come in time."""


def who(environ, start_response):
    """What gunicorn serves in this test."""
    start_response("200 OK", [("Content-Length", "0"), ("X-Process", str(os.getpid()))])
    return []


# --- Large pages of memory --------------------------------------------------------------------------


def areas_in_large_pages(environ, start_response):
    """What gunicorn serves in the next test: how many areas of its memory are meant to be."""
    content = str(len(re.findall(r"^VmFlags:.* hg\b", Path("/proc/self/smaps").read_text(), re.MULTILINE))).encode()
    start_response("200 OK", [("Content-Length", str(len(content)))])
    return [content]


@pytest.mark.skipif(not large_pages.are_allowed(), reason="This machine has no large pages of memory")
def test_what_a_process_has_loaded_is_to_lie_in_large_pages():
    with (
        serving("tests.newsroom.test_processes:areas_in_large_pages", WEB_CONCURRENCY="1") as (_, port),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer,
    ):
        assert int(answer.read()) > 0


AREAS = """\
55d000001000-55d000801000 rw-p 00000000 00:00 0                          [heap]
Size:               8192 kB
KernelPageSize:        4 kB
Rss:                8000 kB
7f0000000000-7f0000400000 rw-p 00000000 00:00 0 
Size:               4096 kB
Rss:                4096 kB
7f0001000000-7f0001800000 rw-p 00000000 00:00 0 
Size:               8192 kB
Rss:                4096 kB
7f0002100000-7f0002300000 rw-p 00000000 00:00 0 
Size:               2048 kB
Rss:                2048 kB
7f0003000000-7f0003400000 r--p 00000000 00:00 0 
Size:               4096 kB
Rss:                4096 kB
7f0004000000-7f0004400000 rw-p 00001000 08:01 12345                      /usr/lib/python.so
Size:               4096 kB
Rss:                4096 kB
7f0005000000-7f0005400000 rw-s 00000000 00:00 99                         /dev/zero (deleted)
Size:               4096 kB
Rss:                4096 kB
"""
"""A heap and an area that are full; then one half empty, one that lies across the border of two large pages and fills
neither, one that is only read, a file's and a shared one.
"""


def test_large_pages_are_for_what_is_full_and_allocated():
    assert list(large_pages.areas(AREAS)) == [
        (0x55D000200000, 0x55D000800000),
        (0x7F0000000000, 0x7F0000400000),
    ]


def test_nothing_is_asked_for_where_the_owner_of_the_machine_has_said_never(monkeypatch, tmp_path):
    (tmp_path / "enabled").write_text("always madvise [never]\n")
    monkeypatch.setattr(large_pages, "ENABLED", tmp_path / "enabled")
    monkeypatch.setattr(large_pages, "areas", lambda smaps: pytest.fail("It was"))

    large_pages.use()


def test_a_process_serves_whatever_goes_wrong_with_large_pages(monkeypatch, caplog):
    monkeypatch.setattr(large_pages, "use", lambda: 1 / 0)
    worker = SimpleNamespace(log=logging.getLogger("gunicorn"))

    runpy.run_path("deploy/gunicorn.conf.py")["use_large_pages"](worker)

    assert "division by zero" in caplog.text


# --- Bursts -----------------------------------------------------------------------------------------


def test_a_burst_of_connections_does_not_end_at_one_process():
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="2") as (_, port):
        deadline = time.monotonic() + 20
        while len(taken(port)) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)  # until the second process is up, too
        shares = []
        while len(shares) < TRIES and max(shares, default=0) < AT_LEAST:
            shares.append(statistics.mean(smaller_share(taken(port)) for _ in range(BURSTS)))

    assert shares[-1] >= AT_LEAST, shares


def smaller_share(taken):
    return min(taken.values()) / CONNECTIONS if len(taken) > 1 else 0


def taken(port):
    """How many connections of a burst each process has taken."""
    return Counter(burst(port))


def burst(port):
    """Which process took each of so many connections that are kept."""
    with contextlib.ExitStack() as stack:
        connections = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5)) for _ in range(CONNECTIONS)
        ]
        for connection in connections:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answers = [connection.recv(4096) for connection in connections]
    return [int(found[1]) for answer in answers if (found := re.search(rb"X-Process: (\d+)\r\n", answer))]
