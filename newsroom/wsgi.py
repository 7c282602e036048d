"""The entry that gunicorn serves: what is near at once, all else through Django."""

from __future__ import annotations

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django_application = get_wsgi_application()

from .fast.page_memory import send_from_memory  # noqa: E402  (needs the settings, which stand now)

get_resolver().url_patterns  # noqa: B018  (all that pages need is loaded now, and not by the first of them)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    environ["SCRIPT_NAME"] = ""  # the paper stands at the top of its host; some servers let clients say otherwise
    given = send_from_memory(environ, start_response)
    return django_application(environ, start_response) if given is None else given
