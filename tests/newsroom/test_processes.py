"""Gunicorn's processes share what comes in a burst, and the cores; what they have loaded lies in large pages."""

import contextlib
import logging
import os
import re
import runpy
import signal
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
    headers = [("X-Process", str(os.getpid())), ("X-Cores", " ".join(map(str, cores_to_be_on())))]
    start_response("200 OK", [("Content-Length", "0"), *headers])
    return []


# --- Cores -----------------------------------------------------------------------------------------


def cores_to_be_on():
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@pytest.fixture
def two_cores():
    """The last two of this machine, for what the test starts: as in a container that was given them."""
    every_one = cores_to_be_on()
    if len(every_one) < 2:
        pytest.skip("There are no two cores to be kept to")
    os.sched_setaffinity(0, every_one[-2:])
    yield every_one[-2:]
    os.sched_setaffinity(0, every_one)


def test_as_many_processes_as_cores_keep_to_one_each(two_cores):
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="2") as (_, port):
        cores = cores_of(port, 2)

    assert sorted(cores.values()) == [[core] for core in two_cores]


def test_processes_take_the_cores_of_those_that_they_replace(two_cores):
    evenly = [[core] for core in two_cores for _ in range(2)]
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="4") as (_, port):
        first = cores_of(port, 4)
        ended = [process for process, cores in first.items() if cores == evenly[0]]
        for process in ended:
            os.kill(process, signal.SIGKILL)
        second = cores_of(port, 4, without=ended)

    assert sorted(first.values()) == sorted(second.values()) == evenly


def test_processes_that_would_share_cores_unevenly_go_where_there_is_room(two_cores):
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="3") as (_, port):
        cores = cores_of(port, 3)

    assert list(cores.values()) == [two_cores] * 3


def test_one_process_more_goes_where_there_is_room(two_cores):
    """As gunicorn starts one when it gets SIGTTIN; the others stay where they are."""
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="2") as (master, port):
        master.send_signal(signal.SIGTTIN)
        cores = cores_of(port, 3)

    assert sorted(cores.values()) == sorted([*([core] for core in two_cores), two_cores])


def test_after_a_reload_they_are_bound_evenly_whatever_was_before(two_cores):
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="4") as (master, port):
        before = cores_of(port, 4)
        replaced = sorted(before)[1]
        os.kill(replaced, signal.SIGKILL)
        before |= cores_of(port, 4, without=[replaced])
        for processes in (3, 2):  # the oldest go, which are at the same core now
            master.send_signal(signal.SIGTTOU)
            wait_until_so_many(master, processes)
        master.send_signal(signal.SIGHUP)
        after = cores_of(port, 4, without=before)

    assert sorted(after.values()) == [[core] for core in two_cores for _ in range(2)]


def wait_until_so_many(master, processes):
    children, deadline = Path(f"/proc/{master.pid}/task/{master.pid}/children"), time.monotonic() + 30
    while len(children.read_text().split()) != processes and time.monotonic() < deadline:
        time.sleep(0.1)


def cores_of(port, processes, without=()):
    """On which cores each of so many processes may be, once all of them have answered."""
    found, deadline = {}, time.monotonic() + 30
    while len(found) < processes and time.monotonic() < deadline:
        with contextlib.suppress(OSError):  # of one that ended
            found |= {process: cores for process, cores in burst(port) if process not in without}
    return found


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
    return Counter(process for process, _ in burst(port))


def burst(port):
    """Which process took each of so many connections that are kept, and the cores that it may be on."""
    with contextlib.ExitStack() as stack:
        connections = [
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5)) for _ in range(CONNECTIONS)
        ]
        for connection in connections:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answers = [connection.recv(4096) for connection in connections]
    found = (re.search(rb"X-Process: (\d+)\r\nX-Cores: ([\d ]*)\r\n", answer) for answer in answers)
    return [(int(each[1]), [int(core) for core in each[2].split()]) for each in found if each]
