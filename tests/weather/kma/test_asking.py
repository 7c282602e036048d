"""Asking over the network, with all that a service on this machine can do to whoever asks it."""

import logging
import time
import traceback
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import quote

import pytest

from weather import kma
from weather.kma import Place, Service, errors
from weather.kma.web import LARGEST, Web

from .samples import (
    GATEWAY_REFUSAL,
    HUB_401,
    JEJU,
    NOTICE,
    SEOUL,
    hub,
    hub_row,
    now_items,
    portal,
    sky_items,
    surface_map,
)

NOW = datetime(2026, 1, 24, 1, 20, tzinfo=UTC)  # twenty past ten in Seoul
PLACES = [Place(108, 37.57142, 126.9658), Place(184, 33.51411, 126.52969)]
KEY = "s3cr3t-k3y+with/signs=="


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def ask(weather_server, pauses):
    """Asks the server of the test, whichever provider; nobody sleeps."""

    def ask(provider="surface_map", now=NOW, places=PLACES, **options):
        keys = {"api_key": KEY, "data_portal_key": KEY} | {k: v for k, v in options.items() if k.endswith("key")}
        addresses = {
            "surface_map_url": f"{weather_server.url}/map.xml",
            "api_hub_url": f"{weather_server.url}/hub.php",
            "data_portal_url": f"{weather_server.url}/portal/",
        }
        patience = {"timeout": 0.5, "deadline": 30, "attempts": 3}
        chosen = {**addresses, **patience, **options, **keys}
        web = partial(Web, sleep=pauses.append, chance=lambda: 0.5)
        return kma.ask(Service(provider=provider, **chosen), places, now, web=web)

    return ask


# One answer for the whole country


def test_the_map_is_one_request_for_every_station(ask, weather_server):
    weather_server.body = surface_map(SEOUL, JEJU)

    answer = ask()

    assert len(answer.observations) == 2
    assert weather_server.asked == [("/map.xml", {})]
    assert weather_server.agents[0].startswith("Mozilla/5.0")


def test_the_hub_is_one_request_with_the_key(ask, weather_server):
    weather_server.body = hub(hub_row(ta="-2.6"))

    answer = ask("api_hub")

    assert answer.provider == "api_hub"
    assert weather_server.asked == [("/hub.php", {"stn": "0", "help": "0", "authKey": KEY})]


def test_the_portal_is_two_requests_a_square_for_the_hours_that_are_there(ask, weather_server):
    def answer(what, fields):
        square = {"nx": int(fields["nx"]), "ny": int(fields["ny"])}
        items = (
            now_items(time="0900", **square)
            if what == "getUltraSrtNcst"
            else sky_items(at0900="3", at1100="1", **square)
        )
        return 200, portal({"item": items})

    weather_server.answer_to = answer

    found = ask("data_portal")

    assert [(o.station, o.condition, o.condition_code) for o in found.observations] == [
        (108, "구름많음", "PTY=0 SKY=3"),
        (184, "구름많음", "PTY=0 SKY=3"),
    ]
    assert {
        (path.rpartition("/")[2], fields["base_date"], fields["base_time"]) for path, fields in weather_server.asked
    } == {
        ("getUltraSrtNcst", "20260124", "0900"),
        ("getUltraSrtFcst", "20260124", "0930"),
    }
    assert len(weather_server.asked) == 4


def test_stations_of_the_same_square_share_their_requests(ask, weather_server):
    weather_server.answer_to = lambda what, fields: (200, portal({"item": now_items(time="0900")}))

    found = ask("data_portal", places=[PLACES[0], Place(999, 37.5720, 126.9660)])

    assert [o.station for o in found.observations] == [108, 999]
    assert len(weather_server.asked) == 2


