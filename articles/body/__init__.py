"""HTML of a body: the one place that knows of it.

`clean_body` takes it in, whatever the editor, a feed or the clipboard sent; the rest reads what is clean.
"""

from .cleaning import CleanHTML, clean_body, clean_stored, text_to_html
from .reading import (
    all_texts,
    body_lines,
    body_text,
    ends_with_source,
    make_excerpt,
    mark_sponsored,
    picture_addresses,
    split_sentences,
    with_credit,
)
from .showing import add_addresses, render_body

__all__ = [
    "CleanHTML",
    "clean_body",
    "clean_stored",
    "ends_with_source",
    "all_texts",
    "make_excerpt",
    "text_to_html",
    "picture_addresses",
    "split_sentences",
    "render_body",
    "mark_sponsored",
    "body_lines",
    "body_text",
    "add_addresses",
    "with_credit",
]
