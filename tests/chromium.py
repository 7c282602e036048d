"""The Chromium of this machine, for the browser tests and for the pictures of the README."""

import os
import shutil
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium(playwrights_own: str) -> str | None:
    """The one that CHROMIUM names, the first one on the PATH, or Playwright's own if it was downloaded."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    return on_path or (playwrights_own if Path(playwrights_own).exists() else None)
