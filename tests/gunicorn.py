"""The real gunicorn under deploy/gunicorn.conf.py, on the database of the running test."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from .servers import free_port, process, wait_until_answers

MODULE = """from newsroom.settings import *
DATABASES["default"] = %r
CACHES = %r
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""


@contextlib.contextmanager
def serving(application: str, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Gunicorn itself with another application than the paper's, and its port."""
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        **environment,
    }
    with process(
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", application], environment
    ) as master:
        wait_until_answers(f"http://127.0.0.1:{port}/")
        yield master, port


@contextlib.contextmanager
def gunicorn(
    folder: Path,
    caches: dict[str, Any],
    *application: str,
    has_database: bool = True,
    by_way_of: dict[str, Any] | None = None,
    **environment: str,
) -> Iterator[int]:
    """Its port. For tests with `transactional_db`: it sees what is committed. Without a database, nobody answers it.

    `application` is another than the paper's; `by_way_of` leads to the same database by another address.
    """
    database = {name: connection.settings_dict[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}
    database["OPTIONS"] = {name: v for name, v in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    if not has_database:
        database |= {"HOST": "127.0.0.1", "PORT": str(free_port())}
        database["OPTIONS"].pop("host", None)
    if by_way_of:
        options = {name: v for name, v in connection.settings_dict["OPTIONS"].items() if name != "host"}
        kept = {name: connection.settings_dict[name] for name in ("CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS")}
        database |= {"OPTIONS": options, **kept, **by_way_of}
    (folder / "shared_settings.py").write_text(MODULE % (database, caches))
    port = free_port()
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "shared_settings",
        "PYTHONPATH": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "ERROR",
        "PORT": str(port),
        **environment,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", *application]
    with process(command, environment):
        wait_until_answers(f"http://127.0.0.1:{port}/healthz")
        yield port
