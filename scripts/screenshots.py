"""The pictures of the README, taken from a paper with the demo edition: `make run`, then `make screenshots`.

    scripts/screenshots.py ADDRESS

JPEG, because they hold photos and stand in the repository.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests import chromium  # noqa: E402

IMAGES = ROOT / "docs" / "images"
ACCOUNTS = ROOT / "var" / "log" / "demo.log"  # what the demo command printed for `make run`


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        executable = chromium.find_chromium(playwright.chromium.executable_path) or sys.exit("There is no Chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.OPTIONS)
        with open_window(browser, address, width=1280, height=1180) as page:
            page.goto("/")
            save_screenshot(page, "front-page")
            article = page.locator("main a[href^='/articles/']").first.get_attribute("href") or sys.exit("No article")
        with open_window(browser, address, width=390, height=844) as page:
            page.goto(article)
            save_screenshot(page, "article-phone")
        with open_window(browser, address, width=1280, height=1000) as page:
            sign_in(page, "desk")
            page.goto(f"/admin/articles/article/{article.strip('/').split('/')[-1]}/change/")
            save_screenshot(page, "admin-article")
        browser.close()


@contextmanager
def open_window(browser: Browser, address: str, *, width: int, height: int) -> Iterator[Page]:
    with browser.new_context(
        base_url=address,
        locale="ko-KR",
        timezone_id="Asia/Seoul",
        viewport={"width": width, "height": height},
    ) as context:
        yield context.new_page()


def sign_in(page: Page, username: str) -> None:
    found = re.search(rf"^\s*{username}\s+(\S+)", ACCOUNTS.read_text(encoding="utf-8"), re.MULTILINE)
    page.goto("/admin/login/")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(
        found[1] if found else sys.exit(f"{ACCOUNTS} does not tell {username}'s password")
    )
    page.locator("#login-form [type=submit]").click()
    page.wait_for_url("**/admin/")


def save_screenshot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.images].filter(image => image.naturalWidth).map(image => image.decode()))")
    path = IMAGES / f"{name}.jpg"
    page.screenshot(path=path, type="jpeg", quality=80)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1])
