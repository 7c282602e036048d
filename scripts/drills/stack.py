"""The stack of docker-compose.yml from a clean clone, with the demo edition and a small disk for photos."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.servers import free_port

ROOT = Path(__file__).parents[2]
SMALL_DISK = """
# A disk in memory lives for as long as some container uses it: so one does from the first to the last.
services:
  keeper:
    image: nginx:1.28-bookworm
    entrypoint: [sleep, infinity]
    volumes: ["media:/srv/media"]
  migrate:
    depends_on:
      keeper:
        condition: service_started
volumes:
  media:
    driver_opts: {type: tmpfs, device: tmpfs, o: "size=96m,uid=10001,gid=10001"}
"""


class Stack:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.site = f"http://localhost:{self.port}"
        has_plugin = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0
        self.command = ["docker", "compose"] if has_plugin else ["docker-compose"]
        self.environment = {
            **os.environ,
            "COMPOSE_PROJECT_NAME": f"newsroom-drills-{os.getpid()}",
            "COMPOSE_FILE": "docker-compose.yml:small-disk.yml",
        }

    def fill_in(self) -> None:
        example = (self.folder / ".env.example").read_text(encoding="utf-8")
        own = {
            "SECRET_KEY": secrets.token_hex(32),
            "POSTGRES_PASSWORD": secrets.token_hex(16),
            "ALLOWED_HOSTS": "localhost",
            "SITE_URL": self.site,
            "HTTP_PORT": str(self.port),
            "DEMO": "1",
        }
        kept = [line for line in example.splitlines() if line.removeprefix("#").partition("=")[0] not in own]
        lines = [*kept, *(f"{name}={value}" for name, value in own.items())]
        (self.folder / ".env").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self.folder / "small-disk.yml").write_text(SMALL_DISK, encoding="utf-8")

    def run_compose(self, *arguments: str, check: bool = True) -> str:
        return self.run(*self.command, *arguments, check=check)

    def run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if check and done.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return done.stdout

    def run_django(self, code: str) -> str:
        return self.run_compose(
            "exec", "-T", "web", "python", "manage.py", "shell", "--verbosity", "0", "--command", code
        )

    def containers(self, service: str) -> list[str]:
        return self.run_compose("ps", "--quiet", service).split()

    def processes(self, service: str) -> list[tuple[int, int, str]]:
        """Of its first container: number on this machine, parent's number, command."""
        lines = self.run("docker", "top", self.containers(service)[0], "-eo", "pid,ppid,args").splitlines()[1:]
        return [(int(pid), int(parent), args) for pid, parent, args in (line.split(None, 2) for line in lines)]

    def wait_until_served(self, path: str = "/readyz", seconds: float = 120) -> float:
        """Waits until it is; for how many seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < seconds:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.site + path, timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - begun
            time.sleep(0.5)
        raise RuntimeError(f"{path} was not served within {seconds:.0f} seconds")

    def wait_until_healthy(self, service: str, number: int) -> None:
        for _ in range(120):
            found = self.run(
                "docker", "inspect", "--format", "{{.State.Health.Status}}", *self.containers(service), check=False
            )
            if found.split().count("healthy") == number:
                return
            time.sleep(1)
        raise RuntimeError(f"{service} did not become healthy")


@contextlib.contextmanager
def running_stack() -> Iterator[Stack]:
    folder = Path(tempfile.mkdtemp(prefix="newsroom-drills-"))
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    found = Stack(folder)
    found.fill_in()
    try:
        found.run_compose("up", "--detach", "--build")
        found.wait_until_served()
        yield found
    except BaseException:
        print(found.run_compose("logs", "--tail=40", check=False)[-8000:])
        raise
    finally:
        found.run_compose("down", "--volumes", "--remove-orphans", "--rmi", "local", check=False)
        shutil.rmtree(folder, ignore_errors=True)
