"""What the three services say, as observations: and what they say when something is wrong."""

import csv
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weather.services import errors, kma
from weather.services.kma import StationPlace, condition
from weather.services.kma.grid import find_square

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

TEN = datetime(2026, 1, 24, 1, tzinfo=UTC)  # in Seoul
PLACES = [StationPlace(108, 37.57142, 126.9658), StationPlace(184, 33.51411, 126.52969)]
REAL = Path(__file__).resolve().parents[4] / "shared" / "kma"
STATIONS = Path(kma.__file__).parents[1] / "stations.csv"


def read(body, provider=None):
    return kma.parse_saved(body, provider, PLACES)


def only(answer):
    [observation] = answer.observations
    return observation


# The surface map


def test_the_map_gives_sky_and_temperature_of_every_station():
    answer = read(surface_map(SEOUL, JEJU))

    assert answer.provider == "surface_map"
    assert [(o.station, o.condition, o.condition_code, o.temperature) for o in answer.observations] == [
        (108, "맑음", "01", Decimal("-2.6")),
        (184, "구름조금", "02", Decimal("7.5")),
    ]
    assert answer.observed_at == TEN
    assert answer.problems == []


def test_a_dash_for_the_sky_leaves_the_temperature_alone():
    observation = only(read(surface_map(local(90, "속초", desc="-", icon="", ta="2.0"))))

    assert (observation.condition, observation.condition_code, observation.temperature) == ("", "", Decimal("2.0"))


def test_attributes_may_stand_in_any_order_and_rain_may_be_among_them():
    row = '<local rn_hr1="1.5" ta="3.0" desc="비" stn_id="108" icon="08">서울</local>'

    assert only(read(surface_map(row))).precipitation == Decimal("1.5")


def test_unknown_words_pass_in_one_line_and_cut_to_length():
    row = local(108, "서울", desc="약한비단속&#10;&lt;b&gt;" + "긴" * 30)

    observation = only(read(surface_map(row)))

    assert observation.condition == ("약한비단속 <b>" + "긴" * 30)[:20]


def test_an_observation_at_hour_24_is_of_the_next_midnight():
    assert read(surface_map(SEOUL, hour="24")).observed_at == datetime(2026, 1, 24, 15, tzinfo=UTC)


def test_minus_nothing_is_nothing():
    assert str(only(read(surface_map(local(108, "서울", ta="-0.0")))).temperature) == "0.0"


@pytest.mark.parametrize("ta", ["99.9", "-90", "50.1", "x", "1e1", "1_0", "١٠", "--1", "NaN", "9" * 5000])
def test_an_absurd_temperature_is_dropped_and_the_sky_kept(ta):
    answer = read(surface_map(local(108, "서울", ta=ta)))

    assert (only(answer).temperature, only(answer).condition) == (None, "맑음")
    assert len(answer.problems) == 1


def test_a_row_with_nothing_in_it_is_reported_and_stops_no_other():
    answer = read(surface_map(local(90, "속초", desc="-", ta=""), '<local stn_id="x">?</local>', SEOUL))

    assert only(answer).station == 108
    assert len(answer.problems) == 2


def test_of_a_map_that_is_cut_off_the_whole_stations_are_used():
    body = surface_map(SEOUL, JEJU)

    answer = read(body[: body.index("제주".encode()) - 30])

    assert only(answer).station == 108
    assert len(answer.problems) == 1
    assert not answer.is_whole


@pytest.mark.parametrize(
    "damaged",
    [
        local(90, "속초", desc="비 & 눈"),
        local(90, "속초", desc="<1mm"),
        local(90, "속초", desc="&nbsp;"),
        '<local stn_id="90" stn_id="91" ta="1.0">속초</local>',
        "<!-- " + local(90, "속초"),
        '<local stn_id="90" icon="01" desc="맑',
    ],
)
def test_a_row_that_is_no_xml_stops_no_other(damaged):
    answer = read(surface_map(SEOUL, damaged, JEJU) if "<!--" not in damaged else surface_map(SEOUL, JEJU, damaged))

    assert [o.station for o in answer.observations] == [108, 184]
    assert answer.problems
    assert not answer.is_whole


def test_a_row_that_was_taken_out_is_not_brought_back_by_damage():
    taken_out = f"<!-- {local(90, '속초')} --><![CDATA[{local(91, '속초')}]]>"

    answer = read(surface_map(SEOUL, taken_out, "&", JEJU))

    assert [o.station for o in answer.observations] == [108, 184]


