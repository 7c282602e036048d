"""What the worker does for the weather line. A job loads what it alone needs: an HTTP client."""

from __future__ import annotations

import logging

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

logger = logging.getLogger(__name__)


@db_periodic_task(crontab(minute="*/5"))
def fetch_when_due() -> None:
    """Asks for the hour's observations once they should be there, and again sooner after a failure."""
    from .fetching import AlreadyRunning, configured_service, fetch_readings, is_due, run_summary

    now = timezone.now()
    if not is_due(now):
        return
    try:
        run = fetch_readings(configured_service(), now=now)
    except AlreadyRunning:  # somebody has pressed the button in this very moment
        return
    if run.error:
        logger.warning("No weather observations: %s", run_summary(run))
    else:
        logger.info("Weather: %s", run_summary(run))
