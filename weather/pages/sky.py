"""Which icon stands for an observed condition.

The surface observations name the sky freely (맑음, 약한비단속, 눈 끝남 …): the icon follows the words that occur in
it, the more special first. Source of the words: what the Korea Meteorological Administration's surface map has been
seen to say.
"""

from __future__ import annotations

from functools import lru_cache

ICONS: dict[str, tuple[str, ...]] = {
    "thunder": ("뇌우", "천둥", "번개"),
    "sleet": ("진눈깨비", "눈개비", "비 또는 눈", "눈 또는 비"),
    "shower": ("소나기", "소낙"),
    "fog": ("안개",),
    "dust": ("황사",),
    "mist": ("박무",),
    "haze": ("연무",),
    "few_clouds": ("구름조금",),
    "mostly_cloudy": ("구름많음",),
    "overcast": ("흐림",),
    "clear": ("맑음",),
    "snow": ("눈",),
    "rain": ("비", "빗방울"),
}


@lru_cache(maxsize=500)
def icon_of(condition: str) -> str:
    """The key of the icon, or empty for a condition that none of ours shows."""
    if "끝" in condition:  # 비끝, 눈 끝남: it has stopped
        return ""
    return next((icon for icon, words in ICONS.items() if any(word in condition for word in words)), "")
