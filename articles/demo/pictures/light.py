"""The light of an hour and the leaves of a season: the few colours that a picture is mixed from."""

from __future__ import annotations

from dataclasses import dataclass, replace

Colour = tuple[int, int, int]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` at 0, `other` at 1."""
    share = min(max(share, 0.0), 1.0)
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def hex_colour(value: str) -> Colour:
    return int(value[1:3], 16), int(value[3:5], 16), int(value[5:7], 16)


@dataclass(frozen=True)
class Light:
    """Sky from the top down, what shines, and what air makes of things from far to near."""

    sky: tuple[Colour, Colour, Colour]
    sun: Colour
    far: Colour
    near: Colour
    veil: float
    """How much of a thing's own colour the hour takes away, 0 to 1."""
    is_dark: bool = False
    """Whether windows and lamps are lit."""

    @property
    def horizon(self) -> Colour:
        return self.sky[2]

    def lamplit(self, share: float) -> Light:
        """Where lamps are lit: things keep more of their colours, `share` of the hour's veil is left."""
        return replace(self, veil=self.veil * share)

    def tone(self, nearness: float) -> Colour:
        """The colour of a thing without a colour: 0 at the horizon, 1 before one's feet."""
        return mix(self.far, self.near, nearness)

    def on(self, colour: Colour, nearness: float) -> Colour:
        """The colour in this light: the farther off, the more of the air's."""
        return mix(colour, self.tone(nearness), self.veil + (1 - self.veil) * (1 - nearness) * 0.7)


def light(sky: str, sun: str, far: str, near: str, veil: float, is_dark: bool = False) -> Light:
    top, middle, horizon = (hex_colour(colour) for colour in sky.split())
    return Light((top, middle, horizon), hex_colour(sun), hex_colour(far), hex_colour(near), veil, is_dark)


LIGHTS = {
    "dawn": light("#2f3d70 #a7718f #f9bd8d", "#fff0cf", "#c1919b", "#262543", 0.5, is_dark=True),
    "morning": light("#6fadd2 #b7dbe6 #fdeccd", "#fffbe6", "#b4cbd0", "#294a57", 0.2),
    "day": light("#2f86c8 #7fbfe4 #dcf0f2", "#ffffff", "#a3c8d6", "#1d4954", 0.12),
    "dusk": light("#2c2a5c #b6527a #ffa860", "#ffedb8", "#b5657c", "#211939", 0.52, is_dark=True),
    "night": light("#060c24 #132350 #34508c", "#f6f0d4", "#2f477f", "#070b1c", 0.66, is_dark=True),
}
GLOW: Colour = (255, 205, 112)
WHITE: Colour = (255, 255, 255)
SNOW: Colour = (236, 243, 250)


@dataclass(frozen=True)
class Season:
    leaves: tuple[Colour, ...]
    ground: Colour
    hill: Colour


SEASONS = {
    "spring": Season(
        leaves=((246, 188, 205), (252, 214, 222), (168, 205, 122), (232, 160, 184)),
        ground=(142, 186, 98),
        hill=(128, 176, 120),
    ),
    "summer": Season(
        leaves=((58, 138, 82), (92, 166, 88), (38, 112, 78), (122, 184, 92)),
        ground=(96, 164, 82),
        hill=(62, 128, 92),
    ),
    "autumn": Season(
        leaves=((226, 132, 48), (204, 78, 48), (240, 182, 72), (178, 60, 50)),
        ground=(196, 158, 84),
        hill=(190, 112, 62),
    ),
    "winter": Season(
        leaves=((210, 222, 234), (232, 240, 247), (190, 206, 222)),
        ground=(230, 238, 246),
        hill=(188, 204, 220),
    ),
}
WALLS: list[Colour] = [
    *((226, 208, 182), (205, 184, 166), (188, 198, 200), (218, 190, 160), (170, 156, 156), (232, 224, 210)),
]
ACCENTS: list[Colour] = [
    *((206, 74, 60), (238, 170, 66), (48, 128, 124), (76, 108, 172), (160, 88, 128), (96, 150, 92), (240, 232, 216)),
]
