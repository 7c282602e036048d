"""What was typed and never saved survives the first key that is pressed, and a hasty 버리기."""

import json
import re
from uuid import uuid4

import pytest
from django.utils import timezone

from articles.models import Article, OpenForm
from tests.articles.desk import DESK, REPORTER, staff
from tests.factories import ArticleFactory, PlacementFactory, SectionFactory

from .desk import editor, sign_in, wait_until

NEW = "/admin/articles/article/add/"
STORE = f"newsroom-open-form:{NEW}"


@pytest.fixture
def haneul(context, live_server):
    user = staff(*REPORTER, username="haneul")
    sign_in(context, user, live_server.url)
    return user


def never_saved(user, headline="쓰다 만 제목"):
    typed = {"headline": [headline], "body": ["<p>본문</p>"]}
    return OpenForm.objects.create(key=uuid4(), user=user, typed=typed, typed_at=timezone.now())


def store_locally(page, headline="이 브라우저에만 있는 제목"):
    """As an expired sign-in leaves it."""
    page.goto("/admin/")
    kept = {"key": str(uuid4()), "typed": {"headline": [headline]}}
    page.evaluate(
        "([store, kept]) => localStorage.setItem(store, JSON.stringify({...kept, at: Date.now()}))", [STORE, kept]
    )


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def press_and_settle(page, press):
    """Until the answer to it has come, and not to a copy of what is typed, which the form sends by itself."""

    def is_asked_for(response):
        asked = re.search(r"\b(discard|take_back)\b", response.request.post_data or "")
        return response.url.endswith("/article/open/") and asked

    with page.expect_response(is_asked_for):
        press()


@pytest.mark.parametrize("where", ["server", "browser"])
def test_the_first_keys_go_into_the_headline(page, haneul, where):
    if where == "server":
        never_saved(haneul)
    else:
        store_locally(page)
    page.goto(NEW)
    page.locator(".unsaved").wait_for()

    page.keyboard.insert_text("새")
    page.keyboard.press("Space")
    page.keyboard.insert_text("기사")

    assert focused(page) == "id_headline"
    assert page.locator("#id_headline").input_value() == "새 기사"
    assert page.locator(".unsaved").count() == 1
    page.goto(NEW)
    assert page.locator(".unsaved").count() == 1


