"""How much memory a web process takes after many requests over many different pages."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

from .load import PageKind, measure
from .servers import Paper, RunningServer

PAGES = 20_000
READ_MOST = 1_000
REQUESTS = 100_000
SECONDS = 20
"""Of requests at a time."""

ADDRESSES = f"""
import json
from django.utils import timezone
from articles.models import Article
found = Article.objects.published(timezone.now()).newest_first().values_list("pk", flat=True)[:{PAGES}]
print(json.dumps([f"/articles/{{pk}}/" for pk in found]))
"""


class Memory(NamedTuple):
    pages: int
    requests: int
    before: list[float]
    """Megabytes that each process holds (RSS), before the first request."""
    after: list[float]


def measure_memory(paper: Paper, serving: RunningServer) -> Memory:
    """Asks for each page once, and then goes round the newest until there were enough requests."""
    paths = json.loads(paper.run_manage("shell", "--verbosity", "0", "--command", ADDRESSES))
    before, requests = resident_megabytes(serving.master), 0
    for pages, until in ((PageKind("pages", paths), len(paths)), (PageKind("read most", paths[:READ_MOST]), REQUESTS)):
        file = pages.write_paths(paper.folder)
        while requests < until:
            measured = measure(serving.site, file, SECONDS, 16, start=requests)
            requests += round(measured.rate * SECONDS)
    return Memory(len(paths), requests, before, resident_megabytes(serving.master))


def resident_megabytes(master: int) -> list[float]:
    workers = subprocess.run(["pgrep", "-P", str(master)], check=True, capture_output=True, text=True).stdout.split()
    return [megabytes(Path(f"/proc/{pid}/status").read_text(encoding="utf-8")) for pid in workers]


def megabytes(status: str) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1000 if found else 0.0
