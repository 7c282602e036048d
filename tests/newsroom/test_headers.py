"""What browsers are told with every answer: pages, errors, files, the admin."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from newsroom.shared.headers import EDITOR_POLICY
from tests.articles.desk import DESK, staff
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def directives(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.fixture
def addresses():
    article = ArticleFactory(published=True)
    return [
        "/",
        article.get_absolute_url(),
        "/nowhere/",
        "/admin/login/",
        "/admin/",
        "/feeds/latest.xml",
        "/robots.txt",
        article.get_absolute_url().removesuffix("/"),
    ]


def test_every_answer_says_what_a_browser_shall_refuse(client, addresses):
    for address in addresses:
        response = client.get(address)

        policy = directives(response)
        assert policy["default-src"] == "'self'", address
        assert policy["object-src"] == "'none'", address
        assert policy["frame-ancestors"] == "'self'", address
        assert policy["form-action"] == "'self'", address
        assert "unsafe" not in response.headers["Content-Security-Policy"], address
        assert response.headers["X-Content-Type-Options"] == "nosniff", address
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN", address
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in response.headers["Permissions-Policy"], address


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/admin/login/", "/robots.txt"])
def test_head_has_the_headers_of_the_page_and_no_content(address):
    def answer(method):
        said = {}
        environ = RequestFactory().generic(method, address).environ
        content = b"".join(WSGIHandler()(environ, lambda status, headers: said.update(headers, status=status)))
        return said, content

    (of_page, content), (alone, nothing) = answer("GET"), answer("HEAD")

    assert content and not nothing
    assert alone["status"] == of_page["status"]
    assert alone["Content-Length"] == str(len(content))


def test_a_page_that_fails_is_no_less_guarded(client):
    for response in [client.get("/", headers={"host": "elsewhere.example"}), client.post("/", {"a": "b"})]:
        assert response.status_code in {400, 405}
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert directives(response)["default-src"] == "'self'"


def test_the_admin_tells_no_other_site_where_somebody_was(client):
    assert client.get("/admin/login/").headers["Referrer-Policy"] == "same-origin"
    assert client.get("/").headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_only_forms_with_the_body_editor_may_have_script_and_style_of_their_own(client):
    client.force_login(staff(*DESK))

    form = client.get("/admin/articles/article/add/")
    others = [client.get(address) for address in ("/admin/", "/admin/articles/article/", "/admin/articles/photo/")]

    assert form.headers["Content-Security-Policy"] == EDITOR_POLICY
    assert "unsafe-eval" not in EDITOR_POLICY
    for other in others:
        assert other.status_code == 200
        assert "unsafe" not in other.headers["Content-Security-Policy"]


def test_static_files_are_guarded_too(client):
    response = client.get("/static/js/read-beacon.js")

    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_browsers_are_held_to_https_where_the_paper_has_it(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    response = client.get("/robots.txt", secure=True)

    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
