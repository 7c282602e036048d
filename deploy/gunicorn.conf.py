"""How gunicorn serves the paper, in the container and under `make run`."""

import os
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

import newsroom.settings  # noqa: F401  (what is missing stops the start here, once, not in every worker)
from newsroom.logs import JsonFormatter

wsgi_app = "newsroom.wsgi"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Threads wait for the database together; processes (WEB_CONCURRENCY) use the cores. A process has at most as many
# database connections as threads, so WEB_CONCURRENCY x WEB_THREADS x web containers must stay under PostgreSQL's 100.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))

control_socket_disable = True
timeout = 60  # a photo of 20 MB is decoded and resized within it on a small server
graceful_timeout = 25  # less than compose's stop_grace_period
keepalive = 5
max_requests = 200_000  # a slow leak in some library never grows old; a warm page is a request, too
max_requests_jitter = 20_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a heartbeat file on a slow disk blocks workers

accesslog = os.environ.get("ACCESS_LOG", "-")
access_log_format = "%(r)s %(s)s %(B)s bytes %(M)s ms"  # who asked stands in the proxy's log, if anywhere


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
