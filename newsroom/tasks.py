"""What the worker (`manage.py run_huey`) does for the project itself. An app's own work stands in its `tasks.py`."""

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from huey import crontab
from huey.api import Task
from huey.contrib.djhuey import HUEY, db_periodic_task, periodic_task
from huey.signals import SIGNAL_ERROR

from .accounts import sign_in_limits
from .forms import sent_forms
from .models import Change, FailedJob
from .shared.statistics import gather_statistics
from .watch import exporter

HEARTBEAT = Path(os.environ.get("WORKER_HEARTBEAT") or Path(tempfile.gettempdir()) / "newsroom-worker")
"""Touched every minute; deploy/healthcheck.py takes a worker whose file is old for dead."""


@HUEY.on_startup()
def touch_heartbeat() -> None:
    HEARTBEAT.touch()


@HUEY.signal(SIGNAL_ERROR)
def note_failure(signal: str, task: Task, error: BaseException | None = None) -> None:
    """The worker's log has the traceback; the desk is told that something needs looking after."""
    FailedJob.objects.create(name=task.name, error=f"{type(error).__name__}: {error}"[:300])


@periodic_task(crontab())
def heartbeat() -> None:
    HEARTBEAT.touch()
    cache.set(exporter.HEARTBEAT_KEY, time.time(), timeout=None)


@db_periodic_task(crontab(hour="19", minute="30"))  # UTC; 04:30 in Seoul, when the desk is asleep
def clear_sessions() -> None:
    """Django keeps ended sessions until it is told to remove them."""
    call_command("clearsessions")


@db_periodic_task(crontab(hour="19", minute="50"))
def keep_statistics() -> None:
    """What SQLite plans its queries by; PostgreSQL does so itself. A second of writing at 100,000 articles."""
    gather_statistics()


@db_periodic_task(crontab(hour="19", minute="35"))
def forget_failures() -> None:
    FailedJob.objects.filter(at__lt=timezone.now() - timedelta(days=30)).delete()


@db_periodic_task(crontab(hour="19", minute="45"))
def fold_changes() -> None:
    Change.merge_rows()


@db_periodic_task(crontab(hour="19", minute="40"))
def forget_sign_ins() -> None:
    sign_in_limits.delete_expired(timezone.now())


@db_periodic_task(crontab(hour="19", minute="45"))
def forget_sent_forms() -> None:
    sent_forms.delete_expired(timezone.now())
