"""What was measured, as docs/performance.md tells it."""

from __future__ import annotations

import os
import platform
import re
import statistics
import subprocess
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from .load import COLD_CONNECTIONS, Measurement
from .memory import Memory
from .publishing import LOAD, Delay
from .servers import THREADS, WORKERS


class Method(StrEnum):
    """How a page gets to its reader."""

    COLD_OF_FEW = "cold, few articles"
    COLD = "cold"
    PUBLISHED = "after a publish"
    BARE_DJANGO = "bare Django view"
    WARM = "gunicorn"
    NOT_MODIFIED = "not modified"
    BARE_GUNICORN = "bare gunicorn"
    NGINX = "nginx"
    FILE = "file by nginx"


COLUMNS = {
    Method.COLD: ("cold", Method.BARE_DJANGO),
    Method.PUBLISHED: ("after a publish in another section", Method.BARE_DJANGO),
    Method.WARM: ("warm through gunicorn", Method.BARE_GUNICORN),
    Method.NOT_MODIFIED: ("304 through gunicorn", Method.BARE_GUNICORN),
    Method.NGINX: ("warm through nginx", Method.FILE),
}
"""Each column, and the limit that it is compared to."""


@dataclass
class Results:
    articles: int
    few: int
    seconds: int
    rounds: int
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of a compressed page, by row."""
    pages: dict[tuple[str, Method], list[Measurement]] = field(default_factory=dict)
    """By row and way, of each round."""
    publishing: dict[Method, tuple[list[Delay], Measurement]] = field(default_factory=dict)
    memory: Memory | None = None

    def add(self, page: str, way: Method, measured: Measurement) -> None:
        self.pages.setdefault((page, way), []).append(measured)

    def median(self, page: str, way: Method) -> Measurement:
        rounds = sorted(self.pages[page, way], key=lambda each: each.rate)
        return rounds[len(rounds) // 2]

    def ratio(self, page: str, way: Method, limit: Method) -> float:
        """The middle one of the rounds' own ratios: a machine that others share is faster now, slower then."""
        rounds = zip(self.pages[page, way], self.pages[page, limit], strict=True)
        return statistics.median(each.rate / at_limit.rate for each, at_limit in rounds)


INTRODUCTION = """# How fast it is

Written by `make bench` (`scripts/bench/`) on {day}, on the real servers: PostgreSQL, Redis, gunicorn with {workers}
processes of {threads} threads under deploy/gunicorn.conf.py, nginx under deploy/nginx.conf.template with its limits
per address lifted, and wrk, all on one machine. What counts are ratios to the limits measured in the same run: the
machine's own speed changes from hour to hour.

{machine}

{articles:,} articles. Each figure is the middle one of {rounds} rounds of {seconds} seconds, and each ratio the middle
one of the ratios of those rounds, in which a way and its limit are measured one after the other.
"""

PAGES = """## Pages

In each cell: requests a second, p50 and p99 in milliseconds, and the ratio to the limit of that column.

- *cold*: nothing that is kept can be used, near or far; compared to a bare Django view that returns the same bytes.
- *after a publish in another section*: every page is put together, as by readers after the edition has moved on, and
  fragments are found where they are still true; every hundredth request of a process is preceded by such a publish and
  all that it causes. Compared to the same.
- *warm through gunicorn*: Redis in use; compared to a bare WSGI application that returns the same bytes and headers
  under the same gunicorn.
- *304*: the reader has the page; compared to the same.
- *warm through nginx*: compared to nginx that serves the same compressed bytes as files, each of which it opens for the
  request, as it does without being told otherwise; held pages stay open.

"""

GROWTH = """## The archive's size

Cold, in milliseconds of the whole machine for one page ({connections} at a time), at {few:,} and at {many:,} articles.

"""

PUBLISHING = """## From the desk's click to the reader

The desk publishes {number} articles by each way, one after the other, while {load} requests a second come in. Seconds
from the click on "publish": median and longest.

"""

