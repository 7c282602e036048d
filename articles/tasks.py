"""What the worker (`manage.py run_huey`) does for articles."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, lock_task

from . import front_log, imaging, indexing, indexnow, open_forms, reads, refolding, tally


@db_periodic_task(crontab())
def note_front_page() -> None:
    """What comes and goes by the clock changes the front page without anybody's doing."""
    front_log.note()


@db_periodic_task(crontab())
def tell_portals() -> None:
    indexnow.send(timezone.now())


@db_periodic_task(crontab())
@lock_task("reads")
def count_reads() -> None:
    tally.bring_in()


@db_periodic_task(crontab(minute="*/5"))
def rank_most_read() -> None:
    reads.rank(timezone.now())


@db_periodic_task(crontab(hour="19", minute="40"))  # UTC; 04:40 in Seoul
def clear_away() -> None:
    now = timezone.now()
    open_forms.prune(now)
    front_log.prune(now)
    indexnow.prune(now)
    reads.prune(now)


@db_periodic_task(crontab(minute="*/10"))
def catch_up_search() -> None:
    """Articles that came by another way than the admin, such as an import in bulk or an update of the software."""
    for _ in refolding.refold():
        pass
    for _ in indexing.rebuild(only_missing=True):
        pass


@db_periodic_task(crontab(minute="*/10"))
def catch_up_crops() -> None:
    imaging.make_missing_crops()
