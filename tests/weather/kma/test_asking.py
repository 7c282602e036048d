"""Asking over the network, with all that a service on this machine can do to whoever asks it."""

import gzip
import logging
import pprint
import socket
import threading
import time
import traceback
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import quote

import httpx
import pytest
import sentry_sdk
from django.utils.translation import gettext
from sentry_sdk.integrations.httpx import HttpxIntegration

from newsroom.shared.outbound import proxy_for
from weather.services import errors, kma
from weather.services.kma import Service, StationPlace, data_portal
from weather.services.web import MAX_BYTES, ServiceClient, is_as_safe

from .samples import (
    GATEWAY_REFUSAL,
    HUB_401,
    HUB_403,
    HUB_LIMIT,
    JEJU,
    NOTICE,
    SEOUL,
    hub,
    hub_row,
    local,
    now_items,
    portal,
    sky_items,
    surface_map,
)

NOW = datetime(2026, 1, 24, 1, 20, tzinfo=UTC)  # twenty past ten in Seoul
PLACES = [StationPlace(108, 37.57142, 126.9658), StationPlace(184, 33.51411, 126.52969)]
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
        patience = {"timeout": 5, "deadline": 30, "attempts": 3}
        chosen = {**addresses, **patience, **options, **keys}
        web = partial(ServiceClient, sleep=pauses.append, chance=lambda: 0.5)
        return kma.ask_services(Service(provider=provider, **chosen), places, now, web=web)

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

    found = ask("data_portal", places=[PLACES[0], StationPlace(999, 37.5720, 126.9660)])

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


def test_once_the_limit_is_reached_no_further_square_is_asked(ask, weather_server):
    places = [StationPlace(number, 34 + number / 20, 127) for number in range(60)]

    def answer(what, fields):
        if len(weather_server.asked) > 4:
            return 200, portal({}, code="22")
        square = {"nx": int(fields["nx"]), "ny": int(fields["ny"])}
        return 200, portal({"item": now_items(time="0900", **square)})

    weather_server.answer_to = answer

    found = ask("data_portal", places=places)

    assert found.observations
    assert len(weather_server.asked) < 4 + 3 * data_portal.MAX_PARALLEL


def test_a_sky_that_cannot_be_had_for_the_first_square_stops_no_other(ask, weather_server):
    def answer(what, fields):
        if what == "getUltraSrtFcst":
            return None, b""
        return 200, portal({"item": now_items(nx=int(fields["nx"]), ny=int(fields["ny"]), time="0900")})

    weather_server.answer_to = answer

    found = ask("data_portal")

    assert [o.station for o in found.observations] == [108, 184]
    assert found.problems[0].startswith("108, 184: ")


def test_an_answer_for_another_square_is_nobodys(ask, weather_server):
    weather_server.body = portal({"item": now_items(nx=1, ny=1)})

    with pytest.raises(errors.InvalidAnswer):
        ask("data_portal", attempts=1)


@pytest.mark.parametrize("given", [KEY, quote(KEY, safe=""), f" {KEY}\n"])
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


def test_a_date_to_come_back_at_is_counted_by_the_clock_of_the_service(ask, weather_server, pauses):
    weather_server.headers = {"Retry-After": "Sat, 24 Jan 2026 01:20:09 GMT", "Date": "Sat, 24 Jan 2026 01:20:00 GMT"}
    weather_server.answers = [(503, b""), (200, surface_map(SEOUL))]

    ask()

    assert pauses == [9.0]


@pytest.mark.parametrize("header", ["soon", "-5", "Sat, 99 Foo 2026", "٣", "9" * 400])
def test_a_time_to_come_back_that_is_none_does_no_harm(ask, weather_server, header):
    weather_server.headers, weather_server.status = {"Retry-After": quote(header, safe=" ,-")}, 503

    with pytest.raises(errors.ServiceDown):
        ask()


def test_nobody_waits_for_an_hour(ask, weather_server, pauses):
    weather_server.headers, weather_server.status = {"Retry-After": "3600"}, 429

    with pytest.raises(errors.ServiceDown):
        ask()
    assert pauses == []


