"""The desk: what reporters write in and editors arrange the paper with. One file a noun."""

from . import (
    account,
    article,
    block,
    claim,
    correction,
    door,
    helpline,
    page,
    photo,
    publication,
    record,
    reporter,
    section,
    source,
    standing,
    tag,
)

__all__ = [
    "account",
    "article",
    "block",
    "claim",
    "correction",
    "door",
    "helpline",
    "page",
    "photo",
    "publication",
    "record",
    "reporter",
    "section",
    "source",
    "standing",
    "tag",
]
