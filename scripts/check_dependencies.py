"""Known holes in what the lock files pin: part of `make check`. Asks the OSV database, a question a package.

Status 1 where there is one, also if the database went away half-way. Without a way to it, one line says so and the
check goes on: a paper is built on machines without internet, too.

    python scripts/check_dependencies.py requirements.lock [--service https://api.osv.dev/v1/query]
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

SECONDS = 60
"""For everything; an answer may take five."""
ANSWER_WITHIN = 5
OSV = "https://api.osv.dev/v1/query"

ACCEPTED: dict[str, str] = {}
"""Holes that do not reach us, by their number, and why. Anything else fails the check."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--service", default=OSV)
    options = parser.parse_args()

    ends_at = time.monotonic() + SECONDS
    asked, holes, trouble = 0, 0, ""
    with httpx.Client(timeout=ANSWER_WITHIN) as client:
        for name, version in pinned(options.lock.read_text(encoding="utf-8")):
            try:
                found = known_holes(client, options.service, name, version)
            except (httpx.HTTPError, ValueError) as error:
                trouble = type(error).__name__
                break
            asked += 1
            holes += len(found)
            for hole in found:
                print(f"{name} {version}: {in_words(hole)}")
            if time.monotonic() > ends_at:
                trouble = f"not done after {SECONDS} seconds"
                break
    if trouble:
        print(f"{options.lock}: {asked} packages asked about, the others not: {options.service} ({trouble})")
    else:
        print(f"{options.lock}: {asked} packages, {holes} with known holes")
    return 1 if holes else 0


def pinned(lock: str) -> Iterator[tuple[str, str]]:
    """Name and version of each package: all are pinned, one a line (`make lock`)."""
    for name, version in re.findall(r"(?m)^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", lock):
        yield re.sub(r"[-_.]+", "-", name).lower(), version


def known_holes(client: httpx.Client, service: str, name: str, version: str) -> list[dict[str, Any]]:
    """What osv.dev says of it (https://google.github.io/osv.dev/post-v1-query/), but for what was taken back.

    Raises what httpx does, or ValueError for an answer that is none.
    """
    question: dict[str, Any] = {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
    found: list[dict[str, Any]] = []
    while True:
        answer = client.post(service, json=question)
        answer.raise_for_status()
        said = answer.json()
        found += said.get("vulns", [])
        if not said.get("next_page_token"):
            break
        question["page_token"] = said["next_page_token"]
    return [
        hole
        for hole in found
        if not hole.get("withdrawn") and not ACCEPTED.keys() & {hole["id"], *hole.get("aliases", [])}
    ]


def in_words(hole: dict[str, Any]) -> str:
    events = [
        event
        for affected in hole.get("affected", [])
        for within in affected.get("ranges", [])
        if within.get("type") == "ECOSYSTEM"
        for event in within["events"]
    ]
    mended = ", ".join(sorted({event["fixed"] for event in events if "fixed" in event})) or "no version yet"
    return f"{hole['id']} (mended in: {mended}) {(hole.get('summary') or hole.get('details') or '')[:200]}"


if __name__ == "__main__":
    sys.exit(main())
