"""Searching in a real browser: names under the field while one types, by the keyboard and by initial consonants."""

import pytest
from playwright.sync_api import expect

from tests.factories import ArticleFactory, PublicationFactory, SourceFactory

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def paper(transactional_db):
    PublicationFactory()
    SourceFactory(name="동작구청", slug="dongjak")
    SourceFactory(name="동작문화원", slug="culture")
    ArticleFactory(headline="동작구청장, 도서관을 열다", body="<p>동작구청장이 도서관을 열었다.</p>", published=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_name_is_chosen_by_the_keyboard(width, page, paper):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    field = page.get_by_role("combobox", name="검색어")

    field.press_sequentially("ㄷㅈ")
    names = page.get_by_role("listbox").get_by_role("option")
    expect(names).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(names.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    field.press("Enter")

    page.wait_for_url("**/sources/dongjak/")


def test_escape_puts_them_away_and_what_was_typed_is_searched(page, paper):
    page.goto("/")
    field = page.get_by_role("combobox", name="검색어")

    field.press_sequentially("동작")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press("Enter")

    page.wait_for_url("**/search/?q=*")
    expect(page.locator("main mark").first).to_have_text("동작")
    expect(page.locator("#q-page")).to_have_value("동작")


def test_without_scripts_the_form_searches_all_the_same(browser, live_server, paper):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_server.url}/search/?q=동작")

    page.get_by_label("기간").select_option("week")
    page.get_by_role("button", name="적용").click()

    assert "period=week" in page.url
    expect(page.locator("main article.row")).to_have_count(1)
    context.close()
