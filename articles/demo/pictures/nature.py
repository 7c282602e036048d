"""Scenes under the open sky: river, mountain, park, playground, festival, stadium."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas
from .light import ACCENTS, GLOW, SNOW, WHITE, mix
from .things import birds, building, crowd, grasses, lamp, people, person, pine, ridge, rolling, sky, town, tree, woods


def riverside(c: Canvas) -> None:
    sky(c, 400)
    birds(c, 380, 170)
    ridge(c, 400, 120, 0.1, 0.5)
    ridge(c, 410, 60, 0.2, 0.2)
    town(c, 404, 30, 130, 0.3, 62)
    c.veil(320, 84, c.light.horizon, 0.45)
    c.mirror(404, 300, c.light.sky[1], 0.35)
    bridge(c, 392)
    for _ in range(90):
        x, y = c.chance.uniform(0, WIDTH), 404 + 250 * c.chance.random() ** 1.4
        c.box(x, y, (y - 380) * c.chance.uniform(0.15, 0.6), 1.6, mix(c.light.horizon, c.light.sun, c.chance.random()))
    side = c.near_side
    bank = [(600 - side * 700, 610), (600 - side * 300, 622), (600 + side * 100, 668), (600 + side * 700, 700)]
    c.shape([*bank, (600 + side * 700, HEIGHT), (600 - side * 700, HEIGHT)], c.on(c.season.ground, 0.85))
    path = [(600 - side * 640, 668), (600 - side * 240, 682), (600 + side * 240, 736), (600 + side * 600, HEIGHT)]
    c.shape(
        [*path, (600 + side * 160, HEIGHT), (600 - side * 240, 724), (600 - side * 640, 706)],
        c.on((206, 192, 172), 0.85),
    )
    for x, size in ((-520, 300), (-400, 220), (560, 250)):
        tree(c, 600 + side * x, 660 + (30 if x > 0 else 0), size)
    lamp(c, 600 - side * 210, 672, 220, side)
    people(c, [(600 - side * 90, 716, 96), (600 - side * 50, 722, 90), (600 + side * 250, 762, 112)])
    grasses(c, HEIGHT + 6, 66)


def bridge(c: Canvas, y: float) -> None:
    """Cable-stayed, over the whole width."""
    deck = c.on((232, 226, 216), 0.55)
    shade = c.on((90, 92, 112), 0.5)
    for x in (330, 870):
        c.box(x - 7, y, 14, 62, shade)
        c.shape([(x - 5, y - 190), (x + 5, y - 190), (x + 8, y + 10), (x - 8, y + 10)], deck)
        for step in range(1, 10):
            for way in (-1, 1):
                c.line([(x, y - 186 + step * 5), (x + way * step * 28, y)], mix(deck, c.light.horizon, 0.35), 1)
    c.box(0, y, WIDTH, 12, deck)
    c.box(0, y + 10, WIDTH, 5, shade)
    for x in range(20, WIDTH, 60):
        c.box(x, y - 16, 1.4, 16, shade)
        if c.is_dark:
            c.round(x, y - 17, 2.4, GLOW)
            c.glow(x, y - 15, 38, GLOW, 0.55)


def mountain(c: Canvas) -> None:
    sky(c, 470)
    for step in range(5):
        nearness = step / 5.5
        ridge(c, 430 + step * 66, 250 - step * 26, nearness, 0.95 - step * 0.12)
        c.veil(330 + step * 68, 130, mix(c.light.horizon, c.tone(nearness), 0.35), 0.62 - step * 0.07)
    birds(c, 760, 180, 6)
    rolling(c, 690, 46, 0.8, c.season.hill)
    for _ in range(64):
        x = c.chance.uniform(-20, WIDTH + 20)
        y = 690 + c.chance.uniform(-20, 60)
        (pine if c.chance.random() < 0.4 else tree)(c, x, y, c.chance.uniform(60, 110), 0.72)
    edge = 600 + c.near_side * 600
    c.shape(
        [(edge, 560), (edge - c.near_side * 330, 690), (edge - c.near_side * 620, HEIGHT), (edge, HEIGHT)],
        c.on(mix(c.season.ground, (70, 70, 80), 0.5), 1),
    )
    for x, y, size in ((70, 640, 330), (160, 700, 250), (270, 760, 210)):
        pine(c, edge - c.near_side * x, y, size)
    for x, y in ((352, 700), (404, 722), (450, 742)):
        person(c, edge - c.near_side * x, y, 74)
    if c.is_winter:
        c.snowfall(150)


def park(c: Canvas) -> None:
    sky(c, 430)
    ridge(c, 430, 90, 0.15, 0.4)
    town(c, 440, 40, 150, 0.22, 58)
    woods(c, 466, 34, 0.4)
    c.veil(360, 110, c.light.horizon, 0.4)
    rolling(c, 470, 8, 0.6)
    for _ in range(9):
        tree(c, c.chance.uniform(0, WIDTH), c.chance.uniform(476, 520), c.chance.uniform(110, 190), 0.6)
    side = c.near_side
    pond(c, 600 + side * 270, 560, 280)
    path = [(600 - side * 40, 500), (600 - side * 10, 500), (600 - side * 60, 560), (600 + side * 260, HEIGHT)]
    c.shape(
        [*path, (600 - side * 220, HEIGHT), (600 - side * 150, 600), (600 - side * 120, 550)],
        c.on((216, 200, 174), 0.8),
    )
    tree(c, 600 - side * 330, 640, 330)
    lamp(c, 600 - side * 175, 640, 210, side)
    bench(c, 600 - side * 330, 668)
    person(c, 600 - side * 350, 690, 104, seated=True)
    people(c, [(600 - side * 30, 650, 92), (600 + side * 5, 654, 64), (600 + side * 60, 736, 118)])
    tree(c, 600 + side * 590, 770, 560)
    grasses(c, HEIGHT + 8, 54)
    if c.is_winter:
        c.snowfall()
    elif c.season.leaves[0][0] > 200:
        c.leaffall()


def pond(c: Canvas, x: float, y: float, width: float) -> None:
    c.round(x, y + 5, width + 10, c.on(mix(c.season.ground, (60, 50, 50), 0.35), 0.75), 0.2)
    c.round(x, y, width, mix(c.light.sky[1], c.light.horizon, 0.35), 0.19)
    for _ in range(22):
        dx, dy = c.chance.uniform(-0.75, 0.75), c.chance.uniform(-0.6, 0.6)
        c.box(
            x + dx * width, y + dy * width * 0.18, c.chance.uniform(14, 70), 1.6, mix(c.light.horizon, c.light.sun, 0.6)
        )


def bench(c: Canvas, x: float, y: float) -> None:
    wood, iron = c.on((150, 100, 66)), c.on((52, 56, 66))
    for dx in (-62, 58):
        c.box(x + dx, y - 26, 5, 52, iron)
    for dy in (-26, -16, 0, 8):
        c.box(x - 72, y + dy, 144, 6, wood, 2)


def playground(c: Canvas) -> None:
    sky(c, 420)
    for x in (60, 190, 330, 800, 930, 1070):
        building(c, x, 470, 96, c.chance.uniform(190, 290), 0.28, (226, 222, 214))
    woods(c, 476, 40, 0.5)
    rolling(c, 482, 6, 0.7)
    for x in (40, 190, 1010, 1150):
        tree(c, x, 560, c.chance.uniform(200, 260), 0.75)
    c.round(620, 668, 500, c.on((232, 204, 160) if not c.is_winter else SNOW, 0.9), 0.24)
    steel, roof = c.on((226, 168, 62)), c.on((206, 74, 60))
    for x in (150, 210, 400, 460):  # swings
        c.line([(x, 640), ((x + (30 if x in (150, 400) else -30)), 430)], c.on((66, 110, 150)), 7)
    c.line([(178, 430), (432, 430)], c.on((66, 110, 150)), 8)
    for x, lean in ((250, -34), (330, 20)):
        for rope in (0, 34):
            c.line([(x + rope, 432), (x + rope + lean, 588)], c.on((80, 84, 96)), 1.6)
        c.box(x + lean - 5, 588, 46, 6, c.on((206, 74, 60)), 2)
        person(c, x + lean + 17, 620, 78, seated=True)
    for x in (690, 830):  # the tower, its roof, its slide
        c.box(x, 390, 9, 262, steel, 3)
    c.box(680, 500, 170, 12, c.on((48, 128, 124)), 4)
    c.shape([(660, 400), (764, 326), (868, 400)], roof)
    c.shape([(764, 326), (868, 400), (808, 400)], mix(roof, (0, 0, 0), 0.15))
    c.shape([(846, 498), (872, 494), (1010, 650), (1060, 654), (1060, 668), (996, 668)], c.on((70, 150, 190)))
    for rung in range(6):
        c.box(640 + rung * 8, 640 - rung * 25, 44, 4, steel)
    c.line([(636, 652), (690, 500)], steel, 5)
    c.line([(676, 652), (730, 500)], steel, 5)
    person(c, 770, 500, 84)
    people(c, [(560, 700, 82), (500, 724, 88), (900, 730, 86), (1090, 700, 126), (110, 720, 126), (690, 760, 92)])
    lamp(c, 1120, 660, 270, -1)
    if c.is_winter:
        c.snowfall()


def festival(c: Canvas) -> None:
    sky(c, 500)
    if c.is_dark:
        for _ in range(3):
            firework(c, c.chance.uniform(200, 1000), c.chance.uniform(90, 230), c.chance.uniform(70, 130))
    ridge(c, 500, 110, 0.12, 0.4)
    town(c, 510, 40, 150, 0.32, 66)
    c.veil(420, 96, c.light.horizon, 0.4)
    c.mirror(510, 260, c.tone(0.5), 0.35)
    for _ in range(46):  # lights set afloat
        x, y = c.chance.uniform(0, WIDTH), 520 + 120 * c.chance.random()
        size = (y - 480) / 16
        c.box(x, y, size * 1.6, size, (255, 190, 96) if c.is_dark else c.on((250, 150, 90)), 2)
        c.lamplight(x + size, y, size * 12, 0.5)
    for row, (y, sag, size) in enumerate(((60, 70, 17), (120, 110, 25), (210, 150, 36))):
        left, right = (-60, 20) if row % 2 else (-20, 60)
        points = [
            (x + left + (right - left) * x / WIDTH, y + sag * (1 - (2 * x / WIDTH - 1) ** 2))
            for x in range(0, WIDTH + 40, 40)
        ]
        c.line(points, c.on((60, 46, 60)), 1.6)
        step = 3 if row < 2 else 4
        for number, (x, top) in enumerate(points[1::step]):
            lantern(c, x, top, size, number + row)
    crowd(c, 690, 3, 46)


def lantern(c: Canvas, x: float, y: float, size: float, number: int) -> None:
    colour = [(226, 72, 58), (250, 176, 70), (240, 120, 78), (250, 214, 150)][number % 4]
    shown = mix(colour, (255, 236, 180), 0.25) if c.is_dark else c.on(colour, 0.9)
    c.box(x - 0.8, y, 1.6, size * 0.5, c.tone(0.8))
    c.round(x, y + size * 1.3, size * 0.92, shown, 0.9)
    for part in (0.62, 0.26):
        c.round(x, y + size * 1.3, size * 0.92 * part, mix(shown, WHITE, 0.16 if c.is_dark else 0.07), 0.9 / part)
    for dy in (0.42, 2.06):
        c.box(x - size * 0.36, y + size * dy, size * 0.72, size * 0.16, c.on((74, 44, 44)), 2)
    c.lamplight(x, y + size * 1.3, size * 4.4, 0.5)


def firework(c: Canvas, x: float, y: float, size: float) -> None:
    colour = c.chance.choice([(255, 190, 110), (255, 130, 140), (150, 210, 255)])
    for ray in range(26):
        turn = ray / 26 * math.tau
        for step in range(3, 9):
            reach = size * step / 8
            c.round(
                x + math.cos(turn) * reach,
                y + math.sin(turn) * reach + 0.0022 * reach**2,
                0.6 + step * 0.2,
                mix(c.light.sky[1], colour, step / 8),
            )
    c.glow(x, y, size * 1.9, colour, 0.5)


def stadium(c: Canvas) -> None:
    sky(c, 300)
    c.light = c.light.lamplit(0.7)
    stand = c.on((74, 84, 112), 0.7)
    c.shape([(0, 190), (WIDTH, 150), (WIDTH, 420), (0, 420)], stand)
    for row in range(17):
        y = 214 + row * 11.4
        for seat in range(150):
            x = seat * 8.2 + (row % 2) * 4
            if y > 200 - x / 30 and c.chance.random() < 0.86:
                colour = c.chance.choice([(214, 66, 58), (214, 66, 58), *ACCENTS, (236, 206, 186)])
                c.round(x, y, 3.2, mix(c.on(colour, 0.7), stand, 0.25))
    c.shape([(0, 130), (WIDTH, 84), (WIDTH, 150), (0, 192)], c.on((226, 230, 234), 0.7))
    c.shape([(0, 178), (WIDTH, 138), (WIDTH, 152), (0, 194)], c.on((120, 130, 146), 0.7))
    for number in range(6):
        c.box(number * 200, 404, 200, 26, c.on(ACCENTS[(number * 2) % 6], 0.85))
    c.soften(2.2)
    c.light = c.light.lamplit(0.45)  # floodlights
    far = 430
    for stripe in range(13):
        left, right = (stripe - 6.5) * 210, (stripe - 5.5) * 210
        grass = (66, 150, 78) if stripe % 2 else (84, 168, 88)
        c.shape(
            [
                (600 + left * 0.44, far),
                (600 + right * 0.44, far),
                (600 + right * 1.3, HEIGHT),
                (600 + left * 1.3, HEIGHT),
            ],
            c.on(grass, 0.97),
        )
    white = mix(c.on((250, 252, 250)), WHITE, 0.5)
    c.line([(0, 462), (WIDTH, 462)], white, 3)
    c.line([(600, 462), (600, HEIGHT)], white, 4)
    c.pen.arc([v * 2 for v in (400, 560, 800, 690)], 0, 360, white, 7)
    goal = c.near_side
    x = 600 + goal * 420
    c.shape(
        [(x, 462), (x + goal * 300, 462), (x + goal * 420, 600), (x + goal * 40, 600)],
        mix(c.on((74, 160, 84)), WHITE, 0.06),
    )
    c.line([(x + goal * 500, 600), (x + goal * 30, 600), (x, 462)], white, 3.4)
    posts = [(x + goal * 120, 470), (x + goal * 120, 372), (x + goal * 240, 372), (x + goal * 240, 470)]
    c.line(posts, WHITE, 4)
    for net in range(1, 9):
        c.line(
            [(x + goal * (120 + net * 13.3), 374), (x + goal * (120 + net * 13.3), 470)],
            mix(white, c.on((74, 160, 84)), 0.5),
            0.7,
        )
    reds, blues = (214, 60, 54), (54, 92, 170)
    for px, py, size, side in (
        (240, 520, 74, 0),
        (420, 548, 82, 1),
        (700, 512, 72, 0),
        (820, 600, 96, 1),
        (560, 640, 108, 0),
        (330, 690, 120, 1),
        (930, 520, 72, 0),
        (760, 730, 136, 0),
    ):
        c.round(px, py, size * 0.3, mix((60, 130, 70), c.tone(1), 0.5), 0.13)
        person(c, px, py, size, 1, mix(reds if side else blues, WHITE, 0.3 if c.is_dark else 0.05))
    c.round(636, 646, 8, WHITE)
    if c.is_dark:
        for x in (110, 1080):
            c.box(x - 4, 0, 8, 130, c.tone(0.8))
            for lens in range(4):
                c.round(x - 42 + lens * 28, 34, 10, WHITE)
            c.glow(x, 34, 300, (226, 238, 255), 0.8)
            c.beam(
                [
                    (x - 50, 30),
                    (x + 50, 30),
                    (x + (430 if x < 600 else -130), 700),
                    (x + (130 if x < 600 else -430), 700),
                ],
                (150, 176, 210),
                0.14,
                18,
            )
