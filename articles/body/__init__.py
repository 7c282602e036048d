"""HTML of a body: the one place that knows of it.

`clean` takes it in, whatever the editor, a feed or the clipboard sent; the rest reads what is clean.
"""

from .cleaning import CleanHTML, clean, paragraphs
from .reading import ends_with_source, excerpt, sentences, sponsored, text_of, with_credit

__all__ = [
    "CleanHTML",
    "clean",
    "ends_with_source",
    "excerpt",
    "paragraphs",
    "sentences",
    "sponsored",
    "text_of",
    "with_credit",
]