def test_the_offer_begins_with_bringing_back(page, haneul):
    never_saved(haneul)
    page.goto(NEW)

    names = page.locator(".unsaved :is(a, button)").all_inner_texts()

    assert names == ["되살리기", "버리기"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_what_was_thrown_away_is_had_back_by_the_same_key(page, haneul, key):
    form = never_saved(haneul)
    page.goto(NEW)
    page.locator(".discard").focus()

    press_and_settle(page, lambda: page.keyboard.press(key))
    form.refresh_from_db()
    assert form.thrown_away_at
    assert page.locator(".unsaved").count() == 0
    press_and_settle(page, lambda: page.keyboard.press(key))

    page.locator(".unsaved").wait_for()
    form.refresh_from_db()
    assert form.thrown_away_at is None
    page.locator(".unsaved a").click()
    page.wait_for_url("**bring_back=*")
    assert page.locator("#id_headline").input_value() == "쓰다 만 제목"


def test_what_was_thrown_away_is_had_back_after_a_reload_and_from_the_start_page(page, haneul):
    never_saved(haneul)
    page.goto(NEW)
    press_and_settle(page, page.locator(".discard").click)

    page.goto(NEW)
    press_and_settle(page, page.locator(".discarded button").click)
    page.locator(".unsaved a").wait_for()

    press_and_settle(page, page.locator(".discard").click)
    page.goto("/admin/")
    page.locator("[aria-labelledby=discarded-forms-panel] a").click()
    page.wait_for_url("**bring_back=*")
    assert page.locator("#id_headline").input_value() == "쓰다 만 제목"


def test_what_only_this_browser_holds_is_had_back_after_a_reload(page, haneul):
    store_locally(page)
    page.goto(NEW)
    press_and_settle(page, page.locator(".discard").click)
    assert page.locator(".unsaved").count() == 0

    page.goto(NEW)
    press_and_settle(page, page.locator(".discarded button").click)
    page.locator(".unsaved button:not(.discard)").click()

    page.wait_for_url("**bring_back=*")
    assert page.locator("#id_headline").input_value() == "이 브라우저에만 있는 제목"


def test_what_only_this_browser_holds_outlives_the_text_that_is_typed_next(page, haneul):
    store_locally(page)
    page.goto(NEW)
    editor(page)
    page.wait_for_timeout(1600)
    page.locator("#id_headline").fill("다른 기사")
    wait_until(page, "(store) => localStorage.getItem(store)?.includes('다른 기사')", STORE)

    page.goto("/admin/")
    page.goto(NEW)

    offered = page.locator(".unsaved")
    offered.first.wait_for()
    held = json.loads(page.evaluate(f"localStorage.getItem('{STORE}:aside')"))
    assert ["이 브라우저에만 있는 제목"] in [each["typed"]["headline"] for each in held]
    assert offered.count() == 2


def test_what_is_chosen_from_a_list_is_kept_and_guarded_as_what_is_typed(page, haneul):
    article = ArticleFactory(created_by=haneul, section=SectionFactory(name="문화"))
    education = SectionFactory(name="교육")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)
    page.wait_for_timeout(1600)  # what comes within the first moments is the page's own

    choose = "(pk) => { django.jQuery('#id_section').append(new Option('교육', pk, true, true)).trigger('change'); }"
    with page.expect_response("**/article/open/"):
        page.evaluate(choose, education.pk)  # as Select2 does when a choice is clicked
    page.wait_for_timeout(200)

    assert OpenForm.objects.get(article=article).typed["section"] == [str(education.pk)]
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_text_that_another_window_took_out_of_this_browser_is_still_brought_back(page, haneul):
    store_locally(page)
    page.goto(NEW)
    page.locator(".unsaved").wait_for()
    page.evaluate("localStorage.clear()")

    page.locator(".unsaved button:not(.discard)").click()

    page.wait_for_url("**bring_back=*")
    assert page.locator("#id_headline").input_value() == "이 브라우저에만 있는 제목"


def test_every_text_that_only_this_browser_holds_is_offered(page, haneul):
    for number in range(7):
        store_locally(page, f"{number}번째 제목")
        page.goto(NEW)
        page.locator(".unsaved").first.wait_for()

    assert page.locator(".unsaved").count() == 7


