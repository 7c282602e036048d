"""What the worker (`manage.py run_huey`) does for articles.

What one job alone needs is loaded by that job, once it has something to do: a client for HTTP, the decoder of pictures.
"""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, lock_task

from .desk import open_forms
from .front import log
from .models import Photo, PortalNotice
from .pageviews import counts, tally
from .search import indexing, refolding


@db_periodic_task(crontab())
def note_front_page() -> None:
    """What comes and goes by the clock changes the front page without anybody's doing."""
    log.log_front_page()


@db_periodic_task(crontab())
def tell_portals() -> None:
    now = timezone.now()
    if PortalNotice.objects.due(now).exists():
        from .portals import indexnow

        indexnow.send_notices(now)


@db_periodic_task(crontab())
@lock_task("reads")
def count_reads() -> None:
    tally.store_from_redis()


@db_periodic_task(crontab(minute="*/5"))
def rank_most_read() -> None:
    counts.update_rankings(timezone.now())


@db_periodic_task(crontab(hour="19", minute="40"))  # UTC; 04:40 in Seoul
def clear_away() -> None:
    from .portals import indexnow

    now = timezone.now()
    open_forms.delete_expired(now)
    log.delete_expired(now)
    indexnow.delete_expired(now)
    counts.delete_expired(now)


@db_periodic_task(crontab(minute="*/10"))
def catch_up_search() -> None:
    """Articles that came by another way than the admin, such as an import in bulk or an update of the software."""
    for _ in refolding.refold():
        pass
    for _ in indexing.rebuild(only_missing=True):
        pass


@db_periodic_task(crontab(minute="*/10"))
def catch_up_crops() -> None:
    if Photo.objects.without_crops().exists():
        from .pictures import store

        store.make_missing_crops()