MEMORY = """## Memory

{requests:,} requests over {pages:,} different articles through gunicorn. Megabytes of each process (RSS): {before}
before, {after} after.
"""


def render_report(results: Results) -> str:
    parts = [
        INTRODUCTION.format(
            day=date.today().isoformat(),
            workers=WORKERS,
            threads=THREADS,
            machine=describe_machine(),
            articles=results.articles,
            rounds=results.rounds,
            seconds=results.seconds,
        ),
        PAGES + pages_table(results),
        "The limits, requests a second:\n\n" + limits_table(results),
        GROWTH.format(few=results.few, many=results.articles, connections=COLD_CONNECTIONS) + growth_table(results),
        PUBLISHING.format(number=len(next(iter(results.publishing.values()))[0]), load=LOAD)
        + publishing_table(results),
    ]
    if results.memory:
        held = {"before": results.memory.before, "after": results.memory.after}
        shown = {name: " and ".join(f"{megabytes:.0f}" for megabytes in each) for name, each in held.items()}
        parts.append(MEMORY.format(requests=results.memory.requests, pages=results.memory.pages, **shown))
    return "\n".join(parts)


def pages_table(results: Results) -> str:
    rows = []
    for name, size in results.sizes.items():
        cells = [name, f"{size:,}"]
        for way, (_title, limit) in COLUMNS.items():
            measured, ratio = results.median(name, way), results.ratio(name, way, limit)
            cells.append(
                f"{format_cell(measured)}, **{ratio:.2f}**"
                if ratio >= 0.1
                else f"{format_cell(measured)}, **{ratio:.3f}**"
            )
        rows.append(cells)
    return format_table(["page", "bytes", *(title for title, _limit in COLUMNS.values())], rows)


def limits_table(results: Results) -> str:
    limits = [Method.BARE_DJANGO, Method.BARE_GUNICORN, Method.FILE]
    rows = [[name, *(format_cell(results.median(name, way)) for way in limits)] for name in results.sizes]
    return format_table(["page", *map(str, limits)], rows)


def growth_table(results: Results) -> str:
    rows = []
    for name in results.sizes:
        small, large = results.median(name, Method.COLD_OF_FEW), results.median(name, Method.COLD)
        ratio = results.ratio(name, Method.COLD_OF_FEW, Method.COLD)
        rows.append([name, f"{1000 / small.rate:.1f}", f"{1000 / large.rate:.1f}", f"**{ratio:.2f}**"])
    return format_table(["page", f"{results.few:,}", f"{results.articles:,}", "ratio"], rows)


def publishing_table(results: Results) -> str:
    rows = []
    for way, (visible, read) in results.publishing.items():
        figures = [
            [each.clicked for each in visible],
            [each.article for each in visible],
            [each.section for each in visible],
        ]
        cells = [f"{statistics.median(each):.2f}, {max(each):.2f}" for each in figures]
        rows.append([str(way), *cells, f"{read.rate:.0f} a second, p99 {read.p99:.0f} ms, {read.wrong} failed"])
    return format_table(["readers through", "desk's answer", "article", "its section", "the other readers"], rows)


def format_cell(measured: Measurement) -> str:
    failed = f", {measured.wrong} FAILED" if measured.wrong else ""
    return f"{measured.rate:,.0f}/s, {measured.p50:.1f} and {measured.p99:.1f} ms{failed}"


def format_table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def describe_machine() -> str:
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = re.search(r"model name\s*: (.*)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    packages = ", ".join(f"{name} {version(name)}" for name in ("Django", "gunicorn", "psycopg"))
    return (
        f"{os.cpu_count()} × {model[1] if model else platform.machine()}, {memory:.0f} GB, {platform.system()} "
        f"{platform.release()}. Python {platform.python_version()}, {packages}, {command_output('nginx', '-v')}, "
        f"{command_output('wrk', '-v').split(' Copyright')[0]}."
    )


def command_output(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (done.stdout + done.stderr).splitlines()[0].removeprefix("nginx version: ").replace("nginx/", "nginx ")
