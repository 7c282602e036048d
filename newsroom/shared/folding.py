"""How texts are compared when somebody looks for one: what is the same to a reader is the same here."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

FOLDING = 2
"""Raised with every change of what `fold_text` makes of a text: `articles.search.refolding` then brings along what is
folded.
"""

_SIGNS = {
    **dict.fromkeys("․‧•∙⋅・ㆍ", "·"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("∼〜", "~"),
    **dict.fromkeys(map(chr, [0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3164]), " "),
    "∕": "/",
    "…": "...",
    "\x00": " ",
}
_SPELLED = [
    *map(chr, range(0x3380, 0x33E0)),  # ㎏ ㎡ ㏊, units
    *map(chr, range(0x320E, 0x321F)),  # ㈎ to ㈜ and ㈞
    *map(chr, range(0x2160, 0x2180)),  # Ⅰ to ⅿ, Roman numerals
    *"℃℉ℓ⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉",
]
"""Signs that people write out: what stands as 84㎡, ㈜ or Ⅲ is looked for as 84m2, (주) and III."""


def _other_widths() -> dict[str, str]:
    """Full-width letters, digits, signs and space, and half-width 한글 and kana, by what they are in the usual width.

    Each by one step of Unicode's. NFKC goes on: it makes a conjoining jamo of ㅇ, and a full stop of a dot (U+2024).
    """
    steps = {chr(code): unicodedata.decomposition(chr(code)).split() for code in [0x3000, *range(0xFF01, 0xFFEF)]}
    return {one: chr(int(step[1], 16)) for one, step in steps.items() if step and step[0] in ("<wide>", "<narrow>")}


def _voiced_kana() -> dict[str, str]:
    """ガ as カ and its mark, since half-width ｶﾞ are two characters."""
    decomposed = {chr(code): unicodedata.normalize("NFD", chr(code)) for code in range(0x30A1, 0x30FF)}
    return {one: parts for one, parts in decomposed.items() if one != parts}


def _same() -> dict[str, str]:
    spelled = {sign: unicodedata.normalize("NFKC", sign) for sign in _SPELLED}
    unlike = {**_other_widths(), **spelled, **_voiced_kana()}
    return {**{one: "".join(_SIGNS.get(each, each) for each in same) for one, same in unlike.items()}, **_SIGNS}


_SAME = _same()
_UNLIKE = re.compile(f"[{re.escape(''.join(_SAME))}]")
SINGLE_FOLDS = {one: same for one, same in _SAME.items() if len(same) == 1 and one != "\x00"}
_BY_ONE = str.maketrans(SINGLE_FOLDS)
_RUN = re.compile(r"\S+")
_SYLLABLES = range(0xAC00, 0xD7A4)
_EACH_INITIAL = 588
_LAST_CASED = 0x1FFFF
"""Behind it no character has a case."""
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def fold_text(text: str) -> str:
    """NFC, without case, one width, one kind of dot, quote and dash, single spaces; lines stay apart."""
    lines = (" ".join(line.split()) for line in fold_characters(unicodedata.normalize("NFC", text)).splitlines())
    return "\n".join(line for line in lines if line)


def fold_characters(text: str) -> str:
    """Each by itself, and by one or more; spaces are as many as they were."""
    return _UNLIKE.sub(lambda found: _SAME[found[0]], text).casefold()


def fold_single(text: str) -> str:
    """NFC, without case; what stands for several characters (… ㎡) stays as it is."""
    return unicodedata.normalize("NFC", text).translate(_BY_ONE).casefold()


def fold_in_place(text: str) -> tuple[str, Sequence[int]]:
    """The folded characters of an NFC text, and for each the place it comes from."""
    whole = fold_characters(text)
    if len(whole) == len(text):  # nearly always
        return whole, range(len(text))
    places: list[int] = []
    end = 0
    for several in _fold_classes()[1].finditer(text):
        places += [*range(end, several.start()), *[several.start()] * len(fold_characters(several[0]))]
        end = several.end()
    return whole, [*places, *range(end, len(text))]


def word_pattern(folded_word: str) -> re.Pattern[str]:
    """Finds a folded word in an NFC text as it stands, in whatever width, case and signs.

    To the letter what looking for it in the folded text finds, unless folding `changes_length` of the text.
    """
    classes = _fold_classes()[0]
    return re.compile(
        "".join(f"[{re.escape(classes[each])}]" if each in classes else re.escape(each) for each in folded_word)
    )


def changes_length(text: str) -> bool:
    """Whether folding makes several characters of one of them: … ㎡ ß."""
    return _fold_classes()[1].search(text) is not None


@cache
def _fold_classes() -> tuple[dict[str, str], re.Pattern[str]]:
    """For each folded character that others fold to, all that do; and an expression for those that fold to several."""
    cased = (each for each in map(chr, range(_LAST_CASED + 1)) if each.casefold() != each)
    one, several = defaultdict[str, set[str]](set), set[str]()
    for each in {*_SAME, *cased}:
        folded = fold_characters(each)
        if len(folded) == 1:
            one[folded].add(each)
        else:
            several.add(each)
    classes = {same: "".join(sorted(written | {same})) for same, written in one.items()}
    return classes, re.compile(f"[{re.escape(''.join(sorted(several)))}]")


def split_grams(folded_text: str) -> set[str]:
    """Every two and every three characters side by side: 동작, 작구 and 동작구 of 동작구, r&, &d and r&d of R&D."""
    return {gram for run in set(_RUN.findall(folded_text)) for size in (2, 3) for gram in _runs_of(run, size)}


def query_grams(folded_word: str) -> set[str]:
    """Those that say most about a word or phrase: threes, and twos where there are no more than two characters."""
    return {gram for run in _RUN.findall(folded_word) for gram in _runs_of(run, min(len(run), 3)) if len(run) > 1}


def is_one_word(folded_word: str) -> bool:
    """Whether it has no space in it."""
    return _RUN.fullmatch(folded_word) is not None


def _runs_of(run: str, size: int) -> Iterator[str]:
    return (run[place : place + size] for place in range(len(run) - size + 1))


def initial_consonants(name: str) -> str:
    """The first consonants of a name's syllables: ㄷㅈㄱ for 동작구. What is no syllable stays, without case."""
    return "".join(_initial(character) for character in fold_text(name))


def _initial(character: str) -> str:
    is_syllable = ord(character) in _SYLLABLES
    return INITIALS[(ord(character) - _SYLLABLES.start) // _EACH_INITIAL] if is_syllable else character
