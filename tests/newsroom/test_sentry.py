"""What is sent to Sentry, if anything."""

import json

import pytest
import sentry_sdk
from django.conf import settings
from sentry_sdk.transport import Transport

from articles.models import Article

TYPED = "비밀 제보"


class Kept(Transport):
    sent: list = []

    def capture_envelope(self, envelope):
        Kept.sent += [item.payload.json for item in envelope.items if item.payload.json]


@pytest.fixture
def sentry():
    Kept.sent = []
    sentry_sdk.init(**{**settings.SENTRY, "dsn": "https://key@sentry.example/1"}, transport=Kept)
    yield Kept.sent
    sentry_sdk.flush()
    sentry_sdk.init()


@pytest.mark.django_db
def test_an_error_is_sent_with_the_number_of_its_request_and_nothing_of_persons(sentry, admin_client, monkeypatch):
    def fails(self, *args, **kwargs):
        typed = self.headline  # noqa: F841  (a local variable that must not be sent)
        raise ZeroDivisionError("made for the test")

    monkeypatch.setattr(Article, "clean", fails)
    admin_client.raise_request_exception = False

    response = admin_client.post("/admin/articles/article/add/", {"headline": TYPED, "body": f"<p>{TYPED}</p>"})

    assert response.status_code == 500
    sent = json.dumps(sentry, ensure_ascii=False)
    assert "ZeroDivisionError" in sent
    assert response["X-Request-ID"] in sent
    for private in (TYPED, "sessionid", "csrftoken", "admin@example.com"):
        assert private not in sent
