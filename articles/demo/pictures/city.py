"""Scenes of the city: streets, houses, a station."""

from __future__ import annotations

from .canvas import HEIGHT, WIDTH, Canvas
from .light import ACCENTS, GLOW, SNOW, WALLS, WHITE, Colour, mix
from .things import birds, bush, grasses, lamp, panes, people, person, ridge, sky, town, tree, woods

EYE, FOCUS = 1.65, 620


def seen(x: float, y: float, z: float, horizon: float = 420) -> tuple[float, float]:
    """Where a point stands in the picture that is `x` m to the right, `y` m high and `z` m away."""
    return 600 + x * FOCUS / z, horizon + (EYE - y) * FOCUS / z


def wall(c: Canvas, x: float, near: float, far: float, low: float, high: float, colour: Colour) -> None:
    """An upright side of the street, from `near` to `far`."""
    c.shape([seen(x, high, near), seen(x, high, far), seen(x, low, far), seen(x, low, near)], colour)


def skyline(c: Canvas) -> None:
    sky(c, 560)
    ridge(c, 540, 150, 0.06, 0.6)
    birds(c, 330, 210, 7)
    for nearness, low, high, width in ((0.2, 120, 300, 52), (0.42, 90, 330, 70), (0.66, 60, 250, 92)):
        town(c, 640, low, high, nearness, width)
        c.veil(420, 230, mix(c.light.horizon, c.tone(nearness), 0.3), 0.5 - nearness * 0.5)
    c.mirror(640, 160, c.light.sky[1], 0.3)
    for _ in range(50):
        x, y = c.chance.uniform(0, WIDTH), c.chance.uniform(646, 780)
        c.box(x, y, c.chance.uniform(20, 90), 1.5, mix(c.light.horizon, c.light.sun, 0.6))
    woods(c, 644, 16, 0.75)
    for x in (40, 120, 1090, 1170):
        tree(c, x, HEIGHT + 20, c.chance.uniform(190, 280), 1)
    grasses(c, HEIGHT + 10, 60)


def cityhall(c: Canvas) -> None:
    sky(c, 470)
    ridge(c, 480, 120, 0.12, 0.5)
    town(c, 520, 70, 210, 0.25, 84)
    c.veil(400, 120, c.light.horizon, 0.35)
    stone, glass = c.on((228, 222, 212), 0.9), c.on((120, 164, 184), 0.8)
    c.box(150, 330, 900, 240, stone)
    c.fade(400, 214, 400, 356, [c.on((110, 160, 186), 0.85), c.on((176, 206, 214), 0.9)])
    for column in range(11):
        c.box(400 + column * 39.4, 214, 3, 356, stone)
    for row in range(9):
        c.box(400, 214 + row * 40, 400, 3, stone)
        for column in range(10):
            if c.is_dark and c.chance.random() < 0.6:
                c.box(404 + column * 39.4, 218 + row * 40, 34, 35, mix(GLOW, glass, c.chance.uniform(0, 0.45)))
    c.box(384, 202, 432, 16, stone)
    for left in (176, 826):
        panes(c, left, 358, 5, 3, 28, 46, 13, 0.6)
    c.box(140, 322, 260, 12, c.on((206, 200, 190)))
    c.box(800, 322, 260, 12, c.on((206, 200, 190)))
    c.fade(
        520, 480, 160, 92, [mix(GLOW, WHITE, 0.3), GLOW] if c.is_dark else [c.on((70, 100, 120)), c.on((120, 150, 160))]
    )
    c.box(480, 466, 240, 12, stone)
    c.lamplight(600, 540, 300)
    for x, colour in ((214, ACCENTS[2]), (286, ACCENTS[1]), (358, ACCENTS[3])):
        c.box(x, 250, 2.4, 320, c.on((150, 154, 162)))
        c.shape(
            [(x + 2, 252), (x + 32, 258), (x + 62, 252), (x + 60, 286), (x + 30, 292), (x + 2, 284)], c.on(colour, 0.9)
        )
    c.fade(0, 570, WIDTH, 230, [c.on((206, 200, 190), 0.7), c.on((176, 170, 166), 1)])
    for share in (0.06, 0.16, 0.32, 0.56):
        c.box(0, 570 + 230 * share, WIDTH, 1.6, c.on((150, 146, 146)))
    for x in range(-900, 2200, 170):
        c.line([(600 + (x - 600) * 0.5, 570), (x, HEIGHT)], c.on((150, 146, 146)), 1.4)
    for x in (70, 180, 1010, 1130):
        tree(c, x, 610, c.chance.uniform(170, 230), 0.85)
    for x in (60, 160, 1030, 1140):
        bush(c, x, 640, 46)
    people(
        c,
        [
            (470, 640, 92),
            (520, 644, 90),
            (700, 622, 82),
            (820, 690, 116),
            (330, 730, 136),
            (390, 736, 84),
            (960, 650, 96),
        ],
    )
    lamp(c, 240, 660, 240)
    if c.is_winter:
        c.snowfall()


