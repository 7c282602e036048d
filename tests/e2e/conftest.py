"""A real browser. `page` is a fresh window on `live_server`; a failure leaves a screenshot."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Page

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


class Windows:
    """Windows of people in Seoul, 1280 pixels wide. Relative addresses are those of the live server.

    To open one costs as much as a page does, so they are kept for the next test, as empty as new ones. Each has a page
    of its own, on which nothing is ever opened, to empty it from.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.free: list[tuple[BrowserContext, Page, CDPSession]] = []
        self.taken: list[tuple[BrowserContext, Page, CDPSession]] = []
        self.refused: list[str] = []

    def take(self) -> BrowserContext:
        self.taken.append(self.free.pop() if self.free else self.open())
        window = self.taken[-1][0]
        window.set_default_timeout(30_000)
        return window

    def open(self) -> tuple[BrowserContext, Page, CDPSession]:
        window = self.browser.new_context(
            base_url=self.address,
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            viewport={"width": 1280, "height": 900},
        )
        window.on("console", self.note)
        blank = window.new_page()
        return window, blank, window.new_cdp_session(blank)

    def note(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(f"{message.page.url if message.page else ''}: {message.text}")

    def give_back(self) -> list[str]:
        """All that were taken. Answers what their pages wanted and their Content-Security-Policy refused."""
        while self.taken:
            self.empty(*self.taken[-1])
            self.free.append(self.taken.pop())
        refused, self.refused = self.refused, []
        return refused

    def empty(self, window: BrowserContext, blank: Page, devtools: CDPSession) -> None:
        for page in window.pages:
            if page != blank:
                page.close()
        window.set_offline(False)
        window.unroute_all(behavior="ignoreErrors")
        window.clear_permissions()
        window.clear_cookies()
        devtools.send("Storage.clearDataForOrigin", {"origin": self.address, "storageTypes": "all"})
        devtools.send("Network.clearBrowserCache")


@pytest.fixture(scope="session")
def windows(browser: Browser, live_server) -> Iterator[Windows]:
    windows = Windows(browser, live_server.url)
    yield windows
    for window, *_ in windows.free:
        window.close()


@pytest.fixture
def window(windows, live_server) -> Iterator[Callable[[], BrowserContext]]:
    """Opens a window, as many as a test asks for."""
    yield windows.take
    assert not windows.give_back()


@pytest.fixture
def context(window) -> BrowserContext:
    return window()


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
