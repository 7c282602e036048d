"""A real browser. `page` is a fresh window on `live_server`; a failure leaves a screenshot."""

import os
import re
from pathlib import Path

import pytest

from tests import chromium
from tests.conftest import cannot_run

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "test-screenshots"


@pytest.fixture(scope="session")
def browser():
    """Chromium: the one that CHROMIUM names, one on the PATH, or Playwright's own."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        executable = chromium.find_chromium(playwright.chromium.executable_path)
        if executable is None:
            cannot_run("no Chromium: CHROMIUM names none, none is on the PATH, and Playwright has none of its own")
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def context(browser, live_server):
    """A window of a reader in Seoul, 1280 pixels wide. Relative addresses are those of `live_server`."""
    with browser.new_context(
        base_url=live_server.url,
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        viewport={"width": 1280, "height": 900},
    ) as context:
        context.set_default_timeout(10_000)
        refused = refusals(context)
        yield context
        assert not refused


def refusals(context) -> list[str]:
    """What the pages of these windows wanted and their Content-Security-Policy refused."""
    refused = []

    def note(message):
        if "Content Security Policy" in message.text:
            refused.append(f"{message.page.url if message.page else ''}: {message.text}")

    context.on("console", note)
    return refused


@pytest.fixture
def page(context, request: pytest.FixtureRequest):
    page = context.new_page()
    yield page
    if request.node.stash.get(FAILED, False):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