def test_a_square_that_fails_stops_no_other_and_values_without_a_sky_are_kept(ask, weather_server):
    def answer(what, fields):
        if what == "getUltraSrtFcst" or fields["nx"] != "60":
            return 200, portal({}, code="01")
        return 200, portal({"item": now_items(time="0900")})

    weather_server.answer_to = answer

    found = ask("data_portal")

    assert [(o.station, o.condition) for o in found.observations] == [(108, "")]
    assert len(found.problems) == 2


def test_a_refused_key_is_tried_once_and_for_no_further_square(ask, weather_server):
    weather_server.body = GATEWAY_REFUSAL

    with pytest.raises(errors.KeyRefused):
        ask("data_portal")
    assert len(weather_server.asked) == 1


@pytest.mark.parametrize("given", [KEY, quote(KEY, safe="")])
def test_a_key_is_encoded_once_however_it_was_given(ask, weather_server, given):
    weather_server.answer_to = lambda what, fields: (200, portal({"item": now_items(time="0900")}))

    ask("data_portal", data_portal_key=given)

    assert {fields["serviceKey"] for _, fields in weather_server.asked} == {KEY}


# Troubles


def test_trouble_that_passes_is_waited_out_with_growing_pauses(ask, weather_server, pauses):
    weather_server.answers = [(500, b""), (503, NOTICE), (200, surface_map(SEOUL))]

    assert len(ask().observations) == 1
    assert pauses == [1.0, 2.0]


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b"x"), (429, b""), (503, b""), (404, b"gone"), (200, NOTICE), (200, b""), (200, b"<current")],
)
def test_trouble_that_stays_ends_after_three_attempts(ask, weather_server, pauses, status, body):
    weather_server.status, weather_server.body = status, body

    with pytest.raises(errors.WeatherServiceError, match="surface_map"):
        ask()
    assert len(weather_server.asked) == 3
    assert pauses == [1.0, 2.0]


def test_a_service_that_says_when_to_come_back_is_obeyed(ask, weather_server, pauses):
    weather_server.headers = {"Retry-After": "7"}
    weather_server.answers = [(429, b""), (200, surface_map(SEOUL))]

    ask()

    assert pauses == [7.0]


def test_nobody_waits_for_an_hour(ask, weather_server, pauses):
    weather_server.headers, weather_server.status = {"Retry-After": "3600"}, 429

    with pytest.raises(errors.ServiceDown):
        ask()
    assert pauses == []


def test_a_refused_connection_is_unreachable(ask, weather_server):
    with pytest.raises(errors.Unreachable):
        ask(surface_map_url=weather_server.nowhere)


def test_a_service_that_hangs_is_left_after_the_time_out(ask, weather_server):
    weather_server.hangs = True
    began = time.monotonic()

    with pytest.raises(errors.Unreachable):
        ask(timeout=0.2, attempts=1)
    assert time.monotonic() - began < 3


def test_a_slow_drip_ends_at_the_deadline(ask, weather_server):
    weather_server.body, weather_server.drips = surface_map(*[SEOUL] * 50), True
    began = time.monotonic()

    with pytest.raises(errors.Unreachable):
        ask(timeout=0.5, deadline=0.6, attempts=1)
    assert time.monotonic() - began < 4


def test_a_connection_that_breaks_is_unreachable(ask, weather_server):
    weather_server.body, weather_server.breaks_off_after = surface_map(SEOUL, JEJU), 150

    with pytest.raises(errors.Unreachable):
        ask(attempts=1)


def test_an_endless_answer_is_not_read_to_its_end(ask, weather_server):
    weather_server.body = b"<" * (LARGEST + 100_000)

    with pytest.raises(errors.Unreadable):
        ask(attempts=1)


def test_a_service_that_leads_in_a_circle_is_left(ask, weather_server):
    weather_server.status, weather_server.headers = 302, {"Location": f"{weather_server.url}/map.xml"}

    with pytest.raises(errors.Unreadable):
        ask(attempts=1)


def test_no_rows_yet_is_not_asked_again_at_once(ask, weather_server, pauses):
    weather_server.body = hub()

    with pytest.raises(errors.NothingYet):
        ask("api_hub")
    assert pauses == []


