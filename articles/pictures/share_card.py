"""The picture of a shared link where there is no photo: words on the paper's colour, in KakaoTalk's 2:1."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageDraw, ImageFont

from ..models import Article, Publication
from .lettering import DARK, LIGHT, is_dark, load_font

SIZE = (1200, 600)
EDGE, RIM = 84, 60
"""Pixels at the sides, of which messengers cut some off, and above and below."""
HEADLINE_SIZES = (96, 76, 68, 60, 54, 48)
HEADLINE_HEIGHT = 320
LINE_HEIGHT = 1.32
NOTE_SIZE = 34
CARD_VERSION = 1
"""Raise it with the design: a card that looks different has another address."""

_PICTOGRAPH = re.compile("[\u2190-\u21ff\u2600-\u27bf\ufe0f\u200d\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class ShareCard:
    kicker: str
    headline: str
    note: str
    color: str
    """`#rrggbb`."""

    @classmethod
    def of_article(cls, article: Article, publication: Publication) -> ShareCard:
        return cls(article.section.name, article.listed_headline, publication.name, publication.house_color)

    @classmethod
    def of_paper(cls, publication: Publication) -> ShareCard:
        return cls("", publication.name, publication.slogan, publication.house_color)

    @property
    def digest(self) -> str:
        """Names what it shows: portals keep a picture by its address for days."""
        shown = "\0".join([str(CARD_VERSION), self.kicker, self.headline, self.note, self.color])
        return sha256(shown.encode()).hexdigest()[:12]

    def render_png(self) -> bytes:
        """About 30 ms of one core."""
        picture = Image.new("RGB", SIZE, self.color)
        draw = ImageDraw.Draw(picture)
        ink = LIGHT if is_dark(self.color) else DARK
        faint = tuple((2 * a + b) // 3 for a, b in zip(ink, picture.getpixel((0, 0)), strict=True))  # type: ignore[arg-type]
        draw.rectangle((EDGE, RIM - 4, EDGE + 72, RIM + 4), fill=ink)
        draw.text((EDGE, RIM + 30), _without_pictographs(self.kicker), ink, load_font(NOTE_SIZE), stroke_width=0.6)
        draw.text((EDGE, SIZE[1] - RIM), _without_pictographs(self.note), faint, load_font(NOTE_SIZE), anchor="ls")
        face, lines = _fit_text(_without_pictographs(self.headline))
        height = face.size * LINE_HEIGHT
        top = (SIZE[1] + NOTE_SIZE - height * len(lines)) / 2
        for number, line in enumerate(lines):
            draw.text((EDGE, top + number * height), line, ink, face, stroke_width=face.size / 60)
        file = io.BytesIO()
        picture.quantize(64, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


def _fit_text(text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest size in which the text fits, and its lines; what fits in none ends with an ellipsis."""
    for size in HEADLINE_SIZES:
        lines = _wrap_text(text, load_font(size))
        if len(lines) * size * LINE_HEIGHT <= HEADLINE_HEIGHT:
            return load_font(size), lines
    most = int(HEADLINE_HEIGHT / (HEADLINE_SIZES[-1] * LINE_HEIGHT))
    *kept, last = lines[:most]
    return load_font(HEADLINE_SIZES[-1]), [*kept, last[:-1].rstrip() + "…"]


def _wrap_text(text: str, face: ImageFont.FreeTypeFont) -> list[str]:
    """Into lines between words, as `word-break: keep-all` does; a word longer than a line within itself."""
    room = SIZE[0] - 2 * EDGE
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if face.getlength(lines[-1] + character) > room:
                lines.append("")
            lines[-1] += character
    return lines


def _without_pictographs(text: str) -> str:
    """Without pictographs, which the font does not have."""
    return " ".join(_PICTOGRAPH.sub("", text).split())
