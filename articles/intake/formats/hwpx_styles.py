"""Contents/header.xml of a .hwpx: heights of letters, superscript, automatic bullets and numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

HEAD = "{http://www.hancom.co.kr/hwpml/2011/head}"

HANGUL_ORDER = "가나다라마바사아자차카타파하"
JAMO_ORDER = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"


@dataclass(frozen=True)
class Heading:
    """What stands before a paragraph by itself: kind is BULLET, NUMBER or OUTLINE; level counts from 1."""

    kind: str
    numbering: str
    level: int


@dataclass(frozen=True)
class NumberLevel:
    pattern: str
    """`^1.^2` says: the first level's number, a full stop, the second level's."""
    number_format: str
    start: int


class Styles:
    def __init__(self, header: etree._Element | None) -> None:
        self.sizes: dict[str, float] = {}
        self.superscripts: set[str] = set()
        self.headings: dict[str, Heading] = {}
        self.numberings: dict[str, dict[int, NumberLevel]] = {}
        if header is not None:
            self._read(header)

    def _read(self, header: etree._Element) -> None:
        for each in header.iter(f"{HEAD}charPr"):
            key = each.get("id", "")
            self.sizes[key] = _number(each.get("height")) / 100
            if each.find(f"{HEAD}supscript") is not None:
                self.superscripts.add(key)
        for each in header.iter(f"{HEAD}paraPr"):
            heading = next(each.iter(f"{HEAD}heading"), None)
            if heading is not None and heading.get("type", "NONE") != "NONE":
                level = int(_number(heading.get("level"))) + 1
                self.headings[each.get("id", "")] = Heading(heading.get("type", ""), heading.get("idRef", ""), level)
        for each in header.iter(f"{HEAD}numbering"):
            levels = {}
            for head in each.iter(f"{HEAD}paraHead"):
                start = int(_number(head.get("start"), 1))
                shape = NumberLevel("".join(head.itertext()), head.get("numFormat", "DIGIT"), start)
                levels[int(_number(head.get("level"), 1))] = shape
            self.numberings[each.get("id", "")] = levels


class Numbers:
    """The automatic numbers of one document, which go on over tables and sections."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)

    def next(self, heading: Heading, outline: str) -> str:
        """What stands before this paragraph, "" where the numbering has no words for its level."""
        numbering = heading.numbering if heading.kind == "NUMBER" else outline
        levels = self._styles.numberings.get(numbering, {})
        if heading.level not in levels:
            return ""
        counts = self._counts[heading.kind, numbering]
        counts[heading.level] = counts.get(heading.level, levels[heading.level].start - 1) + 1
        for deeper in [each for each in counts if each > heading.level]:
            del counts[deeper]
        return self._written(levels, heading.level, counts)

    def _written(self, levels: dict[int, NumberLevel], level: int, counts: dict[int, int]) -> str:
        text = levels[level].pattern
        for each, shape in levels.items():
            text = text.replace(f"^{each}", _formatted(counts.get(each, shape.start), shape.number_format))
        return text.strip()


def _formatted(number: int, number_format: str) -> str:
    circled = number_format.startswith("CIRCLED_")
    name = number_format.removeprefix("CIRCLED_")
    if circled and name == "DIGIT" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    written = _plain(number, name)
    return f"({written})" if circled else written


def _plain(number: int, name: str) -> str:
    match name:
        case "HANGUL_SYLLABLE":
            return HANGUL_ORDER[(number - 1) % len(HANGUL_ORDER)]
        case "HANGUL_JAMO":
            return JAMO_ORDER[(number - 1) % len(JAMO_ORDER)]
        case "LATIN_CAPITAL":
            return chr(ord("A") + (number - 1) % 26)
        case "LATIN_SMALL":
            return chr(ord("a") + (number - 1) % 26)
        case "ROMAN_CAPITAL":
            return _roman(number)
        case "ROMAN_SMALL":
            return _roman(number).lower()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += letters * (number // value)
        number %= value
    return written


def _number(value: str | None, default: float = 0) -> float:
    try:
        return float(value or default)
    except ValueError:
        return default
