"""Known holes in what the lock files pin: part of `make check`. Asks the OSV database, a question a package.

Status 1 where there is one, also if the database went away half-way. Without a way to it, one line says so and the
check goes on: a paper is built on machines without internet, too.

    python scripts/check_dependencies.py requirements.lock [--service https://api.osv.dev/v1/query]
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import requests
from pip_audit._audit import Auditor
from pip_audit._dependency_source import RequirementSource
from pip_audit._service.interface import ServiceError
from pip_audit._service.osv import OsvService

SECONDS = 60
"""For everything; an answer may take five."""

ACCEPTED: dict[str, str] = {}
"""Holes that do not reach us, by their number, and why. Anything else fails the check."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lock", type=Path)
    parser.add_argument("--service", default=OsvService.DEFAULT_OSV_URL)
    options = parser.parse_args()

    ends_at = time.monotonic() + SECONDS
    asked, holes, trouble = 0, 0, ""
    with TemporaryDirectory() as cache:
        service = OsvService(cache_dir=Path(cache), timeout=5, osv_url=options.service)
        source = RequirementSource([options.lock], require_hashes=True, disable_pip=True)
        try:
            for package, found in Auditor(service).audit(source):
                asked += 1
                for hole in found:
                    if not ACCEPTED.keys() & {hole.id, *hole.aliases}:
                        holes += 1
                        mended = ", ".join(map(str, hole.fix_versions)) or "no version yet"
                        what = f"{package.name} {package.version}: {hole.id} (mended in: {mended})"
                        print(f"{what} {hole.description[:200]}")
                if time.monotonic() > ends_at:
                    trouble = f"not done after {SECONDS} seconds"
                    break
        except (ServiceError, requests.RequestException) as error:
            trouble = type(error).__name__
    if trouble:
        print(f"{options.lock}: {asked} packages asked about, the others not: {options.service} ({trouble})")
    else:
        print(f"{options.lock}: {asked} packages, {holes} with known holes")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
