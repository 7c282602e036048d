"""Asks a server for pages with wrk and says how it went."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path
from typing import NamedTuple

CONNECTIONS = 32
COLD_CONNECTIONS = 8
"""As many as there are threads: more would measure how long a queue is."""
SCRIPT = Path(__file__).with_name("load.lua")
OWN_HEADERS = {"Server", "Date", "Connection"}
"""Headers that each server says for itself."""


class Measurement(NamedTuple):
    rate: float
    """Requests a second."""
    p50: float
    """Milliseconds."""
    p99: float
    wrong: int
    """Answers with an error status, and requests without an answer."""


def measure(
    site: str,
    addresses: Path,
    seconds: int,
    connections: int,
    *,
    if_none_match: str = "",
    pace: float = 0,
    start: int = 0,
) -> Measurement:
    """`addresses` is a file of one path a line, asked for in turn from the line `start` on.

    Without `pace` as fast as answers come, else so many requests a second at most.
    """
    pause = str(1000 * connections / pace) if pace else ""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT), site]
    told = {"ADDRESSES": str(addresses), "IF_NONE_MATCH": if_none_match, "PAUSE": pause, "START": str(start)}
    environment = {**os.environ, **{f"BENCH_{name}": value for name, value in told.items()}}
    said = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout
    requests, microseconds, p50, p99, wrong = map(int, said.split("RESULT ", 1)[1].split())
    return Measurement(requests / (microseconds / 1e6), p50 / 1000, p99 / 1000, wrong)


class PageKind(NamedTuple):
    """A kind of page, and the addresses of it that are asked for in turn."""

    name: str
    paths: list[str]

    def write_paths(self, folder: Path) -> Path:
        file = folder / f"{self.name.replace(' ', '-')}.txt"
        file.write_text("".join(f"{path}\n" for path in self.paths), encoding="utf-8")
        return file


def fetch_pages(site: str, rows: list[PageKind], folder: Path) -> dict[str, int]:
    """Puts every page, as given compressed, into the folder for `bare.py` and nginx. Sizes by name of the row."""
    folder.mkdir(exist_ok=True)
    index: dict[str, object] = {}
    sizes: dict[str, int] = {}
    for row in rows:
        for path in row.paths:
            request = urllib.request.Request(site + path, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(request) as answer:
                content = answer.read()
                headers = [(name, value) for name, value in answer.headers.items() if name not in OWN_HEADERS]
            file = f"{len(index)}.bin"
            (folder / file).write_bytes(content)
            index[path] = {"file": file, "headers": headers}
            sizes[row.name] = len(content)
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return sizes


def as_file_paths(row: PageKind, folder: Path) -> PageKind:
    """The same pages by the names that `fetch_pages` gave them."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return PageKind(f"{row.name} files", [f"/{index[path]['file']}" for path in row.paths])
