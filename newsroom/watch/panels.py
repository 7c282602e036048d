"""What the desk's start page says of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from ..models import FailedJob

FAILURE_DAYS = timedelta(days=1)


@dataclass(frozen=True)
class FailedJobs:
    """Background work that failed in the last day. One query."""

    jobs: list[FailedJob]
    template: str = "admin/panels/failed_jobs.html"

    @classmethod
    def for_user(cls, user: Any, now: datetime) -> Self | None:
        """None where there is nothing to tell, or nobody whom it concerns."""
        if not user.has_perm("newsroom.view_failedjob"):
            return None
        jobs = list(FailedJob.objects.filter(at__gt=now - FAILURE_DAYS)[:5])
        return cls(jobs) if jobs else None
