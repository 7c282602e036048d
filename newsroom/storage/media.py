"""Photos, where no proxy stands in front that serves them: `make run`, or a trial on one machine."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.views.static import serve

YEAR_SECONDS = 31_536_000


class MediaMiddleware:
    """Serves MEDIA_ROOT under MEDIA_URL if SERVE_MEDIA is set. A middleware, so that pictures pass by compression,
    sessions and the rest, and so that production, where it takes itself out, has no trace of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.SERVE_MEDIA:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(settings.MEDIA_URL):
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            response = serve(request, request.path_info.removeprefix(settings.MEDIA_URL), settings.MEDIA_ROOT)
        except (Http404, SuspiciousFileOperation, OSError):  # OSError: a name longer than the file system takes
            return self.get_response(request)  # which knows no such page and says so in the paper's own way
        response.headers["Cache-Control"] = (
            f"public, max-age={YEAR_SECONDS}, immutable"  # a photo's name is never used again
        )
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"  # nothing uploaded runs
        return response