@pytest.mark.parametrize(
    ("provider", "status", "body", "error", "asked"),
    [
        ("api_hub", 401, HUB_401, errors.KeyRefused, 1),
        ("api_hub", 403, HUB_403, errors.KeyRefused, 1),
        ("api_hub", 401, b"", errors.KeyRefused, 1),
        ("api_hub", 403, HUB_LIMIT, errors.LimitReached, 1),
        ("api_hub", 429, HUB_LIMIT, errors.LimitReached, 1),
        ("api_hub", 403, NOTICE, errors.ServiceDown, 3),  # a firewall or a pause for repairs: not the key
        ("api_hub", 429, b"", errors.ServiceDown, 3),
        ("api_hub", 500, hub(hub_row(ta="1.0")), errors.ServiceDown, 3),
        ("data_portal", 401, b"Unauthorized", errors.KeyRefused, 1),
        ("data_portal", 403, b"Forbidden", errors.KeyRefused, 1),
        ("data_portal", 400, GATEWAY_REFUSAL, errors.KeyRefused, 1),
        ("data_portal", 404, b"API not found", errors.ServiceDown, 3),
        ("data_portal", 500, b"Unexpected errors", errors.ServiceDown, 3),
        ("surface_map", 403, b"Forbidden", errors.ServiceDown, 3),  # there is no key to refuse
    ],
)
def test_what_is_refused_for_good_is_asked_once(ask, weather_server, provider, status, body, error, asked):
    weather_server.status, weather_server.body = status, body

    with pytest.raises(error):
        ask(provider, places=PLACES[:1])
    assert len(weather_server.asked) == asked


def test_a_refused_connection_is_unreachable(ask, weather_server):
    with pytest.raises(errors.Unreachable):
        ask(surface_map_url=weather_server.nowhere)


def test_a_service_that_hangs_is_left_after_the_time_out(ask, weather_server):
    weather_server.hangs = True
    began = time.monotonic()

    with pytest.raises(errors.Unreachable):
        ask(timeout=0.2, attempts=1)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("drips", ["drips", "drips_headers"])
def test_a_slow_drip_ends_at_the_deadline(ask, weather_server, drips):
    weather_server.body = surface_map(*[SEOUL] * 50)
    setattr(weather_server, drips, True)
    began = time.monotonic()

    with pytest.raises(errors.Unreachable):
        ask(timeout=0.5, deadline=0.6, attempts=1)
    assert time.monotonic() - began < 4


def test_of_a_slow_drip_the_stations_that_came_are_kept(ask, weather_server):
    weather_server.body, weather_server.drips, weather_server.drop = surface_map(SEOUL, *[JEJU] * 500), True, 400

    answer = ask(deadline=0.6, attempts=1)

    assert answer.observations[0].station == 108
    assert len(answer.problems) == 1
    assert not answer.is_whole


def test_a_provider_that_drips_leaves_the_next_one_its_time(ask, weather_server):
    weather_server.drips_headers = lambda what: what == "map.xml"
    weather_server.body = hub(hub_row(ta="1.0"))

    answer = ask("auto", deadline=1.5, data_portal_key="")

    assert answer.provider == "api_hub"


def test_a_connection_that_breaks_before_the_first_station_is_unreachable(ask, weather_server):
    weather_server.body, weather_server.breaks_off_after = surface_map(SEOUL, JEJU), 100

    with pytest.raises(errors.Unreachable):
        ask(attempts=1)


def test_of_a_connection_that_keeps_breaking_the_whole_stations_are_kept(ask, weather_server, pauses):
    body = surface_map(SEOUL, JEJU)
    weather_server.body, weather_server.breaks_off_after = body, body.index("제주".encode()) - 20

    answer = ask()

    assert [o.station for o in answer.observations] == [108]
    assert answer.problems
    assert len(pauses) == 2


def test_a_table_that_breaks_off_between_two_rows_is_known_to_be_cut_off(ask, weather_server):
    body = hub(hub_row(ta="1.0"), hub_row(184, ta="7.5"))
    weather_server.body, weather_server.breaks_off_after = body, body.index(b"202601241000 184")

    answer = ask("api_hub")

    assert [o.station for o in answer.observations] == [108]
    assert answer.problems
    assert not answer.is_whole


def test_a_table_of_no_stated_length_that_ends_with_our_patience_is_known_to_be_cut_off(ask, weather_server):
    weather_server.body = hub(*[hub_row(number, ta="1.0") for number in range(90, 300)])
    weather_server.drips, weather_server.drop = True, 400
    weather_server.says_its_length = False

    answer = ask("api_hub", deadline=0.6, attempts=1)

    assert answer.observations
    assert gettext("The service did not answer in time.") in answer.problems


def test_a_map_that_was_cut_off_once_is_asked_for_again(ask, weather_server):
    whole = surface_map(SEOUL, JEJU)
    weather_server.answers = [(200, whole[: whole.index("제주".encode()) - 20]), (200, whole)]

    answer = ask()

    assert (len(answer.observations), answer.problems, answer.is_whole) == (2, [], True)


