"""What stands in the scenes: sky and hills, houses and trees, lamps and people."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas
from .light import ACCENTS, GLOW, SNOW, WALLS, WHITE, Colour, mix

# --- Far away ------------------------------------------------------------------------------------


def sky(c: Canvas, horizon: float = 480, sun: tuple[float, float] | None = None, *, is_overcast: bool = False) -> None:
    """The sky with what shines in it, down to the horizon."""
    grey = mix(c.light.sky[1], (120, 128, 144), 0.3)
    is_overcast |= c.is_winter and not c.is_dark and sun is None
    c.fade(
        0, 0, WIDTH, horizon + 4, [mix(colour, grey, 0.55) for colour in c.light.sky] if is_overcast else c.light.sky
    )
    c.box(0, horizon, WIDTH, HEIGHT - horizon, c.light.horizon)
    if is_overcast:
        return
    side = 600 + c.near_side * c.chance.uniform(180, 330)
    x, y = sun or (
        side,
        c.chance.uniform(110, 180) if c.is_night or not c.is_dark else horizon - c.chance.uniform(50, 90),
    )
    if c.is_night:
        stars(c, horizon)
        c.round(x, y, 34, c.light.sun)
        c.round(x + 14, y - 8, 30, mix(c.light.sky[0], c.light.sky[1], y / horizon))
        c.glow(x, y, 190, c.light.sun, 0.28)
    else:
        c.round(x, y, 58 if c.is_dark else 40, c.light.sun)
        c.glow(x, y, 560 if c.is_dark else 340, mix(c.light.sun, c.light.horizon, 0.35), 0.5 if c.is_dark else 0.4)
    clouds(c, horizon)


def stars(c: Canvas, horizon: float) -> None:
    for _ in range(110):
        y = c.chance.uniform(0, horizon * 0.85)
        bright = c.chance.uniform(0.25, 0.95) * (1 - y / horizon)
        c.round(c.chance.uniform(0, WIDTH), y, c.chance.uniform(0.6, 1.5), mix(c.light.sky[1], WHITE, bright))


def clouds(c: Canvas, horizon: float) -> None:
    """Long, thin ones towards the horizon, and a few that tower by day."""
    for _ in range(5):
        y = c.chance.uniform(0.3, 0.86) * horizon
        around = mix(c.light.sky[1], c.light.horizon, y / horizon)
        colour = mix(around, WHITE if not c.is_dark else c.light.sun, 0.1 if c.is_night else 0.42)
        x, length = c.chance.uniform(0, WIDTH), c.chance.uniform(90, 210)
        for part in range(3):
            c.round(x + (part - 1) * length * 0.5, y + part * 6, length * c.chance.uniform(0.5, 0.9), colour, 0.035)
    if not c.is_dark:
        for _ in range(3):
            x, y, size = c.chance.uniform(0, WIDTH), c.chance.uniform(0.12, 0.5) * horizon, c.chance.uniform(26, 52)
            colour = mix(c.light.sky[1], WHITE, 0.72)
            for part in range(7):
                bump = size * (0.5 + 0.5 * math.sin(part / 6 * math.pi)) * c.chance.uniform(0.7, 1.1)
                c.dome(x + part * size * 0.62 - bump, y, 2 * bump, bump, colour)


def birds(c: Canvas, x: float, y: float, count: int = 5) -> None:
    for _ in range(count):
        left, top, size = x + c.chance.uniform(-90, 90), y + c.chance.uniform(-34, 34), c.chance.uniform(6, 11)
        c.line([(left - size, top - size * 0.4), (left, top), (left + size, top - size * 0.5)], c.tone(0.75), 1.4)


def ridge(
    c: Canvas, base: float, height: float, nearness: float, roughness: float = 1, colour: Colour | None = None
) -> None:
    """A range of hills: smooth at roughness 0, mountains at 1. Reaches down to the foot of the picture."""
    waves = [(c.chance.uniform(0, 6.3), 0.55**octave, 1.15 * 1.9**octave) for octave in range(2 + round(4 * roughness))]
    total = sum(share for _, share, _ in waves)
    points = []
    for x in range(0, WIDTH + 10, 10):
        at = sum(
            share * (1 - abs(math.sin(x / WIDTH * pace * 3.1 + phase)) * (1 + roughness))
            for phase, share, pace in waves
        )
        points.append((float(x), base - height * (0.5 + 0.5 * at / total)))
    c.shape([(0, HEIGHT), *points, (WIDTH, HEIGHT)], c.on(colour or c.season.hill, nearness))


def rolling(c: Canvas, base: float, height: float, nearness: float, colour: Colour | None = None) -> None:
    """Gentle ground with a soft edge."""
    phase, pace = c.chance.uniform(0, 6.3), c.chance.uniform(0.8, 1.4)
    edge = [(float(x), base - height * math.sin(x / WIDTH * pace * 3.14 + phase)) for x in range(0, WIDTH + 20, 20)]
    c.shape([(0, HEIGHT), *edge, (WIDTH, HEIGHT)], c.on(colour or c.season.ground, nearness))


def woods(c: Canvas, y: float, size: float, nearness: float) -> None:
    """The edge of a wood, far off."""
    x = -20.0
    while x < WIDTH + 20:
        radius = size * c.chance.uniform(0.6, 1.2)
        c.round(x, y - radius * 0.6, radius, c.on(c.chance.choice(c.season.leaves), nearness))
        x += radius * c.chance.uniform(0.7, 1.2)
    c.box(0, y - size * 0.4, WIDTH, size * 0.5, c.on(c.season.ground, nearness))


# --- Houses --------------------------------------------------------------------------------------


def town(c: Canvas, base: float, low: float, high: float, nearness: float, width: float = 80) -> None:
    """A row of houses from edge to edge."""
    x = -c.chance.uniform(10, width)
    while x < WIDTH:
        wide = width * c.chance.uniform(0.7, 1.35)
        building(c, x, base, wide, c.chance.uniform(low, high), nearness)
        x += wide + c.chance.choice((0, 0, 4, width * 0.3))


def building(
    c: Canvas, x: float, base: float, width: float, height: float, nearness: float, colour: Colour | None = None
) -> None:
    wall = colour or c.chance.choice(WALLS)
    shade = x if c.near_side > 0 else x + width * 0.8
    c.box(x, base - height, width, height, c.on(wall, nearness))
    c.box(shade, base - height, width * 0.2, height, c.on(mix(wall, (40, 40, 70), 0.22), nearness))
    if c.is_winter:
        c.box(x - 1, base - height - 3, width + 2, 4, c.on(SNOW, nearness))
    if c.chance.random() < 0.4:
        c.box(x + width * 0.3, base - height - 12, width * 0.26, 12, c.on(mix(wall, (40, 40, 60), 0.3), nearness))
    if c.chance.random() < 0.25:
        c.box(x + width * 0.64, base - height - 30, 1.6, 30, c.on((90, 90, 100), nearness))
    style = c.chance.choice(("grid", "grid", "bands", "flats"))
    across, down = {"grid": (14, 20), "bands": (width - 14, 17), "flats": (22, 19)}[style]
    glass = c.on(mix((96, 130, 152), c.light.sky[1], 0.4), nearness)
    columns, rows = max(1, int((width - 10) // across)), int((height - 14) // down)
    left = x + (width - columns * across) / 2
    for row in range(rows):
        for column in range(columns):
            is_lit = c.is_dark and c.chance.random() < (0.2 if style == "bands" else 0.42)
            pane = (
                mix(c.on(c.chance.choice([GLOW, (255, 226, 168)]), 0.6 + nearness), c.light.far, 0.3 * (1 - nearness))
                if is_lit
                else glass
            )
            if is_lit:
                pane = mix(GLOW, c.light.far, 0.55 * (1 - nearness))
            c.box(
                left + column * across + 2.5,
                base - height + 10 + row * down,
                across - 5,
                down * (0.42 if style == "flats" else 0.56),
                pane,
            )


def panes(
    c: Canvas, x: float, y: float, columns: int, rows: int, width: float, height: float, gap: float, lit: float = 0.7
) -> None:
    """Windows that one sees from near, each with its frame."""
    for row in range(rows):
        for column in range(columns):
            left, top = x + column * (width + gap), y + row * (height + gap)
            is_lit = c.is_dark and c.chance.random() < lit
            c.box(left - 2.5, top - 2.5, width + 5, height + 5, c.on((244, 240, 232)))
            if is_lit:
                c.box(left, top, width, height, mix(GLOW, (255, 240, 206), c.chance.uniform(0, 0.6)))
            else:
                c.fade(
                    left,
                    top,
                    width,
                    height,
                    [c.on(mix(c.light.sky[0], (60, 90, 120), 0.4)), c.on(mix(c.light.sky[1], (150, 180, 196), 0.4))],
                )
            c.box(left + width / 2 - 1.2, top, 2.4, height, c.on((244, 240, 232)))


# --- Plants --------------------------------------------------------------------------------------


def tree(c: Canvas, x: float, base: float, size: float, nearness: float = 0.9) -> None:
    """A broad-leaved tree; bare under snow in winter."""
    bark = c.on((92, 68, 58), nearness)
    c.shape(
        [
            (x - size * 0.05, base),
            (x - size * 0.022, base - size * 0.6),
            (x + size * 0.022, base - size * 0.6),
            (x + size * 0.05, base),
        ],
        bark,
    )
    if c.is_winter:
        bough(c, x, base - size * 0.4, size * 0.26, -math.pi / 2, size * 0.034, nearness, 5)
        return
    sun = c.near_side
    leaf = c.chance.choice(c.season.leaves)
    other = c.chance.choice(c.season.leaves)
    crown = [
        (c.chance.uniform(-0.24, 0.24), c.chance.uniform(-0.92, -0.5), c.chance.uniform(0.15, 0.24)) for _ in range(7)
    ]
    crown.append((0, -0.7, 0.27))
    for shade, shift in ((0.2, 0.0), (0.0, 0.05)):
        for dx, dy, radius in crown:
            colour = mix(mix(leaf, other, c.chance.uniform(0, 0.5)), (24, 34, 62), shade)
            c.round(
                x + (dx + sun * shift) * size,
                base + (dy - shift) * size,
                radius * size * (1 - shift * 3.4),
                c.on(colour, nearness),
                0.92,
            )
    for _ in range(round(size / 5)):
        dx, dy, radius = c.chance.choice(crown)
        turn, reach = c.chance.uniform(0, 6.3), c.chance.uniform(0.3, 0.95) * radius
        px, py = x + (dx + math.cos(turn) * reach) * size, base + (dy + math.sin(turn) * reach) * size
        c.round(
            px,
            py,
            min(size, 240) * c.chance.uniform(0.01, 0.026),
            c.on(mix(c.chance.choice(c.season.leaves), WHITE, 0.16), nearness),
            0.8,
        )


def bough(c: Canvas, x: float, y: float, length: float, turn: float, thick: float, nearness: float, forks: int) -> None:
    to = (x + math.cos(turn) * length, y + math.sin(turn) * length)
    c.line([(x, y), to], c.on((92, 76, 72), nearness), thick)
    if thick > 1.6:
        c.line([(x, y - thick * 0.4), (to[0], to[1] - thick * 0.4)], c.on(SNOW, nearness), thick * 0.35)
    if forks:
        for side in (-1, 1):
            bough(
                c,
                *to,
                length * c.chance.uniform(0.66, 0.84),
                turn + side * c.chance.uniform(0.28, 0.6),
                thick * 0.66,
                nearness,
                forks - 1,
            )


def pine(c: Canvas, x: float, base: float, size: float, nearness: float = 1) -> None:
    green = mix((34, 84, 72), (20, 50, 60), c.chance.uniform(0, 1))
    c.box(x - size * 0.02, base - size * 0.2, size * 0.04, size * 0.2, c.on((70, 52, 46), nearness))
    for tier in range(5):
        y, half = base - size * (0.12 + tier * 0.17), size * (0.21 - tier * 0.034)
        top = y - size * 0.27
        c.shape(
            [
                (x - half, y),
                (x - half * 0.3, y - size * 0.04),
                (x, top),
                (x + half * 0.3, y - size * 0.04),
                (x + half, y),
            ],
            c.on(green, nearness),
        )
        if c.is_winter:
            c.shape(
                [(x - half * 0.62, y - size * 0.06), (x, top), (x + half * 0.5, y - size * 0.08), (x, y - size * 0.1)],
                c.on(SNOW, nearness),
            )


def bush(c: Canvas, x: float, base: float, size: float, nearness: float = 0.95) -> None:
    for part in range(5):
        leaf = mix(c.chance.choice(c.season.leaves), (30, 60, 60), 0.3)
        c.dome(
            x + (part - 2.6) * size * 0.42, base, size * 0.9, size * c.chance.uniform(0.5, 0.8), c.on(leaf, nearness)
        )


def grasses(c: Canvas, base: float, height: float, nearness: float = 1, count: int = 150) -> None:
    """Reeds or grass before one's feet."""
    for _ in range(count):
        x, tall, lean = (
            c.chance.uniform(-10, WIDTH + 10),
            height * c.chance.uniform(0.4, 1),
            c.chance.uniform(-0.3, 0.3),
        )
        colour = c.on(mix(c.season.ground, (40, 60, 50), c.chance.uniform(0.2, 0.7)), nearness)
        c.shape([(x - 2.4, base), (x + lean * tall, base - tall), (x + 2.4, base)], colour)


