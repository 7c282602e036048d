"""What the worker (`manage.py run_huey`) does for articles."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from . import front_log, open_forms


@db_periodic_task(crontab())
def note_front_page() -> None:
    """What comes and goes by the clock changes the front page without anybody's doing."""
    front_log.note()


@db_periodic_task(crontab(hour="19", minute="40"))  # UTC; 04:40 in Seoul
def clear_away() -> None:
    now = timezone.now()
    open_forms.prune(now)
    front_log.prune(now)