def school(c: Canvas) -> None:
    sky(c, 470)
    ridge(c, 480, 140, 0.18, 0.4)
    woods(c, 500, 44, 0.4)
    brick = (206, 142, 112)
    for x, width, top in ((140, 920, 270), (500, 200, 220)):
        c.box(x, top, width, 560 - top, c.on((234, 218, 192) if x == 140 else brick, 0.9))
        c.box(x - 10, top - 12, width + 20, 14, c.on(SNOW if c.is_winter else (178, 120, 96), 0.9))
    panes(c, 172, 300, 5, 3, 44, 52, 18, 0.65)
    panes(c, 732, 300, 5, 3, 44, 52, 18, 0.65)
    c.round(600, 282, 36, c.on((250, 246, 236)))
    for to in ((600, 258), (616, 290)):
        c.line([(600, 282), to], c.on((52, 52, 66)), 3.4)
    c.fade(
        560, 440, 80, 122, [mix(GLOW, WHITE, 0.3), GLOW] if c.is_dark else [c.on((70, 96, 116)), c.on((130, 156, 166))]
    )
    c.box(544, 428, 112, 12, c.on((234, 218, 192)))
    c.lamplight(600, 520, 210)
    sand = SNOW if c.is_winter else (222, 196, 152)
    c.fade(0, 560, WIDTH, 240, [c.on(sand, 0.75), c.on(mix(sand, (120, 90, 70), 0.25), 1)])
    for row in (0, 1, 2):
        c.pen.arc(
            [v * 2 for v in (60 + row * 70, 600 + row * 22, 1140 - row * 70, 900 - row * 40)],
            180,
            360,
            c.on(mix(sand, WHITE, 0.5)),
            5,
        )
    for x in (40, 130, 1060, 1160):
        tree(c, x, 610, c.chance.uniform(210, 270), 0.85)
    c.box(930, 430, 6, 170, c.on((120, 126, 136)))
    c.box(890, 420, 84, 56, c.on((246, 246, 244)), 4)
    c.line([(930, 474), (912, 492), (948, 492), (930, 474)], c.on(ACCENTS[0]), 2)
    people(
        c,
        [
            (390, 640, 84),
            (440, 650, 80),
            (520, 690, 96),
            (690, 640, 82),
            (770, 700, 98),
            (820, 706, 94),
            (300, 730, 110),
            (600, 750, 112),
            (960, 720, 104),
        ],
    )
    tree(c, 600 - c.near_side * 600, 860, 560)
    if c.is_winter:
        c.snowfall()


def hospital(c: Canvas) -> None:
    sky(c, 470)
    ridge(c, 490, 130, 0.14, 0.5)
    town(c, 540, 80, 260, 0.28, 84)
    c.veil(420, 130, c.light.horizon, 0.35)
    white, green = c.on((240, 243, 244), 0.95), c.on((52, 150, 130), 0.95)
    c.box(220, 200, 520, 400, white)
    c.box(740, 320, 260, 280, c.on((222, 228, 230), 0.9))
    c.box(220, 200, 30 if c.near_side > 0 else 520, 400 if c.near_side > 0 else 14, c.on((196, 204, 212), 0.9))
    for row in range(6):
        c.fade(262, 232 + row * 54, 440, 30, [c.on((96, 136, 160)), c.on((156, 188, 200))])
        for pane in range(11):
            if c.is_dark and c.chance.random() < 0.62:
                c.box(262 + pane * 40, 232 + row * 54, 36, 30, mix(GLOW, (255, 240, 210), c.chance.random() * 0.6))
            c.box(298 + pane * 40, 232 + row * 54, 4, 30, white)
    panes(c, 768, 352, 4, 3, 40, 40, 20, 0.6)
    c.box(220, 190, 520, 12, green)
    c.box(622, 112, 84, 78, white, 12)
    c.box(655, 122, 18, 58, green, 3)
    c.box(635, 142, 58, 18, green, 3)
    c.lamplight(664, 150, 120, 0.4)
    c.box(360, 520, 300, 14, green, 3)
    c.fade(390, 534, 240, 68, [(255, 240, 206), GLOW] if c.is_dark else [c.on((90, 124, 140)), c.on((170, 196, 202))])
    c.lamplight(510, 570, 300)
    c.fade(0, 600, WIDTH, 90, [c.on((206, 204, 198), 0.8), c.on((184, 182, 178), 1)])
    c.fade(0, 690, WIDTH, 110, [c.on((92, 98, 110), 1), c.on((66, 72, 86), 1)])
    for x in range(-40, WIDTH, 150):
        c.box(x, 752, 80, 5, c.on((236, 232, 220)))
    for x in (60, 150, 1060, 1160):
        tree(c, x, 640, c.chance.uniform(180, 240), 0.9)
    for x in range(1000, 1210, 56):
        bush(c, x, 660, 34)
    people(c, [(430, 632, 88), (470, 634, 86), (700, 650, 96), (310, 660, 102), (345, 662, 88)])
    ambulance(c, 800, 716)
    lamp(c, 190, 690, 280)
    if c.is_winter:
        c.snowfall()


