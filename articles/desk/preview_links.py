"""Links that show an unpublished article to somebody outside: signed, for a while, and revocable.

The address holds the number of a `PreviewLink`, signed with the paper's key: nobody can guess one or change it into
another's. A revoked link is a deleted row; an article under embargo has none.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.shared.times import in_seoul

from ..models import Article, PreviewLink, Record
from .publishing import PublishingError
from .records import AnyUser, add_record, user_or_none

SIGNER = Signer(salt="articles.preview_link")
MAX_AGE = timedelta(days=14)
DAYS = (1, 3, 7, 14)
"""To choose from."""


@transaction.atomic
def create_link(article: Article, *, by: AnyUser, days: int, recipient: str = "") -> PreviewLink:
    """Raises `PublishingError` where the article is out, withdrawn or under embargo."""
    article.refresh_from_db(fields=["state", "published_at", "is_embargoed"])
    if article.is_embargoed and not article.is_public():
        raise PublishingError(_("Under embargo nobody outside the newsroom may see the article."))
    if article.is_public() or article.state == Article.State.WITHDRAWN:
        raise PublishingError(_("Only an article that is not out yet needs a preview link."))
    now = timezone.now()
    link = PreviewLink.objects.create(
        article=article,
        recipient=recipient.strip(),
        expires_at=now + min(timedelta(days=days), MAX_AGE),
        created_by=user_or_none(by),
    )
    whom, time = link.recipient or _("nobody named"), in_seoul(link.expires_at)
    until = _("for %(whom)s, until %(time)s") % {"whom": whom, "time": time}
    add_record(Record.Verb.LINKED, article, by=by, detail=until)
    return link


@transaction.atomic
def revoke_link(link: PreviewLink, *, by: AnyUser) -> None:
    add_record(Record.Verb.UNLINKED, link.article, by=by, detail=link.recipient)
    link.delete()


def address_of(link: PreviewLink) -> str:
    """The path of the page that the link leads to."""
    return reverse("preview", args=[SIGNER.sign(str(link.pk))])


def find_link(token: str, at: datetime) -> PreviewLink | None:
    """The link, if it is signed by us, neither revoked nor over, and its article may be shown. One query."""
    try:
        pk = int(SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
    link = PreviewLink.objects.select_related("article").filter(pk=pk, expires_at__gt=at).first()
    if link is None or (link.article.is_embargoed and not link.article.is_public(at)):
        return None
    return None if link.article.state == Article.State.WITHDRAWN else link
