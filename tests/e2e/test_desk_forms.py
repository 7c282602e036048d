"""The desk's forms in a real browser: clicked twice, with a row twice, with tags typed and not waited for."""

import pytest

from articles.models import Article, Record
from tests.articles.desk import DESK, staff
from tests.factories import ArticleFactory, ReporterFactory, SectionFactory, TagFactory

from .desk import editor, sign_in, wait_until


@pytest.fixture
def desk(context, live_server):
    user = staff(*DESK, "view_reporter", username="seojun")
    sign_in(context, user, live_server.url)
    return user


def click_twice(page, selector: str, apart: int) -> None:
    """Two whole clicks, so many milliseconds apart: the second finds the page still there, its request under way."""
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*place)
    page.wait_for_timeout(apart)
    page.mouse.click(*place)


def typed_article(page) -> None:
    page.goto("/admin/articles/article/add/?section=" + str(SectionFactory(name="경제", slug="economy").pk))
    page.locator("#id_headline").fill("두 번 눌린 기사")
    editor(page).locator("body").fill("동작구는 특구로 지정됐다고 밝혔다.")


@pytest.mark.parametrize("apart", [0, 60, 120])
@pytest.mark.parametrize("button", ["button[value=publish]", "button[name=_save]"])
def test_a_new_article_that_is_sent_by_a_double_click_is_one(page, desk, button, apart):
    typed_article(page)

    click_twice(page, button, apart)
    page.locator(".messagelist .success").first.wait_for()

    article = Article.objects.get()
    assert article.state == ("published" if "publish" in button else "draft")
    assert page.url.endswith(f"/admin/articles/article/{article.pk}/change/")
    assert page.locator(".errorlist, .errornote").count() == 0


def test_a_double_click_on_publish_of_an_article_that_is_there_publishes_once_and_says_so(page, desk):
    article = ArticleFactory(submitted=True, headline="들어온 기사")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)

    click_twice(page, "button[value=publish]", 60)
    page.locator(".messagelist .success").first.wait_for()

    article.refresh_from_db()
    assert article.state == "published"
    assert Record.objects.filter(verb="published").count() == 1
    assert page.locator(".errorlist, .errornote, .messagelist .error").count() == 0


def test_digits_typed_as_a_tag_become_that_tag(page, desk):
    others = [TagFactory(pk=pk) for pk in (119, 518)]
    typed_article(page)

    search = page.locator(".field-tags .select2-search__field")
    search.click()
    for text in ("119", "518,", others[0].name):
        page.keyboard.type(text)
        if not text.endswith(","):
            page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
            page.keyboard.press("Enter")
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()

    assert {tag.name for tag in Article.objects.get().tags.all()} == {"119", "518", others[0].name}


@pytest.mark.parametrize("then", ["save", "Tab", "Enter", "Escape"])
def test_a_tag_that_is_typed_and_not_waited_for_is_taken_unless_one_presses_escape(page, desk, then):
    typed_article(page)
    page.route("**/autocomplete/**", lambda route: None)  # a list that never comes

    page.locator(".field-tags .select2-search__field").click()
    page.keyboard.type("119")
    if then != "save":
        page.keyboard.press(then)
    page.locator("button[name=_save]").click()
    page.locator(".messagelist .success").wait_for()

    assert [tag.name for tag in Article.objects.get().tags.all()] == ([] if then == "Escape" else ["119"])


def test_one_reporter_twice_in_the_bylines_is_told_of_at_the_row(page, desk):
    reporter, article = ReporterFactory(name="김하늘"), ArticleFactory(headline="기명 기사")
    article.bylines.create(reporter=reporter, position=1)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)
    page.locator("#id_headline").fill("고친 제목")

    page.locator("#bylines-group .add-row a").click()
    page.locator("#bylines-1 .select2-selection").click()
    page.locator(".select2-results__option", has_text="김하늘").first.click()
    page.locator("button[name=_save]").click()
    page.locator("#bylines-group .errorlist").wait_for()

    assert "이미 위에 있는" in page.locator("#bylines-group .errorlist").inner_text()
    assert page.locator("#id_headline").input_value() == "고친 제목"
    wait_until(page, "() => document.querySelectorAll('#bylines-group .select2-selection__rendered').length >= 2")
    assert article.bylines.count() == 1
