"""What the logs say: one line a request, slow queries, and on every line the number of the request it belongs to."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from . import counters

logger = logging.getLogger(__name__)

request_id: ContextVar[str] = ContextVar("request_id", default="")
_SOUND_ID = re.compile(r"[0-9A-Za-z_-]{8,64}")
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(32), 127)}
_UNLOGGED = ("/healthz", "/readyz", "/reads/")
MAX_SQL_LENGTH = 1000
FIELDS = ("method", "path", "status", "ms", "user", "sql")
"""What a record may bear beside its message, as `extra`."""


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class TextFormatter(logging.Formatter):
    """With the request's number at the end of the line, where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return f"{text} [{found}]" if (found := getattr(record, "request_id", "")) else text


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if found := getattr(record, "request_id", ""):
            entry["request_id"] = found
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)


def with_request_id(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """What Sentry is sent names its request, too (`before_send`)."""
    if number := request_id.get():
        event.setdefault("tags", {})["request_id"] = number
    return event


class RequestLogMiddleware:
    """Numbers each request, as the proxy has numbered it if it has, and logs it when it is answered.

    What is given near (newsroom/fast/page_memory.py) does not come here: readers stand in the proxy's log, with the
    same number. Queries are left out: what readers search for is theirs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if _SOUND_ID.fullmatch(given) else token_hex(16)
        token, begun = request_id.set(number), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            self.log_request(request, response, time.perf_counter() - begun)
        finally:
            request_id.reset(token)
        return response

    def log_request(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        path = request.path.translate(_CONTROLS)
        if path.startswith(_UNLOGGED):
            return
        view = request.resolver_match.view_name if request.resolver_match else ""
        counters.count_request(view, response.status_code, seconds)
        name = getattr(request, "signed_in_as", "")  # by the admin, which has asked for them anyway
        status, ms = response.status_code, round(seconds * 1000, 1)
        fields = {"method": request.method, "path": path, "status": status, "ms": ms, "user": name}
        level = logging.ERROR if status >= 500 else logging.INFO
        logger.log(level, "%s %s %s %s ms %s", request.method, path, status, ms, name or "-", extra=fields)


def log_slow_queries(sender: type, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Told of each new connection. What the parameters were is left out: they may be anybody's."""
    if slow_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(slow_query)


def slow_query(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    begun = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        log_if_slow(begun, sql)


def log_if_slow(begun: float, *texts: str) -> None:
    """The queries that were `begun` together by `time.perf_counter()`, each as far as there is room."""
    ms = (time.perf_counter() - begun) * 1000
    if settings.SLOW_QUERY_MS and ms >= settings.SLOW_QUERY_MS:
        sql = " … ".join(text[: MAX_SQL_LENGTH // len(texts)] for text in texts)
        logger.warning("Slow query, %d ms: %s", ms, sql, extra={"ms": round(ms)})
