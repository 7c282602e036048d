"""Gunicorn's processes share what comes in a burst, and the cores; what they have loaded lies in large pages."""

import os
import re
import signal
import socket
import statistics
import time
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from newsroom import large_pages
from tests.gunicorn import serving

CONNECTIONS = 32
BURSTS = 10
AT_LEAST = 0.3
"""The share of the process that takes less. With gunicorn's own worker it is a tenth to a fifth."""
TRIES = 6
"""A machine that is busy with other tests may not let the second process come in time."""
HAS_AFFINITY = hasattr(os, "sched_getaffinity")
CORES = sorted(os.sched_getaffinity(0)) if HAS_AFFINITY else [0]

LARGE_PAGES = Path("/sys/kernel/mm/transparent_hugepage/enabled")
HAS_LARGE_PAGES = LARGE_PAGES.exists() and "[never]" not in LARGE_PAGES.read_text()

keeps_to_cores = pytest.mark.skipif(not HAS_AFFINITY, reason="This system does not keep processes to cores")


def who(environ, start_response):
    """What gunicorn serves in this test."""
    cores = sorted(os.sched_getaffinity(0)) if HAS_AFFINITY else []
    headers = [("X-Process", str(os.getpid())), ("X-Cores", " ".join(map(str, cores)))]
    start_response("200 OK", [("Content-Length", "0"), *headers])
    return []


def test_a_burst_of_connections_does_not_end_at_one_process():
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY="2") as (_, port):
        deadline = time.monotonic() + 20
        while len(taken(port)) < 2 and time.monotonic() < deadline:
            time.sleep(0.1)  # until the second process is up, too
        shares = []
        while len(shares) < TRIES and max(shares, default=0) < AT_LEAST:
            shares.append(statistics.mean(smaller_share(taken(port)) for _ in range(BURSTS)))

    assert shares[-1] >= AT_LEAST, shares


@keeps_to_cores
def test_as_many_processes_as_cores_keep_to_one_each():
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY=str(len(CORES))) as (_, port):
        cores = cores_of(port, len(CORES))

    assert sorted(cores.values()) == [[core] for core in CORES]


@keeps_to_cores
def test_processes_take_the_cores_of_those_that_they_replace():
    evenly = [[core] for core in CORES for _ in range(2)]
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY=str(len(evenly))) as (_, port):
        first = cores_of(port, len(evenly))
        ended = [process for process, cores in first.items() if cores == evenly[0]]
        for process in ended:
            os.kill(process, signal.SIGKILL)
        second = cores_of(port, len(evenly), without=ended)

    assert sorted(first.values()) == sorted(second.values()) == evenly


@keeps_to_cores
@pytest.mark.skipif(len(CORES) == 1, reason="There is one core")
def test_processes_that_would_share_cores_unevenly_go_where_there_is_room():
    with serving("tests.newsroom.test_processes:who", WEB_CONCURRENCY=str(len(CORES) + 1)) as (_, port):
        cores = cores_of(port, len(CORES) + 1)

    assert set(map(tuple, cores.values())) == {tuple(CORES)}


@pytest.mark.skipif(not HAS_LARGE_PAGES, reason="This system has no large pages of memory")
def test_what_a_process_has_loaded_lies_in_large_pages():
    with serving("tests.newsroom.test_processes:in_large_pages", WEB_CONCURRENCY="1") as (_, port):
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10)

    assert int(answer.read()) >= 2 * large_pages.SIZE


def in_large_pages(environ, start_response):
    """What gunicorn serves in that test: how many bytes of its memory are."""
    found = re.search(r"AnonHugePages: +(\d+) kB", Path("/proc/self/smaps_rollup").read_text())
    content = str(int(found[1]) * 1024).encode()
    start_response("200 OK", [("Content-Length", str(len(content)))])
    return [content]


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
"""A heap and an area that are full; then one half empty, one that fills half of each large page, and what is shared."""


def test_large_pages_are_for_what_is_full_and_allocated():
    assert list(large_pages.areas(AREAS)) == [
        (0x55D000200000, 0x55D000800000),
        (0x7F0000000000, 0x7F0000400000),
    ]


def cores_of(port, processes, without=()):
    """On which cores each of so many processes may be, once all of them have answered."""
    found, deadline = {}, time.monotonic() + 20
    while len(found) < processes and time.monotonic() < deadline:
        try:
            answers = burst(port)
        except OSError:
            continue  # it was one that ended
        found |= {process: cores for process, cores in answers if process not in without}
    return found


def smaller_share(taken):
    return min(taken.values()) / CONNECTIONS if len(taken) > 1 else 0


def taken(port):
    """How many connections of a burst each process has taken."""
    return Counter(process for process, _ in burst(port))


def burst(port):
    """Which process took each of so many connections that are kept, and the cores that it may be on."""
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    answers = [connection.recv(4096) for connection in connections]
    for connection in connections:
        connection.close()
    found = (re.search(rb"X-Process: (\d+)\r\nX-Cores: ([\d ]*)", answer) for answer in answers if answer)
    return [(int(each[1]), [int(core) for core in each[2].split()]) for each in found]
