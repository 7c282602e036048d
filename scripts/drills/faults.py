"""The drills. Each does its harm while people read and write, and says what there is to say beside their numbers."""

from __future__ import annotations

import io
import json
import os
import signal
import tarfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from PIL import Image

from ..desk import Desk, LargestForm
from .stack import Stack

USER = "drill"
DATABASE_STOPPED = 60
TO_BE_FOUND = 5_000
"""Articles that the worker brings into the search when it is killed."""
UNTIL_IN_THE_MIDDLE = """
import time
from articles.models import SearchEntry
from articles.tasks import catch_up_search
SearchEntry.objects.all()._raw_delete("default")
catch_up_search()
for _ in range(1200):
    if SearchEntry.objects.count() >= 500:
        break
    time.sleep(0.05)
"""


class DrillFailed(Exception):
    """What must not be."""


def kill_a_web_process(stack: Stack) -> str:
    """kill -9 of a gunicorn process"""
    masters = {parent for _pid, parent, args in stack.processes("web") if "gunicorn" in args}
    for _ in range(3):
        workers = [pid for pid, _parent, args in stack.processes("web") if "gunicorn" in args and pid not in masters]
        os.kill(workers[0], signal.SIGKILL)
        time.sleep(3)
    return "three processes, one after the other"


def restart_the_cache(stack: Stack) -> str:
    """restart of the cache"""
    stack.run_compose("restart", "cache")
    time.sleep(5)
    return ""


def stop_the_database(stack: Stack) -> str:
    """database stopped for 60 seconds"""
    stack.run_compose("stop", "db")
    time.sleep(DATABASE_STOPPED)
    stack.run_compose("start", "db")
    return f"the application was ready again {stack.wait_until_served():.0f} s after the database was started"


def fill_the_disk(stack: Stack, desk: Desk) -> str:
    """disk full for photos"""
    stack.run_compose("exec", "-T", "web", "sh", "-c", "dd if=/dev/zero of=/srv/media/.filler bs=64k", check=False)
    before = count_photos(stack)
    refused = upload_photo(desk)
    if "저장하지 못했습니다" not in refused or count_photos(stack) != before:
        raise DrillFailed("an upload to a full disk was not refused cleanly")
    stack.run_compose("exec", "-T", "web", "rm", "/srv/media/.filler")
    upload_photo(desk)
    if count_photos(stack) != (before[0] + 1, before[1] + 1):
        raise DrillFailed("an upload after the disk had room again was not stored")
    return "an upload was refused with a sentence, left no row and no file, and was stored once there was room again"


def kill_the_worker(stack: Stack) -> str:
    """worker killed in the middle of a job"""
    missing = "from articles.models import Article, SearchEntry; from django.utils import timezone; "
    missing += "print(Article.objects.published(timezone.now()).filter(search_entry=None).count())"
    stack.run_compose("exec", "-T", "web", "python", "manage.py", "demo", "--articles", str(TO_BE_FOUND))
    stack.run_django(UNTIL_IN_THE_MIDDLE)
    stack.run("docker", "kill", "--signal", "KILL", *stack.containers("worker"))
    left = killed_at = int(stack.run_django(missing))
    if not killed_at:
        raise DrillFailed("the worker had done its job before it was killed")
    stack.run_compose("up", "--detach", "worker")
    for _ in range(180):
        left = int(stack.run_django(missing))
        if not left:
            return f"{killed_at:,} articles were still to be brought into the search; none afterwards"
        time.sleep(5)
    raise DrillFailed(f"{left} articles never came into the search")


def keep_a_schedule(stack: Stack) -> str:
    """an article comes out by the clock"""
    pk = int(
        stack.run_django(
            "from articles.desk import publishing; from articles.models import Article, Section\n"
            "from django.utils import timezone; from datetime import timedelta\n"
            "a = Article.objects.create(section=Section.objects.first(), headline='예약한 기사', body='<p>글</p>',"
            " state='submitted')\n"
            "publishing.schedule(a, at=timezone.now().replace(microsecond=0) + timedelta(seconds=8), by=None)\n"
            "print(a.pk, a.published_at.timestamp())"
        ).split()[0]
    )
    at = float(
        stack.run_django(
            f"from articles.models import Article; print(Article.objects.get(pk={pk}).published_at.timestamp())"
        )
    )
    while time.time() < at + 10:
        try:
            urllib.request.urlopen(f"{stack.site}/articles/{pk}/", timeout=5).close()
        except urllib.error.HTTPError:
            time.sleep(0.1)
            continue
        late = time.time() - at
        if late < 0:
            raise DrillFailed(f"the article was out {-late:.1f} s before its time")
        return f"out {late:.1f} s after its second, through the proxy"
    raise DrillFailed("the article did not come out")


def roll_over(stack: Stack) -> str:
    """rolling restart of two web containers"""
    stack.run_compose("up", "--detach", "--no-recreate", "--scale", "web=2")
    stack.wait_until_healthy("web", 2)
    time.sleep(6)  # as long as the proxy believes an address
    for container in stack.containers("web"):
        stack.run("docker", "restart", "--time", "30", container)
        stack.wait_until_healthy("web", 2)
        time.sleep(6)
    return ""


def back_up_and_restore(stack: Stack) -> str:
    """backup, an empty stack, restore"""
    first = make_backup(stack)
    stack.run_compose("down", "--volumes")
    stack.environment.pop("COMPOSE_FILE")  # on an ordinary disk
    environment = (stack.folder / ".env").read_text(encoding="utf-8")
    (stack.folder / ".env").write_text(environment.replace("DEMO=1", "DEMO=0"), encoding="utf-8")
    stack.run("make", "--no-print-directory", "restore", f"FILE={first}")
    stack.wait_until_served()
    one, other = read_manifest(first), read_manifest(make_backup(stack))
    rows = {table["name"]: table["rows"] for table in one["tables"]}
    counted_on = {
        "huey",
        "articles_frontsnapshot",
        "articles_standing",
        "articles_record",
    }  # by the worker
    differ = [
        name
        for table in other["tables"]
        if (name := table["name"]) not in counted_on
        and rows[name] != table["rows"]
        and not (name == "weather_fetch" and rows[name] < table["rows"])  # the worker has fetched since
    ]
    same = {name for name, digest in one["files"].items() if other["files"].get(name) == digest}
    photos_differ = [name for name in one["files"] if name.startswith("media/") and name not in same]
    if differ or photos_differ:
        raise DrillFailed(f"not the same after a restore: {differ} {photos_differ}")
    whole = f"{sum(rows.values()):,} rows of {len(rows)} tables"
    return f"{whole}; {len(same)} of {len(one['files'])} parts have the same SHA-256, all photos among them"


def make_backup(stack: Stack) -> Path:
    return stack.folder / stack.run("make", "--no-print-directory", "backup").splitlines()[-1]


def read_manifest(path: Path) -> dict:
    with tarfile.open(path) as archive:
        file = archive.extractfile("manifest.json")
        return json.loads(file.read()) if file else {}


def count_photos(stack: Stack) -> tuple[int, int]:
    """Rows, and folders of files."""
    rows = stack.run_django("from articles.models import Photo; print(Photo.objects.count())")
    folders = stack.run_compose("exec", "-T", "web", "sh", "-c", "find /srv/media/photos -name master.jpg | wc -l")
    return int(rows), int(folders)


def upload_photo(desk: Desk) -> str:
    """What the page says."""
    path = "/admin/articles/photo/add/"
    picture = io.BytesIO()
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(picture, "JPEG")
    return desk.post(path, LargestForm(desk.get(path).text).fields, file=picture.getvalue()).text