def ambulance(c: Canvas, x: float, base: float) -> None:
    body = c.on((246, 246, 244))
    c.box(x, base - 120, 190, 104, body, 10)
    c.shape(
        [
            (x + 188, base - 100),
            (x + 232, base - 96),
            (x + 262, base - 56),
            (x + 272, base - 48),
            (x + 272, base - 16),
            (x + 188, base - 16),
        ],
        body,
    )
    c.shape(
        [(x + 198, base - 90), (x + 228, base - 86), (x + 250, base - 56), (x + 198, base - 56)], c.on((90, 124, 148))
    )
    c.box(x, base - 58, 190, 12, c.on((214, 66, 56)))
    c.box(x + 60, base - 104, 40, 12, c.on((214, 66, 56)), 2)
    c.box(x + 74, base - 118, 12, 40, c.on((214, 66, 56)), 2)
    c.box(x + 150, base - 132, 30, 13, (240, 84, 70), 4)
    c.glow(x + 165, base - 128, 90 if c.is_dark else 40, (255, 90, 70), 0.7)
    for wheel in (44, 226):
        c.round(x + wheel, base - 14, 24, c.on((34, 36, 46)))
        c.round(x + wheel, base - 14, 11, c.on((170, 174, 182)))


def busstop(c: Canvas) -> None:
    sky(c, 460)
    ridge(c, 480, 110, 0.14, 0.4)
    town(c, 560, 120, 330, 0.3, 92)
    c.veil(400, 170, c.light.horizon, 0.4)
    town(c, 590, 60, 190, 0.55, 120)
    c.soften(2)
    c.fade(0, 586, WIDTH, 84, [c.on((196, 190, 182), 0.8), c.on((178, 172, 166), 1)])
    for x in (60, 1150, 1010):
        tree(c, x, 620, c.chance.uniform(220, 280), 0.9)
    roof, frame = c.on((46, 62, 78)), c.on((90, 104, 118))
    c.box(160, 388, 380, 14, roof, 3)
    c.fade(
        180,
        402,
        340,
        200,
        [mix(c.light.sky[1], WHITE, 0.15), mix(c.light.horizon, WHITE, 0.1)]
        if not c.is_dark
        else [(255, 226, 166), (214, 170, 110)],
    )
    for x in (178, 292, 406, 518):
        c.box(x, 400, 5, 214, frame)
    c.box(200, 430, 84, 124, c.on((70, 130, 150)))
    c.box(208, 440, 68, 60, (250, 236, 206) if c.is_dark else c.on((236, 190, 110)))
    c.box(306, 560, 180, 9, c.on((150, 104, 70)), 2)
    c.lamplight(350, 430, 330, 0.6)
    c.box(590, 400, 5, 214, frame)
    c.round(592, 392, 30, c.on((52, 120, 180)))
    c.box(578, 380, 28, 20, WHITE if c.is_dark else c.on((246, 246, 246)), 4)
    person(c, 350, 606, 122, seated=True)
    person(c, 440, 606, 118, seated=True)
    people(c, [(250, 622, 132), (640, 634, 136), (690, 640, 92)])
    c.fade(0, 668, WIDTH, 132, [c.on((88, 94, 108), 1), c.on((58, 64, 80), 1)])
    c.box(0, 664, WIDTH, 8, c.on((214, 208, 198)))
    for x in range(-60, WIDTH, 170):
        c.box(x, 762, 96, 6, c.on((236, 226, 190)))
    bus(c, 720, 742)
    lamp(c, 100, 664, 330)
    if c.is_winter:
        c.snowfall()