def test_of_a_map_that_stays_cut_off_the_fullest_is_taken(ask, weather_server):
    whole = surface_map(local(90, "속초"), SEOUL, JEJU)
    weather_server.answers = [(200, whole[: whole.index(end.encode())]) for end in ("서울", "제주")] + [(500, b"")]

    answer = ask()

    assert [o.station for o in answer.observations] == [90, 108, 184]


def test_an_endless_answer_is_not_read_to_its_end(ask, weather_server):
    weather_server.body = b"<" * (MAX_BYTES + 100_000)

    with pytest.raises(errors.InvalidAnswer):
        ask(attempts=1)


def test_an_answer_that_unpacks_twice_is_not_unpacked(ask, weather_server):
    weather_server.headers = {"Content-Encoding": "gzip, gzip"}
    weather_server.body = gzip.compress(gzip.compress(surface_map(SEOUL)))

    with pytest.raises(errors.InvalidAnswer):
        ask(attempts=1)


def test_an_answer_that_comes_packed_unasked_is_unpacked(ask, weather_server):
    weather_server.headers = {"Content-Encoding": "gzip"}
    weather_server.body = gzip.compress(surface_map(SEOUL))

    assert len(ask().observations) == 1


def test_a_service_that_has_moved_is_followed(ask, weather_server):
    weather_server.answer_to = lambda what, fields: (
        (200, surface_map(SEOUL)) if what == "new.xml" else (302, b"", {"Location": "/new.xml"})
    )

    assert len(ask().observations) == 1


def test_a_service_that_leads_in_a_circle_is_left(ask, weather_server):
    weather_server.status, weather_server.headers = 302, {"Location": f"{weather_server.url}/map.xml"}

    with pytest.raises(errors.InvalidAnswer):
        ask(attempts=1)


def test_no_rows_yet_is_not_asked_again_at_once(ask, weather_server, pauses):
    weather_server.body = hub()

    with pytest.raises(errors.NoObservations):
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


def test_the_next_provider_takes_over_when_the_first_stays_cut_off(ask, weather_server):
    cut = surface_map(SEOUL, JEJU)[:-60]
    answers(weather_server, surface_map=cut, api_hub=hub(hub_row(ta="1.0"), hub_row(184, ta="7.5")))

    answer = ask("auto")

    assert answer.provider == "api_hub"
    assert answer.problems[0].startswith("surface_map: ")


def test_what_was_cut_off_is_better_than_nothing(ask, weather_server):
    answers(weather_server, surface_map=surface_map(SEOUL, JEJU)[:-60])

    answer = ask("auto")

    assert answer.provider == "surface_map"
    assert answer.observations
    assert any(problem.startswith("api_hub: ") for problem in answer.problems)


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


SPELLINGS = [KEY, quote(KEY, safe=""), quote(KEY), quote(KEY, safe="").replace("%", "%25")]


def tell_tales(error, caplog):
    """All that the error, those before it and the log say, with the variables of every frame."""
    told = [caplog.text, repr(error)]
    while error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        of_ours = [frame for frame in shown.stack if "/kma/" in frame.filename and "/tests/" not in frame.filename]
        told += ["".join(shown.format_exception_only()), *(str(frame.locals) for frame in of_ours)]
        told += [str(getattr(error, "_request", ""))]
        error = error.__cause__ or error.__context__
    return "".join(told)


@pytest.mark.parametrize("trouble", ["status", "refused", "nowhere", "redirect", "elsewhere", "hang", "drip", "break"])
@pytest.mark.parametrize("provider", ["api_hub", "data_portal"])
def test_a_key_is_in_no_message_log_traceback_or_repr(ask, weather_server, caplog, provider, trouble):
    options = {"attempts": 1, "timeout": 0.2, "deadline": 0.5}
    match trouble:
        case "status":
            weather_server.status = 500
        case "refused":
            weather_server.status, weather_server.body = 401, HUB_401
        case "nowhere":
            options |= dict.fromkeys(["api_hub_url", "data_portal_url"], weather_server.nowhere)
        case "redirect":
            weather_server.status, weather_server.headers = 302, {"Location": f"/x?authKey={KEY}&serviceKey={KEY}"}
        case "elsewhere":
            weather_server.status = 302
            weather_server.headers = {"Location": f"http://localhost:1/x?authKey={KEY}&serviceKey={KEY}"}
        case "hang":
            weather_server.hangs = True
        case "drip":
            weather_server.drips_headers = True
        case "break":
            weather_server.body, weather_server.breaks_off_after = b"x" * 100, 0

    with caplog.at_level(logging.DEBUG), pytest.raises(errors.WeatherServiceError) as caught:
        for logger in ("httpx", "httpcore"):
            logging.getLogger(logger).setLevel(logging.DEBUG)
        ask(provider, **options)

    told = tell_tales(caught.value, caplog)
    assert "httpcore" in caplog.text or "httpx" in caplog.text
    assert not [spelling for spelling in SPELLINGS if spelling in told]


