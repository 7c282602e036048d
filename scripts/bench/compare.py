"""What a page takes of the processor here and in another tree of the paper, side by side, in turns.

Counts gunicorn, PostgreSQL and Redis together, so that neighbours on the machine disturb it little. Both trees have the
same articles: `python -m scripts.bench.compare ../before --articles 20000`. Forms of the desk are opened by somebody
who is signed in; nothing of them is kept, so their three figures differ by chance alone.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import psycopg

from tests.servers import free_port, start_postgresql, start_redis, wait_until_answers

from .servers import ROOT

READERS = 4
TICKS = os.sysconf("SC_CLK_TCK")
SERVERS = {
    "there, cold": (True, "scripts.bench.cold:application"),
    "here, after a publish": (False, "scripts.bench.published:application"),
    "here, cold": (False, "scripts.bench.cold:application"),
}
"""Whether the other tree is asked, and for which application."""
FORM_COUNT = 20
"""Articles whose form is opened in turn."""

# Run by `manage.py shell`: prints the session of somebody who may do everything, good in both trees.
SIGN_IN_SCRIPT = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
user = get_user_model().objects.create_superuser("bench-desk", password="measured-not-kept")
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(session.session_key)
"""


class Tree:
    def __init__(self, root: Path, folder: Path, database_url: str, redis_url: str) -> None:
        self.root = root
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            **{"SECRET_KEY": "k" * 50, "ALLOWED_HOSTS": "127.0.0.1", "SITE_URL": "http://127.0.0.1"},
            **{"DATABASE_URL": database_url, "REDIS_URL": redis_url, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(root)},
            **{"STATIC_ROOT": str(folder / "static"), "MEDIA_ROOT": str(folder / "media"), "ACCESS_LOG": "/dev/null"},
        }

    def run_manage(self, *command: str) -> str:
        manage = [sys.executable, str(self.root / "manage.py"), *command]
        run = subprocess.run(manage, env=self.environment, cwd=self.root, check=True, stdout=subprocess.PIPE, text=True)
        return run.stdout

    @contextlib.contextmanager
    def serve(self, application: str) -> Iterator[tuple[int, int]]:
        """Port and process."""
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "--log-level",
            "error",
            application,
        ]
        running = subprocess.Popen(command, env={**self.environment, "PORT": str(port)}, cwd=self.root)
        try:
            wait_until_answers(f"http://127.0.0.1:{port}/healthz")
            yield port, running.pid
        finally:
            running.terminate()
            running.wait(40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="the root of the other tree")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5, help="turns of all ways; the middle ratio counts")
    parser.add_argument("--requests", type=int, default=300, help="of each turn")
    parser.add_argument("--rows", type=lambda names: names.split(","), help="names of rows, by commas; without: all")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-bench-"))
    postgresql, redis = start_postgresql(folder), start_redis(folder)
    try:
        there, here, session = make_trees(options, folder, postgresql.url, redis.url)
        own = descendants(os.getpid())  # the servers, before any gunicorn
        script = (Path(__file__).parent / "addresses.py").read_text(encoding="utf-8")
        rows = add_forms(json.loads(here.run_manage("shell", "--verbosity", "0", "--command", script)))
        with contextlib.ExitStack() as stack:
            ways = {
                way: stack.enter_context((there if is_other else here).serve(application))
                for way, (is_other, application) in SERVERS.items()
            }
            print(
                f"{options.articles} articles, {options.rounds} turns of {options.requests} requests; "
                "milliseconds of processor a page, all processes"
            )
            for name in options.rows or rows:
                found = measure_ways(ways, rows[name], session, options, server_pids(folder) | own)
                print(format_line(name, found), flush=True)
    finally:
        redis.stop()
        postgresql.stop()
        shutil.rmtree(folder, ignore_errors=True)


