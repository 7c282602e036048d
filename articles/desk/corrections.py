"""Claims and corrections (언론중재법 제14–17조): what is published stays published, and the article changes with it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.shared.deadlines import format_day

from ..models import Claim, Correction, Record
from .publishing import revised
from .records import Person, record


@transaction.atomic
def publish(correction: Correction, *, by: Person) -> None:
    """Saves a correction for readers, from its time on; the article's 수정 moves, and its claim is answered.

    Whether the article's own text has been corrected, as 제15조 asks, is for people to see to.
    """
    correction.save()
    record(Record.Verb.CORRECTED, correction.article, by=by, detail=f"{correction.label}: {correction.title}")
    if correction.published_at <= timezone.now():
        revised(correction.article, by=by)
    if correction.claim and correction.claim.outcome == Claim.Outcome.RUNNING:
        close(correction.claim, Claim.Outcome.PUBLISHED, by=by)
    edition.advance()


@transaction.atomic
def close(claim: Claim, outcome: str, *, by: Person) -> None:
    """Ends a claim: its notice above the article goes."""
    claim.outcome = outcome
    claim.closed_on = timezone.localdate()
    claim.save()
    record(Record.Verb.CHANGED, claim, by=by, detail=str(claim.get_outcome_display()))
    edition.advance()


def note_agreed_day(claim: Claim, *, by: Person) -> None:
    """A day of publication later than the law's stands in the article's record, with its reason."""
    if not claim.is_agreed_later or claim.agreed_publication_on is None:
        return
    told = _("%(claim)s: to be published on %(agreed)s as agreed, after the law's %(day)s. Reason: %(reason)s") % {
        "claim": claim.get_kind_display(),
        "agreed": format_day(claim.agreed_publication_on),
        "day": format_day(claim.publish_by),
        "reason": claim.agreed_publication_reason,
    }
    record(Record.Verb.CHANGED, claim.article, by=by, detail=told)
