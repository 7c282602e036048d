"""The screens of the desk: what reporters write in and editors arrange the paper with. One file a noun.

What a screen does to articles is in `articles.desk`; accounts are in `newsroom.accounts`.
"""

from . import (
    article,
    block,
    claim,
    correction,
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
    "article",
    "block",
    "claim",
    "correction",
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