def test_a_key_is_in_no_repr():
    service = Service(api_key=KEY, data_portal_key=KEY)

    assert KEY not in repr(service)
    assert KEY not in repr({"key": service.api_key})
    assert KEY not in pprint.pformat([service.data_portal_key])


def test_a_key_is_not_in_what_is_kept_for_an_error_report(ask, weather_server):
    """Sentry notes the address of every request that httpx makes."""
    reports = []
    client = sentry_sdk.Client(
        dsn="http://nobody@127.0.0.1:1/1",
        before_send=lambda report, hint: reports.append(report),  # and sends none
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[HttpxIntegration()],
    )
    weather_server.status = 500

    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        scope.clear_breadcrumbs()  # of what other tests have asked for
        with pytest.raises(errors.ServiceDown) as caught:
            ask("api_hub", attempts=1)
        sentry_sdk.capture_exception(caught.value)

    [report] = reports
    noted = [crumb["data"]["http.query"] for crumb in report["breadcrumbs"]["values"] if crumb["type"] == "http"]
    assert noted == ["stn=0&help=0"]
    assert not [spelling for spelling in SPELLINGS if spelling in str(report["breadcrumbs"])]


def test_a_key_follows_the_service_to_a_new_address_on_its_host(ask, weather_server):
    def answer(what, fields):
        if what == "hub.php":
            return 301, b"", {"Location": f"/new.php?stn=0&authKey={quote(KEY, safe='')}"}
        return 200, hub(hub_row(ta="1.0"))

    weather_server.answer_to = answer

    ask("api_hub")

    assert weather_server.asked[-1] == ("/new.php", {"stn": "0", "authKey": KEY})


def test_a_key_goes_to_no_other_host(ask, weather_server):
    elsewhere = weather_server.url.replace("127.0.0.1", "localhost")
    weather_server.status, weather_server.headers = 302, {"Location": f"{elsewhere}/x?authKey={quote(KEY, safe='')}"}

    with pytest.raises(errors.WeatherServiceError):
        ask("api_hub")
    assert [path for path, _ in weather_server.asked] == ["/hub.php"]


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://kma.go.kr/b", True),
        ("http://kma.go.kr/b", False),
        ("https://kma.go.kr.example.com/", False),
        ("https://kma.go.kr:8443/", True),
    ],
)
def test_a_key_for_a_closed_connection_goes_over_no_open_one(address, is_safe):
    assert is_as_safe(httpx.URL(address), httpx.URL("https://kma.go.kr/a")) == is_safe


@pytest.fixture
def proxy(monkeypatch):
    """The first lines that a proxy gets; it lets nobody through."""
    lines = []
    listener = socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                lines.append(connection.recv(4000).split(b"\r\n")[0].decode())
                connection.sendall(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")

    threading.Thread(target=listen, daemon=True).start()
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"127.0.0.1:{listener.getsockname()[1]}")
    monkeypatch.setenv("no_proxy", "kma.internal")
    yield lines
    listener.close()


def test_a_proxy_sees_no_key_of_a_closed_connection(ask, proxy):
    with pytest.raises(errors.WeatherServiceError):
        ask("api_hub", api_hub_url="https://apihub.invalid/hub.php", attempts=1)

    assert proxy == ["CONNECT apihub.invalid:443 HTTP/1.1"]


def test_an_open_connection_goes_through_the_proxy_as_well(ask, proxy):
    with pytest.raises(errors.WeatherServiceError):
        ask("surface_map", surface_map_url="http://kma.invalid/map.xml", attempts=1)

    assert proxy == ["GET http://kma.invalid/map.xml HTTP/1.1"]


def test_a_host_that_needs_no_proxy_gets_none(proxy):
    assert proxy_for(httpx.URL("http://kma.internal/")) is None
    assert proxy_for(httpx.URL("http://kma.go.kr/")).startswith("http://127.0.0.1:")