def bus(c: Canvas, x: float, base: float) -> None:
    body = c.on((48, 138, 112), 1)
    c.box(x, base - 262, 560, 240, body, 22)
    c.box(x, base - 74, 560, 34, c.on((240, 238, 228)))
    c.box(x + 10, base - 270, 200, 14, mix(body, (0, 0, 0), 0.2), 6)
    for pane in range(5):
        left = x + 112 + pane * 92
        c.fade(
            left,
            base - 228,
            80,
            100,
            [(255, 240, 204), GLOW] if c.is_dark else [c.on((86, 122, 146)), c.on((150, 184, 198))],
        )
        if c.chance.random() < 0.75:
            c.round(left + 40, base - 160, 17, c.on((46, 44, 58)))
            c.box(left + 16, base - 146, 48, 20, c.on(c.chance.choice(ACCENTS)), 9)
    c.box(x + 14, base - 232, 84, 190, c.on((60, 84, 104)), 6)
    c.box(x + 20, base - 226, 34, 178, (255, 236, 196) if c.is_dark else c.on((130, 166, 184)), 4)
    c.box(x + 58, base - 226, 34, 178, (255, 236, 196) if c.is_dark else c.on((130, 166, 184)), 4)
    c.box(x + 150, base - 256, 240, 22, (40, 34, 36), 4)
    for dot in range(28):
        c.round(x + 168 + dot * 7.4, base - 245 + c.chance.choice((-4, 0, 4)), 2, (255, 170, 70))
    for wheel in (160, 440):
        c.dome(x + wheel - 48, base - 20, 96, 46, mix(body, (0, 0, 0), 0.45))
        c.round(x + wheel, base - 22, 36, c.on((30, 32, 42)))
        c.round(x + wheel, base - 22, 17, c.on((164, 168, 176)))
    c.lamplight(x + 330, base - 180, 420, 0.45)
    c.glow(x + 4, base - 62, 120 if c.is_dark else 30, (255, 246, 216), 0.7)


def rainstreet(c: Canvas) -> None:
    street(c, is_wet=True)
    people(c, [(540, 560, 96), (680, 580, 110)], 0.85, umbrella=True)
    people(c, [(470, 650, 170), (760, 690, 205)], 1, umbrella=True)
    c.rainfall()


def snowalley(c: Canvas) -> None:
    street(c, is_wet=False)
    people(c, [(560, 560, 96), (650, 620, 140), (690, 624, 92)], 0.95)
    for step in range(15):
        x, y = seen(0.5 * (1 if step % 2 else 0.4), 0, 3.4 + step * 0.9)
        c.round(x, y, 44 / (3.4 + step), c.on((196, 210, 228), 0.95), 0.5)
    c.snowfall()


