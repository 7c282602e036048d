"""Passing an article on, in a real browser: without anybody else's script, by keyboard, and without JavaScript."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import ArticleFactory, PublicationFactory

PHONE = {"width": 390, "height": 844}
HEADLINE = "“새솔구 & 동작구” 도서관 100%…9,900명 혜택"


@pytest.fixture
def article(transactional_db):
    PublicationFactory()
    return ArticleFactory(headline=HEADLINE, body="<p>도서관이 문을 연다.</p>" * 30, published=True)


@pytest.fixture
def address(article, settings):
    return settings.SITE_URL + article.get_absolute_url()


def test_the_phones_own_way_of_sharing_is_offered_where_there_is_one(page, article, address):
    page.add_init_script(
        "navigator.share = (what) => { document.body.dataset.shared = JSON.stringify(what); return Promise.resolve(); }"
    )
    page.set_viewport_size(PHONE)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="공유", exact=True).click()
    shared = page.evaluate("JSON.parse(document.body.dataset.shared)")
    assert shared == {"title": f"{HEADLINE} - 새솔뉴스", "url": address}


def test_where_there_is_none_it_is_not_offered(page, article):
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("button", name="주소 복사")).to_be_visible()
    expect(page.get_by_role("button", name="공유", exact=True)).to_be_hidden()


def test_the_address_is_copied_by_the_keyboard_and_that_is_said(page, context, article, address):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="주소 복사").press("Enter")
    expect(page.locator("share-tools").get_by_role("status")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == address


def test_an_address_that_may_not_be_copied_is_shown(page, article, address):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(article.get_absolute_url())
    shown = []
    page.on("dialog", lambda dialog: (shown.append(dialog.default_value), dialog.dismiss()))
    page.get_by_role("button", name="주소 복사").click()
    assert shown == [address]


def test_the_page_is_printed(page, article):
    page.add_init_script("window.print = () => { document.body.dataset.printed = 1; }")
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="인쇄").press("Enter")
    assert page.evaluate("document.body.dataset.printed") == "1"


def test_the_text_grows_and_stays_so_on_the_next_article(page, article):
    def size():
        return page.locator(".body p").first.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")

    page.goto(article.get_absolute_url())
    usual = size()
    larger = page.get_by_role("button", name="글자 크게")
    for _ in range(4):
        larger.press("Enter")
    grown = size()
    assert grown > usual
    expect(larger).to_have_attribute("aria-disabled", "true")
    page.reload()
    assert size() == grown


PLACES = {
    "네이버": ("share.naver.com", {"url": ["{url}"], "title": ["{headline}"]}),
    "밴드": ("band.us", {"body": ["{headline}\n{url}"], "route": ["{url}"]}),
    "페이스북": ("www.facebook.com", {"u": ["{url}"]}),
    "X": ("twitter.com", {"text": ["{headline}"], "url": ["{url}"]}),
}


@pytest.mark.parametrize("with_scripts", [True, False])
def test_links_lead_to_where_articles_are_shared(with_scripts, browser, live_server, article, address):
    context = browser.new_context(java_script_enabled=with_scripts, base_url=live_server.url, locale="ko-KR")
    page = context.new_page()
    page.goto(article.get_absolute_url())
    page.locator(".share summary").focus()
    page.keyboard.press("Enter")
    values = {"url": address, "headline": HEADLINE}
    for name, (host, parameters) in PLACES.items():
        link = page.locator(".share").get_by_role("link", name=name, exact=True)
        expect(link).to_be_visible()
        parts = urlsplit(link.get_attribute("href"))
        assert parts.netloc == host
        assert parse_qs(parts.query) == {key: [s.format(**values) for s in said] for key, said in parameters.items()}
    context.close()


def test_line_and_mail_say_headline_and_address(page, article, address):
    page.goto(article.get_absolute_url())
    page.locator(".share summary").click()
    line = page.locator(".share").get_by_role("link", name="라인").get_attribute("href")
    mail = page.locator(".share").get_by_role("link", name="이메일").get_attribute("href")
    assert unquote(line) == f"https://line.me/R/msg/text/?{HEADLINE} {address}"
    assert unquote(mail) == f"mailto:?subject={HEADLINE}&body={address}"


def test_without_scripts_nothing_stands_there_that_does_nothing(browser, live_server, article):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto(article.get_absolute_url())
    for button in page.locator(".tools button").all():
        assert not button.is_visible()
    context.close()


def test_an_article_page_asks_no_other_host_for_anything(page, article, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(article.get_absolute_url())
    page.locator(".share summary").click()
    page.wait_for_load_state("networkidle")
    assert asked
    assert all(each.startswith((live_server.url, "data:")) for each in asked)
