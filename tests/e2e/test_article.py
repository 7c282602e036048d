"""Reading an article in a real browser: its photos on the whole screen, and that it was opened."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import ArticlePhoto, ReadCount
from articles.pageviews.tally import tally
from articles.pictures.store import store_photo
from tests.factories import ArticleFactory, PublicationFactory

READER = "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def story(transactional_db, settings):
    """A photo story of three photos."""
    settings.SERVE_MEDIA = True
    PublicationFactory()
    photos = []
    for color in ("red", "green", "blue"):
        file = io.BytesIO()
        Image.new("RGB", (640, 480), color).save(file, "JPEG")
        photos.append(store_photo(file.getvalue(), caption=f"{color} 사진", credit="ⓒ 새솔뉴스", alt_text=color))
    article = ArticleFactory(headline="사진으로 보는 하루", is_photo_story=True, lead_photo=photos[0], published=True)
    for position, photo in enumerate(photos[1:]):
        ArticlePhoto.objects.create(article=article, photo=photo, position=position)
    return article


def viewer(page):
    return page.get_by_role("dialog", name="사진")


def test_photos_are_stepped_through_with_the_keys(page, story):
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="사진 크게 보기 3").focus()
    page.keyboard.press("Enter")

    status = viewer(page).get_by_role("status")
    expect(status).to_have_text("1 / 3 red 사진 ⓒ 새솔뉴스")
    page.keyboard.press("ArrowRight")
    expect(status).to_have_text("2 / 3 green 사진 ⓒ 새솔뉴스")
    page.keyboard.press("End")
    expect(status).to_have_text("3 / 3 blue 사진 ⓒ 새솔뉴스")
    expect(viewer(page).get_by_role("button", name="다음 사진")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Home")
    expect(status).to_have_text("1 / 3 red 사진 ⓒ 새솔뉴스")
    page.keyboard.press("Escape")

    expect(viewer(page)).to_have_count(0)
    expect(page.get_by_role("button", name="사진 크게 보기 3")).to_be_focused()
    assert page.url.endswith(story.get_absolute_url())


def test_a_photo_opens_where_it_stands_and_the_way_back_leads_to_the_article(page, story):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.goto(story.get_absolute_url())
    page.get_by_role("img", name="blue").click()
    expect(viewer(page).get_by_role("status")).to_have_text("3 / 3 blue 사진 ⓒ 새솔뉴스")

    page.go_back()

    expect(viewer(page)).to_have_count(0)
    assert page.url.endswith(story.get_absolute_url())


def test_pressing_twice_opens_one_viewer_and_one_way_back_closes_it(page, story):
    page.goto("/")
    page.goto(story.get_absolute_url())
    page.get_by_role("img", name="blue").dblclick()
    expect(viewer(page)).to_have_count(1)
    page.go_back()
    expect(viewer(page)).to_have_count(0)
    assert page.url.endswith(story.get_absolute_url())


def test_quick_presses_are_all_counted(page, story):
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="사진 크게 보기").click()
    expect(viewer(page).get_by_role("status")).to_contain_text("1 / 3")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(viewer(page).get_by_role("status")).to_contain_text("3 / 3")


def test_a_swipe_leads_to_the_next_photo(page, story):
    page.set_viewport_size(PHONE)
    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="사진 크게 보기").click()
    expect(viewer(page).get_by_role("status")).to_contain_text("1 / 3")

    page.mouse.move(200, 400)
    page.mouse.wheel(300, 0)  # what a finger does too: the strip is scrolled, and snaps

    expect(viewer(page).get_by_role("status")).to_contain_text("2 / 3")
    viewer(page).get_by_role("button", name="닫기").click()
    expect(viewer(page)).to_have_count(0)


def test_the_viewer_is_accessible_and_fills_the_screen(page, story):
    from axe_playwright_python.sync_playwright import Axe

    page.goto(story.get_absolute_url())
    page.get_by_role("button", name="사진 크게 보기").click()
    expect(viewer(page)).to_be_visible()
    box = viewer(page).bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    assert not Axe().run(page).response["violations"]
    viewer(page).get_by_role("button", name="전체 화면").click()
    expect(page.locator("dialog :fullscreen")).to_have_count(1)
    expect(viewer(page).get_by_role("button", name="전체 화면")).to_have_attribute("aria-pressed", "true")
    viewer(page).get_by_role("button", name="닫기").click()
    expect(page.get_by_role("button", name="사진 크게 보기")).to_be_focused()


def test_without_scripts_a_photo_story_is_a_page_of_figures(browser, live_server, story):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(live_server.url + story.get_absolute_url())

    expect(page.locator("figure.photo figcaption")).to_have_count(3)
    expect(page.get_by_role("button", name="사진 크게 보기")).to_have_count(0)
    assert page.locator("figure.photo a").first.get_attribute("href").endswith("master.jpg")
    context.close()


# --- The beacon ----------------------------------------------------------------------------------


@pytest.fixture
def reader(browser, live_server):
    """A browser that does not call itself headless."""
    context = browser.new_context(base_url=live_server.url, user_agent=READER, viewport=PHONE)
    yield context.new_page()
    context.close()


def test_an_article_is_counted_once_a_visit(reader, story):
    sent = []
    reader.on("request", lambda request: sent.append(request.url) if "/reads/" in request.url else None)
    with reader.expect_request(f"**/reads/{story.pk}/") as beacon:
        reader.goto(story.get_absolute_url())
    assert beacon.value.method == "POST"
    beacon.value.response()
    assert reader.context.cookies() == []

    reader.goto("/")
    reader.goto(story.get_absolute_url())
    reader.wait_for_timeout(2_600)

    assert len(sent) == 1
    tally.send_counts()
    assert [each.reads for each in ReadCount.objects.filter(article=story)] == [1]
