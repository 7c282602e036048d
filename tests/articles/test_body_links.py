"""Where links in a body lead that were written without the whole of their address."""

import pytest

from articles.models import Source
from tests.factories import ArticleFactory, PageFactory, PublicationFactory, UserFactory

from .desk import fill
from .test_body import assert_becomes


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("www.example.org", "https://www.example.org"),
        ("WWW.example.org/a?b=1", "https://WWW.example.org/a?b=1"),
        ("example.co.kr/path", "https://example.co.kr/path"),
        (" example.org ", "https://example.org"),
        ("새솔구.한국/소식", "https://새솔구.한국/소식"),
        ("www.새솔.kr#가", "https://www.새솔.kr#가"),
        ("http//www.example.org", "http://www.example.org"),
        ("example.es/deportes", "https://example.es/deportes"),
        ("www.example.es", "https://www.example.es"),
    ],
)
def test_a_link_without_a_scheme_leads_to_the_host_it_names(href, written):
    assert_becomes(f'<p><a href="{href}">가</a></p>', f'<p><a href="{written}" rel="noopener noreferrer">가</a></p>')


@pytest.mark.parametrize("href", ["/articles/12/", "articles/12/", "?q=www.example.org", "view.do?seq=1", "../a.kr"])
def test_a_link_within_the_site_stays_so(href):
    assert_becomes(f'<p><a href="{href}">가</a></p>', f'<p><a href="{href}">가</a></p>')


@pytest.mark.parametrize(
    "ending",
    [
        "es",
        "tc",
        "cs",
        "web",
        "work",
        "do",
        "jsp",
        "jspx",
        "php",
        "php5",
        "asp",
        "aspx",
        "htm",
        "html",
        "action",
        "cgi",
    ],
)
@pytest.mark.parametrize("href", ["board.{}?mid=a1", "board.{}", "board.{}#a", "Board.list.{}?mid=a1"])
def test_a_page_of_an_offices_site_is_no_host(href, ending):
    href = href.format(ending)

    assert_becomes(f'<p><a href="{href}">가</a></p>', f'<p><a href="{href}">가</a></p>')


@pytest.mark.parametrize(
    "href", ["desk@example.com", "mailto:desk@example.com", "MAILTO: desk@example.com", "mailto://desk@example.com"]
)
def test_a_mail_address_is_written_to(href):
    assert_becomes(f'<p><a href="{href}">가</a></p>', '<p><a href="mailto:desk@example.com">가</a></p>')


def test_a_mail_address_without_one_leads_nowhere():
    assert_becomes('<p><a href="mailto:">가</a></p>', "<p>가</p>")


@pytest.mark.django_db
def test_a_link_without_a_scheme_leads_out_in_feeds_and_pages_too(client):
    PublicationFactory(feeds_carry="whole")
    ArticleFactory(published=True, body='<p><a href="www.example.org">가</a> <a href="/articles/12/">나</a></p>')
    page = PageFactory(body='<p><a href="example.co.kr/path">가</a></p>')

    feed = client.get("/feeds/latest.xml").text
    shown = client.get(page.get_absolute_url()).text

    assert "https://www.example.org" in feed
    assert "http://testserver/articles/12/" in feed
    assert 'href="https://example.co.kr/path"' in shown


@pytest.mark.django_db
def test_a_sources_address_without_a_scheme_is_of_the_web(client):
    client.force_login(UserFactory(superuser=True))

    fill(client, "articles_source", name="새솔구청", kind="government", url="www.example.org/news")

    assert Source.objects.get().url == "https://www.example.org/news"
