"""The paper as readers find it after a publish in another section: an edition of its own for every request, so that
every page is put together, from fragments where those are still true.

Every hundredth request of a process is preceded by such a publish, with all that it causes in the background.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from secrets import token_hex
from wsgiref.types import StartResponse, WSGIEnvironment

from newsroom.wsgi import application as paper  # sets Django up

# isort: split
from django.db import connection
from django.db.models import Count

from articles.desk import publishing
from articles.models import Article, Section
from newsroom.fast import edition

EVERY = 100
edition.current = token_hex
_requests = count(1)


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    if next(_requests) % EVERY == 0:
        publish()
    return paper(environ, start_response)


def publish() -> None:
    """In the section that has the fewest articles: none that is measured."""
    section = Section.objects.annotate(number=Count("articles")).order_by("number", "pk")[0]
    headline = f"막 나온 기사 {token_hex(4)}"
    article = Article.objects.create(
        section=section, headline=headline, body="<p>본문</p>", state=Article.State.SUBMITTED
    )
    publishing.publish(article, by=None)
    connection.close()