def test_a_map_in_the_old_code_page_is_read_as_well():
    assert only(read(surface_map(SEOUL, encoding="EUC-KR"))).condition == "맑음"
    assert only(read(surface_map(SEOUL).decode().encode("cp949"))).condition == "맑음"
    assert only(read(surface_map(SEOUL).replace(b'"UTF-8"', b'"EUC-KR"'))).condition == "맑음"


def test_one_broken_letter_costs_no_more_than_itself():
    body = surface_map(SEOUL, local(90, "속초", desc="흐림"), JEJU)

    answer = read(body.replace("흐림".encode(), "흐림".encode()[:-1]))

    assert [(o.station, o.condition) for o in answer.observations] == [(108, "맑음"), (90, ""), (184, "구름조금")]
    assert "90" in answer.problems[0]


@pytest.mark.parametrize("desc", ["留묒쓬", "¸¼À½", "Ã¸", "\ufffd음"])
def test_a_sky_in_letters_of_a_mistaken_encoding_is_no_sky(desc):
    answer = read(surface_map(local(108, "서울", desc=desc)))

    assert (only(answer).condition, only(answer).condition_code) == ("", "")
    assert len(answer.problems) == 1


def test_many_rows_with_the_same_problem_are_one_problem():
    answer = read(surface_map(SEOUL, *['<local ta="1.0">?</local>'] * 500))

    assert len(answer.problems) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", errors.InvalidAnswer),
        (b"  \n", errors.InvalidAnswer),
        (NOTICE, errors.ServiceDown),
        (surface_map(), errors.NoObservations),
        (surface_map(SEOUL)[:60], errors.InvalidAnswer),
        (surface_map(SEOUL, hour="99"), errors.InvalidAnswer),
        (surface_map(SEOUL, month="13"), errors.InvalidAnswer),
        (surface_map(SEOUL, year="26"), errors.InvalidAnswer),
        (surface_map(SEOUL, year="1" * 5000), errors.InvalidAnswer),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html><body>", errors.ServiceDown),
        (b"<!-- WAF -->\n<script>location.href='/error'</script>", errors.ServiceDown),
        (b"<current><local stn_id='108' ta='1'/></current>", errors.InvalidAnswer),
        (b"<weather><!DOCTYPE x [<!ENTITY a 'a'>]></weather>", errors.InvalidAnswer),
        (bytes(range(128, 256)) * 4, errors.InvalidAnswer),
    ],
)
def test_what_is_no_map_says_what_it_is(body, error):
    with pytest.raises(error):
        read(body, "surface_map")


def test_a_map_with_entities_is_not_expanded():
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    entities = f'<!DOCTYPE current [<!ENTITY a0 "맑음">{laughs}]>\n'
    body = surface_map(local(108, "서울", desc="&a0;")).decode()

    with pytest.raises(errors.InvalidAnswer):
        read(body.replace(head, head + entities).encode())


# The API hub


def test_the_hub_gives_what_its_columns_say():
    answer = read(hub(hub_row(ta="-2.6", hm="52.0", ws="1.2", rn="-9.0", ca="4", vs="2000", ir="3")))

    observation = only(answer)
    assert (answer.provider, observation.observed_at) == ("api_hub", TEN)
    assert (observation.temperature, observation.humidity, observation.wind_speed) == (
        Decimal("-2.6"),
        52,
        Decimal("1.2"),
    )
    assert (observation.condition, observation.precipitation) == ("구름조금", Decimal("0.0"))
    assert observation.condition_code == "WC=-9 WW=- CA_TOT=4 VS=2000"


def test_nine_below_zero_is_a_temperature_and_elsewhere_nothing():
    observation = only(read(hub(hub_row(ta="-9.0", td="-12.3", hm="-9.0", ws="-9.0"))))

    assert observation.temperature == Decimal("-9.0")
    assert (observation.humidity, observation.wind_speed, observation.precipitation) == (None, None, None)


def test_nine_below_zero_with_a_humidity_is_a_temperature_even_where_the_dew_point_is_missing():
    assert only(read(hub(hub_row(ta="-9.0", td="-9.0", hm="76.0")))).temperature == Decimal("-9.0")


def test_nine_below_zero_of_a_silent_thermometer_is_nothing():
    """All of them missing, in August as well: only its wind was observed."""
    observation = only(read(hub(hub_row(time="202608241500", ta="-9.0", td="-9.0", hm="-9.0", ws="2.1"))))

    assert (observation.temperature, observation.wind_speed) == (None, Decimal("2.1"))


@pytest.mark.parametrize("ta", ["-90.0", "99.9"])
def test_a_temperature_that_cannot_be_is_reported_by_the_hub_too(ta):
    answer = read(hub(hub_row(ta=ta, hm="50.0")))

    assert only(answer).temperature is None
    assert len(answer.problems) == 1


