"""The servers that are measured: PostgreSQL, Redis, gunicorn and nginx, started in a folder and ended with the run."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.proxy import nginx, template
from tests.servers import free_port, process, start_postgresql, start_redis, wait_until_answers

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "deploy" / "gunicorn.conf.py"
WORKERS, THREADS = 2, 4
FILE_HEADERS = {"Content-Length", "Content-Type", "ETag", "X-Request-ID"}
"""Headers that nginx gives a file by itself, or for each request."""


class Paper:
    """A paper of its own: its database, cache, files and settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.proxy_port = free_port(), free_port()
        self.postgresql, self.redis = start_postgresql(folder), start_redis(folder)
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "SECRET_KEY": secrets.token_hex(32),
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{self.proxy_port}",
            "DATABASE_URL": self.postgresql.url,
            "REDIS_URL": self.redis.url,
            "BEHIND_PROXY": "1",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
            "WEB_CONCURRENCY": str(WORKERS),
            "WEB_THREADS": str(THREADS),
            "WORKER_HEARTBEAT": str(folder / "worker"),
            "LOG_LEVEL": "ERROR",
            "ACCESS_LOG": "/dev/null",
            "PYTHONPATH": str(ROOT),
        }

    def run_manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", *command],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def end(self) -> None:
        self.redis.stop()
        self.postgresql.stop()


class RunningServer(NamedTuple):
    site: str
    master: int
    """The process whose children do the work."""


@contextlib.contextmanager
def run_gunicorn(environment: dict[str, str], port: int, *application: str) -> Iterator[RunningServer]:
    """Gunicorn under the paper's own configuration; `application` names another than the paper."""
    command = [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), "--log-level", "error", *application]
    with process(command, {**environment, "HOST": "127.0.0.1", "PORT": str(port)}) as master:
        wait_until_answers(f"http://127.0.0.1:{port}/healthz")
        yield RunningServer(f"http://127.0.0.1:{port}", master.pid)


@contextlib.contextmanager
def run_proxy(paper: Paper) -> Iterator[str]:
    """nginx as deployed, in front of the gunicorn at the paper's port.

    Its limits per address would limit the measurement, which comes from one address: they alone are lifted.
    """
    folder = paper.folder / "nginx"
    text = template(folder, site_url=paper.environment["SITE_URL"], port=paper.proxy_port, web=paper.port)
    text = re.sub(r"burst=\d+", "burst=1000000", re.sub(r"rate=\d+r/[sm]", "rate=1000000r/s", text))
    with nginx(folder, text):
        wait_until_answers(f"http://127.0.0.1:{paper.proxy_port}/proxyz")
        yield f"http://127.0.0.1:{paper.proxy_port}"


@contextlib.contextmanager
def serve_files(folder: Path, root: Path) -> Iterator[str]:
    """nginx with the same general settings, serving the pages that `load.fetch_pages` put there, with their headers."""
    port = free_port()
    pages = json.loads((root / "index.json").read_text(encoding="utf-8")).values()
    shared = set.intersection(*({(name, value) for name, value in page["headers"]} for page in pages))
    headers = "".join(
        f"add_header {name} {json.dumps(value)};\n" for name, value in sorted(shared) if name not in FILE_HEADERS
    )
    text = template(folder, site_url="http://127.0.0.1", port=port, web=port).split("    server {", 1)[0]
    text += f"""
    server {{
        listen 127.0.0.1:{port};
        root {root};
        gzip off;
        types {{}}
        default_type "text/html; charset=utf-8";
        add_header X-Request-ID $request_id;
        {headers}
        location = /healthz {{ return 204; }}
    }}
}}
"""
    with nginx(folder, text):
        wait_until_answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


def check_tools() -> None:
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing:
        sys.exit(f"The measurement needs {' and '.join(missing)}: on Debian, apt-get install {' '.join(missing)}")
