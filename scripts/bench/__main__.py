"""Measures, prints the tables and writes docs/performance.md. Needs wrk and nginx, and an otherwise idle machine."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .load import COLD_CONNECTIONS, CONNECTIONS, Measured, Row, as_files, fetch, measure
from .memory import memory
from .publishing import prepare, publish_under_load
from .report import Results, Way, text_of
from .servers import ROOT, Paper, check_tools, files, free_port, gunicorn, proxy

FEW = 1000
"""Articles of the small paper."""
WARMING = 1
"""Seconds before each measurement that do not count: pages are kept for a minute, and some of it has passed."""
SEEN = 10
"""Articles that the desk publishes under load, by each way to the reader."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000, help="articles of the large paper")
    parser.add_argument("--seconds", type=int, default=2, help="of each measurement")
    parser.add_argument(
        "--rounds", type=int, default=7, help="measurements of each figure, the middle one of which counts"
    )
    parser.add_argument("--without-memory", action="store_true", help="leave out the 100,000 requests at the end")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    check_tools()

    results = Results(options.articles, FEW, options.seconds, options.rounds)
    with paper_of(options.articles) as paper:
        with paper_of(FEW) as small:
            measure_pages(paper, small, options, results)
        with gunicorn(paper.environment, paper.port) as web, proxy(paper) as front:
            submitted, addresses = prepare(paper, 2 * SEEN), paper.folder / "article.txt"
            for way, site, these in (
                (Way.WARM, web.site, submitted[:SEEN]),
                (Way.NGINX, front, submitted[SEEN:]),
            ):
                say(f"publishing, readers by {way}")
                results.seen[way] = publish_under_load(web.site, site, these, addresses)
        if not options.without_memory:
            say("memory")
            with gunicorn(paper.environment, paper.port) as web:
                results.memory = memory(paper, web)

    text = text_of(results)
    options.into.write_text(text, encoding="utf-8")
    print(text)


def measure_pages(paper: Paper, small: Paper, options: argparse.Namespace, results: Results) -> None:
    """All ways to a page in turn, round by round, so that a slow minute of the machine meets a way and its limit."""
    rows, rows_of_few = rows_of(paper), {row.name: row for row in rows_of(small)}
    pages = paper.folder / "pages"
    bare = {**paper.environment, "BENCH_PAGES": str(pages)}
    with contextlib.ExitStack() as serving:
        start = serving.enter_context
        web = start(gunicorn(paper.environment, paper.port)).site
        results.sizes = fetch(web, rows, pages)
        sites = {
            Way.COLD_OF_FEW: start(gunicorn(small.environment, small.port, "scripts.bench.cold:application")).site,
            Way.COLD: start(gunicorn(paper.environment, free_port(), "scripts.bench.cold:application")).site,
            Way.PUBLISHED: start(gunicorn(paper.environment, free_port(), "scripts.bench.published:application")).site,
            Way.BARE_DJANGO: start(gunicorn(bare, free_port(), "scripts.bench.bare:django_alone")).site,
            Way.WARM: web,
            Way.BARE_GUNICORN: start(gunicorn(bare, free_port(), "scripts.bench.bare:gunicorn_alone")).site,
            Way.NOT_MODIFIED: web,
            Way.NGINX: start(proxy(paper)),
            Way.FILE: start(files(paper.folder / "files", pages)),
        }
        for row in rows:
            say(row.name)
            asked = dict.fromkeys(Way, row.file(paper.folder)) | {
                Way.COLD_OF_FEW: rows_of_few[row.name].file(small.folder),
                Way.FILE: as_files(row, pages).file(paper.folder),
            }
            for _ in range(options.rounds):
                for way, site in sites.items():
                    results.note(row.name, way, measured(site, asked[way], way, options.seconds))


def measured(site: str, addresses: Path, way: Way, seconds: int) -> Measured:
    connections = COLD_CONNECTIONS if way in {Way.COLD, Way.COLD_OF_FEW, Way.PUBLISHED} else CONNECTIONS
    known = "*" if way is Way.NOT_MODIFIED else ""
    measure(site, addresses, WARMING, connections, if_none_match=known)
    return measure(site, addresses, seconds, connections, if_none_match=known)


@contextlib.contextmanager
def paper_of(articles: int) -> Iterator[Paper]:
    """A paper with the demo edition and so many generated articles beside, in the search too."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    os.chmod(folder, 0o755)  # nginx's own user reads it
    paper = Paper(folder)
    try:
        say(f"loading {articles} articles")
        paper.manage("migrate", "--verbosity", "0")
        paper.manage("collectstatic", "--no-input", "--verbosity", "0")
        paper.manage("demo", "--articles", str(articles))
        yield paper
    finally:
        paper.end()
        shutil.rmtree(folder, ignore_errors=True)


def rows_of(paper: Paper) -> list[Row]:
    script = (Path(__file__).parent / "addresses.py").read_text(encoding="utf-8")
    found = json.loads(paper.manage("shell", "--verbosity", "0", "--command", script))
    return [Row(name, paths) for name, paths in found.items()]


def say(what: str) -> None:
    print(f"… {what}", flush=True)


if __name__ == "__main__":
    main()
