"""Gunicorn's processes share what is loaded, and what comes in a burst."""

import contextlib
import gc
import os
import re
import socket
import statistics
import time
import urllib.request
from collections import Counter

from tests.gunicorn import serving

CONNECTIONS = 32
BURSTS = 10
AT_LEAST = 0.3
"""The share of the process that takes less. With gunicorn's own worker it is a tenth to a fifth."""
TRIES = 6
"""A machine that is busy with other tests may not let the second process come in time."""


LOADED_BY = os.getpid()


def who(environ, start_response):
    """What gunicorn serves in these tests."""
    answer = {"Content-Length": "0", "X-Process": os.getpid(), "X-Loaded-By": LOADED_BY, "X-Collects": gc.isenabled()}
    start_response("200 OK", [(name, str(value)) for name, value in answer.items()])
    return []


def test_the_application_is_loaded_once_by_the_process_that_starts_the_others():
    with (
        serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="2") as (master, port),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer,
    ):
        assert int(answer.headers["X-Loaded-By"]) == master.pid != int(answer.headers["X-Process"])
        assert answer.headers["X-Collects"] == "True"


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
