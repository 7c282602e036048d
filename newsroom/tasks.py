"""What the worker (`manage.py run_huey`) does for the project itself. An app's own work stands in its `tasks.py`."""

import os
import tempfile
from pathlib import Path

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import HUEY, db_periodic_task, periodic_task

HEARTBEAT = Path(os.environ.get("WORKER_HEARTBEAT") or Path(tempfile.gettempdir()) / "newsroom-worker")
"""Touched every minute; deploy/healthcheck.py takes a worker whose file is old for dead."""


@HUEY.on_startup()
def begin() -> None:
    HEARTBEAT.touch()


@periodic_task(crontab())
def heartbeat() -> None:
    HEARTBEAT.touch()


@db_periodic_task(crontab(hour="19", minute="30"))  # UTC; 04:30 in Seoul, when the desk is asleep
def clear_sessions() -> None:
    """Django keeps ended sessions until it is told to remove them."""
    call_command("clearsessions")
