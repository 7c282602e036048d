"""What one types is never under the bars at the window's edges."""

import pytest

from tests.articles.desk import DESK, staff
from tests.factories import ArticleFactory, PlacementFactory, SectionFactory

from .desk import editor, paste, sign_in

NEW = "/admin/articles/article/add/"
SIZES = [(1440, 900), (1280, 720), (390, 844)]

CARET = """() => {
    const bar = document.querySelector(".submit-row").getBoundingClientRect();
    const frame = document.querySelector(".cke_wysiwyg_frame");
    const field = document.activeElement;
    let box = field.getBoundingClientRect();
    if (field === frame) {
        const page = frame.contentDocument;
        const range = page.getSelection().getRangeAt(0);
        const at = range.getClientRects()[0];
        const node = range.startContainer;
        const element = node.nodeType === 1 ? (node.childNodes[range.startOffset] ?? node) : node.parentElement;
        const line = at ?? (element.nodeType === 1 ? element : element.parentElement).getBoundingClientRect();
        box = {top: line.top + box.top, bottom: line.bottom + box.top};
    }
    return {above: box.top, below: Math.min(bar.top, innerHeight) - box.bottom};
}"""


HIDDEN = """() => {
    const field = document.activeElement;
    const bar = document.querySelector(".submit-row");
    if (!field.closest("form") || bar.contains(field) || field.matches(".cke_wysiwyg_frame")) return null;
    const under = field.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    return under > 0 ? `${field.tagName} ${field.id} ${field.className}: ${under}` : null;
}"""


@pytest.fixture
def desk(context, live_server):
    sign_in(context, staff(*DESK, "view_block", "change_block"), live_server.url)


def clear(page):
    page.wait_for_timeout(80)
    where = page.evaluate(CARET)
    assert where["below"] >= 40, where
    assert where["above"] >= 40, where


@pytest.mark.parametrize("size", SIZES)
def test_thirty_lines_are_typed_in_sight_and_read_again_upwards(page, desk, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(NEW)
    editor(page).locator("body").click()

    for line in range(30):
        page.keyboard.type(f"{line}")
        clear(page)
        page.keyboard.press("Enter")
        clear(page)
    for _ in range(29):
        page.keyboard.press("ArrowUp")
        clear(page)
    for _ in range(29):
        page.keyboard.press("ArrowDown")
        clear(page)


@pytest.mark.parametrize("size", SIZES)
def test_after_a_long_paste_the_caret_is_in_sight(page, desk, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(NEW)
    editor(page).locator("body").click()

    paste(page, html="<p>보도자료의 긴 문단입니다.</p>" * 60)
    page.wait_for_timeout(300)
    clear(page)
    page.keyboard.type("끝")
    clear(page)


@pytest.mark.parametrize("size", SIZES)
def test_a_note_that_comes_while_one_types_pushes_nothing_under_the_bar(page, desk, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(NEW)
    editor(page).locator("body").click()
    for line in range(5):
        page.keyboard.type(f"{line}")
        page.keyboard.press("Enter")

    page.evaluate("document.querySelector('open-form').showError('연결이 끊겼습니다. '.repeat(30))")
    page.wait_for_timeout(200)

    clear(page)


@pytest.mark.parametrize("size", SIZES)
def test_typing_goes_on_in_sight_where_the_form_shows_what_is_wrong(page, desk, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(NEW)
    editor(page)
    page.locator("[name=_save]").click()
    page.locator(".errornote").wait_for()
    editor(page).locator("body").click()

    for line in range(12):
        page.keyboard.type(f"{line}")
        page.keyboard.press("Enter")
        clear(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("field", ["summary", "subheadline", "credit_tag", "kicker"])
def test_the_plain_fields_are_in_sight_when_they_are_come_to_and_typed_into(page, desk, size, field):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    page.goto(NEW)
    editor(page)
    page.locator(f"#id_{field}").focus()
    clear(page)

    for line in range(4):
        page.keyboard.type(f"{line}")
        if field in ("summary", "subheadline"):
            page.keyboard.press("Enter")
        clear(page)


def test_whoever_tabs_through_the_form_sees_where_they_are(page, desk):
    article = ArticleFactory(section=SectionFactory())
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)
    page.locator("#id_kicker").focus()
    found = []
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(120)
        found.append(page.evaluate(HIDDEN))

    assert [each for each in found if each] == []


def test_a_field_at_the_foot_of_a_zone_is_not_under_its_bar(page, context, live_server, admin_user):
    sign_in(context, admin_user, live_server.url)
    placement = PlacementFactory()
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"/admin/articles/block/zones/{placement.block.zone}/")
    page.locator(".zone-placed summary").first.click()

    for name in [".own-headline", ".starts-at", ".zone-add input"]:
        page.locator(name).first.focus()
        clear(page)


def test_the_first_wrong_field_is_in_sight(page, desk):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(NEW)
    editor(page)
    page.locator("#id_headline").fill("제목")
    page.locator("[name=_save]").click()
    page.locator(".errornote").wait_for()
    page.wait_for_timeout(600)

    clear(page)
