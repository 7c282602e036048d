"""The sky in a word, where a service gives numbers instead.

Sources: present weather by WMO code table 4677, which the API hub's help text names for its column WC; cloud amount in
tenths and the four words for it as KMA's surface map uses them; SKY and PTY from the guide of the data portal's
short-term forecast (구름조금 was dropped from forecasts in 2019). Bounds that no document gives say so.
"""

from __future__ import annotations

from decimal import Decimal

PRESENT_WEATHER: list[tuple[range, str]] = [
    (range(95, 100), "뇌우"),
    (range(91, 95), "뇌우"),
    (range(17, 18), "뇌우"),
    (range(80, 83), "소나기"),
    (range(83, 85), "진눈깨비"),
    (range(68, 70), "진눈깨비"),
    (range(85, 89), "소낙눈"),
    (range(70, 80), "눈"),
    (range(60, 68), "비"),
    (range(50, 60), "이슬비"),
    (range(40, 50), "안개"),
    (range(30, 36), "황사"),
    (range(6, 10), "황사"),
    (range(10, 11), "박무"),
    (range(5, 6), "연무"),
]
"""WMO 4677. 20 to 29 are what has ended within the hour, and say nothing of now."""

FOG_BELOW = Decimal(1000)
MIST_BELOW = Decimal(10000)
"""m of visibility."""
MIST_FROM = Decimal(80)
"""% humidity: mist above, haze below. Fits the public cases (84-86 % mist, 76 % haze); no document gives the bound."""
SNOW_UP_TO = Decimal(0)
RAIN_FROM = Decimal(3)
"""℃: what falls between the two may be either. No document gives the bounds."""

CLOUDS = [(2, "맑음"), (5, "구름조금"), (8, "구름많음"), (10, "흐림")]
"""Up to so many tenths."""

PRECIPITATION_TYPES = {1: "비", 2: "비 또는 눈", 3: "눈", 4: "소나기", 5: "빗방울", 6: "빗방울눈날림", 7: "눈날림"}
SKIES = {1: "맑음", 2: "구름조금", 3: "구름많음", 4: "흐림"}


def observed_condition(
    *,
    present_weather: int | None,
    precipitation: Decimal | None,
    temperature: Decimal | None,
    visibility: Decimal | None,
    humidity: Decimal | None,
    clouds: int | None,
) -> str:
    """From what a station measures; empty where nothing is known. Visibility in metres, clouds in tenths."""
    if present_weather is not None:
        for codes, word in PRESENT_WEATHER:
            if present_weather in codes:
                return word
    if precipitation:
        return precipitation_kind(temperature)
    if visibility is not None and visibility < MIST_BELOW and humidity is not None:
        if humidity < MIST_FROM:
            return "연무"
        return "안개" if visibility < FOG_BELOW else "박무"
    if clouds is not None:
        return next((word for tenths, word in CLOUDS if clouds <= tenths), "")
    return ""


def precipitation_kind(temperature: Decimal | None) -> str:
    if temperature is None or temperature >= RAIN_FROM:
        return "비"
    return "눈" if temperature <= SNOW_UP_TO else "비 또는 눈"


def forecast_condition(*, precipitation_type: int | None, sky: int | None) -> str:
    """From the data portal's codes: what falls now, else the sky of the nearest forecast hour."""
    if precipitation_type:
        return PRECIPITATION_TYPES.get(precipitation_type, "")
    return SKIES.get(sky or 0, "")
