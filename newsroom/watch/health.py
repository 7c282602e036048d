"""`/healthz` and `/readyz`, for containers, proxies and whoever watches the paper."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers first, before anything asks for the host's name, HTTPS or a session: a health check has none of them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match request.path_info:
            case "/healthz":
                response = HttpResponse("ok\n", content_type="text/plain")
            case "/readyz":
                response = readiness_response()
            case _:
                return self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def readiness_response() -> JsonResponse:
    """Whether each part that the paper stands on answers, by name; 503 if one does not."""
    parts = {"database": is_available(check_database), "cache": is_available(check_cache)}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def is_available(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception:  # whatever a driver raises, the answer is the same: it is not there
        logger.warning("%s failed", ask.__name__, exc_info=True)
        return False
    return True


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache() -> None:
    cache.set("readyz", True, timeout=5)
    if cache.get("readyz") is not True:
        raise RuntimeError("The cache did not keep what was put into it")