def test_a_missing_temperature_is_minus_99():
    assert only(read(hub(hub_row(ta="-99.0", hm="50.0")))).temperature is None


def test_several_hours_of_a_station_are_all_observations():
    rows = [hub_row(time=f"20260124{hour:02}00", ta=str(hour)) for hour in (8, 9, 10)]

    assert [o.temperature for o in read(hub(*rows)).observations] == [Decimal("8.0"), Decimal("9.0"), Decimal("10.0")]


def test_of_two_equal_rows_the_fuller_one_counts():
    answer = read(hub(hub_row(ta="1.0"), hub_row(ta="1.0", hm="50.0"), hub_row(ta="1.0")))

    assert only(answer).humidity == 50


def test_a_table_without_its_end_and_with_half_a_row_gives_the_others():
    answer = read(hub(hub_row(ta="1.0"), hub_row(184, ta="7.5")[:40], end=""))

    assert only(answer).station == 108
    assert len(answer.problems) == 1


@pytest.mark.parametrize(
    "damaged",
    [
        hub_row(90, ta="1.0") + " " + hub_row(91, ta="2.0"),  # a line's end was lost
        hub_row("9" * 25, ta="1.0"),
        hub_row("-9", ta="1.0"),
        hub_row(90, time="2026012410", ta="1.0"),
        hub_row(90, time="202613241000", ta="1.0"),
        hub_row(90, time="202601241060", ta="1.0"),
        hub_row(90, time="000101010000", ta="1.0"),
        hub_row(90, time="1" * 5000, ta="1.0"),
    ],
)
def test_a_row_that_cannot_be_stops_no_other(damaged):
    answer = read(hub(hub_row(ta="1.0"), damaged, hub_row(184, ta="7.5")))

    assert [o.station for o in answer.observations] == [108, 184]
    assert len(answer.problems) == 1
    assert answer.is_whole


def test_a_table_may_lack_its_end_but_not_the_end_of_its_last_row():
    assert read(hub(hub_row(ta="1.0"), end="")).is_whole
    assert read(hub(hub_row(ta="1.0"), end="7777END\n")).problems == []
    assert not read(hub(hub_row(ta="1.0"), hub_row(184, ta="7.5")[:-4], end="")).is_whole


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (hub(), errors.NoObservations),
        (HUB_401, errors.KeyRefused),
        (HUB_403, errors.KeyRefused),
        (HUB_LIMIT, errors.LimitReached),
        ("API 호출 한도를 초과했습니다.".encode("cp949"), errors.LimitReached),
        (NOTICE, errors.ServiceDown),
        (b"", errors.InvalidAnswer),
        (b"{", errors.InvalidAnswer),
        (b"hello", errors.InvalidAnswer),
    ],
)
def test_what_is_no_table_says_what_it_is(body, error):
    with pytest.raises(error):
        read(body, "api_hub")


# The data portal


def test_the_portal_gives_the_values_of_a_stations_square():
    observation = only(read(portal({"item": now_items()})))

    assert (observation.station, observation.observed_at) == (108, TEN)
    assert (observation.temperature, observation.humidity, observation.wind_speed, observation.precipitation) == (
        Decimal("-2.6"),
        52,
        Decimal("1.3"),
        Decimal("0.0"),
    )


def test_what_falls_is_the_sky_and_missing_values_are_none():
    observation = only(read(portal({"item": now_items(T1H="-999", REH="900", PTY="3", RN1="1.0mm")})))

    assert (observation.temperature, observation.humidity) == (None, None)
    assert (observation.condition, observation.precipitation) == ("눈", Decimal("1.0"))


def test_what_is_null_is_missing_and_no_problem():
    answer = read(portal({"item": now_items(T1H=None)}))

    assert (only(answer).temperature, only(answer).humidity, answer.problems) == (None, 52, [])


def test_numbers_may_be_numbers_and_squares_may_be_texts():
    answer = read(portal({"item": now_items(nx="60", ny="127", T1H=-2.6, PTY=0)}))

    assert only(answer).temperature == Decimal("-2.6")


def test_of_two_hours_in_one_answer_the_newer_counts_alone():
    older = now_items(time="0900", T1H="5.0", RN1="9.9")

    observation = only(read(portal({"item": [*now_items(T1H="1.0", RN1=None), *older]})))

    assert (observation.observed_at, observation.temperature, observation.precipitation) == (TEN, Decimal("1.0"), None)


