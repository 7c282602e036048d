"""The servers that are measured: PostgreSQL, Redis, gunicorn and nginx, started in a folder and ended with the run."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.servers import free_port, start_postgresql, start_redis

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "deploy" / "gunicorn.conf.py"
WORKERS, THREADS = 2, 4


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

    def manage(self, *command: str) -> str:
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


class Serving(NamedTuple):
    site: str
    master: int
    """The process whose children do the work."""


@contextlib.contextmanager
def gunicorn(environment: dict[str, str], port: int, *application: str) -> Iterator[Serving]:
    """Gunicorn under the paper's own configuration; `application` names another than the paper."""
    command = [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), "--log-level", "error", *application]
    with process(command, {**environment, "HOST": "127.0.0.1", "PORT": str(port)}) as master:
        wait_until_answers(f"http://127.0.0.1:{port}/healthz")
        yield Serving(f"http://127.0.0.1:{port}", master.pid)


@contextlib.contextmanager
def proxy(paper: Paper) -> Iterator[str]:
    """nginx as deployed, in front of the gunicorn at the paper's port.

    Its limits per address would limit the measurement, which comes from one address: they alone are lifted.
    """
    text = template(paper.folder / "nginx", paper.environment["SITE_URL"])
    text = re.sub(r"rate=\d+r/[sm]", "rate=1000000r/s", text)
    text = text.replace("http://web:8000", f"http://127.0.0.1:{paper.port}")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{paper.proxy_port}")
    text = text.replace("/srv/media", paper.environment["MEDIA_ROOT"])
    with nginx(paper.folder / "nginx", text):
        wait_until_answers(f"http://127.0.0.1:{paper.proxy_port}/proxyz")
        yield f"http://127.0.0.1:{paper.proxy_port}"


@contextlib.contextmanager
def files(folder: Path, root: Path) -> Iterator[str]:
    """nginx with the same general settings, serving files that are compressed already."""
    port = free_port()
    text = template(folder, "http://127.0.0.1").split("    server {", 1)[0]
    text += f"""
    server {{
        listen 127.0.0.1:{port};
        root {root};
        gzip off;
        types {{}}
        default_type "text/html; charset=utf-8";
        add_header Content-Encoding gzip;
        location = /healthz {{ return 204; }}
    }}
}}
"""
    with nginx(folder, text):
        wait_until_answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


def template(folder: Path, site_url: str) -> str:
    """deploy/nginx.conf.template for a process of this machine instead of a container."""
    text = (ROOT / "deploy" / "nginx.conf.template").read_text(encoding="utf-8").replace("${SITE_URL}", site_url)
    text = re.sub(r"(?m)^\s*resolver\w* .*$", "", text)
    text = text.replace("/dev/stdout", "/dev/null").replace("/dev/stderr", "error.log")
    text = text.replace("/tmp/", f"{folder}/").replace("error_log error.log", f"error_log {folder}/error.log")
    return f"user root;\n{text}" if os.geteuid() == 0 else text


@contextlib.contextmanager
def nginx(folder: Path, text: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    config.write_text(text, encoding="utf-8")
    command = ["nginx", "-e", str(folder / "error.log"), "-c", str(config), "-g", "daemon off;"]
    with process(command, dict(os.environ)):
        yield


@contextlib.contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen(command, env=environment, cwd=ROOT, process_group=0)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(40)


def wait_until_answers(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{address} does not answer")


def check_tools() -> None:
    missing = [name for name in ("nginx", "wrk") if not shutil.which(name)]
    if missing:
        sys.exit(f"The measurement needs {' and '.join(missing)}: on Debian, apt-get install {' '.join(missing)}")
