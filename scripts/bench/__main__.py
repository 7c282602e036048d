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

from .load import COLD_CONNECTIONS, CONNECTIONS, Measurement, PageKind, as_file_paths, fetch_pages, measure
from .memory import measure_memory
from .publishing import prepare_articles, publish_under_load
from .report import Method, Results, render_report
from .servers import ROOT, Paper, check_tools, free_port, run_gunicorn, run_proxy, serve_files

FEW_ARTICLES = 1000
"""Articles of the small paper."""
WARM_UP_SECONDS = 1
"""Seconds before each measurement that do not count: pages are kept for a minute, and some of it has passed."""
PUBLISHED_COUNT = 10
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

    results = Results(options.articles, FEW_ARTICLES, options.seconds, options.rounds)
    with make_paper(options.articles) as paper:
        with make_paper(FEW_ARTICLES) as small:
            measure_pages(paper, small, options, results)
        with run_gunicorn(paper.environment, paper.port) as web, run_proxy(paper) as front:
            submitted, addresses = prepare_articles(paper, 2 * PUBLISHED_COUNT), paper.folder / "article.txt"
            for way, site, these in (
                (Method.WARM, web.site, submitted[:PUBLISHED_COUNT]),
                (Method.NGINX, front, submitted[PUBLISHED_COUNT:]),
            ):
                print_progress(f"publishing, readers by {way}")
                results.publishing[way] = publish_under_load(web.site, site, these, addresses)
        if not options.without_memory:
            print_progress("memory")
            with run_gunicorn(paper.environment, paper.port) as web:
                results.memory = measure_memory(paper, web)

    text = render_report(results)
    options.into.write_text(text, encoding="utf-8")
    print(text)


def measure_pages(paper: Paper, small: Paper, options: argparse.Namespace, results: Results) -> None:
    """All ways to a page in turn, round by round, so that a slow minute of the machine meets a way and its limit."""
    rows, rows_of_few = page_kinds(paper), {row.name: row for row in page_kinds(small)}
    pages = paper.folder / "pages"
    bare = {**paper.environment, "BENCH_PAGES": str(pages)}
    with contextlib.ExitStack() as serving:
        start = serving.enter_context
        web = start(run_gunicorn(paper.environment, paper.port)).site
        results.sizes = fetch_pages(web, rows, pages)
        sites = {
            Method.COLD_OF_FEW: start(
                run_gunicorn(small.environment, small.port, "scripts.bench.cold:application")
            ).site,
            Method.COLD: start(run_gunicorn(paper.environment, free_port(), "scripts.bench.cold:application")).site,
            Method.PUBLISHED: start(
                run_gunicorn(paper.environment, free_port(), "scripts.bench.published:application")
            ).site,
            Method.BARE_DJANGO: start(run_gunicorn(bare, free_port(), "scripts.bench.bare:django_alone")).site,
            Method.WARM: web,
            Method.BARE_GUNICORN: start(run_gunicorn(bare, free_port(), "scripts.bench.bare:gunicorn_alone")).site,
            Method.NOT_MODIFIED: web,
            Method.NGINX: start(run_proxy(paper)),
            Method.FILE: start(serve_files(paper.folder / "files", pages)),
        }
        for row in rows:
            print_progress(row.name)
            asked = dict.fromkeys(Method, row.write_paths(paper.folder)) | {
                Method.COLD_OF_FEW: rows_of_few[row.name].write_paths(small.folder),
                Method.FILE: as_file_paths(row, pages).write_paths(paper.folder),
            }
            for _ in range(options.rounds):
                for way, site in sites.items():
                    results.add(row.name, way, measure_way(site, asked[way], way, options.seconds))


def measure_way(site: str, addresses: Path, way: Method, seconds: int) -> Measurement:
    connections = COLD_CONNECTIONS if way in {Method.COLD, Method.COLD_OF_FEW, Method.PUBLISHED} else CONNECTIONS
    known = "*" if way is Method.NOT_MODIFIED else ""
    measure(site, addresses, WARM_UP_SECONDS, connections, if_none_match=known)
    return measure(site, addresses, seconds, connections, if_none_match=known)


@contextlib.contextmanager
def make_paper(articles: int) -> Iterator[Paper]:
    """A paper with the demo edition and so many generated articles beside, in the search too."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    os.chmod(folder, 0o755)  # nginx's own user reads it
    paper = Paper(folder)
    try:
        print_progress(f"loading {articles} articles")
        paper.run_manage("migrate", "--verbosity", "0")
        paper.run_manage("collectstatic", "--no-input", "--verbosity", "0")
        paper.run_manage("demo", "--articles", str(articles))
        yield paper
    finally:
        paper.end()
        shutil.rmtree(folder, ignore_errors=True)


def page_kinds(paper: Paper) -> list[PageKind]:
    script = (Path(__file__).parent / "addresses.py").read_text(encoding="utf-8")
    found = json.loads(paper.run_manage("shell", "--verbosity", "0", "--command", script))
    return [PageKind(name, paths) for name, paths in found.items()]


def print_progress(what: str) -> None:
    print(f"… {what}", flush=True)


if __name__ == "__main__":
    main()