# --- Street furniture, people ----------------------------------------------------------------------


def lamp(c: Canvas, x: float, base: float, height: float = 200, side: int = 1) -> None:
    iron = c.on((58, 62, 74))
    c.box(x - 2, base - height, 4, height, iron)
    c.arch(min(x, x + side * height * 0.2), base - height, height * 0.2, height * 0.08, iron, 3.4)
    x, y = x + side * height * 0.2, base - height
    c.shape(
        [
            (x - height * 0.05, y + 4),
            (x - height * 0.025, y - 4),
            (x + height * 0.025, y - 4),
            (x + height * 0.05, y + 4),
        ],
        iron,
    )
    c.round(x, y + 5, height * 0.034, (255, 244, 212) if c.is_dark else c.on((250, 244, 226)), 0.6)
    c.lamplight(x, y + 6, height * 0.8, 0.75)


def person(
    c: Canvas,
    x: float,
    base: float,
    size: float,
    nearness: float = 1,
    coat: Colour | None = None,
    *,
    umbrella: bool = False,
    seated: bool = False,
) -> None:
    """Somebody, `size` high, on the way. Without a coat's colour, somebody takes one of the season's."""
    colour = c.on(coat or c.chance.choice(ACCENTS), nearness)
    dark = c.on((44, 46, 66), nearness)
    skin = c.on((226, 184, 156), nearness)
    stride = c.chance.uniform(0.03, 0.085) * size
    facing = c.chance.choice((-1, 1))
    hip = base - size * (0.22 if seated else 0.46)
    head = hip - size * 0.44
    shadow = mix(c.tone(nearness), (0, 0, 0), 0.35)
    if not c.is_dark and not seated:
        c.round(
            x - c.near_side * size * 0.16, base, size * 0.2, mix(c.on(c.season.ground, nearness), shadow, 0.4), 0.14
        )
    if seated:
        c.line([(x, hip), (x + facing * size * 0.2, hip), (x + facing * size * 0.2, base)], dark, size * 0.085)
    else:
        for way in (-1, 1):
            c.line(
                [(x + way * size * 0.025, hip - size * 0.04), (x + way * stride, base - size * 0.02)],
                dark,
                size * 0.075,
            )
            c.round(x + way * stride + facing * size * 0.02, base - size * 0.012, size * 0.042, dark, 0.45)
    c.shape(
        [
            (x - size * 0.105, head + size * 0.17),
            (x - size * 0.045, head + size * 0.1),
            (x + size * 0.045, head + size * 0.1),
            (x + size * 0.105, head + size * 0.17),
            (x + size * 0.115, hip + size * 0.1),
            (x - size * 0.115, hip + size * 0.1),
        ],
        colour,
    )
    c.line([(x - size * 0.09, head + size * 0.18), (x - size * 0.125, hip)], mix(colour, dark, 0.25), size * 0.058)
    c.line([(x + size * 0.09, head + size * 0.18), (x + size * 0.125, hip)], mix(colour, dark, 0.4), size * 0.058)
    c.box(x - size * 0.025, head + size * 0.04, size * 0.05, size * 0.09, skin)
    c.round(x + facing * size * 0.012, head + size * 0.008, size * 0.066, skin, 1.12)
    hair = c.on(c.chance.choice([(38, 30, 34), (52, 40, 38), (30, 30, 40), (120, 116, 118)]), nearness)
    c.round(x - facing * size * 0.014, head - size * 0.012, size * 0.07, hair, 1.06)
    if c.is_winter:
        c.box(
            x - size * 0.06,
            head + size * 0.08,
            size * 0.12,
            size * 0.045,
            c.on(c.chance.choice(ACCENTS), nearness),
            size * 0.02,
        )
    if umbrella:
        canopy = c.on(c.chance.choice(ACCENTS[:5]), nearness)
        top = head - size * 0.16
        c.line([(x + size * 0.1, top), (x + size * 0.1, hip - size * 0.08)], dark, size * 0.018)
        c.dome(x - size * 0.24, top + size * 0.12, size * 0.68, size * 0.26, canopy)
        c.dome(x - size * 0.02, top + size * 0.12, size * 0.24, size * 0.26, mix(canopy, WHITE, 0.14))


def people(
    c: Canvas, places: list[tuple[float, float, float]], nearness: float = 0.95, *, umbrella: bool = False
) -> None:
    """Several, the farthest first: each (x, base, size)."""
    for x, base, size in sorted(places, key=lambda place: place[1]):
        person(c, x + c.chance.uniform(-14, 14), base, size * c.chance.uniform(0.92, 1.06), nearness, umbrella=umbrella)


def crowd(c: Canvas, y: float, rows: int, size: float, nearness: float = 1) -> None:
    """Heads and shoulders before the lens, seen from behind."""
    for row in range(rows):
        scale = size * (1 + row * 0.35)
        base = y + row * size * 0.8
        x = -scale * c.chance.uniform(0, 1)
        while x < WIDTH + scale:
            colour = mix(c.tone(nearness), (0, 0, 0), 0.25 + 0.45 * row / max(rows - 1, 1))
            rise = c.chance.uniform(-0.18, 0.18) * scale
            c.round(x, base + rise, scale * 0.26, colour, 1.16)
            c.box(x - scale * 0.5, base + rise + scale * 0.3, scale, HEIGHT, colour, scale * 0.3)
            x += scale * c.chance.uniform(0.9, 1.25)
