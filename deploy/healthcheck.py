"""Asks this container how it is: `python deploy/healthcheck.py web` or `… worker`. Exit status 0 means well.

The standard library only, because it runs every few seconds and must cost nothing.
"""

import os
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

HEARTBEAT_IS_OLD = 180  # seconds; the worker touches its file every minute (newsroom/tasks.py)


def web() -> str | None:
    """Why the web server cannot take requests, or None."""
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
    connection.request("GET", "/readyz")
    response = connection.getresponse()
    return None if response.status == 200 else f"{response.status}: {response.read(500).decode(errors='replace')}"


def worker() -> str | None:
    """Why the worker does not work, or None."""
    heartbeat = Path(os.environ.get("WORKER_HEARTBEAT") or Path(tempfile.gettempdir()) / "newsroom-worker")
    age = time.time() - heartbeat.stat().st_mtime
    return None if age < HEARTBEAT_IS_OLD else f"no sign of life for {age:.0f} seconds"


def main() -> None:
    part = sys.argv[1] if len(sys.argv) == 2 else ""
    if part not in CHECKS:
        sys.exit(f"usage: healthcheck.py {'|'.join(CHECKS)}")
    try:
        sys.exit(CHECKS[part]())
    except OSError as error:
        sys.exit(f"{part}: {error}")


CHECKS = {"web": web, "worker": worker}

if __name__ == "__main__":
    main()