def test_an_observation_from_the_future_is_left_out_and_reported(ask, weather_server):
    weather_server.body = hub(hub_row(108, ta="1.0"), hub_row(184, time="202601242300", ta="7.5"))

    answer = ask("api_hub")

    assert [o.station for o in answer.observations] == [108]
    assert "184" in answer.problems[0]


def test_an_old_observation_is_an_observation(ask, weather_server):
    weather_server.body = surface_map(SEOUL, year="2017")

    assert ask().observed_at.year == 2017


# Which provider


def answers(server, **bodies):
    """Bodies by provider: `surface_map`, `api_hub`, `data_portal`."""
    names = {"map.xml": "surface_map", "hub.php": "api_hub"}
    server.answer_to = lambda what, fields: (200, bodies.get(names.get(what, "data_portal"), b"") or NOTICE)


def test_the_next_provider_takes_over_when_the_first_has_failed(ask, weather_server):
    answers(weather_server, api_hub=hub(hub_row(ta="1.0")))

    answer = ask("auto")

    assert answer.provider == "api_hub"
    assert answer.problems[0].startswith("surface_map: ")


def test_the_next_provider_takes_over_when_the_first_stands_still(ask, weather_server):
    answers(weather_server, surface_map=surface_map(SEOUL, hour="07"), api_hub=hub(hub_row(ta="1.0")))

    assert ask("auto").provider == "api_hub"


def test_where_all_stand_still_the_newest_is_taken(ask, weather_server):
    answers(
        weather_server,
        surface_map=surface_map(SEOUL, hour="08"),
        api_hub=hub(hub_row(time="202601240700", ta="1.0")),
    )

    answer = ask("auto")

    assert (answer.provider, answer.observed_at) == ("surface_map", NOW - timedelta(hours=2, minutes=20))


def test_without_keys_only_the_map_is_asked(ask, weather_server):
    answers(weather_server)

    with pytest.raises(errors.ServiceDown):
        ask("auto", api_key="", data_portal_key="")
    assert {path for path, _ in weather_server.asked} == {"/map.xml"}


def test_when_nothing_can_be_had_the_error_names_each_provider(ask, weather_server):
    answers(weather_server)

    with pytest.raises(errors.WeatherServiceError) as caught:
        ask("auto")
    assert all(name in str(caught.value) for name in kma.PROVIDERS)


def test_a_provider_without_its_key_says_so(ask):
    with pytest.raises(errors.KeyMissing):
        ask("api_hub", api_key="")


def test_a_provider_that_nobody_knows_is_refused(ask):
    with pytest.raises(errors.WeatherServiceError, match="surface_map"):
        ask("weather.com")


# Keys stay secret


@pytest.mark.parametrize("trouble", ["status", "refused", "nowhere", "redirect", "hang"])
@pytest.mark.parametrize("provider", ["api_hub", "data_portal"])
def test_a_key_is_in_no_message_log_traceback_or_repr(ask, weather_server, caplog, provider, trouble):
    options = {"attempts": 1, "timeout": 0.2}
    match trouble:
        case "status":
            weather_server.status = 500
        case "refused":
            weather_server.status, weather_server.body = 401, HUB_401
        case "nowhere":
            options |= dict.fromkeys(["api_hub_url", "data_portal_url"], weather_server.nowhere)
        case "redirect":
            weather_server.status, weather_server.headers = 302, {"Location": f"/x?authKey={KEY}&serviceKey={KEY}"}
        case "hang":
            weather_server.hangs = True

    with caplog.at_level(logging.DEBUG), pytest.raises(errors.WeatherServiceError) as caught:
        for logger in ("httpx", "httpcore"):
            logging.getLogger(logger).setLevel(logging.DEBUG)
        ask(provider, **options)

    said = caplog.text + "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert KEY not in said
    assert quote(KEY, safe="") not in said
    assert KEY not in repr(Service(api_key=KEY, data_portal_key=KEY))
