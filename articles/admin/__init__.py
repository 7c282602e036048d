"""The desk: what reporters write in and editors arrange the paper with. One file a noun."""

from . import account, article, block, correction, page, photo, publication, reporter, section, source, tag

__all__ = [
    "account",
    "article",
    "block",
    "correction",
    "page",
    "photo",
    "publication",
    "reporter",
    "section",
    "source",
    "tag",
]
