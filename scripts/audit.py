"""Lighthouse and the Nu HTML checker over a paper that runs: `make audit`. Writes docs/audit.md.

Needs Node.js with npm, Java and Chromium, and fetches both tools with npm into var/audit.
"""

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "audit"
TOOLS = ["lighthouse@12.8.2", "vnu-jar@26.9.27"]
RUNS = 3
MEASURED_PAGES = ("front", "section", "article", "story", "search")
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
}
LIMITS = "each category 95, LCP 1,800 ms, CLS 0.02, TBT 50 ms"


def main(site: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(FOLDER), *TOOLS], check=True)
    pages = page_addresses(site)
    measured = {
        name: run_lighthouse(name, site + pages[name]) for name in ("front", "section", "article", "story", "search")
    }
    faults = run_nu({name: fetch_text(site + path) for name, path in pages.items()})
    (ROOT / "docs" / "audit.md").write_text(render_report(measured, faults, len(pages)), encoding="utf-8")
    print(render_report(measured, faults, len(pages)))


def fetch_text(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


def page_addresses(site: str) -> dict[str, str]:
    """A page of every kind, as the paper that runs has them."""
    found = {
        "front": "/",
        "photo stories": "/photos/",
        "sources": "/sources/",
        "empty search": "/search/",
        "search": "/search/?q=" + urllib.parse.quote("도서관"),
        "nothing found": "/search/?q=" + urllib.parse.quote("없는말찾기"),
        "archive": "/archive/",
        "corrections": "/corrections/",
        "weather": "/weather/",
        "not found": "/nowhere/",
    }
    seen = "".join(fetch_text(site + path) for path in found.values())
    numbers = sorted({int(number) for number in re.findall(r'href="/articles/(\d+)/"', seen)})
    articles = {number: fetch_text(f"{site}/articles/{number}/") for number in numbers}
    seen += "".join(articles.values())
    for kind in ("sections", "sources", "reporters", "tags", "blocks", "pages", "weather"):
        if first := re.search(rf'href="(/{kind}/[^"/?]+/)"', seen):
            found[kind.removesuffix("s")] = first[1]
    marks = {"article": "", "story": "is-photo-story", "corrected article": 'class="correction"', "table": "<table"}
    for name, mark in marks.items():
        if number := next((number for number, page in articles.items() if mark in page and "og:image" in page), None):
            found[name] = f"/articles/{number}/"
    return found


def run_lighthouse(name: str, address: str) -> dict[str, float]:
    """The medians of several runs as a phone on a slow line."""
    runs = []
    for number in range(RUNS):
        file = FOLDER / f"{name}-{number}.json"
        subprocess.run(
            ["node", str(FOLDER / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"]
            + [f"--output-path={file}", f"--chrome-flags={CHROME}"],
            check=True,
            env={**os.environ, "CHROME_PATH": os.environ.get("CHROMIUM") or shutil.which("chromium") or ""},
        )
        runs.append(json.loads(file.read_text(encoding="utf-8")))

    def median(*path: str) -> float:
        values = []
        for run in runs:
            value = run
            for key in path:
                value = value[key]
            values.append(float(value))
        return statistics.median(values)

    figures = {label: 100 * median("categories", key, "score") for key, label in CATEGORIES.items()}
    for label, audit in (
        ("LCP", "largest-contentful-paint"),
        ("CLS", "cumulative-layout-shift"),
        ("TBT", "total-blocking-time"),
    ):
        figures[label] = median("audits", audit, "numericValue")
    return figures


def run_nu(pages: dict[str, str]) -> list[str]:
    """What the checker calls an error, with the page it stands on."""
    files = {name: FOLDER / f"{name.replace(' ', '-')}.html" for name in pages}
    for name, page in pages.items():
        files[name].write_text(page, encoding="utf-8")
    jar = FOLDER / "node_modules/vnu-jar/build/dist/vnu.jar"
    checked = subprocess.run(["java", "-jar", jar, "--format", "json", *files.values()], capture_output=True, text=True)
    messages = json.loads(checked.stderr)["messages"]
    faults = (each for each in messages if each["type"] != "info")
    return [f"{each.get('url', '').rpartition('/')[2].removesuffix('.html')}: {each['message']}" for each in faults]


def render_report(measured: dict[str, dict[str, float]], faults: list[str], pages: int) -> str:
    columns = list(next(iter(measured.values())))
    lines = [
        "# Lighthouse and HTML",
        "",
        f"Written by `make audit` on {date.today()}: {', '.join(TOOLS)}, {platform.machine()}, {os.cpu_count()} cores.",
        f"Lighthouse as a phone on a slow line, median of {RUNS}. To be reached: {LIMITS}.",
        "",
        f"| page | {' | '.join(columns)} |",
        f"|---|{'---:|' * len(columns)}",
    ]
    for name, figures in measured.items():
        shown = (f"{figures[each]:.3f}" if each == "CLS" else f"{figures[each]:,.0f}" for each in columns)
        lines.append(f"| {name} | {' | '.join(shown)} |")
    lines += [
        "",
        f"Nu HTML checker, {pages} page types: {len(faults) or 'no'} errors.",
        *(f"- {each}" for each in faults),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
