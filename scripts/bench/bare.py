"""The limits: gunicorn alone, and Django alone, giving the bytes that the paper gave.

`BENCH_PAGES` names the folder that `load.fetch_pages` has filled: files, and `index.json` with the address of each.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

PAGES_FOLDER = Path(os.environ["BENCH_PAGES"])
INDEX = json.loads((PAGES_FOLDER / "index.json").read_text(encoding="utf-8"))
PAGES = {address: (PAGES_FOLDER / page["file"]).read_bytes() for address, page in INDEX.items()}
HEADERS = {address: page["headers"] for address, page in INDEX.items()}


def address_of(environ):
    query = environ.get("QUERY_STRING", "")
    path = environ["PATH_INFO"].encode("latin-1").decode()
    return f"{path}?{query}" if query else path


def gunicorn_alone(environ, start_response):
    if environ["PATH_INFO"] == "/healthz":
        start_response("204 No Content", [])
        return []
    address = address_of(environ)
    start_response("200 OK", HEADERS[address])
    return [PAGES[address]]


def view(request):
    if request.path == "/healthz":
        return HttpResponse(status=204)
    address = address_of(request.META)
    response = HttpResponse(PAGES[address])
    for name, value in HEADERS[address]:
        response.headers[name] = value
    return response


urlpatterns = [re_path("", view)]
settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="measured", USE_I18N=False, LOGGING_CONFIG=None
)
django_alone = get_wsgi_application()