def street(c: Canvas, *, is_wet: bool) -> None:
    """Shops on both sides to the vanishing point; wet from rain, or under snow."""
    sky(c, 440, is_overcast=True)
    ridge(c, 430, 70, 0.15, 0.4)
    town(c, 436, 20, 90, 0.25, 40)
    c.veil(330, 100, c.light.horizon, 0.5)
    c.shape([(0, HEIGHT), seen(-6, 0, 40), seen(6, 0, 40), (WIDTH, HEIGHT)], c.on((120, 126, 138), 0.7))
    c.fade(
        0,
        446,
        WIDTH,
        354,
        [c.on((150, 154, 164) if is_wet else SNOW, 0.6), c.on((56, 62, 80) if is_wet else SNOW, 0.95)],
    )
    edges = [40, 30, 23, 17.6, 13.4, 10, 7.2, 4.9, 3, 1.2]
    for far, near in zip(edges, edges[1:], strict=False):
        nearness = min(1.0, 0.3 + 2.6 / near)
        for side in (-1, 1):
            x, high, colour = side * 5.2, c.chance.uniform(5.6, 10), c.chance.choice(WALLS)
            wall(
                c,
                x,
                near,
                far,
                0,
                high,
                c.on(mix(colour, (60, 50, 80), 0.28 if side == c.near_side else 0.08), nearness),
            )
            wall(
                c,
                x,
                near,
                far,
                high - 0.1,
                high + 0.35,
                c.on(SNOW if not is_wet else mix(colour, (50, 40, 50), 0.5), nearness),
            )
            for floor in range(1, int(high // 2.8)):
                for number in range(3):
                    start = near + (far - near) * (0.12 + number * 0.3)
                    is_lit = c.is_dark and c.chance.random() < 0.6
                    wall(
                        c,
                        x * 0.998,
                        start,
                        start + (far - near) * 0.18,
                        floor * 2.8 + 0.8,
                        floor * 2.8 + 2.2,
                        mix(GLOW, c.light.far, 0.35 * (1 - nearness)) if is_lit else c.on((84, 106, 128), nearness),
                    )
            is_open = c.chance.random() < 0.8
            front = (
                mix((255, 226, 168), c.light.far, 0.3 * (1 - nearness))
                if is_open and c.is_dark
                else c.on((96, 116, 128), nearness)
            )
            wall(c, x * 0.998, near + (far - near) * 0.1, near + (far - near) * 0.9, 0.1, 2.2, front)
            for share in (0.1, 0.3, 0.58, 0.88):
                start = near + (far - near) * share
                wall(c, x * 0.996, start, start + (far - near) * 0.02, 0.1, 2.2, c.on((58, 54, 62), nearness))
            wall(
                c,
                x * 0.996,
                near + (far - near) * 0.32,
                near + (far - near) * 0.56,
                0.1,
                0.9,
                mix(front, c.tone(nearness), 0.35),
            )
            sign = c.chance.choice(ACCENTS[:6])
            shown = mix(sign, (255, 220, 190), 0.2) if c.is_dark else c.on(sign, nearness)
            wall(c, x * 0.996, near + (far - near) * 0.06, near + (far - near) * 0.94, 2.3, 2.95, shown)
            if near > 2.5:
                px, py = seen(x * 0.86, 3.9, near)
                c.box(
                    px - 0.3 * FOCUS / near,
                    py,
                    0.6 * FOCUS / near,
                    0.95 * FOCUS / near,
                    mix(shown, c.tone(nearness), 0.15),
                    2,
                )
                cx, cy = seen(x * 0.95, 1.6, near)
                c.lamplight(cx, cy, 1100 / near, 0.42)
                if c.is_dark:
                    c.glow(px, py, 460 / near, mix(sign, GLOW, 0.4), 0.4)
            if not is_wet:
                c.shape([seen(x, 0.0, near), seen(x, 0.5, near), seen(x * 0.94, 0.0, near)], c.on(SNOW, nearness))
    if is_wet:
        wet(c)
    lamp(c, 600 - c.near_side * 236, 640, 330, c.near_side)
    lamp(c, 600 + c.near_side * 120, 548, 170, -c.near_side)


def wet(c: Canvas) -> None:
    """Smears of light on the road, below what shines."""
    for _ in range(130):
        z = 2 + 26 * c.chance.random() ** 2
        x, y = seen(c.chance.uniform(-5, 5), 0, z)
        colour = mix(c.chance.choice([GLOW, *ACCENTS[:4]]) if c.is_dark else c.light.horizon, c.on((70, 76, 92)), 0.45)
        width = c.chance.uniform(10, 90) / z**0.5
        c.box(x - width / 2, y, width, max(1.2, 9 / z), colour, 2)


def station(c: Canvas) -> None:
    sky(c, 430)
    ridge(c, 440, 80, 0.14, 0.4)
    town(c, 446, 30, 130, 0.28, 60)
    c.veil(330, 120, c.light.horizon, 0.45)
    side = c.near_side  # the platform's
    c.shape(
        [
            seen(-side * 20, -1.1, 60),
            seen(side * 1.2, -1.1, 60),
            seen(side * 1.2, -1.1, 1.2),
            seen(-side * 20, -1.1, 1.2),
            (600 - side * 1400, HEIGHT),
        ],
        c.on((112, 106, 106), 0.8),
    )
    for rail in (-1.2, -2.6, -5.2, -6.6):
        c.line([seen(side * rail, -1.0, 60), seen(side * rail, -1.0, 1.3)], c.on((206, 206, 212), 0.9), 3)
    for tie in range(46):
        z = 1.8 * 1.08**tie
        for track in (-1.9, -5.9):
            left, right = seen(side * (track - 1.2), -1.05, z), seen(side * (track + 1.2), -1.05, z)
            c.line([left, right], c.on((84, 70, 66), 0.9), 14 / z + 0.6)
    train(c, side)
    c.shape(
        [seen(side * 0.2, 0, 60), seen(side * 12, 0, 60), (600 + side * 1400, HEIGHT), seen(side * 0.2, 0, 1.3)],
        c.on((190, 186, 182), 0.9),
    )
    c.shape(
        [seen(side * 0.2, 0, 60), seen(side * 0.2, 0, 1.3), seen(side * 0.2, -1.1, 1.3), seen(side * 0.2, -1.1, 60)],
        c.on((130, 126, 128), 0.9),
    )
    c.shape(
        [seen(side * 0.6, 0, 60), seen(side * 0.85, 0, 60), seen(side * 0.85, 0, 1.3), seen(side * 0.6, 0, 1.3)],
        c.on((240, 200, 80), 0.95),
    )
    c.shape(
        [seen(-side * 0.4, 4.3, 60), seen(side * 9, 4.9, 60), seen(side * 9, 4.9, 1.1), seen(-side * 0.4, 4.3, 1.1)],
        c.on((72, 90, 106), 0.9),
    )
    for z in (34, 23, 16, 11, 7.6, 5.2, 3.5, 2.4):
        for x in (2.6, 6.4):
            low, high = seen(side * x, 0, z), seen(side * x, 4.6, z)
            c.line([low, high], c.on((214, 220, 224), 0.5 + 1.2 / z), 110 / z)
        c.line([seen(-side * 0.4, 4.3, z), seen(side * 9, 4.9, z)], c.on((150, 164, 174), 0.9), 60 / z)
        lx, ly = seen(side * 1.4, 4.2, z)
        c.box(lx - 150 / z, ly, 300 / z, 22 / z, (255, 246, 220) if c.is_dark else c.on((246, 244, 236)), 1)
        c.lamplight(lx, ly, 900 / z, 0.5)
    sx, sy = seen(side * 2.4, 3.6, 6.2)
    c.box(sx - 92, sy, 184, 44, c.on((40, 66, 96)), 4)
    c.box(sx - 80, sy + 12, 96, 8, WHITE)
    c.box(sx - 80, sy + 26, 60, 5, c.on((200, 210, 220)))
    for x, z in ((1.5, 14), (2.2, 11), (1.7, 8.2), (3.6, 7), (2.0, 5.6), (4.2, 5), (1.6, 4.4)):
        px, py = seen(side * x, 0, z)
        person(c, px, py, 1.7 * FOCUS / z, 0.8 + 0.6 / z)


def train(c: Canvas, side: int) -> None:
    """Standing at the platform, seen along its side."""
    x, near, far = side * -0.35, 5.2, 56.0
    wall(c, x, near, far, -0.6, 3.5, c.on((240, 242, 244), 0.9))
    wall(c, x * 0.99, near, far, 0.5, 0.85, c.on((36, 128, 116), 0.95))
    z = near + 0.7
    while z < far:
        wall(
            c,
            x * 0.98,
            z,
            z + 1.25,
            1.35,
            2.55,
            mix((255, 236, 190), c.light.far, min(0.6, z / 90)) if c.is_dark else c.on((70, 96, 116), 0.9),
        )
        z += 1.7
    end = [seen(x, 3.5, near), seen(x - side * 2.9, 3.5, near), seen(x - side * 2.9, -0.6, near), seen(x, -0.6, near)]
    c.shape(end, c.on((226, 230, 234), 1))
    for part, low, high, colour in (((0.3, 2.6), 1.3, 3.0, (40, 56, 72)), ((0, 2.9), 0.3, 0.75, (36, 128, 116))):
        points = [
            seen(x - side * part[0], high, near),
            seen(x - side * part[1], high, near),
            seen(x - side * part[1], low, near),
            seen(x - side * part[0], low, near),
        ]
        c.shape(points, c.on(colour, 1))
    sign = [seen(x - side * part, high, near) for part, high in ((0.9, 3.36), (2.0, 3.36), (2.0, 3.1), (0.9, 3.1))]
    c.shape(sign, (255, 184, 84))
    c.line([seen(x - side * 1.45, 1.3, near), seen(x - side * 1.1, 2.2, near)], c.on((20, 26, 36)), 3)
    c.shape(
        [seen(x - side * part, high, near) for part, high in ((0.3, 3.0), (1.2, 3.0), (0.5, 1.3), (0.3, 1.3))],
        c.on((66, 84, 102)),
    )
    for lamp_x in (0.5, 2.4):
        px, py = seen(x - side * lamp_x, 0.05, near)
        c.round(px, py, 10, (255, 250, 226))
        c.glow(px, py, 190 if c.is_dark else 50, (255, 246, 214), 0.75)
    c.lamplight(*seen(x, 1.8, 9), 330, 0.35)
