"""How gunicorn serves the paper, in the container and under `make run`."""

import gc
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

METRICS_PORT = int(os.environ.get("METRICS_PORT") or 0)
if METRICS_PORT:  # the processes' counters; prometheus_client looks for it when it is imported
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="newsroom-metrics-"))

import newsroom.settings  # noqa: E402,F401  (what is missing stops the start here, with one line)
from newsroom.shared.logs import JsonFormatter  # noqa: E402

wsgi_app = "newsroom.wsgi"

# Loaded once, by the process that starts the others: they share what they do not change, a start takes one load instead
# of one for each. New code or settings need a restart; a reload (HUP) keeps the old.
preload_app = True
gc.disable()  # until each process has begun: to look for garbage writes to every object, and ends the sharing

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Threads wait for the database and for uploads together; processes (WEB_CONCURRENCY) use the cores, and each puts two
# pages together at a time, however many threads it has (newsroom/fast/pages.py). A process has at most as many
# database connections as threads: WEB_CONCURRENCY x WEB_THREADS x web containers must stay under PostgreSQL's 100.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

forwarder_headers = ""  # nobody says under which path the paper stands: it would stand in pages that others get
control_socket_disable = True
timeout = 60  # a photo of 20 MB is decoded and resized within it on a small server
graceful_timeout = 25  # less than compose's stop_grace_period
worker_class = "gthread"
# A process has a connection for each thread, and keeps four times as many that wait for their next request. More are
# left to the other processes: the one that wakes first would else take all of a burst, and keep them (docs/adr/0015).
worker_connections = 5 * threads
keepalive = 5  # seconds, for who speaks to gunicorn itself: our proxy asks once by each connection
max_requests = 200_000  # a slow leak in some library never grows old; a warm page is a request, too
max_requests_jitter = 20_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a heartbeat file on a slow disk blocks workers

# The application logs what it answers (newsroom/shared/logs.py), the proxy all that readers ask for. This one is for
# want of a proxy: it names what was given from memory, too.
accesslog = os.environ.get("ACCESS_LOG") or None
access_log_format = "%(r)s %(s)s %(B)s bytes %(M)s ms"


def when_ready(server: Any) -> None:
    gc.collect()
    gc.freeze()  # what is loaded for good is never looked at again


def post_worker_init(worker: Any) -> None:
    # A page leaves hardly any garbage that is tangled in itself, so it is looked for less often.
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    if METRICS_PORT:
        from newsroom.watch import exporter

        where = (os.environ.get("METRICS_HOST") or os.environ.get("HOST", "127.0.0.1"), METRICS_PORT)
        threading.Thread(target=exporter.serve_metrics, args=where, name="metrics", daemon=True).start()


def child_exit(server: Any, worker: Any) -> None:
    if METRICS_PORT:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


class logger_class(Logger):
    """Gunicorn's log in the form that LOG_FORMAT asks for, without health checks and beacons, which never end."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        if os.environ.get("LOG_FORMAT") == "json":
            for handler in (*self.error_log.handlers, *self.access_log.handlers):
                handler.setFormatter(JsonFormatter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        path = environ["PATH_INFO"]
        if path not in {"/healthz", "/readyz"} and not path.startswith("/reads/"):
            super().access(resp, req, environ, request_time)
