"""Draws the demo's pictures: flat layered scenes in the light of a season and an hour."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 800
"""The units that scenes are drawn in; the file has `SIZE` pixels."""
SIZE = (1600, 1067)
FINENESS = 2
"""Pixels a unit while drawing: edges become smooth when the picture is scaled to its size."""


@dataclass(frozen=True)
class Light:
    """The colours of an hour: the sky from top to horizon, what shines, and how dark things stand before it."""

    top: Colour
    horizon: Colour
    shine: Colour
    shade: Colour
    depth: float
    is_dark: bool = False


LIGHTS = {
    "dawn": Light((58, 74, 120), (246, 190, 160), (255, 226, 190), (44, 50, 84), 0.45, True),
    "morning": Light((142, 190, 222), (252, 238, 214), (255, 246, 214), (88, 108, 130), 0.15),
    "day": Light((92, 164, 214), (214, 236, 244), (255, 250, 228), (70, 100, 120), 0.05),
    "dusk": Light((70, 66, 120), (250, 164, 110), (255, 214, 140), (62, 46, 82), 0.4, True),
    "night": Light((14, 22, 48), (46, 64, 108), (244, 240, 214), (12, 18, 38), 0.62, True),
}
LEAVES = {
    "spring": [(246, 190, 204), (150, 196, 120), (250, 214, 222)],
    "summer": [(74, 146, 92), (104, 170, 100), (56, 122, 84)],
    "autumn": [(222, 138, 58), (204, 86, 56), (236, 182, 78)],
    "winter": [(214, 224, 232), (190, 204, 216), (232, 238, 244)],
}
GROUND = {"spring": (160, 190, 120), "summer": (110, 164, 96), "autumn": (188, 160, 98), "winter": (232, 238, 244)}
GLOW: Colour = (255, 214, 130)
WALLS: list[Colour] = [
    (222, 200, 174),
    (196, 176, 160),
    (176, 188, 192),
    (214, 184, 156),
    (164, 150, 150),
    (226, 216, 200),
]
ACCENTS: list[Colour] = [(200, 78, 66), (232, 170, 74), (64, 124, 128), (92, 120, 176), (150, 96, 130), (108, 150, 96)]


def mix(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


class Scene:
    """A canvas with an hour, a season and its own chance."""

    def __init__(self, season: str, time: str, seed: str) -> None:
        self.chance = random.Random(f"{season}/{time}/{seed}")
        self.season, self.light = season, LIGHTS[time]
        self.is_dark = self.light.is_dark
        self.image = Image.new("RGB", (WIDTH * FINENESS, HEIGHT * FINENESS))
        self.pen = ImageDraw.Draw(self.image)
        self.glows: list[tuple[float, float, float]] = []

    def lit(self, colour: Colour, distance: float = 0) -> Colour:
        """The colour in this light; `distance` (0 near, 1 at the horizon) fades it into the air."""
        return mix(mix(colour, self.light.shade, self.light.depth), self.light.horizon, distance * 0.75)

    # Shapes, in units

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        edges = [round(value * FINENESS) for value in (x, y, x + max(width, 1), y + max(height, 1))]
        self.pen.rounded_rectangle(edges, radius * FINENESS, fill=colour)

    def shape(self, points: Sequence[tuple[float, float]], colour: Colour) -> None:
        self.pen.polygon([(x * FINENESS, y * FINENESS) for x, y in points], fill=colour)

    def round(self, x: float, y: float, radius: float, colour: Colour, squash: float = 1) -> None:
        height = radius * squash
        self.pen.ellipse([(v * FINENESS) for v in (x - radius, y - height, x + radius, y + height)], fill=colour)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        self.pen.line([(x * FINENESS, y * FINENESS) for x, y in points], colour, round(width * FINENESS), "curve")

    def glow(self, x: float, y: float, radius: float) -> None:
        if self.is_dark:
            self.glows.append((x, y, radius))

    # Things

    def sky(self, horizon: float = 520) -> None:
        column = Image.new("RGB", (1, 64))
        for step in range(64):
            column.putpixel((0, step), mix(self.light.top, self.light.horizon, (step / 63) ** 1.3))
        self.box(0, horizon - 2, WIDTH, HEIGHT, self.light.horizon)
        self.image.paste(column.resize((WIDTH * FINENESS, round(horizon * FINENESS)), Image.Resampling.BILINEAR))
        x, y = self.chance.uniform(180, 1020), self.chance.uniform(110, 240)
        if self.light is LIGHTS["night"]:
            for _ in range(70):
                self.round(
                    self.chance.uniform(0, WIDTH),
                    self.chance.uniform(0, horizon * 0.8),
                    self.chance.uniform(0.6, 1.8),
                    (220, 226, 240),
                )
            self.round(x, y, 38, self.light.shine)
            self.round(x + 15, y - 8, 33, mix(self.light.top, self.light.horizon, (y / horizon) ** 1.3))
        else:
            low = self.is_dark
            self.round(x, horizon - 70 if low else y, 64 if low else 46, self.light.shine)
            for _ in range(4):
                self.cloud(self.chance.uniform(0, WIDTH), self.chance.uniform(60, horizon * 0.5))

    def cloud(self, x: float, y: float) -> None:
        colour = mix(self.light.horizon, (255, 255, 255), 0.35 if not self.is_dark else 0.08)
        for step in range(5):
            self.round(x + step * 34, y - 14 * math.sin(step * 1.4), 30 + 10 * math.sin(step * 2.1), colour, 0.5)
        self.box(x - 20, y, 178, 16, colour, 8)

    def hills(self, base: float, height: float, colour: Colour, distance: float, waves: float = 2.2) -> None:
        phase = self.chance.uniform(0, 6)
        ridge = [
            (
                x,
                base
                - height * (0.55 + 0.3 * math.sin(x / WIDTH * waves * 6.28 + phase) + 0.15 * math.sin(x / 61 + phase)),
            )
            for x in range(0, WIDTH + 20, 20)
        ]
        self.shape([(0, HEIGHT), *ridge, (WIDTH, HEIGHT)], self.lit(colour, distance))

    def peaks(self, base: float, height: float, colour: Colour, distance: float) -> None:
        points, x = [(-60.0, base)], -60.0
        while x < WIDTH:
            x += self.chance.uniform(110, 230)
            points.append((x, base - height * self.chance.uniform(0.55, 1)))
            x += self.chance.uniform(90, 180)
            points.append((x, base - height * self.chance.uniform(0.1, 0.4)))
        self.shape([*points, (WIDTH + 60, HEIGHT), (-60, HEIGHT)], self.lit(colour, distance))

    def ground(self, y: float, colour: Colour | None = None) -> None:
        self.box(0, y, WIDTH, HEIGHT - y, self.lit(colour or GROUND[self.season]))

    def tree(self, x: float, y: float, size: float, distance: float = 0) -> None:
        self.box(x - size * 0.05, y - size * 0.5, size * 0.1, size * 0.5, self.lit((104, 80, 64), distance))
        leaves = LEAVES[self.season]
        for dx, dy, radius in ((-0.2, -0.62, 0.26), (0.2, -0.62, 0.25), (0, -0.85, 0.29), (0, -0.6, 0.28)):
            colour = self.lit(self.chance.choice(leaves), distance)
            self.round(x + dx * size, y + dy * size, radius * size, colour)

    def building(self, x: float, y: float, width: float, height: float, colour: Colour, distance: float = 0) -> None:
        self.box(x, y - height, width, height, self.lit(colour, distance))
        self.box(x, y - height, width * 0.16, height, self.lit(mix(colour, (0, 0, 0), 0.18), distance))
        step = 26
        for row in range(int(height // step) - 1):
            for column in range(int((width - 14) // 20)):
                on = self.is_dark and self.chance.random() < 0.45
                colour_of_window = (
                    mix(GLOW, self.light.horizon, distance * 0.5) if on else self.lit((120, 146, 164), distance)
                )
                self.box(x + 12 + column * 20, y - height + 14 + row * step, 10, 14, colour_of_window)

    def lamp(self, x: float, y: float, height: float = 190) -> None:
        self.box(x - 3, y - height, 6, height, self.lit((70, 76, 84)))
        self.box(x - 3, y - height, 44, 6, self.lit((70, 76, 84)), 3)
        self.box(x + 26, y - height + 4, 26, 9, GLOW if self.is_dark else self.lit((236, 232, 214)), 4)
        self.glow(x + 39, y - height + 12, 110)

    def person(self, x: float, y: float, size: float = 74) -> None:
        coat = self.lit(self.chance.choice(ACCENTS))
        dark = self.lit((52, 56, 68))
        self.box(x - size * 0.1, y - size * 0.4, size * 0.08, size * 0.4, dark)
        self.box(x + size * 0.02, y - size * 0.4, size * 0.08, size * 0.4, dark)
        self.box(x - size * 0.15, y - size * 0.8, size * 0.3, size * 0.48, coat, size * 0.1)
        self.round(x, y - size * 0.9, size * 0.12, self.lit((232, 196, 168)))

    def windows(self, x: float, y: float, columns: int, rows: int, width: float, height: float, gap: float) -> None:
        for row in range(rows):
            for column in range(columns):
                on = self.is_dark and self.chance.random() < 0.7
                left, upper = x + column * (width + gap), y + row * (height + gap)
                self.box(left, upper, width, height, GLOW if on else self.lit((146, 178, 194)), 2)
                self.box(left + width / 2 - 1.5, upper, 3, height, self.lit((236, 232, 224)))

    def falling(self, kind: str) -> None:
        for _ in range(150 if kind == "rain" else 190):
            x, y = self.chance.uniform(0, WIDTH), self.chance.uniform(0, HEIGHT)
            if kind == "rain":
                self.line([(x, y), (x - 8, y + 30)], mix(self.light.horizon, (255, 255, 255), 0.35), 1.4)
            else:
                self.round(x, y, self.chance.uniform(1.6, 4.6), (246, 249, 252))

    def finished(self, size: tuple[int, int]) -> bytes:
        image = self.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        if self.glows:
            small = Image.new("L", (WIDTH // 4, HEIGHT // 4))
            pen = ImageDraw.Draw(small)
            for x, y, radius in self.glows:
                x, y, radius = x / 4, y / 4, radius / 4
                pen.ellipse((x - radius * 0.6, y - radius * 0.6, x + radius * 0.6, y + radius * 0.6), fill=120)
            mask = small.filter(ImageFilter.GaussianBlur(14)).resize(size, Image.Resampling.BILINEAR)
            warm = Image.new("RGB", size, GLOW)
            image = ImageChops.screen(image, Image.composite(warm, Image.new("RGB", size), mask))
        out = BytesIO()
        image.save(out, "JPEG", quality=92)
        return out.getvalue()


# --- The scenes ---------------------------------------------------------------------------------


def riverside(s: Scene) -> None:
    s.sky(430)
    s.hills(440, 110, (110, 140, 130), 0.75)
    for number in range(13):
        s.building(number * 96 - 20, 440, 74, s.chance.uniform(60, 190), s.chance.choice(WALLS), 0.55)
    s.box(0, 438, WIDTH, 250, mix(s.light.horizon, s.light.top, 0.35))
    for _ in range(60):
        x, y = s.chance.uniform(0, WIDTH), s.chance.uniform(446, 670)
        s.box(x, y, s.chance.uniform(30, 120), 2.5, mix(s.light.horizon, (255, 255, 255), 0.25), 1)
    bridge = s.lit((150, 90, 78), 0.15)
    for x in range(90, WIDTH, 260):
        s.box(x, 450, 26, 130, s.lit((120, 116, 116), 0.2))
    s.box(0, 436, WIDTH, 22, bridge)
    for x in range(90, WIDTH, 260):
        s.line([(x - 117, 436), (x + 13, 330), (x + 143, 436)], bridge, 7)
        s.box(x + 10, 330, 6, 110, bridge)
        s.glow(x + 13, 430, 60)
    s.hills(760, 80, GROUND[s.season], 0)
    s.shape([(360, HEIGHT), (560, 706), (640, 706), (840, HEIGHT)], s.lit((206, 196, 178)))
    for x in (110, 300, 950, 1120):
        s.tree(x, 770, s.chance.uniform(120, 170))
    s.lamp(890, 770)
    s.person(590, 770)
    s.person(640, 780, 86)


def market(s: Scene) -> None:
    s.sky(420)
    for number in range(7):
        s.building(number * 180 - 30, 470, 150, s.chance.uniform(170, 320), s.chance.choice(WALLS), 0.35)
    s.ground(470, (196, 184, 170))
    s.shape([(430, HEIGHT), (560, 470), (640, 470), (770, HEIGHT)], s.lit((224, 214, 200)))
    for side in (-1, 1):
        for row, scale in enumerate((0.5, 0.72, 1.0, 1.35)):
            width, height = 230 * scale, 190 * scale
            near = 60 + 120 * scale * 1.6
            x = WIDTH / 2 + side * near - (width if side < 0 else 0)
            y = 500 + 210 * scale * 0.95
            s.box(x, y - height, width, height, s.lit(mix(WALLS[row], (90, 70, 60), 0.35), 0.25 - row * 0.06))
            s.box(x + 10, y - height * 0.62, width - 20, height * 0.3, GLOW if s.is_dark else s.lit((250, 232, 196)))
            s.glow(x + width / 2, y - height * 0.4, 110 * scale)
            colour = ACCENTS[(row + (side > 0) * 3) % len(ACCENTS)]
            stripes = 8
            for stripe in range(stripes):
                left = x - 12 * scale + stripe * (width + 24 * scale) / stripes
                right = left + (width + 24 * scale) / stripes
                tone = s.lit(colour if stripe % 2 == 0 else (246, 240, 228))
                s.shape(
                    [
                        (left + 8 * scale, y - height),
                        (right + 4 * scale, y - height),
                        (right, y - height * 0.7),
                        (left, y - height * 0.7),
                    ],
                    tone,
                )
            for crate in range(4):
                left = x + 12 * scale + crate * (width - 24 * scale) / 4
                s.box(left, y - 44 * scale, width / 4.6, 40 * scale, s.lit((160, 122, 84)), 3)
                for fruit in range(4):
                    s.round(left + (8 + fruit * 10) * scale, y - 46 * scale, 7 * scale, s.lit(s.chance.choice(ACCENTS)))
    for x, y, size in ((560, 610, 60), (640, 640, 70), (520, 730, 100), (690, 760, 108), (600, 560, 44)):
        s.person(x, y, size)
    if s.is_dark:
        for number in range(13):
            x = 180 + number * 70
            y = 300 + 46 * math.sin(number / 12 * math.pi)
            s.round(x, y, 9, GLOW)
            s.glow(x, y, 50)


def library(s: Scene) -> None:
    s.box(0, 0, WIDTH, HEIGHT, s.lit((240, 228, 208)))
    s.box(420, 60, 360, 330, mix(s.light.top, s.light.horizon, 0.6), 180)
    s.box(596, 60, 8, 330, s.lit((250, 246, 236)))
    s.box(420, 240, 360, 8, s.lit((250, 246, 236)))
    for left, width in ((30, 350), (820, 350)):
        s.box(left, 40, width, 590, s.lit((134, 94, 66)), 4)
        for shelf in range(5):
            top = 58 + shelf * 114
            s.box(left + 14, top, width - 28, 96, s.lit((96, 66, 48)))
            x = left + 18.0
            while x < left + width - 36:
                thick, tall = s.chance.uniform(11, 22), s.chance.uniform(62, 90)
                s.box(x, top + 96 - tall, thick - 2, tall, s.lit(s.chance.choice([*ACCENTS, *WALLS])), 1)
                x += thick
    s.box(0, 630, WIDTH, 170, s.lit((186, 146, 106)))
    for x in range(0, WIDTH, 120):
        s.line([(x, 630), (x - 80, HEIGHT)], s.lit((168, 128, 92)), 2)
    s.round(600, 690, 210, s.lit((224, 190, 148)), 0.28)
    s.box(585, 690, 30, 90, s.lit((140, 100, 70)))
    for x, colour in ((520, ACCENTS[0]), (600, ACCENTS[2]), (680, ACCENTS[3])):
        s.shape(
            [(x - 34, 680), (x, 690), (x + 34, 680), (x + 34, 662), (x, 672), (x - 34, 662)], s.lit((250, 246, 238))
        )
        s.box(x - 36, 682, 72, 5, s.lit(colour))
    s.person(410, 740, 130)
    s.person(800, 750, 120)
    s.round(600, 500, 26, GLOW if s.is_dark else s.lit((250, 232, 190)), 0.7)
    s.box(598, 390, 4, 96, s.lit((80, 70, 64)))
    s.glow(600, 520, 260)


def playground(s: Scene) -> None:
    s.sky(470)
    s.hills(490, 70, LEAVES["summer"][0] if s.season != "winter" else (200, 212, 220), 0.5)
    for x in range(40, WIDTH, 130):
        s.tree(x + s.chance.uniform(-20, 20), 500, s.chance.uniform(120, 190), 0.3)
    s.ground(490)
    s.round(330, 650, 280, s.lit(mix(GROUND[s.season], (90, 140, 80), 0.35)), 0.55)
    s.round(840, 690, 330, s.lit((226, 196, 146)), 0.24)
    for x in (690, 900):
        s.box(x, 430, 14, 250, s.lit(ACCENTS[0]))
    s.box(680, 500, 244, 16, s.lit(ACCENTS[3]), 6)
    s.shape([(676, 430), (800, 350), (930, 430)], s.lit(ACCENTS[1]))
    s.shape([(910, 508), (940, 508), (1110, 690), (1060, 690)], s.lit(ACCENTS[2]))
    s.line([(300, 700), (360, 470), (540, 470), (600, 700)], s.lit((84, 96, 116)), 12)
    for x in (410, 490):
        s.line([(x, 474), (x - 10, 630)], s.lit((90, 96, 104)), 3)
        s.line([(x + 34, 474), (x + 24, 630)], s.lit((90, 96, 104)), 3)
        s.box(x - 16, 628, 46, 9, s.lit(ACCENTS[4]), 3)
    for x, y in ((230, 560), (640, 740), (980, 700), (800, 500)):
        s.person(x, y, 78)


def mountain(s: Scene) -> None:
    s.sky(560)
    s.peaks(470, 260, (120, 140, 160), 0.85)
    s.peaks(560, 250, (104, 130, 128), 0.55)
    for layer, base in enumerate((600, 670, 760)):
        colour = LEAVES[s.season][layer % 3] if s.season != "summer" else LEAVES["summer"][layer]
        s.hills(base, 130, colour, 0.38 - layer * 0.16, 1.4 + layer * 0.5)
        for _ in range(26):
            x = s.chance.uniform(0, WIDTH)
            s.tree(x, base - 20 + s.chance.uniform(0, 46), s.chance.uniform(36, 60) + layer * 14, 0.32 - layer * 0.14)
    for y, shift in ((610, 0), (520, 300), (680, -260)):
        mist = mix(s.light.horizon, (255, 255, 255), 0.3)
        s.box(260 + shift, y, 620, 10, mist, 5)
        s.box(380 + shift, y + 18, 420, 7, mist, 4)
    s.shape(
        [(520, HEIGHT), (600, 720), (560, 660), (600, 620), (612, 620), (584, 664), (650, 722), (640, HEIGHT)],
        s.lit((214, 196, 160)),
    )
    s.person(590, 770, 84)
    s.person(640, 782, 90)


def busstop(s: Scene) -> None:
    s.sky(460)
    for number in range(9):
        s.building(number * 140 - 40, 520, 122, s.chance.uniform(140, 360), s.chance.choice(WALLS), 0.3)
    s.ground(520, (150, 150, 152))
    s.box(0, 520, WIDTH, 70, s.lit((186, 184, 180)))
    s.box(0, 590, WIDTH, 210, s.lit((84, 88, 98)))
    for x in range(0, WIDTH, 150):
        s.box(x, 700, 84, 9, s.lit((232, 228, 210)))
    s.box(520, 380, 420, 260, s.lit((52, 140, 118)), 24)
    s.box(520, 560, 420, 22, s.lit((240, 236, 224)))
    for column in range(5):
        s.box(540 + column * 78, 408, 66, 88, GLOW if s.is_dark else s.lit((190, 214, 226)), 6)
    s.box(894, 408, 38, 150, GLOW if s.is_dark else s.lit((190, 214, 226)), 6)
    for x in (610, 850):
        s.round(x, 644, 38, s.lit((40, 42, 50)))
        s.round(x, 644, 17, s.lit((160, 164, 170)))
    s.glow(730, 460, 220)
    s.round(934, 600, 11, GLOW if s.is_dark else s.lit((250, 240, 210)))
    s.glow(960, 606, 120)
    s.box(150, 300, 290, 14, s.lit((60, 70, 84)), 4)
    for x in (170, 416):
        s.box(x, 310, 9, 226, s.lit((60, 70, 84)))
    s.box(180, 330, 236, 130, mix(s.lit((200, 216, 224)), GLOW, 0.3 if s.is_dark else 0))
    s.box(200, 492, 180, 12, s.lit((150, 106, 70)), 3)
    s.glow(300, 350, 150)
    s.box(466, 300, 8, 236, s.lit((70, 76, 84)))
    s.round(470, 290, 28, s.lit(ACCENTS[3]))
    for x in (240, 320, 384):
        s.person(x, 546, 104)
    s.lamp(1040, 560, 280)


def festival(s: Scene) -> None:
    s.sky(560)
    s.hills(560, 130, (80, 100, 110), 0.5)
    s.ground(560, (120, 110, 104))
    for row, (y, size, step) in enumerate(((150, 20, 92), (260, 30, 124), (390, 44, 172))):
        line = [(x, y + 26 * math.sin(x / WIDTH * math.pi * 3 + row)) for x in range(-40, WIDTH + 60, 20)]
        s.line(line, s.lit((60, 56, 60)), 2.5)
        for x in range(row * 30, WIDTH + 40, step):
            hang = y + 26 * math.sin(x / WIDTH * math.pi * 3 + row) + size
            colour = s.chance.choice([(226, 84, 64), (240, 150, 62), (246, 196, 92), (216, 102, 110)])
            s.round(x, hang, size, mix(colour, GLOW, 0.35 if s.is_dark else 0.05), 1.15)
            s.box(x - size * 0.35, hang - size * 1.25, size * 0.7, size * 0.2, s.lit((90, 50, 44)), 2)
            s.box(x - 2, hang + size * 1.15, 4, size * 0.7, s.lit((190, 60, 52)))
            s.glow(x, hang, size * 3)
    for x in range(60, WIDTH, 74):
        s.person(x + s.chance.uniform(-22, 22), s.chance.uniform(640, 790), s.chance.uniform(88, 122))


def stadium(s: Scene) -> None:
    s.sky(300)
    s.light = replace(s.light, depth=min(s.light.depth, 0.28))  # floodlights
    s.shape([(0, 190), (WIDTH, 120), (WIDTH, 430), (0, 430)], s.lit((140, 146, 160), 0.1))
    for row in range(13):
        for column in range(86):
            if s.chance.random() < 0.8:
                y = 206 + row * 16 - column * 0.75
                s.round(column * 14 + (row % 2) * 7, y, 4.6, s.lit(s.chance.choice([*ACCENTS, *WALLS]), 0.1))
    s.shape([(0, 150), (WIDTH, 70), (WIDTH, 108), (0, 186)], s.lit((226, 230, 236)))
    s.box(0, 420, WIDTH, 34, s.lit((40, 84, 130)))
    for number in range(6):
        s.box(number * 204 + 10, 426, 184, 22, s.lit(ACCENTS[number % len(ACCENTS)]), 3)
    for stripe in range(9):
        tone = (74, 150, 84) if stripe % 2 else (88, 166, 94)
        s.shape(
            [
                (stripe * 134, 454),
                (stripe * 134 + 134, 454),
                (stripe * 190 - 170, HEIGHT),
                (stripe * 190 - 360, HEIGHT),
            ],
            s.lit(tone) if s.season != "winter" else s.lit(mix(tone, (220, 230, 226), 0.25)),
        )
    white = s.lit((244, 246, 240))
    s.line([(0, 480), (WIDTH, 480)], white, 4)
    s.line([(560, 480), (380, HEIGHT)], white, 4)
    s.pen.ellipse([v * FINENESS for v in (330, 560, 640, 690)], outline=white, width=4 * FINENESS)
    s.line([(930, 560), (930, 430), (1110, 430), (1110, 560)], white, 6)
    for _ in range(11):
        s.person(s.chance.uniform(120, 1080), s.chance.uniform(580, 780), 78)
    s.round(760, 720, 10, (250, 250, 250))
    for x in (110, 1080):
        s.box(x, 0, 12, 190, s.lit((90, 96, 104)))
        s.box(x - 50, 6, 112, 46, (250, 246, 226) if s.is_dark else s.lit((220, 222, 220)), 4)
        s.glow(x, 30, 260)


def school(s: Scene) -> None:
    s.sky(500)
    s.hills(500, 120, (110, 146, 110) if s.season != "winter" else (206, 216, 224), 0.55)
    s.box(180, 250, 840, 290, s.lit((228, 206, 176)))
    s.box(520, 200, 160, 340, s.lit((206, 138, 108)))
    s.round(600, 250, 32, s.lit((248, 244, 232)))
    s.line([(600, 250), (600, 230)], s.lit((60, 60, 66)), 4)
    s.line([(600, 250), (614, 256)], s.lit((60, 60, 66)), 4)
    s.windows(208, 276, 5, 3, 46, 54, 14)
    s.windows(704, 276, 5, 3, 46, 54, 14)
    s.box(560, 440, 80, 100, s.lit((110, 78, 62)), 4)
    s.ground(540, (214, 190, 148) if s.season != "winter" else (236, 240, 244))
    s.round(600, 720, 520, s.lit((226, 204, 164)) if s.season != "winter" else s.lit((246, 248, 250)), 0.2)
    for x in (70, 150, 1050, 1140):
        s.tree(x, 600, s.chance.uniform(190, 240))
    s.box(930, 560, 8, 150, s.lit((90, 96, 104)))
    s.box(900, 548, 70, 44, s.lit((240, 240, 236)))
    for x, y in ((380, 690), (450, 720), (700, 690), (780, 740), (560, 760)):
        s.person(x, y, 86)


def greenhouse(s: Scene) -> None:
    s.light = replace(s.light, depth=min(s.light.depth, 0.34))
    s.box(0, 0, WIDTH, HEIGHT, mix(s.light.horizon, (255, 255, 255), 0.2 if not s.is_dark else 0))
    s.box(0, 0, WIDTH, 300, mix(s.light.top, s.light.horizon, 0.55))
    centre, far = 600, 360
    frame = s.lit((226, 232, 232))
    s.peaks(far + 20, 120, (130, 150, 150), 0.8)
    for x in range(-600, 1801, 200):
        s.line([(centre + (x - centre) * 0.12, far - 80), (x, -200)], frame, 5)
    for share in (0.14, 0.24, 0.4, 0.66, 1.0):
        s.line(
            [
                (centre - 900 * share, far + 40),
                (centre - 640 * share, far - 300 * share),
                (centre, far - 440 * share),
                (centre + 640 * share, far - 300 * share),
                (centre + 900 * share, far + 40),
            ],
            frame,
            4 + 7 * share,
        )
    s.shape([(0, HEIGHT), (540, far), (660, far), (WIDTH, HEIGHT)], s.lit((176, 144, 108)))
    s.box(0, far + 30, 1, 1, frame)
    for row in range(-4, 5):
        near = centre + row * 290
        top = centre + row * 26
        s.shape(
            [(top - 9, far), (top + 9, far), (near + 96, HEIGHT + 60), (near - 96, HEIGHT + 60)], s.lit((66, 128, 74))
        )
        for step in range(30):
            share = (step / 30) ** 1.9
            x, y = top + (near - top) * share, far + (HEIGHT + 40 - far) * share
            size = 4 + 34 * share
            s.round(x + s.chance.uniform(-1, 1) * size * 1.6, y, size, s.lit(s.chance.choice(LEAVES["summer"])), 0.75)
            if s.chance.random() < 0.75:
                s.round(x + s.chance.uniform(-1.5, 1.5) * size, y + size * 0.3, size * 0.34, s.lit((214, 52, 56)))
    s.person(478, 640, 170)
    for x in (380, 600, 820):
        s.round(x, 190, 16, GLOW if s.is_dark else s.lit((250, 246, 226)), 0.6)
        s.glow(x, 200, 200)


def street(s: Scene, kind: str) -> None:
    s.sky(420)
    for side in (0, 1):
        for number, (near, far, height) in enumerate(
            ((0, 170, 520), (170, 300, 400), (300, 400, 310), (400, 470, 240))
        ):
            left, right = (near, far) if side == 0 else (WIDTH - far, WIDTH - near)
            base = 700 - number * 58
            s.box(left, base - height, right - left, height + 200, s.lit(WALLS[(number + side * 2) % 6], number * 0.1))
            s.box(left - 4, base - height - 16, right - left + 8, 20, s.lit((110, 84, 78), number * 0.1))
            s.windows(left + 18, base - height + 34, max(1, int((right - left - 24) // 62)), 3, 40, 56, 22)
            s.box(left + 14, base - 96, right - left - 28, 26, s.lit(ACCENTS[(number + side) % 6], number * 0.1), 3)
            if kind == "snow":
                s.box(left - 8, base - height - 28, right - left + 16, 18, (244, 248, 252), 8)
                s.box(left + 12, base - 104, right - left - 24, 10, (244, 248, 252), 5)
    road = (238, 242, 248) if kind == "snow" else (78, 84, 100)
    s.shape([(470, 526), (730, 526), (1010, HEIGHT), (190, HEIGHT)], s.lit(road))
    s.shape([(190, HEIGHT), (470, 526), (400, 526), (0, 740), (0, HEIGHT)], s.lit(mix(road, (150, 150, 150), 0.3)))
    s.shape(
        [(1010, HEIGHT), (730, 526), (800, 526), (WIDTH, 740), (WIDTH, HEIGHT)], s.lit(mix(road, (150, 150, 150), 0.3))
    )
    if kind == "rain":
        for _ in range(26):
            x, y = s.chance.uniform(300, 900), s.chance.uniform(560, 790)
            s.box(x, y, s.chance.uniform(30, 90), 4, mix(GLOW if s.is_dark else s.light.horizon, s.lit(road), 0.45), 2)
    for x, y in ((520, 640), (690, 700), (600, 580)):
        s.person(x, y, (y - 470) * 0.5)
        if kind == "rain":
            top, radius = y - (y - 470) * 0.5 - 8, (y - 470) * 0.24
            s.pen.pieslice(
                [v * FINENESS for v in (x - radius, top - radius * 0.7, x + radius, top + radius * 0.7)],
                180,
                360,
                fill=s.lit(s.chance.choice(ACCENTS)),
            )
    s.lamp(330, 700, 300)
    s.lamp(800, 610, 210)
    s.falling(kind)


def rainstreet(s: Scene) -> None:
    street(s, "rain")


def snowalley(s: Scene) -> None:
    street(s, "snow")


def skyline(s: Scene) -> None:
    s.sky(600)
    s.hills(600, 150, (120, 140, 150), 0.8)
    for distance, low, high, width in ((0.65, 120, 300, 70), (0.38, 160, 420, 96), (0.1, 90, 330, 130)):
        x = -30.0
        while x < WIDTH:
            wide = width * s.chance.uniform(0.75, 1.2)
            s.building(x, 690, wide, s.chance.uniform(low, high), s.chance.choice(WALLS), distance)
            x += wide + s.chance.uniform(4, 26)
    s.ground(690)
    for x in range(30, WIDTH, 88):
        s.tree(x, 730, s.chance.uniform(70, 110))
    s.box(0, 740, WIDTH, 60, s.lit((96, 100, 110)))
    for x in range(0, WIDTH, 120):
        s.box(x, 768, 60, 5, s.lit((230, 226, 210)))


def cityhall(s: Scene) -> None:
    s.sky(520)
    for number in range(8):
        s.building(number * 170 - 60, 540, 120, s.chance.uniform(120, 260), s.chance.choice(WALLS), 0.6)
    s.box(170, 300, 860, 280, s.lit((232, 226, 214)))
    s.shape([(400, 300), (600, 190), (800, 300)], s.lit((214, 204, 190)))
    s.box(150, 286, 900, 22, s.lit((206, 198, 186)))
    s.windows(200, 340, 3, 3, 44, 52, 20)
    s.windows(830, 340, 3, 3, 44, 52, 20)
    for column in range(6):
        s.box(420 + column * 66, 312, 26, 268, s.lit((248, 244, 236)), 4)
    s.box(560, 450, 80, 130, GLOW if s.is_dark else s.lit((120, 90, 74)), 4)
    s.glow(600, 520, 200)
    s.box(594, 90, 6, 110, s.lit((96, 100, 108)))
    s.shape([(600, 92), (690, 108), (600, 140)], s.lit(ACCENTS[2]))
    for step in range(6):
        s.box(
            380 - step * 26,
            580 + step * 18,
            440 + step * 52,
            18,
            s.lit(mix((224, 220, 212), (150, 150, 150), step * 0.09)),
        )
    s.ground(688, (196, 192, 184))
    for x in (60, 150, 1050, 1150):
        s.tree(x, 690, s.chance.uniform(170, 220))
    for x, y in ((470, 690), (560, 740), (720, 716), (840, 770)):
        s.person(x, y, 92)


def hospital(s: Scene) -> None:
    s.sky(500)
    for number in range(8):
        s.building(number * 165 - 40, 560, 130, s.chance.uniform(120, 300), s.chance.choice(WALLS), 0.55)
    s.box(260, 220, 680, 400, s.lit((240, 244, 246)))
    s.box(260, 220, 680, 26, s.lit((70, 150, 140)))
    s.windows(296, 276, 9, 4, 50, 44, 18)
    s.box(470, 500, 260, 120, GLOW if s.is_dark else s.lit((176, 206, 214)), 4)
    s.box(440, 480, 320, 26, s.lit((70, 150, 140)), 4)
    s.glow(600, 560, 240)
    s.box(560, 120, 80, 80, s.lit((250, 250, 250)), 10)
    s.box(590, 132, 20, 56, s.lit((60, 160, 120)), 3)
    s.box(572, 150, 56, 20, s.lit((60, 160, 120)), 3)
    s.ground(620, (190, 190, 186))
    s.box(0, 700, WIDTH, 100, s.lit((92, 96, 106)))
    for x in (120, 1060):
        s.tree(x, 650, 190)
    for x, y in ((500, 680), (560, 690), (760, 676)):
        s.person(x, y, 96)
    s.lamp(200, 690, 240)


def chart(s: Scene) -> None:
    s.box(0, 0, WIDTH, HEIGHT, (246, 243, 236))
    for row in range(6):
        s.box(130, 150 + row * 96, 960, 2, (214, 210, 200))
    heights = [150, 190, 176, 260, 250, 330, 372, 440]
    for number, height in enumerate(heights):
        x = 166 + number * 116
        s.box(x, 630 - height, 70, height, (200, 210, 206) if number < 5 else (30, 110, 92), 4)
    points = [(201 + number * 116, 590 - height * 0.98) for number, height in enumerate(heights)]
    s.line(points, (222, 120, 60), 7)
    for x, y in points:
        s.round(x, y, 12, (222, 120, 60))
        s.round(x, y, 6, (255, 255, 255))
    s.box(130, 630, 960, 4, (60, 62, 66))
    s.box(130, 70, 300, 24, (60, 62, 66), 4)
    s.box(130, 106, 190, 14, (170, 170, 164), 4)
    for number in range(8):
        s.box(180 + number * 116, 652, 42, 12, (170, 170, 164), 4)


def workshop(s: Scene) -> None:
    s.box(0, 0, WIDTH, HEIGHT, s.lit((226, 212, 192)))
    s.box(0, 0, WIDTH, 80, s.lit((150, 120, 96)))
    for x in (110, 470, 830):
        s.box(x, 130, 270, 210, mix(s.light.top, s.light.horizon, 0.7))
        for part in (88, 176):
            s.box(x + part, 130, 6, 210, s.lit((90, 76, 66)))
        s.box(x, 232, 270, 6, s.lit((90, 76, 66)))
    for x in (250, 600, 950):
        s.box(x - 2, 60, 4, 130, s.lit((60, 56, 54)))
        s.shape([(x - 50, 220), (x - 20, 180), (x + 20, 180), (x + 50, 220)], s.lit(ACCENTS[0]))
        s.round(x, 222, 15, GLOW, 0.7)
        s.glow(x, 240, 200)
    for number in range(18):
        x = 90 + number * 60
        s.box(x, 380, 6, s.chance.uniform(40, 84), s.lit((92, 74, 62)), 2)
        s.box(x - 8, 372, 22, 16, s.lit(s.chance.choice(ACCENTS)), 4)
    s.box(60, 366, 1080, 8, s.lit((110, 84, 66)))
    s.box(0, 620, WIDTH, 180, s.lit((172, 140, 108)))
    for x in (120, 660):
        s.box(x, 540, 430, 30, s.lit((206, 160, 110)), 4)
        for leg in (24, 380):
            s.box(x + leg, 570, 26, 150, s.lit((150, 112, 78)))
        for _ in range(6):
            left = x + s.chance.uniform(20, 360)
            s.box(
                left,
                540 - s.chance.uniform(14, 46),
                s.chance.uniform(20, 60),
                46,
                s.lit(s.chance.choice([*ACCENTS, *WALLS])),
                4,
            )
        s.box(x, 540, 430, 30, s.lit((206, 160, 110)), 4)
    s.person(330, 760, 210)
    s.person(880, 770, 220)


def concert(s: Scene) -> None:
    s.box(0, 0, WIDTH, HEIGHT, (30, 22, 34))
    s.box(150, 90, 900, 400, (64, 40, 52))
    for x, colour in ((240, (250, 206, 140)), (470, (226, 120, 110)), (730, (130, 160, 220)), (960, (250, 206, 140))):
        tone = mix((64, 40, 52), colour, 0.42)
        s.shape([(x - 16, 70), (x + 16, 70), (x + 130, 490), (x - 130, 490)], tone)
    for side in (0, 1):
        for fold in range(6):
            x = fold * 34 if side == 0 else WIDTH - 34 - fold * 34
            s.box(x, 0, 34, 560, mix((150, 34, 46), (84, 16, 30), (fold % 2) * 0.8))
    s.box(0, 0, WIDTH, 84, (120, 26, 40))
    for number in range(10):
        s.round(60 + number * 120, 84, 62, (120, 26, 40), 0.5)
    s.box(150, 480, 900, 46, (172, 122, 84))
    s.box(150, 520, 900, 24, (110, 74, 52))
    for row, (count, y) in enumerate(((13, 440), (11, 488))):
        for number in range(count):
            place = 600 + (number - (count - 1) / 2) * 58
            s.round(place, y - 62, 13, (236, 204, 178))
            s.box(place - 19, y - 48, 38, 58, (34, 34, 44) if row else (238, 236, 230), 10)
    s.round(600, 470, 14, (236, 204, 178))
    s.box(578, 484, 44, 66, (20, 20, 28), 12)
    for row in range(5):
        for number in range(24):
            x = number * 52 + (row % 2) * 26
            tone = mix((54, 40, 54), (14, 10, 18), row / 5)
            s.round(x, 600 + row * 50, 22, tone)
            s.box(x - 27, 618 + row * 50, 54, 60, tone, 16)


def park(s: Scene) -> None:
    s.sky(470)
    s.hills(480, 100, (110, 150, 120) if s.season != "winter" else (206, 216, 226), 0.6)
    for x in range(-20, WIDTH, 74):
        s.tree(x, 500 + s.chance.uniform(-8, 14), s.chance.uniform(110, 190), 0.35)
    s.ground(500)
    s.shape([(240, HEIGHT), (560, 560), (700, 500), (760, 500), (700, 570), (760, HEIGHT)], s.lit((222, 206, 176)))
    s.round(980, 620, 190, mix(s.light.horizon, s.light.top, 0.3), 0.3)
    for x, size in ((90, 330), (300, 240), (1120, 340), (860, 210)):
        s.tree(x, 640 if size < 260 else 720, size)
    s.box(410, 664, 170, 12, s.lit((160, 112, 74)), 3)
    s.box(410, 630, 170, 10, s.lit((160, 112, 74)), 3)
    for x in (420, 560):
        s.box(x, 630, 8, 76, s.lit((80, 80, 84)))
    s.lamp(640, 640, 200)
    s.person(600, 730, 100)
    s.person(545, 745, 70)
    if s.season == "winter":
        s.falling("snow")
    elif s.season in ("autumn", "spring"):
        for _ in range(90):
            s.round(
                s.chance.uniform(0, WIDTH),
                s.chance.uniform(420, HEIGHT),
                s.chance.uniform(3, 6),
                s.lit(s.chance.choice(LEAVES[s.season])),
                0.6,
            )


def station(s: Scene) -> None:
    s.sky(440)
    for number in range(10):
        s.building(number * 130 - 30, 480, 104, s.chance.uniform(90, 260), s.chance.choice(WALLS), 0.6)
    s.shape([(80, 330), (600, 210), (1120, 330), (1120, 360), (600, 244), (80, 360)], s.lit((92, 116, 128)))
    s.box(140, 350, 920, 160, s.lit((206, 222, 230)))
    for x in range(140, 1060, 92):
        s.box(x, 340, 8, 170, s.lit((120, 136, 146)))
    if s.is_dark:
        s.box(150, 360, 900, 140, mix(GLOW, s.lit((206, 222, 230)), 0.35))
        for x in range(190, 1060, 92):
            s.box(x - 4, 350, 8, 160, s.lit((120, 136, 146)))
        s.glow(600, 430, 420)
    s.ground(510, (176, 172, 168))
    s.box(0, 560, WIDTH, 26, s.lit((226, 196, 90)))
    s.box(0, 640, WIDTH, 160, s.lit((104, 100, 98)))
    for x in range(-40, WIDTH, 56):
        s.box(x, 668, 30, 118, s.lit((130, 104, 84)))
    for y in (690, 760):
        s.box(0, y, WIDTH, 9, s.lit((190, 194, 200)))
    s.box(-40, 500, 620, 214, s.lit((240, 242, 244)), 60)
    s.box(-40, 606, 600, 20, s.lit((40, 120, 108)))
    for column in range(6):
        s.box(20 + column * 84, 536, 62, 50, GLOW if s.is_dark else s.lit((110, 140, 158)), 8)
    s.shape([(520, 530), (566, 590), (566, 600), (500, 600)], s.lit((60, 76, 90)))
    s.glow(580, 640, 110)
    for x in (690, 770, 850, 980, 1060):
        s.person(x, s.chance.uniform(548, 566), 100)
    s.lamp(920, 560, 240)


SCENES: dict[str, Callable[[Scene], None]] = {
    scene.__name__: scene
    for scene in (
        riverside, market, library, playground, mountain, busstop, festival, stadium, school, greenhouse,
        rainstreet, snowalley, skyline, cityhall, hospital, chart, workshop, concert, park, station,
    )
}  # fmt: skip


def draw(name: str, season: str, time: str, seed: str, size: tuple[int, int] = SIZE) -> bytes:
    """The scene as a JPEG file. The same arguments draw the same picture."""
    scene = Scene(season, time, seed)
    SCENES[name](scene)
    return scene.finished(size)
