"""What is pasted arrives, also where a filter of the editor fails."""

import re

import pytest

from tests.articles.desk import DESK, staff

from .desk import body_html, editor, paste, sign_in, wait_until

NEW = "/admin/articles/article/add/"

COPIED = {
    "gdocs": '<b id="docs-internal-guid-1f2e" style="font-weight:normal"><p dir="ltr">'
    '<span style="color:#f00;vertical-align:baseline">'
    "등불축제가 남강에서 열린다.</span></p><h2>◆ 유등</h2></b>",
    "word": "<html><head><meta name=Generator content='Microsoft Word 15'><style>p {color:navy}</style></head><body>"
    "<!--StartFragment-->"
    "<p class=MsoNormal><span style='font-size:11.0pt'>등불축제가 남강에서 열린다.</span><o:p></o:p>"
    "</p><h2>◆ 유등</h2><!--EndFragment--></body></html>",
    "libreoffice": "<html><head><meta name='generator' content='LibreOffice 7.3'/></head><body>"
    "<p><font color='red'>등불축제가 남강에서 열린다.</font></p><h2>◆ 유등</h2></body></html>",
}
FILTERS = "() => ['gdocs', 'word', 'libreoffice', 'image'].every((name) => CKEDITOR.pasteFilters[name])"
ARRIVED = "<p>등불축제가 남강에서 열린다.</p>\n\n<h2>◆ 유등</h2>"


@pytest.fixture
def context(windows):
    """A window of its own: in one that others have used, a paste that throws did not always arrive."""
    window, *_ = windows.open()
    yield window
    window.close()
    assert not windows.give_back()


@pytest.fixture
def desk(context, live_server):
    sign_in(context, staff(*DESK), live_server.url)


def open_form(page, until="load"):
    page.goto(NEW, wait_until=until)
    editor(page).locator("body").click()


def tidy(html):
    """Without the empty spans that the filter for Google Docs leaves and the server takes away."""
    return re.sub(r"\n|</?span>", "", html).strip()


@pytest.mark.parametrize("kind", COPIED)
def test_a_paste_arrives_through_its_filter(page, desk, kind):
    open_form(page)

    paste(page, html=COPIED[kind])

    assert tidy(body_html(page)) == tidy(ARRIVED)
    assert page.locator(".cke_notification").count() == 0


@pytest.mark.parametrize("kind", COPIED)
def test_a_paste_whose_filter_throws_arrives_by_the_ordinary_one(page, desk, kind):
    open_form(page)
    wait_until(page, FILTERS)
    page.evaluate(
        """() => {
            const broken = () => { throw new Error("broken"); };
            for (const name of ["gdocs", "word", "libreoffice", "image"]) CKEDITOR.pasteFilters[name] = broken;
            CKEDITOR.cleanWord = broken;
        }"""
    )

    paste(page, html=COPIED[kind], text="등불축제가 남강에서 열린다.\n◆ 유등")

    assert tidy(body_html(page)) == tidy(ARRIVED)
    assert page.locator(".cke_notification_warning").is_visible()
    page.keyboard.type("1")  # and the caret stands behind it
    assert tidy(body_html(page)).endswith("유등1</h2>")


def test_a_paste_whose_ordinary_filter_throws_arrives_as_plain_text(page, desk):
    open_form(page)
    wait_until(page, FILTERS)
    page.evaluate(
        """() => {
            const broken = () => { throw new Error("broken"); };
            CKEDITOR.pasteFilters.gdocs = broken;
            CKEDITOR.instances.id_body.pasteFilter.applyTo = broken;
        }"""
    )

    paste(page, html=COPIED["gdocs"], text="등불축제가 남강에서 열린다.\n\n◆ 유등")

    assert tidy(body_html(page)) == "<p>등불축제가 남강에서 열린다.</p><p>◆ 유등</p>"


def test_plain_text_is_made_of_the_markup_where_the_clipboard_has_none(page, desk):
    open_form(page)
    wait_until(page, FILTERS)
    page.evaluate("() => { CKEDITOR.instances.id_body.pasteFilter.applyTo = () => { throw new Error('broken'); }; }")

    paste(page, html="<p>앞</p><p>뒤<br>끝</p>")

    assert editor(page).locator("body").inner_text().split() == ["앞", "뒤", "끝"]


@pytest.mark.parametrize("kind", COPIED)
def test_a_paste_without_a_connection_arrives(page, desk, kind):
    page.route("**/filter/*.js*", lambda route: route.abort())
    open_form(page)

    paste(page, html=COPIED[kind])

    assert tidy(body_html(page)) == tidy(ARRIVED)


def test_the_filters_are_fetched_again_when_the_connection_is_back(page, desk):
    page.route("**/filter/*.js*", lambda route: route.abort())
    open_form(page)
    paste(page, html=COPIED["word"])
    page.unroute("**/filter/*.js*")

    paste(page, html=COPIED["word"])

    assert page.evaluate(FILTERS)


def test_a_paste_on_a_line_that_hangs_arrives(page, desk):
    page.route("**/filter/*.js*", lambda route: None)
    open_form(page, until="domcontentloaded")  # an editor that is ready early asks before the page is loaded

    paste(page, html=COPIED["word"])

    assert tidy(body_html(page)) == tidy(ARRIVED)
    page.unroute_all(behavior="ignoreErrors")


HIDING = {
    "a deletion": "<p>예산은 <del>30억원</del><ins>25억원</ins>이다.</p><p>끝</p>",
    "a style": "<p>예산은 <span style='display:none'>30억원</span>25억원이다.</p><p>끝</p>",
}


@pytest.mark.parametrize("priority", [0.5, 6])
@pytest.mark.parametrize("text", ["", "예산은 30억원25억원이다.\n\n끝"], ids=["markup alone", "with plain text"])
@pytest.mark.parametrize("markup", HIDING.values(), ids=HIDING)
def test_the_plain_text_of_a_paste_that_fails_has_no_hidden_words(page, desk, markup, text, priority):
    open_form(page)
    wait_until(page, FILTERS)
    page.evaluate(
        """(priority) => CKEDITOR.instances.id_body.on(
            "paste", () => { throw new Error("broken"); }, null, null, priority)""",
        priority,
    )

    paste(page, html=markup, text=text)

    assert tidy(body_html(page)) == "<p>예산은 25억원이다.</p><p>끝</p>"


def test_plain_text_without_markup_arrives_where_a_paste_fails(page, desk):
    open_form(page)
    page.evaluate(
        """() => CKEDITOR.instances.id_body.on("paste", () => { throw new Error("broken"); }, null, null, 6)"""
    )

    paste(page, text="앞\n\n뒤")

    assert tidy(body_html(page)) == "<p>앞</p><p>뒤</p>"
