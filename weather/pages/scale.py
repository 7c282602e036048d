"""The colour of a temperature, in maps and charts: from violet and blue through grey green to ochre and red.

The hues lie on the way between blue and orange, which hardly any reader confuses, and every colour is about as dark:
white figures stand readable on it, and it stands out from light paper and from dark. The temperature itself is
always written beside it, or in a table.
"""

from __future__ import annotations

from itertools import pairwise

SCALE = [
    (-15.0, (109, 75, 184)),
    (-5.0, (58, 98, 200)),
    (5.0, (31, 120, 168)),
    (14.0, (93, 116, 102)),
    (22.0, (148, 105, 15)),
    (30.0, (194, 74, 20)),
    (37.0, (179, 23, 47)),
]
"""℃ and the colour that stands for it, as red, green and blue."""


def color_of(temperature: float) -> str:
    """`#2771b2`; mixed from the neighbours on the scale, and no colder or hotter than its ends."""
    temperature = min(max(temperature, SCALE[0][0]), SCALE[-1][0])
    (cold, below), (warm, above) = next(pair for pair in pairwise(SCALE) if temperature <= pair[1][0])
    share = (temperature - cold) / (warm - cold)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(below, above, strict=True))
