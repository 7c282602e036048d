"""How texts are compared when somebody looks for one: what is the same to a reader is the same here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_SAME = {
    **dict.fromkeys("‧•∙⋅・･ㆍ", "·"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―", "-"),
    "…": "...",
    "\x00": " ",
}
_RUN = re.compile(r"\S+")
_SYLLABLES = range(0xAC00, 0xD7A4)
_EACH_INITIAL = 588
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def fold(text: str) -> str:
    """NFC, without case, one kind of dot, quote and dash, single spaces; lines stay apart."""
    lines = (" ".join(line.split()) for line in folded_characters(unicodedata.normalize("NFC", text)).splitlines())
    return "\n".join(line for line in lines if line)


def folded_characters(text: str) -> str:
    """Each by itself; spaces as they are. Looking for each in the whole text is quicker than `translate`, which looks
    at every character."""
    for character, same in _SAME.items():
        text = text.replace(character, same)
    return text.casefold()


def folded_in_place(text: str) -> tuple[str, Sequence[int]]:
    """The folded characters of an NFC text, spaces as they are, and for each the place it comes from."""
    whole = folded_characters(text)
    if len(whole) == len(text):  # nearly always
        return whole, range(len(text))
    parts = [folded_characters(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def grams(folded_text: str) -> set[str]:
    """Every two and every three characters side by side: 동작, 작구 and 동작구 of 동작구, r&, &d and r&d of R&D."""
    return {gram for run in set(_RUN.findall(folded_text)) for size in (2, 3) for gram in _runs_of(run, size)}


def grams_to_find(folded_word: str) -> set[str]:
    """Those that say most about a word or phrase: threes, and twos where there are no more than two characters."""
    return {gram for run in _RUN.findall(folded_word) for gram in _runs_of(run, min(len(run), 3)) if len(run) > 1}


def is_one_word(folded_word: str) -> bool:
    """Whether it has no space in it."""
    return _RUN.fullmatch(folded_word) is not None


def _runs_of(run: str, size: int) -> Iterator[str]:
    return (run[place : place + size] for place in range(len(run) - size + 1))


def initials(name: str) -> str:
    """The first consonants of a name's syllables: ㄷㅈㄱ for 동작구. What is no syllable stays, without case."""
    return "".join(_initial(character) for character in fold(name))


def _initial(character: str) -> str:
    is_syllable = ord(character) in _SYLLABLES
    return INITIALS[(ord(character) - _SYLLABLES.start) // _EACH_INITIAL] if is_syllable else character
