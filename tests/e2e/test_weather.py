"""The weather line and the weather pages in a real browser."""

from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from newsroom.fast import edition
from tests.factories import PublicationFactory, ReadingFactory, earlier_today
from weather.models import Station
from weather.stations import load_stations

PHONE = {"width": 390, "height": 844}
MOVED = "() => document.querySelector('.weather-stations').scrollLeft > 20"
COUNT_STEPS = """() => {
  const list = document.querySelector('.weather-stations');
  list.dataset.steps = 0;
  list.scrollTo = () => { list.dataset.steps = Number(list.dataset.steps) + 1; };
}"""


@pytest.fixture
def sixteen(transactional_db):
    """The stations of the default line, each with a month of readings."""
    PublicationFactory()
    load_stations()
    for station in Station.objects.filter(in_header=True):
        for back in range(30):
            ReadingFactory(
                station=station,
                observed_at=earlier_today(minutes=20) - timedelta(days=back),
                temperature=Decimal("-10.4"),
                low=Decimal("-12.5"),
                high=Decimal("1.5") + back % 7,
            )


@pytest.fixture
def phone(page, sixteen):
    page.set_viewport_size(PHONE)
    page.clock.install()
    page.goto("/weather/")
    return page


def steps_in_twelve_seconds(page):
    """How often the line would have moved; it stays where it is."""
    page.evaluate(COUNT_STEPS)
    page.clock.run_for(12_000)
    return int(page.locator(".weather-stations").get_attribute("data-steps"))


def test_the_line_moves_by_itself_on_a_phone_and_slowly(phone):
    phone.clock.run_for(4_000)

    phone.wait_for_function(MOVED)
    assert steps_in_twelve_seconds(phone) >= 3


def test_it_begins_again_at_its_end(phone):
    phone.evaluate("() => { const list = document.querySelector('.weather-stations'); list.scrollLeft = 1e6; }")

    phone.clock.run_for(4_000)

    phone.wait_for_function("() => document.querySelector('.weather-stations').scrollLeft === 0")


def test_it_stands_still_under_the_pointer(phone):
    phone.hover(".weather-stations")

    assert steps_in_twelve_seconds(phone) == 0


def test_it_stands_still_under_the_focus_and_the_arrow_keys_move_it(phone):
    phone.focus(".weather-stations")
    assert steps_in_twelve_seconds(phone) == 0

    for _ in range(3):
        phone.keyboard.press("ArrowRight")

    phone.wait_for_function(MOVED)


def test_it_stands_still_when_paused_and_goes_on_after(phone):
    button = phone.locator(".weather-pause")

    button.click()
    phone.mouse.move(200, 700)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert steps_in_twelve_seconds(phone) == 0

    button.click()
    phone.mouse.move(200, 700)
    assert steps_in_twelve_seconds(phone) >= 3


def test_it_stands_still_for_those_who_want_less_motion_and_a_wheel_moves_it(page, sixteen):
    page.set_viewport_size(PHONE)
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    page.goto("/weather/")
    assert steps_in_twelve_seconds(page) == 0
    expect(page.locator(".weather-pause")).to_be_hidden()

    page.hover(".weather-stations")
    page.mouse.wheel(200, 0)

    page.wait_for_function(MOVED)


def test_a_line_that_has_room_does_not_move(phone):
    Station.objects.exclude(number=108).update(in_header=False)
    edition.advance()
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto("/weather/")

    assert steps_in_twelve_seconds(phone) == 0
    expect(phone.locator(".weather-pause")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_who_provides_the_weather_and_when_it_was_observed_is_seen_at_any_width(width, page, sixteen):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")

    provider = page.locator(".weather-provider")
    expect(provider).to_be_visible()
    expect(provider.locator("time")).to_be_visible()
    box, line = provider.bounding_box(), page.locator(".utility-line").bounding_box()
    assert line["y"] <= box["y"] and box["y"] + box["height"] <= line["y"] + line["height"]
    assert box["x"] + box["width"] <= width


def test_a_station_of_the_line_leads_to_its_page(phone):
    phone.locator(".weather-stations a").first.click()

    expect(phone.locator("h1")).to_have_text("동두천 날씨")


@pytest.mark.parametrize("width", [390, 1280])
def test_no_words_on_the_map_cover_others_as_they_are_drawn(width, page, sixteen):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/weather/")

    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.weather-map text')].map((text) => {
          const { left, top, right, bottom } = text.getBoundingClientRect();
          return { words: text.textContent, size: bottom - top, left, top: top + 3, right, bottom: bottom - 3 };
        })"""
    )

    assert len(boxes) == 16 * 2 + 1
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = (
                one["right"] <= other["left"]
                or other["right"] <= one["left"]
                or one["bottom"] <= other["top"]
                or other["bottom"] <= one["top"]
            )
            assert apart, (one["words"], other["words"])


def test_a_station_on_the_map_leads_to_its_page_by_key_and_by_pointer(phone):
    link = phone.locator(".weather-map a", has_text="제주")
    link.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text("제주 날씨")

    phone.go_back()
    link.locator("rect").click()
    expect(phone.locator("h1")).to_have_text("제주 날씨")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_picture_fills_its_place_and_its_words_stay_readable(width, page, sixteen):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/weather/108/")

    chart = page.locator(".weather-chart").bounding_box()
    bars = page.locator(".weather-chart .day")
    words = page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.weather-chart text')).fontSize)")

    first, last = bars.first.bounding_box(), bars.last.bounding_box()
    assert bars.count() == 30
    assert chart["width"] >= min(width, 768) * 0.75
    assert first["x"] == pytest.approx(chart["x"], abs=1)
    assert last["x"] + last["width"] == pytest.approx(chart["x"] + chart["width"], abs=1)
    assert words >= 12


def test_on_paper_the_values_are_there_and_the_ways_on_are_not(page, sixteen):
    page.goto("/weather/108/")
    page.emulate_media(media="print")

    expect(page.locator(".weather-chart")).to_be_visible()
    expect(page.locator(".weather-table")).to_be_visible()
    expect(page.locator(".pager")).to_be_hidden()
    expect(page.locator(".utility-line")).to_be_hidden()