def test_a_browser_without_room_for_another_text_says_so_and_offers_it(page, haneul):
    store_locally(page)
    page.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, value) {
            if (name.endsWith(":aside") && value !== "[]") throw new DOMException("full", "QuotaExceededError");
            set.call(this, name, value);
        };"""
    )
    page.goto(NEW)
    page.locator(".unsaved").wait_for()

    assert "자리가 없습니다" in page.locator("unsaved-texts .trouble").inner_text()
    assert "이 브라우저에만 있는 제목" in page.evaluate(f"localStorage.getItem('{STORE}')")
    page.locator(".unsaved button:not(.discard)").click()
    page.wait_for_url("**bring_back=*")
    assert page.locator("#id_headline").input_value() == "이 브라우저에만 있는 제목"


def test_after_a_day_this_browser_forgets_what_was_thrown_away(page, haneul):
    store_locally(page)
    page.goto(NEW)
    press_and_settle(page, page.locator(".discard").click)
    page.evaluate(
        """(name) => {
            const texts = JSON.parse(localStorage.getItem(name));
            texts[0].thrownAt -= 24 * 3600 * 1000 + 1000;
            localStorage.setItem(name, JSON.stringify(texts));
        }""",
        f"{STORE}:aside",
    )

    page.goto(NEW)
    editor(page)

    assert page.locator(".discarded, .unsaved").count() == 0


# Enter in a field of one line


@pytest.fixture
def desk(context, live_server):
    user = staff(*DESK, "view_block", "change_block", "delete_block", username="seojun")
    sign_in(context, user, live_server.url)
    return user


@pytest.mark.parametrize("field", ["withdraw_reason", "publish_at", "hours"])
def test_enter_beside_a_step_takes_none(page, desk, field):
    state = {"published": True} if field in ("withdraw_reason", "hours") else {"state": "submitted"}
    article = ArticleFactory(**state)
    before = (article.state, article.is_breaking)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.locator(f"details:has([name={field}]) summary").click()
    page.locator(f"[name={field}]").focus()
    if field == "withdraw_reason":
        page.keyboard.insert_text("까닭")

    page.keyboard.press("Enter")
    page.wait_for_timeout(300)

    article.refresh_from_db()
    assert (article.state, article.is_breaking) == before
    assert page.locator(".messagelist").count() == 0
    assert page.evaluate("document.activeElement.matches('button[name=_step]')")


def test_enter_in_the_headline_saves_even_where_two_texts_clash(page, desk):
    article = ArticleFactory(headline="처음")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    editor(page)
    page.locator("#id_headline").fill("여기서 고친 제목")
    other = page.context.new_page()
    other.goto(f"/admin/articles/article/{article.pk}/change/")
    other.locator("#id_headline").fill("저기서 고친 제목")
    other.locator("[name=_save]").first.click()
    other.locator(".messagelist .success").wait_for()
    page.locator("[name=_save]").first.click()
    page.locator(".conflicts").wait_for()

    page.locator("#id_headline").press("Enter")
    page.locator(".messagelist .success").wait_for()

    assert [each.headline for each in Article.objects.all()] == ["여기서 고친 제목"]


def test_enter_takes_no_step_where_nothing_can_be_saved(page, context, live_server):
    user = staff(*REPORTER, username="haneul")
    sign_in(context, user, live_server.url)
    article = ArticleFactory(state="submitted", created_by=user)
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    assert page.locator("button[value=take_back]").is_visible()
    page.evaluate(
        """() => {
            const field = document.createElement("input"); // a field of one line, as a step may ask for
            document.getElementById("article_form").append(field);
            field.focus();
        }"""
    )

    page.keyboard.press("Enter")
    page.wait_for_timeout(300)

    article.refresh_from_db()
    assert article.state == "submitted"


def test_enter_in_a_list_saves_it_and_runs_no_action(page, desk):
    block = PlacementFactory().block
    page.goto("/admin/articles/block/")
    page.locator("select[name=action]").select_option("delete_selected")
    page.locator(".action-select").first.check()
    page.locator("#id_form-0-position").fill("7")

    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()

    block.refresh_from_db()
    assert block.position == 7


def test_enter_beside_the_reason_withdraws_nothing_from_the_list(page, desk):
    article = ArticleFactory(published=True, section=SectionFactory())
    page.goto("/admin/articles/article/")
    page.locator("select[name=action]").select_option("step_withdraw")
    page.locator(".action-select").first.check()
    page.locator("button[name=index]").click()
    page.locator("#id_withdraw_reason").fill("잘못 나감")

    page.keyboard.press("Enter")
    page.wait_for_timeout(300)

    article.refresh_from_db()
    assert article.state == "published"


ADDED = [
    "section",
    "tag",
    "source",
    "reporter",
    "block",
    "photo",
    "page",
    "correction",
    "claim",
    "publication",
    "article",
]


@pytest.mark.parametrize("model", ADDED)
def test_no_form_begins_at_a_button(page, context, live_server, model, admin_user):
    sign_in(context, admin_user, live_server.url)

    page.goto(f"/admin/articles/{model}/add/", wait_until="load")
    page.wait_for_timeout(200)

    assert page.evaluate("!['BUTTON', 'A'].includes(document.activeElement.tagName)")
