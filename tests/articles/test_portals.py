"""What search portals are given: verification, robots.txt, and word of what has changed."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from articles.desk import publishing, versions
from articles.models import PortalNotice, Publication
from articles.portals import indexnow
from tests.factories import ArticleFactory, PublicationFactory, UserFactory

from .desk import errors, fill

pytestmark = pytest.mark.django_db

KEY = "a1b2c3d4e5f6a7b8"


class Portal(ThreadingHTTPServer):
    """A portal on this machine: answers with `status`, and keeps what it was told."""

    status = 200

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.told = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/indexnow"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def portal(settings):
    server = Portal()
    settings.INDEXNOW_PORTALS = [server.url]
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def by():
    return UserFactory(username="desk")


def address(article):
    return f"http://testserver/articles/{article.pk}/"


def test_without_a_key_nobody_is_told_and_no_file_answers(portal, by, client):
    PublicationFactory()
    publishing.publish(ArticleFactory(), by=by)

    assert indexnow.send_notices(timezone.now()) == 0
    assert portal.told == [] and not PortalNotice.objects.exists()
    assert client.get(f"/{KEY}.txt").status_code == 404


def test_the_key_is_served_alone(client):
    PublicationFactory(indexnow_key=KEY)

    response = client.get(f"/{KEY}.txt")

    assert response.content == KEY.encode()
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert client.get("/other-key.txt").status_code == 404


def test_portals_are_told_once_of_what_came_out_was_retitled_withdrawn_or_restored(portal, by):
    PublicationFactory(indexnow_key=KEY)
    first, second = ArticleFactory(), ArticleFactory()
    publishing.publish(first, by=by)
    publishing.publish(second, by=by)

    assert indexnow.send_notices(timezone.now()) == 2
    assert portal.told == [
        {
            "host": "testserver",
            "key": KEY,
            "keyLocation": f"http://testserver/{KEY}.txt",
            "urlList": [address(first), address(second)],
        }
    ]
    assert indexnow.send_notices(timezone.now()) == 0

    first.body = "<p>고친 본문</p>"
    versions.save_version(first, {"body"}, by=by)
    assert indexnow.send_notices(timezone.now()) == 0

    first.headline = "새 제목"
    versions.save_version(first, {"headline"}, by=by)
    publishing.withdraw(second, by=by, reason="잘못")
    publishing.restore(second, by=by)
    indexnow.send_notices(timezone.now())
    assert [told["urlList"] for told in portal.told[1:]] == [[address(first), address(second)]]


def test_a_scheduled_article_is_told_of_when_it_is_out_and_not_if_it_is_taken_back(portal, by):
    PublicationFactory(indexnow_key=KEY)
    now = timezone.now()
    article, other = ArticleFactory(), ArticleFactory()
    publishing.schedule(article, at=now + timedelta(hours=1), by=by)
    publishing.schedule(other, at=now + timedelta(hours=1), by=by)
    publishing.unschedule(other, by=by)

    assert indexnow.send_notices(now) == 0
    assert indexnow.send_notices(now + timedelta(hours=1)) == 1
    assert portal.told[0]["urlList"] == [address(article)]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_a_portal_could_not_take_is_told_again_a_few_times(status, portal, by):
    PublicationFactory(indexnow_key=KEY)
    publishing.publish(ArticleFactory(), by=by)
    portal.status = status
    indexnow.send_notices(timezone.now())

    portal.status = 200
    indexnow.send_notices(timezone.now())
    assert len(portal.told) == 2 and PortalNotice.objects.get().sent_at

    publishing.withdraw(PortalNotice.objects.get().article, by=by, reason="잘못")
    portal.status = status
    for _ in range(indexnow.MAX_TRIES + 3):
        indexnow.send_notices(timezone.now())
    assert len(portal.told) == 2 + indexnow.MAX_TRIES


def test_a_portal_that_is_not_there_holds_up_no_other(portal, settings, by):
    PublicationFactory(indexnow_key=KEY)
    settings.INDEXNOW_PORTALS = ["http://127.0.0.1:9/indexnow", portal.url]
    publishing.publish(ArticleFactory(), by=by)

    indexnow.send_notices(timezone.now())

    assert len(portal.told) == 1 and PortalNotice.objects.filter(sent_at=None).exists()


@pytest.mark.parametrize("status", [400, 403, 422])
def test_a_refusal_is_said_once_without_the_key(status, portal, by, caplog):
    PublicationFactory(indexnow_key=KEY)
    publishing.publish(ArticleFactory(), by=by)
    portal.status = status

    with pytest.raises(indexnow.NoticeRefused, match=str(status)) as refusal:
        indexnow.send_notices(timezone.now())

    assert KEY not in str(refusal.value) and KEY not in caplog.text
    assert indexnow.send_notices(timezone.now()) == 0 and len(portal.told) == 1


def test_verification_tags_and_robots_lines_come_from_the_publication(client):
    PublicationFactory(
        naver_verification="abc123",
        google_verification="x-Y_z",
        robots_lines="#DaumWebMasterTool:0f0f:pin\r\nUser-agent: GPTBot\r\nDisallow: /",
    )

    page = client.get("/").text
    assert '<meta name="naver-site-verification" content="abc123">' in page
    assert '<meta name="google-site-verification" content="x-Y_z">' in page
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[-3:] == ["#DaumWebMasterTool:0f0f:pin", "User-agent: GPTBot", "Disallow: /"]
    assert lines[0] == "User-agent: *"


def test_the_admin_takes_only_keys_and_tags_that_can_be(admin_client):
    PublicationFactory(name="새솔뉴스")

    for field, odd in (("indexnow_key", "short"), ("indexnow_key", "가나다라마바사아"), ("naver_verification", '"><x')):
        assert errors(fill(admin_client, "articles_publication", 1, **{field: odd})), (field, odd)
    assert not errors(fill(admin_client, "articles_publication", 1, indexnow_key=KEY, feeds_carry="whole"))
    assert Publication.objects.get().indexnow_key == KEY


@pytest.mark.parametrize(
    "lines",
    [
        "hello world",
        "Disallow: /",
        "User-agent: *\nDisallow: /",
        "# 메모\nDisallow: /admin/",
        "Useragent: x\nDisallow: /",
    ],
)
def test_lines_that_would_shut_the_paper_out_are_refused(admin_client, lines):
    PublicationFactory(robots_lines="")
    told = fill(admin_client, "articles_publication", 1, robots_lines=lines)
    assert errors(told)
    assert Publication.objects.get().robots_lines == ""


@pytest.mark.parametrize(
    "lines",
    ["#DaumWebMasterTool:0f0f:pin", "User-agent: GPTBot\nDisallow: /", "User-agent: *\nDisallow: /tags/\n\n# 끝"],
)
def test_lines_that_are_sound_are_taken(admin_client, lines):
    PublicationFactory(robots_lines="")
    assert not errors(fill(admin_client, "articles_publication", 1, robots_lines=lines))
    assert Publication.objects.get().robots_lines.replace("\r", "") == lines
