"""HTML of a body: the one place that knows of it.

`clean` takes it in, whatever the editor, a feed or the clipboard sent; the rest reads what is clean.
"""

from .cleaning import CleanHTML, clean, clean_again, paragraphs
from .reading import ends_with_source, every_text, excerpt, pictures_in, sentences, sponsored, text_of, with_credit
from .showing import shown, with_addresses

__all__ = [
    "CleanHTML",
    "clean",
    "clean_again",
    "ends_with_source",
    "every_text",
    "excerpt",
    "paragraphs",
    "pictures_in",
    "sentences",
    "shown",
    "sponsored",
    "text_of",
    "with_addresses",
    "with_credit",
]