def test_a_square_with_nothing_in_it_is_reported():
    empty = dict.fromkeys(["T1H", "REH", "WSD", "RN1", "PTY"])

    answer = read(portal({"item": [*now_items(), *now_items(nx=53, ny=38, **empty)]}))

    assert only(answer).station == 108
    assert "184" in answer.problems[0]


def test_a_single_object_instead_of_a_list_is_read():
    observation = only(read(portal({"item": now_items()[0]})))

    assert observation.temperature == Decimal("-2.6")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (portal(""), errors.NoObservations),
        (portal(None), errors.NoObservations),
        (portal({"item": []}), errors.NoObservations),
        (portal({"item": ["x", 1]}), errors.NoObservations),
        (portal({}, code="03"), errors.NoObservations),
        (portal({}, code="22"), errors.LimitReached),
        (portal({}, code="30"), errors.KeyRefused),
        (portal({}, code="01"), errors.ServiceDown),
        (portal({}, code="10"), errors.WeatherServiceError),
        (GATEWAY_REFUSAL, errors.KeyRefused),
        (b"Unauthorized", errors.KeyRefused),
        (b"Forbidden", errors.KeyRefused),
        (b"API token quota exceeded", errors.LimitReached),
        (b"Unexpected errors", errors.InvalidAnswer),
        (NOTICE, errors.ServiceDown),
        (portal({"item": now_items()})[:200], errors.InvalidAnswer),
        (b"[]", errors.InvalidAnswer),
        (b'{"response": 1}', errors.InvalidAnswer),
        (portal({"item": sky_items(at1000="1")}), errors.InvalidAnswer),
        (portal({"item": [{"tm": "2026-01-24 10:00", "stnId": "108", "ta": "-2.6"}]}), errors.InvalidAnswer),
        (portal({"item": now_items(date="20261324")}), errors.InvalidAnswer),
        (portal({}, code="9" * 5000), errors.InvalidAnswer),
        (b"<a><returnReasonCode>" + b"9" * 5000 + b"</returnReasonCode></a>", errors.ServiceDown),
        (b'{"response":' * 50_000, errors.InvalidAnswer),
    ],
)
def test_what_is_no_answer_of_the_portal_says_what_it_is(body, error):
    with pytest.raises(error):
        read(body, "data_portal")


def test_every_station_stands_in_its_square():
    """Against the guide's own example; `shared/stations.csv`, where there is one, has the squares of all."""
    assert find_square(37.57142, 126.9658) == (60, 127)
    assert find_square(37.579871, 126.989352) == (60, 127)
    table = REAL.parent / "stations.csv"
    if table.exists():
        rows = list(csv.DictReader(table.open(encoding="utf-8")))
        squares = [find_square(float(row["lat"]), float(row["lon"])) for row in rows]
        assert squares == [(int(row["kma_nx"]), int(row["kma_ny"])) for row in rows]


# The sky from numbers


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"present_weather": 95}, "뇌우"),
        ({"present_weather": 81}, "소나기"),
        ({"present_weather": 71}, "눈"),
        ({"present_weather": 61}, "비"),
        ({"present_weather": 51}, "이슬비"),
        ({"present_weather": 45}, "안개"),
        ({"present_weather": 10}, "박무"),
        ({"present_weather": 25, "clouds": 9}, "흐림"),  # rain that has ended
        ({"precipitation": Decimal(1), "temperature": Decimal(10)}, "비"),
        ({"precipitation": Decimal(1), "temperature": Decimal(0)}, "눈"),
        ({"precipitation": Decimal(1), "temperature": Decimal("1.5")}, "비 또는 눈"),
        ({"visibility": Decimal(900), "humidity": Decimal(95)}, "안개"),
        ({"visibility": Decimal(9000), "humidity": Decimal(85)}, "박무"),
        ({"visibility": Decimal(9000), "humidity": Decimal(76)}, "연무"),
        ({"visibility": Decimal(9000), "clouds": 1}, "맑음"),
        ({"clouds": 0}, "맑음"),
        ({"clouds": 3}, "구름조금"),
        ({"clouds": 8}, "구름많음"),
        ({"clouds": 10}, "흐림"),
        ({}, ""),
    ],
)
def test_the_sky_follows_from_what_a_station_measures(given, word):
    nothing = dict.fromkeys(["present_weather", "precipitation", "temperature", "visibility", "humidity", "clouds"])

    assert condition.observed_condition(**{**nothing, **given}) == word


@pytest.mark.parametrize(
    ("kind", "sky", "word"), [(0, 1, "맑음"), (None, 3, "구름많음"), (4, 1, "소나기"), (0, None, ""), (99, 1, "")]
)
def test_what_falls_comes_before_the_forecast_sky(kind, sky, word):
    assert condition.forecast_condition(precipitation_type=kind, sky=sky) == word


