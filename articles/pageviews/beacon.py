"""`POST /reads/<article>/`: an article's page was opened. Told by static/js/read-beacon.js, once a visit.

No cookie is read or set, and no address or browser is kept: what remains of a beacon is one more in a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from .tally import tally

_ADDRESS = re.compile(r"/reads/([1-9][0-9]{0,17})/", re.ASCII)
# Readers in the apps of KakaoTalk, Naver and Daum, and phones of the make Cubot, are none.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|yeti|blueno|daumoa|mediapartners|preview|scrap|facebookexternalhit|headless"
    r"|lighthouse|pagespeed|monitor|curl|wget|python|java/|okhttp|go-http|axios|node-fetch",
    re.IGNORECASE,
)


class BeaconMiddleware:
    """Answers before sessions, databases and templates are thought of: there are as many beacons as readers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/reads/"):
            return self.get_response(request)
        address = _ADDRESS.fullmatch(request.path_info)
        if address is None:
            return self.get_response(request)  # which finds nothing there
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if is_a_reader(request):
            tally.count_read(int(address[1]))
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def is_a_reader(request: HttpRequest) -> bool:
    """Whether it comes from a page of ours in a browser that somebody looks at, as far as the request tells."""
    headers = request.headers
    browser = headers.get("User-Agent", "")
    is_own = headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return bool(browser) and is_own and not _ROBOT.search(browser)
