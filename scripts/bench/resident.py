"""What the whole stack takes of the memory: each process's share (PSS), idle after requests for some two hundred pages.

The parts of docker-compose.yml as processes of this machine: nginx, gunicorn with two processes, the worker, PostgreSQL
and Valkey. Ends with a status other than 0 where a bound is passed.

    make memory                             # the demo edition
    make memory ARGS="--articles 20000"
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from tests.servers import process

from .compare import descendants, request_pages, server_pids
from .servers import ROOT, Paper, run_gunicorn, run_proxy

ADDRESSES = """
import json
from django.utils import timezone
from articles.models import Article, Section
newest = Article.objects.published(timezone.now()).newest_first().values_list("pk", flat=True)[:190]
sections = [section.get_absolute_url() for section in Section.objects.all()]
print(json.dumps(["/", "/search/?q=%EC%98%88%EC%82%B0", *sections, *(f"/articles/{pk}/" for pk in newest)]))
"""
IDLE = 5
"""Seconds after the last request."""
AT_MOST = {"master": 20, "worker": 45, "together": 260}
"""Megabytes."""

Taken = dict[str, list[tuple[float, float]]]
"""Megabytes that each process of a part has (RSS), and its share of them where others have them, too (PSS)."""


def main() -> None:
    parser = argparse.ArgumentParser(description="What the stack takes of the memory.")
    parser.add_argument("--articles", type=int, default=0, help="that many beside the demo edition")
    parser.add_argument("--requests", type=int, default=2_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-memory-") as folder:
        paper = Paper(Path(folder))
        try:
            found = taken(paper, options.articles, options.requests)
        finally:
            paper.end()
    sys.exit(report(found))


def taken(paper: Paper, articles: int, requests: int) -> Taken:
    paper.run_manage("migrate", "--verbosity", "0")
    paper.run_manage("collectstatic", "--noinput", "--verbosity", "0")
    paper.run_manage("demo", "--articles", str(articles))
    worker = process([sys.executable, str(ROOT / "manage.py"), "run_huey", "--skip-checks"], paper.environment)
    with run_gunicorn(paper.environment, paper.port) as web, worker, run_proxy(paper):
        addresses = json.loads(paper.run_manage("shell", "--verbosity", "0", "--command", ADDRESSES))
        request_pages(paper.port, addresses, requests)
        request_pages(paper.proxy_port, ["/"], requests // 10)
        time.sleep(IDLE)
        return measured(web.master, descendants(os.getpid()) | server_pids(paper.folder))


def measured(master: int, roots: set[int]) -> Taken:
    found: Taken = {}
    for pid in sorted(set().union(*map(descendants, roots - {os.getpid()}))):
        with contextlib.suppress(OSError):  # a process that PostgreSQL has ended meanwhile
            part = "master" if pid == master else part_of(Path(f"/proc/{pid}/cmdline").read_bytes().decode())
            found.setdefault(part, []).append(memory(Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")))
    return found


def part_of(command: str) -> str:
    parts = {"gunicorn": "web", "run_huey": "worker", "postgres": "database", "valkey": "cache", "nginx": "proxy"}
    return next((part for name, part in parts.items() if name in command), command)


def memory(rollup: str) -> tuple[float, float]:
    rss, pss = (sum(map(int, re.findall(rf"^{name}:\s+(\d+)", rollup, re.M))) / 1024 for name in ("Rss", "Pss"))
    return rss, pss


def report(found: Taken) -> int:
    """How many bounds are passed."""
    shares = {part: sum(pss for _, pss in processes) for part, processes in found.items()}
    shares["together"] = sum(shares.values())
    passed = [part for part, bound in AT_MOST.items() if shares[part] > bound]
    for part, share in shares.items():
        each = ", ".join(f"{rss:.0f}" for rss, _ in found.get(part, []))
        bound = f"at most {AT_MOST[part]} MB{' PASSED' if part in passed else ''}" if part in AT_MOST else ""
        print(f"{part:<10} {share:6.1f} MB  {bound:<22} {f'RSS of each: {each}' if each else ''}".rstrip())
    return len(passed)


if __name__ == "__main__":
    main()