# Whatever it is


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"\x89PNG\r\n", errors.InvalidAnswer),
        (b"", errors.InvalidAnswer),
        (NOTICE, errors.ServiceDown),
        (b"Unauthorized", errors.KeyRefused),
    ],
)
def test_what_nobody_knows_is_refused_for_what_it_is(body, error):
    with pytest.raises(error):
        kma.parse_saved(body)


MAP = surface_map(SEOUL, JEJU, local(90, "속초", desc="-", ta="-9.0"))
TABLE = hub(hub_row(ta="-2.6", hm="52.0"), hub_row(184, ta="7.5", ca="4"))


@pytest.mark.parametrize("body", [MAP, MAP.decode().encode("cp949"), TABLE], ids=["map", "old map", "table"])
def test_wherever_an_answer_is_cut_off_only_what_was_observed_is_read_and_all_of_it(body):
    """Byte by byte: as many stations as there are whole rows, each as in the whole answer."""
    observed = kma.parse_saved(body).observations
    provider = "api_hub" if body is TABLE else "surface_map"
    rows = row_ends(body)

    for length in range(len(body)):
        whole = [observation for observation, end in zip(observed, rows, strict=True) if end <= length]
        try:
            assert read(body[:length], provider).observations == whole
        except errors.WeatherServiceError:
            assert whole == []


def row_ends(body):
    """How much of an answer there must be for each of its rows to be whole."""
    if body is TABLE:
        last_column = len(b"-9")  # half of which is still a column, and one that we don't use
        return [body.index(line) + len(line) - last_column + 1 for line in body.splitlines() if line[:1] == b"2"]
    return [body.index(b">", match.start()) + 1 for match in re.finditer(b"<local ", body)]


@given(st.binary(max_size=400), st.sampled_from([None, "surface_map", "api_hub", "data_portal"]))
def test_any_bytes_are_an_answer_or_an_error_of_ours(body, provider):
    try:
        read(body, provider)
    except errors.WeatherServiceError as error:
        assert str(error)


PIECES = st.sampled_from([SEOUL, JEJU, "<", "&", "<local>", "\x00", "</weather>", hub_row(ta="1"), "2026012410", "]]>"])


@given(st.sampled_from([MAP, TABLE, portal({"item": now_items()})]), st.data())
def test_damage_anywhere_ends_in_an_answer_or_an_error_of_ours(body, data):
    at = data.draw(st.integers(0, len(body)))
    damaged = body[:at] + data.draw(st.binary(max_size=12)) + body[at + data.draw(st.integers(0, 40)) :]

    for provider in kma.PROVIDERS:
        try:
            answer = read(damaged, provider)
        except errors.WeatherServiceError:
            continue
        assert answer.observations


@given(st.lists(PIECES, max_size=6))
def test_damaged_answers_are_read_as_far_as_they_are_sound(rows):
    for body, provider in [(surface_map(*rows), "surface_map"), (hub(*rows), "api_hub")]:
        try:
            answer = read(body, provider)
        except errors.WeatherServiceError:
            continue
        assert answer.observations


@pytest.mark.skipif(not REAL.exists(), reason="the sample answers of the real services are not beside the repository")
@pytest.mark.parametrize(
    ("name", "observations"),
    [
        ("sfc_web_map_seed.xml", 17),
        ("sfc_web_map_seen_lines.xml", 6),
        ("sfctm2_seed.txt", 16),
        ("sfctm2_seen_rows.txt", 7),
        ("sfctm2_seen_20151211.txt", 11),
        ("sfctm2_help1_head.txt", 1),
        ("ncst_seoul.json", 1),
        ("ncst_snow_missing.json", 1),
    ],
)
def test_the_real_services_answers_are_read_without_a_problem(name, observations):
    answer = read((REAL / name).read_bytes())

    assert len(answer.observations) == observations
    assert answer.problems == []


@pytest.mark.skipif(not REAL.exists(), reason="the sample answers of the real services are not beside the repository")
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("apihub_401.json", errors.KeyRefused),
        ("apihub_403.json", errors.KeyRefused),
        ("gateway_30.xml", errors.KeyRefused),
        ("sfctm2_no_rows.txt", errors.NoObservations),
        ("nodata_03.json", errors.NoObservations),
        ("items_empty_string.json", errors.NoObservations),
        ("asos_hourly_today_99.json", errors.ServiceDown),
    ],
)
def test_the_real_services_refusals_are_told_apart(name, error):
    with pytest.raises(error):
        read((REAL / name).read_bytes())
