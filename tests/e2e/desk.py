"""The desk in a browser: signing in, and the body editor under one's fingers."""

import time
from contextlib import suppress

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Error, FrameLocator, Page


def sign_in(context: BrowserContext, user, address: str) -> None:
    """Opens a session without the sign-in page, which has a test of its own."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


def wait_until(page: Page, question: str, about: object = None) -> None:
    """Until the function answers yes. Playwright's own asks by `eval` in the page, which our pages refuse."""
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        with suppress(Error):  # the page is just being left for the one that is asked about
            if page.evaluate(question, about):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {question}")


def editor(page: Page) -> FrameLocator:
    """The body editor, once it is ready."""
    wait_until(page, "() => window.CKEDITOR?.instances.id_body?.status === 'ready'")
    return page.frame_locator(".cke_wysiwyg_frame")


def compose(page: Page, text: str) -> None:
    """Types as a Korean keyboard does: each syllable grows letter by letter before it is settled."""
    keyboard = page.context.new_cdp_session(page)
    for character in text:
        for grown in growing(character):
            keyboard.send("Input.imeSetComposition", {"text": grown, "selectionStart": 1, "selectionEnd": 1})
        keyboard.send("Input.insertText", {"text": character})
    keyboard.detach()


FIRSTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def growing(character: str) -> list[str]:
    """The stages of a syllable: ㅎ, 하, 한. Nothing for what is no syllable."""
    place = ord(character) - ord("가")
    if not 0 <= place <= ord("힣") - ord("가"):
        return []
    open_syllable = chr(ord(character) - place % 28)
    stages = [FIRSTS[place // 588], open_syllable]
    return stages if open_syllable == character else [*stages, character]


def paste(page: Page, html: str = "", text: str = "", files: list[tuple[str, str]] = ()) -> None:
    """Pastes into the body, and waits until it is there. Files as (name, base64): until each has its place."""
    before, uploads = body_html(page), count_uploads(page)
    editor(page).locator("body").evaluate(
        """(body, {html, text, files}) => {
            const data = new DataTransfer();
            if (html) data.setData('text/html', html);
            if (text) data.setData('text/plain', text);
            for (const [name, content] of files) {
                const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
                data.items.add(new File([bytes], name, {type: 'image/jpeg'}));
            }
            body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        {"html": html, "text": text, "files": [list(file) for file in files]},
    )
    if html or text:
        wait_until(page, "(before) => CKEDITOR.instances.id_body.getData() !== before", before)
    else:  # the text has them when they have been uploaded; until then they stand in the editor alone
        wait_until(page, f"(all) => {UPLOADS} >= all", uploads + len(files))


UPLOADS = "CKEDITOR.instances.id_body.uploadRepository.loaders.length"


def count_uploads(page: Page) -> int:
    """Those that have begun, whatever became of them."""
    return page.evaluate(UPLOADS)


def body_html(page: Page) -> str:
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def choose(page: Page, field: str, term: str) -> None:
    """Types into an autocomplete and takes the choice of that name."""
    page.locator(f".field-{field} .select2-selection").first.click()
    page.locator(".select2-search__field").last.fill(term)
    page.locator(".select2-results__option", has_text=term).first.click()
