"""Reading without a connection, in a real browser: the last front page, what was read, and nothing withdrawn."""

import pytest
from playwright.sync_api import expect

from articles.desk.publishing import withdraw
from tests.factories import ArticleFactory, PublicationFactory, UserFactory

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def articles(transactional_db):
    PublicationFactory()
    return [ArticleFactory(headline=f"{name} 기사", published=True) for name in ("읽은", "안 읽은")]


@pytest.fixture
def page(browser, live_server, articles):
    """A window of a reader whose worker is at work, and who has opened the front page."""
    with browser.new_context(base_url=live_server.url, locale="ko-KR", viewport=PHONE) as context:
        page = context.new_page()
        page.goto("/")
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        kept(page, "/")
        yield page


def kept(page, path):
    """Waits until the page is kept: it is put away while the reader reads already."""
    page.evaluate(
        """async (path) => {
          while (!(await (await caches.open("pages-1")).match(path))) await new Promise((go) => setTimeout(go, 50));
        }""",
        path,
    )


def test_front_page_and_read_articles_open_without_a_connection(page, articles):
    read, other = articles
    page.goto(read.get_absolute_url())
    kept(page, read.get_absolute_url())

    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("status").filter(has_text="인터넷에 연결되지 않았습니다")).to_be_visible()
    page.goto(read.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("읽은 기사")
    assert page.evaluate("getComputedStyle(document.querySelector('.article-head h1')).fontWeight") == "800", (
        "its style"
    )

    page.goto(other.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("인터넷에 연결되지 않았습니다")
    expect(page.locator("kept-pages a")).to_have_text(["마지막으로 본 첫 화면", "읽은 기사"])
    page.get_by_role("link", name="읽은 기사").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("읽은 기사")

    page.goto(other.get_absolute_url())
    page.context.set_offline(False)
    page.get_by_role("link", name="다시 시도").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("안 읽은 기사")


def test_what_was_withdrawn_is_never_shown_while_there_is_a_connection_and_then_forgotten(page, articles):
    read, _ = articles
    address = read.get_absolute_url()
    page.goto(address)
    kept(page, address)

    withdraw(read, by=UserFactory(superuser=True), reason="사실이 아님")
    assert page.goto(address).status == 410
    expect(page.locator("main")).not_to_contain_text("읽은 기사")

    page.context.set_offline(True)
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("인터넷에 연결되지 않았습니다")
    expect(page.locator("kept-pages a")).to_have_text(["마지막으로 본 첫 화면"])


def test_a_new_visit_forgets_the_articles_of_the_one_before(page, articles):
    read, _ = articles
    page.goto(read.get_absolute_url())
    kept(page, read.get_absolute_url())
    context = page.context
    page.close()

    again = context.new_page()
    again.goto("/")
    again.wait_for_timeout(300)
    paths = "async () => (await (await caches.open('pages-1')).keys()).map(({ url }) => new URL(url).pathname)"
    for _ in range(50):
        if read.get_absolute_url() not in (found := again.evaluate(paths)):
            break
        again.wait_for_timeout(100)
    assert sorted(found) == ["/", "/offline/"]


def test_the_admin_and_searches_are_not_kept(page):
    page.goto("/search/?q=기사")
    page.goto("/admin/login/")
    page.goto("/")
    paths = "async () => (await (await caches.open('pages-1')).keys()).map(({ url }) => new URL(url).pathname)"
    assert sorted(page.evaluate(paths)) == ["/", "/offline/"]
