"""What a scene is drawn on: shapes in units of 1200 × 800, light that is added at the end, weather before the lens."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .light import GLOW, LIGHTS, SEASONS, WHITE, Colour, mix

WIDTH, HEIGHT = 1200, 800
FINENESS = 2
"""Pixels a unit while drawing: scaled to the picture's size, edges come out smooth."""
COARSENESS = 4
"""Units a pixel of the light layer: light has no edges."""

Point = tuple[float, float]


class Canvas:
    """A picture in the making, with its light, its season and its own chance."""

    def __init__(self, season: str, time: str, seed: str) -> None:
        self.chance = Random(f"{season}/{time}/{seed}")
        self.light, self.season = LIGHTS[time], SEASONS[season]
        self.is_dark, self.is_night, self.is_winter = self.light.is_dark, time == "night", season == "winter"
        self.image = Image.new("RGB", (WIDTH * FINENESS, HEIGHT * FINENESS), self.light.horizon)
        self.pen = ImageDraw.Draw(self.image)
        self.lights = Image.new("RGB", (WIDTH // COARSENESS, HEIGHT // COARSENESS))
        self.near_side = self.chance.choice((-1, 1))
        """The side that light comes from and that the composition leans on."""

    def on(self, colour: Colour, nearness: float = 1) -> Colour:
        return self.light.on(colour, nearness)

    def tone(self, nearness: float) -> Colour:
        return self.light.tone(nearness)

    # --- Shapes

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        edges = [round(value * FINENESS) for value in (x, y, x + max(width, 0.5), y + max(height, 0.5))]
        if radius:
            self.pen.rounded_rectangle(edges, radius * FINENESS, fill=colour)
        else:
            self.pen.rectangle((edges[0], edges[1], max(edges[2] - 1, edges[0]), max(edges[3] - 1, edges[1])), colour)

    def shape(self, points: Iterable[Point], colour: Colour) -> None:
        self.pen.polygon([(x * FINENESS, y * FINENESS) for x, y in points], fill=colour)

    def round(self, x: float, y: float, radius: float, colour: Colour, squash: float = 1) -> None:
        high = radius * squash
        self.pen.ellipse([value * FINENESS for value in (x - radius, y - high, x + radius, y + high)], fill=colour)

    def line(self, points: Iterable[Point], colour: Colour, width: float) -> None:
        self.pen.line(
            [(x * FINENESS, y * FINENESS) for x, y in points], colour, max(1, round(width * FINENESS)), "curve"
        )

    def arch(self, x: float, y: float, width: float, height: float, colour: Colour, thick: float) -> None:
        """A half ellipse that stands on (x, y) and (x + width, y)."""
        edges = [value * FINENESS for value in (x, y - height, x + width, y + height)]
        self.pen.arc(edges, 180, 360, colour, max(1, round(thick * FINENESS)))

    def dome(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """The same, filled."""
        edges = [value * FINENESS for value in (x, y - height, x + width, y + height)]
        self.pen.pieslice(edges, 180, 360, fill=colour)

    def fade(self, x: float, y: float, width: float, height: float, stops: Sequence[Colour]) -> None:
        """A box whose colour changes from top to bottom."""
        column = Image.new("RGB", (1, len(stops)))
        column.putdata(list(stops))
        left, top, right, bottom = (round(value * FINENESS) for value in (x, y, x + width, y + height))
        tall = column.resize((1, max(1, bottom - top)), Image.Resampling.BICUBIC, box=(0, 0.5, 1, len(stops) - 0.5))
        self.image.paste(tall.resize((max(1, right - left), tall.height)), (left, top))

    def veil(self, y: float, height: float, colour: Colour, strongest: float, *, rising: bool = False) -> None:
        """Mist over the whole width: densest at its lower edge, or at its upper one where it is `rising`."""
        rows = [round(255 * strongest * (1 - math.cos(math.pi * step / 31)) / 2) for step in range(32)]
        column = Image.new("L", (1, 32))
        column.putdata(rows[::-1] if rising else rows)
        size = (WIDTH * FINENESS, round(height * FINENESS))
        self.image.paste(
            colour, (0, round(y * FINENESS)), column.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size)
        )

    def soften(self, radius: float) -> None:
        """Puts all that is drawn so far out of focus."""
        small = self.image.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.BOX)
        small = small.filter(ImageFilter.GaussianBlur(radius / 2))
        self.image.paste(small.resize(self.image.size, Image.Resampling.BICUBIC))

    def mirror(self, y: float, height: float, colour: Colour, share: float) -> None:
        """Water or a wet ground from `y` down, with what stands above it in it."""
        above = self.image.crop((0, round((y - height) * FINENESS), WIDTH * FINENESS, round(y * FINENESS)))
        small = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((WIDTH // 6, max(1, round(height / 3))))
        small = small.filter(ImageFilter.GaussianBlur(1.4))
        water = Image.blend(small, Image.new("RGB", small.size, colour), share)
        self.image.paste(water.resize(above.size, Image.Resampling.BICUBIC), (0, round(y * FINENESS)))

    # --- Light

    def glow(self, x: float, y: float, radius: float, colour: Colour = GLOW, strength: float = 0.7) -> None:
        """Light around a point, added to the picture at the end."""
        size = max(2, round(2 * radius / COARSENESS))
        ball = ImageChops.invert(Image.radial_gradient("L")).resize((size, size))
        ball = ball.point([round(255 * strength * max(0.0, (value / 255 - 0.29) / 0.71) ** 2) for value in range(256)])
        corner = (round((x - radius) / COARSENESS), round((y - radius) / COARSENESS))
        patch = Image.new("RGB", self.lights.size)
        patch.paste(colour, corner, ball)
        self.lights = ImageChops.screen(self.lights, patch)

    def lamplight(self, x: float, y: float, radius: float, strength: float = 0.6) -> None:
        """A glow where it is dark."""
        if self.is_dark:
            self.glow(x, y, radius, GLOW, strength)

    def beam(self, points: Iterable[Point], colour: Colour, strength: float, softness: float = 5) -> None:
        """A shaft of light, added at the end."""
        patch = Image.new("RGB", self.lights.size)
        ImageDraw.Draw(patch).polygon(
            [(x / COARSENESS, y / COARSENESS) for x, y in points], fill=mix((0, 0, 0), colour, strength)
        )
        self.lights = ImageChops.screen(self.lights, patch.filter(ImageFilter.GaussianBlur(softness)))

    # --- Weather

    def snowfall(self, count: int = 230) -> None:
        for _ in range(count):
            size = self.chance.choice((1.2, 1.6, 2.2, 3.2, 4.6))
            x, y = self.chance.uniform(0, WIDTH), self.chance.uniform(0, HEIGHT)
            self.round(x, y, size, mix(self.light.horizon, WHITE, 0.55 + size / 12))

    def rainfall(self, count: int = 190) -> None:
        for _ in range(count):
            x, y, length = (
                self.chance.uniform(0, WIDTH + 60),
                self.chance.uniform(-20, HEIGHT),
                self.chance.uniform(18, 46),
            )
            self.line([(x, y), (x - length * 0.22, y + length)], mix(self.light.sky[1], WHITE, 0.42), 0.8)

    def leaffall(self, count: int = 70) -> None:
        for _ in range(count):
            x, y, size = self.chance.uniform(0, WIDTH), self.chance.uniform(150, HEIGHT), self.chance.uniform(2, 5.5)
            self.round(x, y, size, self.on(self.chance.choice(self.season.leaves), 0.9), 0.62)

    # --- The end

    def finished(self, size: tuple[int, int]) -> bytes:
        image = self.image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        image = ImageChops.screen(image, self.lights.resize(size, Image.Resampling.BICUBIC))
        edge = Image.radial_gradient("L").point([255 - round(max(0, value - 120) * 0.22) for value in range(256)])
        image = ImageChops.multiply(image, Image.merge("RGB", [edge.resize(size, Image.Resampling.BICUBIC)] * 3))
        file = BytesIO()
        image.save(file, "JPEG", quality=92)
        return file.getvalue()
