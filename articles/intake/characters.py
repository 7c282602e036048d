"""Characters of a file from outside, as the whole paper has them, and without what makes a blank line look full."""

from __future__ import annotations

import re

from newsroom.shared.characters import clean_text

_ZERO_WIDTH = re.compile("[\u200b\ufeff]")


def normalized(text: str) -> str:
    """`clean_text` with its lines: NFC, never NFKC (it would change ㅇ and ․). Mails pad blank lines."""
    return clean_text(_ZERO_WIDTH.sub("", text), has_lines=True)
