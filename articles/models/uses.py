"""What the paper does with each field of an article: a line a field. One that stands here no more than in the model, or
the other way round, fails a test.
"""

from __future__ import annotations

from enum import Enum


class Use(Enum):
    CARD = "cards, rows and lists of readers' pages show it: it is loaded for them"
    EDITORIAL = "readers read it: a change after publication is shown as 수정"
    RESTORED = "the way back to an earlier version restores it"
    COMPARED = "a comparison of two versions shows it"
    SEARCHED = "the search's entry of the article is made of it, or depends on it"


_TEXT = {Use.EDITORIAL, Use.RESTORED, Use.COMPARED, Use.SEARCHED}
_NONE: set[Use] = set()

USES: dict[str, set[Use]] = {
    # in the order of the form, in which a comparison shows them
    "kicker": _TEXT | {Use.CARD},
    "headline": _TEXT | {Use.CARD},
    "subheadline": _TEXT,
    "body": _TEXT,
    "summary": {Use.EDITORIAL, Use.RESTORED, Use.COMPARED},
    "excerpt": {Use.CARD},  # made of the summary or the body
    "credit_tag": {Use.EDITORIAL, Use.RESTORED},
    "section": {Use.SEARCHED},  # cards show its name, which is loaded with it
    "source": {Use.EDITORIAL, Use.SEARCHED},
    "byline_text": {Use.CARD, Use.EDITORIAL, Use.RESTORED, Use.SEARCHED},
    "lead_photo": {Use.EDITORIAL},  # loaded with the article
    "is_breaking": _NONE,
    "breaking_until": _NONE,
    "is_photo_story": _NONE,
    "is_advertising": {Use.CARD, Use.EDITORIAL},
    "ai_text": {Use.EDITORIAL},
    "ai_images": {Use.EDITORIAL},
    "ai_graphs": {Use.EDITORIAL},
    "helpline": _NONE,
    "state": {Use.SEARCHED},
    "published_at": {Use.CARD, Use.SEARCHED},
    "is_embargoed": _NONE,
    "revised_at": _NONE,
    "withdrawn_at": _NONE,
    "withdrawn_reason": _NONE,
    "created_at": _NONE,
    "created_by": _NONE,
    "version": _NONE,
    "row_version": _NONE,  # it is in the key of every fragment that shows the article
    "id": _NONE,
}


def fields_for(use: Use) -> list[str]:
    """In the order of the form."""
    return [name for name, uses in USES.items() if use in uses]
