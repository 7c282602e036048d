"""Scenes under a roof: market, library, greenhouse, workshop, concert; and the chart that stands for figures."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas
from .city import FOCUS, seen, wall
from .light import ACCENTS, GLOW, SEASONS, WALLS, WHITE, mix
from .things import crowd, person, sky


def market(c: Canvas) -> None:
    """A covered alley of stalls."""
    sky(c, 440, (600, 330))
    c.light = c.light.lamplit(0.7)
    c.fade(0, 430, WIDTH, 370, [c.on((232, 214, 188), 0.6), c.on((164, 140, 120), 1)])
    edges = [34, 25, 18.5, 13.8, 10.2, 7.4, 5.2, 3.5, 2.2, 1.1]
    for far, near in zip(edges, edges[1:], strict=False):
        nearness = min(1.0, 0.35 + 2.2 / near)
        for side in (-1, 1):
            x = side * 4.4
            wall(c, x, near, far, 0, 4.6, c.on(mix(c.chance.choice(WALLS), (90, 60, 60), 0.3), nearness))
            wall(c, x, near, far, 4.6, 6.6, c.on((238, 218, 188), nearness))
            wall(
                c,
                x * 0.99,
                near + 0.05 * (far - near),
                far,
                0.2,
                2.5,
                mix((255, 214, 140), c.light.far, 0.3 * (1 - nearness))
                if c.is_dark
                else c.on((246, 222, 176), nearness),
            )
            sign = c.chance.choice(ACCENTS[:6])
            wall(c, x * 0.97, near + 0.04 * (far - near), far, 3.3, 4.2, c.on(sign, nearness))
            stall(c, side, near, far, nearness)
        roof = mix(c.on((206, 218, 220), nearness), c.light.sky[1], 0.35)
        c.shape(
            [seen(-4.4, 6.6, near), seen(-4.4, 6.6, far), seen(0, 8.2, far), seen(0, 8.2, near)],
            mix(roof, c.light.horizon, 0.4),
        )
        c.shape(
            [seen(4.4, 6.6, near), seen(4.4, 6.6, far), seen(0, 8.2, far), seen(0, 8.2, near)],
            mix(roof, c.light.horizon, 0.22),
        )
        for points in ([(-4.4, 6.6), (0, 8.2), (4.4, 6.6)], [(-4.4, 6.5), (4.4, 6.5)]):
            c.line([seen(px, py, near) for px, py in points], c.on((70, 84, 94), nearness), 40 / near + 0.6)
        for x in (-1.6, 1.6):
            lx, ly = seen(x, 4.6, near)
            c.line([(lx, ly), seen(x, 6.5, near)], c.on((60, 60, 70), nearness), 4 / near + 0.4)
            c.round(lx, ly, 70 / near, (255, 240, 196) if c.is_dark else c.on((255, 246, 220), nearness))
            c.lamplight(lx, ly, 900 / near, 0.5)
    for x, z in ((-0.6, 16), (0.9, 13), (-1.4, 10.5), (0.5, 9), (1.6, 7.6), (-1.2, 6.2), (0.2, 5.3), (1.7, 4.3)):
        px, py = seen(x, 0, z)
        person(c, px, py, 1.68 * FOCUS / z, 0.75 + 1 / z)
    if not c.is_dark:  # the sun through the roof
        for x in (330, 560, 760):
            lean = -c.near_side * 210
            c.beam([(x, 60), (x + 90, 60), (x + 130 + lean, 720), (x - 20 + lean, 720)], (255, 226, 170), 0.2, 6)
    c.glow(600, 360, 420, mix(c.light.horizon, WHITE, 0.3), 0.4)


def stall(c: Canvas, side: int, near: float, far: float, nearness: float) -> None:
    """An awning, and crates of fruit below it."""
    colour, stripes = c.chance.choice(ACCENTS[:6]), 6
    start, length = near + 0.08 * (far - near), 0.86 * (far - near)
    wood = c.on((126, 92, 70), nearness)
    wall(c, side * 2.7, start, start + length, 0, 0.5, mix(wood, (40, 20, 30), 0.25))
    for crate in range(5):
        one, other = start + length * (4.85 - crate) / 5, start + length * (4 - crate) / 5
        c.shape(
            [
                seen(side * 2.7, 0.5, one),
                seen(side * 2.7, 0.5, other),
                seen(side * 4, 1, other),
                seen(side * 4, 1, one),
            ],
            wood,
        )
        fruit = c.chance.choice(
            [(222, 74, 54), (240, 168, 54), (112, 160, 72), (246, 214, 104), (206, 96, 120), (160, 190, 96)]
        )
        for _ in range(26):
            depth, z = c.chance.uniform(0.05, 0.95), c.chance.uniform(other, one)
            x, y = seen(side * (2.7 + 1.3 * depth), 0.53 + 0.5 * depth, z)
            tone = mix(mix(fruit, (90, 30, 30), c.chance.uniform(0, 0.3)), WHITE, c.chance.uniform(0, 0.14))
            c.round(x, y, 0.1 * FOCUS / z, c.on(tone, nearness))
    for stripe in range(stripes):
        one, other = start + length * stripe / stripes, start + length * (stripe + 1) / stripes
        tone = c.on(colour if stripe % 2 else (246, 238, 224), nearness)
        inner, outer = side * 2.75, side * 4.3
        c.shape(
            [seen(outer, 3.1, one), seen(outer, 3.1, other), seen(inner, 2.55, other), seen(inner, 2.55, one)], tone
        )
        c.shape(
            [seen(inner, 2.55, one), seen(inner, 2.55, other), seen(inner, 2.32, other), seen(inner, 2.32, one)],
            mix(tone, (40, 20, 40), 0.22),
        )


def library(c: Canvas) -> None:
    c.light = c.light.lamplit(0.55)
    warm = (236, 220, 194)
    c.fade(0, 0, WIDTH, 600, [c.on(mix(warm, (110, 80, 70), 0.35), 0.9), c.on(warm, 0.9)])
    for x in (330, 510, 690):
        c.dome(x - 8, 160, 196, 112, c.on((150, 108, 78)))
        c.box(x - 8, 160, 196, 280, c.on((150, 108, 78)))
        c.dome(x, 160, 180, 104, c.light.sky[1])
        c.fade(x, 158, 180, 274, [c.light.sky[1], c.light.horizon])
        for _ in range(6):
            c.round(
                x + c.chance.uniform(10, 170),
                430 - c.chance.uniform(0, 70),
                c.chance.uniform(18, 36),
                mix(c.on(c.chance.choice(c.season.leaves), 0.45), c.light.horizon, 0.2),
            )
        c.box(x, 426, 180, 40, c.on(warm, 0.9))
        for bar in (56, 120):
            c.box(x + bar, 60, 4, 370, c.on((150, 108, 78)))
        for bar in (160, 250, 340):
            c.box(x, bar, 180, 4, c.on((150, 108, 78)))
        c.box(x - 14, 430, 208, 14, c.on((166, 120, 86)), 2)
        if not c.is_night:
            shift = -c.near_side * 240
            c.beam(
                [(x, 90), (x + 180, 90), (x + 180 + shift, 760), (x + shift - 60, 760)],
                mix(c.light.sun, c.light.horizon, 0.5),
                0.26,
                7,
            )
    for left in (0, 880):
        bookcase(c, left, 20, 320, 600)
    bookcase(c, 320, 470, 560, 140, 1)
    c.fade(0, 606, WIDTH, 194, [c.on((190, 146, 104), 0.95), c.on((128, 92, 70), 1)])
    for number in range(-8, 20):
        c.line([(600 + (number - 6) * 70, 606), (600 + (number - 6) * 180, HEIGHT)], c.on((120, 84, 62)), 1.4)
    c.round(600, 742, 400, c.on((164, 72, 64)), 0.17)
    c.round(600, 740, 372, c.on((196, 104, 84)), 0.16)
    for x in (420, 600, 780):
        c.box(x - 1, 0, 2, 250, c.on((60, 50, 50)))
        c.shape([(x - 42, 286), (x - 18, 246), (x + 18, 246), (x + 42, 286)], c.on((46, 92, 88)))
        c.round(x, 287, 15, (255, 244, 206), 0.5)
        c.glow(x, 296, 240, GLOW, 0.55 if c.is_dark else 0.28)
    for x in (430, 520, 690, 780):
        person(c, x, 704, 132, seated=True)
    c.box(380, 664, 450, 15, c.on((196, 146, 98)), 4)
    c.box(380, 676, 450, 6, c.on((140, 98, 68)))
    for x in (404, 790):
        c.box(x, 680, 14, 80, c.on((120, 84, 62)))
    for x in (450, 556, 690):
        for way in (-1, 1):
            c.shape([(x, 662), (x + way * 34, 656), (x + way * 34, 650), (x, 656)], c.on((250, 246, 234)))
    person(c, 230, 716, 176)
    person(c, 958, 730, 120)


def bookcase(c: Canvas, left: float, top: float, width: float, height: float, shelves: int = 5) -> None:
    c.box(left, top, width, height, c.on((116, 78, 56)))
    tall = (height - 10) / shelves
    for shelf in range(shelves):
        y = top + 8 + shelf * tall
        c.fade(left + 10, y, width - 20, tall - 9, [c.on((58, 38, 34)), c.on((84, 56, 44))])
        x = left + 13.0
        while x < left + width - 26:
            thick, high = c.chance.uniform(7, 17), c.chance.uniform(0.56, 0.86) * tall
            if c.chance.random() < 0.07:
                x += c.chance.uniform(14, 40)
                continue
            book = c.on(mix(c.chance.choice([*ACCENTS, *WALLS[:3]]), (90, 60, 56), 0.22), 0.95)
            c.box(x, y + tall - 9 - high, thick - 1.2, high, book)
            c.box(x, y + tall - 9 - high * 0.82, thick - 1.2, 3, mix(book, WHITE, 0.35))
            x += thick


def greenhouse(c: Canvas) -> None:
    sky(c, 470, (600 + c.near_side * 120, 350))
    leaves = SEASONS["summer"].leaves
    c.box(0, 440, WIDTH, 360, c.on((150, 118, 90), 0.8))
    for row in range(-6, 7):
        x = row * 1.5
        c.shape(
            [seen(x - 0.42, 0.3, 50), seen(x + 0.42, 0.3, 50), seen(x + 0.42, 0.3, 1), seen(x - 0.42, 0.3, 1)],
            c.on((52, 112, 66), 0.75),
        )
    z = 30.0
    while z > 1.5:
        nearness = min(1.0, 0.35 + 1.8 / z)
        for row in range(-6, 7):
            if abs(row * 1.5 * FOCUS / z) > 760:
                continue
            for _ in range(2):
                x, y = seen(row * 1.5 + c.chance.uniform(-0.42, 0.42), 0.42 + c.chance.uniform(-0.1, 0.16), z)
                radius = c.chance.uniform(0.14, 0.26) * FOCUS / z
                c.round(
                    x,
                    y,
                    radius,
                    c.on(mix(c.chance.choice(leaves), (20, 60, 60), c.chance.uniform(0, 0.3)), nearness),
                    0.7,
                )
            for _ in range(c.chance.choice((0, 0, 1, 1, 2))):
                x, y = seen(row * 1.5 + c.chance.uniform(-0.55, 0.55), 0.3 + c.chance.uniform(0, 0.3), z)
                c.round(x, y, 0.05 * FOCUS / z, mix(c.on((222, 44, 48), nearness), (250, 80, 70), 0.3), 1.2)
        z *= 0.945
    for z in (40, 28, 20, 14, 10, 7, 4.8, 3.2, 2):
        steel = mix(c.on((232, 238, 238), 0.4 + 1.1 / z), c.light.horizon, 0.15)
        points = [
            seen(8.4 * math.cos(turn), 2.2 + 3.4 * math.sin(turn), z)
            for turn in (math.pi * step / 24 for step in range(25))
        ]
        c.line([seen(8.4, 0, z), *points, seen(-8.4, 0, z)], steel, 26 / z + 0.8)
        if z < 30:
            lx, ly = seen(0, 5.2, z)
            c.round(lx, ly, 70 / z, (255, 246, 214), 0.5)
            c.lamplight(lx, ly, 1300 / z, 0.55)
    for turn in range(2, 23, 2):
        angle = math.pi * turn / 24
        c.line(
            [seen(8.4 * math.cos(angle), 2.2 + 3.4 * math.sin(angle), z) for z in (40, 1.2)],
            mix(c.light.horizon, WHITE, 0.35),
            1,
        )
    c.veil(360, 130, mix(c.light.horizon, WHITE, 0.2), 0.35)
    person(c, *seen(-0.75, 0, 5.6), 188, 1, (214, 96, 70))
    person(c, *seen(0.8, 0, 11), 96, 0.8)
    if not c.is_night:
        c.beam(
            [
                (600 + c.near_side * 100, 60),
                (600 + c.near_side * 420, 20),
                (600 - c.near_side * 200, HEIGHT),
                (600 - c.near_side * 560, HEIGHT),
            ],
            c.light.sun,
            0.22,
            18,
        )


def workshop(c: Canvas) -> None:
    c.light = c.light.lamplit(0.5)
    c.fade(0, 0, WIDTH, 620, [c.on((112, 84, 70), 0.95), c.on((206, 176, 146), 0.9)])
    for number in range(16):
        c.box(number * 80, 0, 2, 620, c.on((150, 116, 92), 0.9))
    for x in (150, 490, 830):
        c.box(x - 10, 110, 260, 240, c.on((70, 54, 48)))
        c.fade(x, 120, 240, 220, [c.light.sky[1], c.light.horizon])
        for _ in range(5):
            c.round(
                x + c.chance.uniform(20, 220),
                340 - c.chance.uniform(0, 50),
                c.chance.uniform(20, 40),
                c.on(c.chance.choice(c.season.leaves), 0.4),
            )
        c.box(x, 338, 240, 40, c.on((190, 160, 132), 0.9))
        for bar in (78, 158):
            c.box(x + bar, 120, 4, 220, c.on((70, 54, 48)))
        c.box(x, 226, 240, 4, c.on((70, 54, 48)))
        if not c.is_night:
            shift = -c.near_side * 260
            c.beam(
                [(x, 120), (x + 240, 120), (x + 240 + shift, 780), (x + shift - 40, 780)],
                mix(c.light.sun, c.light.horizon, 0.4),
                0.27,
                7,
            )
    c.box(60, 392, 1080, 10, c.on((96, 66, 52)))
    for number in range(26):
        x, tall = 84 + number * 41, c.chance.uniform(34, 92)
        c.box(x, 402, 5, tall, c.on((84, 64, 56)), 2)
        head = c.chance.choice((0, 1, 2))
        if head == 0:
            c.box(x - 9, 402 + tall, 23, 12, c.on((124, 128, 136)), 3)
        elif head == 1:
            c.round(x + 2, 404 + tall, 10, c.on((124, 128, 136)))
            c.round(x + 2, 404 + tall, 5, c.on((206, 176, 146)))
        else:
            c.shape([(x - 3, 400 + tall), (x + 9, 400 + tall), (x + 3, 430 + tall)], c.on((150, 154, 160)))
    c.fade(0, 620, WIDTH, 180, [c.on((164, 126, 96), 0.95), c.on((92, 68, 58), 1)])
    for x in (240, 600, 960):
        c.box(x - 1, 0, 2, 130, c.on((40, 36, 40)))
        c.shape([(x - 50, 168), (x - 18, 126), (x + 18, 126), (x + 50, 168)], c.on(ACCENTS[0]))
        c.round(x, 169, 17, (255, 244, 206), 0.5)
        c.glow(x, 186, 300, GLOW, 0.6 if c.is_dark else 0.26)
    for x, size in ((300, 300), (860, 310), (600, 250)):
        person(
            c, x, 740 if size > 260 else 660, size, 1, c.chance.choice([(74, 104, 132), (150, 96, 74), (92, 120, 96)])
        )
    for x, width in ((90, 450), (640, 470)):
        for _ in range(9):
            left, wide = x + c.chance.uniform(10, width - 80), c.chance.uniform(18, 60)
            c.box(
                left,
                588 - c.chance.uniform(12, 54),
                wide,
                60,
                c.on(mix(c.chance.choice([*ACCENTS, *WALLS]), (120, 80, 60), 0.25)),
                3,
            )
        c.box(x, 588, width, 26, c.on((206, 158, 106)), 3)
        c.box(x, 610, width, 8, c.on((150, 108, 74)))
        for leg in (22, width - 46):
            c.box(x + leg, 618, 24, 160, c.on((132, 94, 66)))
        c.box(x + 40, 690, width - 80, 10, c.on((132, 94, 66)))


def concert(c: Canvas) -> None:
    c.fade(0, 0, WIDTH, HEIGHT, [(16, 12, 34), (54, 28, 66), (24, 16, 40)])
    c.fade(200, 70, 800, 450, [(40, 26, 74), (112, 48, 92), (214, 112, 92)])
    for number in range(9):
        x, colour = 240.0 + number * 90, [(255, 190, 110), (255, 110, 120), (120, 170, 255)][number % 3]
        c.round(x, 66, 9, mix(colour, WHITE, 0.6))
        c.glow(x, 66, 90, colour, 0.8)
        aim = 600 + (x - 600) * c.chance.uniform(0.5, 1.3)
        c.beam([(x - 6, 66), (x + 6, 66), (aim + 100, 540), (aim - 100, 540)], colour, 0.3, 4)
    for arch in range(4):
        c.arch(
            200 + arch * 44,
            520,
            800 - arch * 88,
            420 - arch * 52,
            mix((255, 190, 120), (80, 40, 80), 0.3 + arch * 0.16),
            3,
        )
    c.box(0, 56, WIDTH, 6, (60, 56, 76))
    for side in (0, 1):
        for fold in range(7):
            left = fold * 32 if side == 0 else WIDTH - 32 - fold * 32
            c.fade(
                left,
                0,
                32,
                590,
                [mix((140, 26, 48), (60, 10, 30), (fold % 2) * 0.8), mix((84, 14, 36), (40, 6, 24), (fold % 2) * 0.8)],
            )
    c.fade(120, 512, 960, 40, [(206, 140, 96), (150, 92, 70)])
    c.box(120, 550, 960, 26, (64, 36, 46))
    for row, (count, base, tall) in enumerate(((13, 500, 108), (9, 528, 118))):
        for number in range(count):
            x = 600 + (number - (count - 1) / 2) * (54 if row == 0 else 74)
            player(c, x, base, tall, row, number)
    c.line([(600, 548), (600, 470)], (30, 24, 36), 3)
    c.shape([(584, 474), (616, 474), (612, 462), (588, 462)], (250, 244, 230))
    person(c, 600, 560, 150, 1, (24, 22, 34))
    crowd(c, 610, 3, 44)
    c.glow(600, 480, 560, (255, 190, 130), 0.2)


def player(c: Canvas, x: float, base: float, size: float, row: int, number: int) -> None:
    """Of an orchestra: seated, with a bow or a horn."""
    dark, skin = (34, 28, 46), (236, 196, 164)
    c.shape(
        [
            (x - size * 0.16, base),
            (x - size * 0.12, base - size * 0.42),
            (x + size * 0.12, base - size * 0.42),
            (x + size * 0.16, base),
        ],
        dark,
    )
    c.shape([(x - 3, base - size * 0.42), (x, base - size * 0.28), (x + 3, base - size * 0.42)], (244, 240, 232))
    c.round(x, base - size * 0.52, size * 0.078, skin)
    c.dome(x - size * 0.084, base - size * 0.52, size * 0.168, size * 0.1, (40, 30, 36))
    way = 1 if number % 2 else -1
    if row:
        c.round(x + way * 10, base - size * 0.26, size * 0.11, (160, 84, 44), 1.3)
        c.line([(x + way * 2, base - size * 0.42), (x + way * 16, base - size * 0.1)], (90, 46, 30), 2)
        c.line([(x - way * 22, base - size * 0.3), (x + way * 24, base - size * 0.24)], (240, 226, 200), 1.2)
    else:
        c.line([(x, base - size * 0.46), (x + way * 26, base - size * 0.24)], (240, 200, 110), 4)
        c.round(x + way * 28, base - size * 0.22, 8, (250, 214, 130))


def chart(c: Canvas) -> None:
    """Figures without a word: columns that grow, and a line that leads on."""
    c.fade(0, 0, WIDTH, HEIGHT, [(11, 52, 56), (16, 78, 74), (30, 106, 92)])
    for row in range(6):
        c.box(130, 170 + row * 92, 960, 1.2, (70, 128, 118))
    growth, heights = c.chance.uniform(0.02, 0.1), []
    height = c.chance.uniform(120, 170)
    for _ in range(10):
        heights.append(min(height, 440))
        height *= 1 + growth + c.chance.uniform(-0.08, 0.18)
    for number, height in enumerate(heights):
        x, is_now = 152 + number * 94, number >= 8
        c.box(x + 6, 636 - height, 56, height, (9, 44, 48), 6)
        top, foot = ((255, 206, 120), (232, 140, 70)) if is_now else ((150, 206, 186), (70, 150, 136))
        c.fade(x, 630 - height, 56, height, [top, foot])
    points = [(180 + number * 94, 590 - height) for number, height in enumerate(heights)]
    c.line(points, (250, 246, 232), 5)
    for x, y in points:
        c.round(x, y, 10, (250, 246, 232))
        c.round(x, y, 5, (214, 92, 66))
    c.glow(*points[-1], 170, (255, 206, 120), 0.55)
    c.box(130, 630, 960, 3, (190, 222, 210))
    for number in range(10):
        c.box(164 + number * 94, 650, 32, 8, (110, 168, 156), 4)
    c.box(130, 84, 330, 22, (236, 244, 238), 6)
    c.box(130, 122, 210, 12, (130, 182, 170), 6)