def make_trees(options: argparse.Namespace, folder: Path, postgresql: str, redis: str) -> tuple[Tree, Tree, str]:
    """The other with its articles, this one with a copy of them, and a session of the desk for both."""

    def named(name: str) -> str:
        return postgresql.replace("/postgres?", f"/{name}?")

    with psycopg.connect(postgresql, autocommit=True) as database:
        database.execute("CREATE DATABASE there")
        there = Tree(options.other.resolve(), folder / "there", named("there"), f"{redis}?db=1")
        there.run_manage("migrate", "--verbosity", "0")
        there.run_manage("collectstatic", "--no-input", "--verbosity", "0")
        there.run_manage("demo", "--articles", str(options.articles))
        session = there.run_manage("shell", "--verbosity", "0", "--command", SIGN_IN_SCRIPT).strip()
        database.execute("CREATE DATABASE here TEMPLATE there")
    here = Tree(ROOT, folder / "here", named("here"), f"{redis}?db=2")
    shutil.copytree(folder / "there" / "media", folder / "here" / "media")
    here.run_manage("migrate", "--verbosity", "0")
    here.run_manage("collectstatic", "--no-input", "--verbosity", "0")
    return there, here, session


def add_forms(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    numbers = [path.split("/")[2] for path in rows["article"][:FORM_COUNT]]
    forms = [f"/admin/articles/article/{number}/change/" for number in numbers]
    return {**rows, "new article's form": ["/admin/articles/article/add/"], "article's form": forms}


def measure_ways(
    ways: dict[str, tuple[int, int]], paths: list[str], session: str, options: argparse.Namespace, of_servers: set[int]
) -> dict[str, list[float]]:
    """Milliseconds of processor for a request, by way, of each turn."""
    found: dict[str, list[float]] = {way: [] for way in ways}
    for turn in range(options.rounds + 1):
        for way, (port, master) in ways.items():
            before = cpu_seconds(of_servers | descendants(master))
            request_pages(port, paths, options.requests, session)
            took = cpu_seconds(of_servers | descendants(master)) - before
            if turn:  # the first one warms up
                found[way].append(1000 * took / options.requests)
    return found


def request_pages(port: int, paths: list[str], requests: int, session: str = "") -> None:
    def read(reader: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for number in range(reader, requests, READERS):
            path = paths[number % len(paths)]
            cookie = {"Cookie": f"sessionid={session}"} if path.startswith("/admin/") else {}
            connection.request("GET", path, headers={"Accept-Encoding": "gzip", **cookie})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(read, range(READERS)))


def format_line(name: str, found: dict[str, list[float]]) -> str:
    cells = [name]
    for way, took in found.items():
        ratio = median(one / other for one, other in zip(took, found["there, cold"], strict=True))
        cells.append(f"{way} {median(took):.2f} ({ratio:.2f})")
    return " | ".join(cells)


# --- Processes -----------------------------------------------------------------------------------


def server_pids(folder: Path) -> set[int]:
    """PostgreSQL's first process; those that it ends are counted by it, and what serves us is found anew each time."""
    pid = folder / "postgresql" / "postmaster.pid"
    return {int(pid.read_text(encoding="ascii").split()[0])} if pid.exists() else set()


def descendants(pid: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            children.setdefault(int(stat_fields(each)[1]), []).append(int(each.parent.name))
    found, waiting = set[int](), [pid]
    while waiting:
        found.add(waiting[-1])
        waiting += children.get(waiting.pop(), [])
    return found


def cpu_seconds(pids: set[int]) -> float:
    """Of processor, with those of children that have ended."""
    total = 0
    for pid in set().union(*(descendants(pid) for pid in pids if pid != os.getpid())):
        with contextlib.suppress(OSError):
            total += sum(map(int, stat_fields(Path(f"/proc/{pid}/stat"))[11:15]))
    return total / TICKS


def stat_fields(stat: Path) -> list[str]:
    """From the process's state on."""
    return stat.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()


if __name__ == "__main__":
    main()
