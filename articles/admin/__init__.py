"""The screens of the desk: what reporters write in and editors arrange the paper with. One file a noun.

What a screen does to articles is in `articles.desk`; accounts are in `newsroom.accounts`.
"""

from . import (
    article,
    block,
    claim,
    correction,
    front_page_log,
    helpline,
    page,
    photo,
    publication,
    record,
    reporter,
    section,
    source,
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
    "front_page_log",
    "tag",
]
