"""Claims and corrections (언론중재법 제14–17조): what is published stays published, and the article changes with it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.shared.deadlines import format_day

from ..models import Claim, Correction, Record
from .publishing import mark_revised
from .records import AnyUser, add_record


@transaction.atomic
def publish_correction(correction: Correction, *, by: AnyUser) -> None:
    """Saves a correction for readers, from its time on; the article's 수정 moves, and its claim is answered.

    Whether the article's own text has been corrected, as 제15조 asks, is for people to see to.
    """
    correction.save()
    add_record(Record.Verb.CORRECTED, correction.article, by=by, detail=f"{correction.label}: {correction.title}")
    if correction.published_at <= timezone.now():
        mark_revised(correction.article, by=by)
    if correction.claim and correction.claim.outcome == Claim.Outcome.RUNNING:
        close_claim(correction.claim, Claim.Outcome.PUBLISHED, by=by)
    edition.advance()


@transaction.atomic
def close_claim(claim: Claim, outcome: str, *, by: AnyUser) -> None:
    """Ends a claim: its notice above the article goes."""
    claim.outcome = outcome
    claim.closed_on = timezone.localdate()
    claim.save()
    add_record(Record.Verb.CHANGED, claim, by=by, detail=str(claim.get_outcome_display()))
    edition.advance()


def record_agreed_date(claim: Claim, *, by: AnyUser) -> None:
    """A day of publication later than the law's stands in the article's record, with its reason."""
    if not claim.is_agreed_later or claim.agreed_publication_on is None:
        return
    told = _("%(claim)s: to be published on %(agreed)s as agreed, after the law's %(day)s. Reason: %(reason)s") % {
        "claim": claim.get_kind_display(),
        "agreed": format_day(claim.agreed_publication_on),
        "day": format_day(claim.publish_by),
        "reason": claim.agreed_publication_reason,
    }
    add_record(Record.Verb.CHANGED, claim.article, by=by, detail=told)
