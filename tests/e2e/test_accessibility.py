"""axe finds nothing to object to on any page type: on a phone in light, on a desk in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.paper import HTML_PAGES, addresses, make_paper

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['help']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.fixture
def paper(transactional_db):
    return make_paper()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_type_is_accessible(width, scheme, page, paper):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = {}

    for name, address in addresses(paper[0]).items():
        if name in HTML_PAGES:
            page.goto(address)
            found[name] = violations(page)
    page.goto("/none/")
    found["404"] = violations(page)
    page.goto(f"/articles/{paper[1]['withdrawn'].pk}/")
    found["410"] = violations(page)

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_page_scrolls_sideways(width, page, paper):
    page.set_viewport_size({"width": width, "height": 900})
    too_wide = []

    for name, address in addresses(paper[0]).items():
        if name in HTML_PAGES:
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                too_wide.append(name)

    assert too_wide == []


def test_no_page_asks_for_what_its_own_policy_refuses(page, paper):
    complaints = []
    page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    for name, address in addresses(paper[0]).items():
        if name in HTML_PAGES:
            answer = page.goto(address)
            assert "object-src 'none'" in answer.headers["content-security-policy"], name

    assert complaints == []


def test_the_first_key_leads_to_the_text(page, paper):
    page.goto(addresses(paper[0])["article"])

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "본문 바로가기"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("menu", [".sections-all", ".share"])
def test_an_open_menu_closes_by_escape_and_by_a_press_beside_it(menu, page, paper):
    page.set_viewport_size({"width": 390, "height": 844})
    address = addresses(paper[0])["article"]
    page.goto(address)
    details = page.locator(menu)

    details.locator("summary").click()
    page.keyboard.press("Escape")
    assert details.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"

    details.locator("summary").click()
    page.mouse.click(30, 740)
    assert details.get_attribute("open") is None
    assert page.url.endswith(address)


def test_large_text_keeps_the_nameplate_whole_and_the_tools_out_of_the_way(page, paper):
    page.set_viewport_size({"width": 195, "height": 422})  # a phone of 390 px at 200 per cent
    page.goto(addresses(paper[0])["article"])

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".tools").evaluate("tools => getComputedStyle(tools).position") != "fixed"
