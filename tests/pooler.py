"""Debian's PgBouncer in transaction mode, as a process of this machine: each transaction may get another connection."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .servers import free_port, process

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CONNECTIONS = 3
"""With the server, for all clients."""

CONFIG = """
[databases]
{name} = host={host} user={user} dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
ignore_startup_parameters = options
log_connections = 0
log_disconnections = 0
log_stats = 0
"""


@contextlib.contextmanager
def pooler(folder: Path, *, name: str, host: str, user: str) -> Iterator[dict[str, Any]]:
    """In front of this database, which trusts who comes by its socket in `host`. Gives what leads there instead."""
    port, config = free_port(), folder / "pgbouncer.ini"
    config.write_text(CONFIG.format(name=name, host=host, user=user, port=port, connections=CONNECTIONS))
    as_user = ["-u", pwd.getpwuid(Path(host).stat().st_uid).pw_name] if os.geteuid() == 0 else []
    assert PROGRAM
    with process([PROGRAM, "-q", *as_user, str(config)], dict(os.environ)):
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
                break
            time.sleep(0.1)
        else:
            raise RuntimeError("PgBouncer does not answer")
        yield {"HOST": "127.0.0.1", "PORT": str(port)}
