"""What happens to an article's state: each change one function, atomic, raising the edition when readers can see it.

Each is recorded with the person who asked for it, and raises `PublishingError` with a sentence for that person when the
article can't take the step: then nothing has changed. What a step writes is the article's row, whose version stands in
the keys of the fragments that show it: their surroundings stay.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.fast import edition
from newsroom.shared.times import in_seoul

from ..body import body_text
from ..models import Article, Record
from ..portals import indexnow
from . import mend_texts, text_checks
from .records import AnyUser, add_record
from .stored_text import mend_row

Verb = Record.Verb
BREAKING_HOURS = 6
"""How long breaking news stay so, unless somebody says otherwise."""


class PublishingError(ValidationError):
    """The article can't take that step; the message says why."""


@transaction.atomic
def submit(article: Article, *, by: AnyUser) -> None:
    """Hands a draft to the desk."""
    _lock_article(article)
    if article.state != Article.State.DRAFT:
        raise PublishingError(_("Only a draft can be submitted."))
    article.state = Article.State.SUBMITTED
    article.save_step(["state"])
    add_record(Verb.SUBMITTED, article, by=by)


@transaction.atomic
def send_back(article: Article, *, by: AnyUser, note: str = "") -> None:
    """Makes a submitted article a draft again; the note says to its writer what is missing."""
    _lock_article(article)
    if article.state != Article.State.SUBMITTED:
        raise PublishingError(_("Only a submitted article can be sent back."))
    article.state = Article.State.DRAFT
    article.save_step(["state"])
    add_record(Verb.SENT_BACK, article, by=by, detail=note.strip())


@transaction.atomic
def publish(article: Article, *, by: AnyUser) -> None:
    """Publishes now, a scheduled article too."""
    now = timezone.now()
    _lock_article(article)
    _check_publishable(article, now)
    article.state = Article.State.PUBLISHED
    article.published_at = now
    article.is_embargoed = False
    article.breaking_until = breaking_end(article)
    article.save_step(["state", "published_at", "is_embargoed", "breaking_until"])
    add_record(Verb.PUBLISHED, article, by=by)
    indexnow.add_notice(article)
    edition.advance(surroundings=False)


@transaction.atomic
def schedule(article: Article, *, at: datetime, by: AnyUser, embargo: bool = False) -> None:
    """Publishes at a time to come; a scheduled article may be moved to another time until it is out.

    Under embargo nobody outside the newsroom may see it before, not even by a preview link: those that were given out
    end now.
    """
    now = timezone.now()
    _lock_article(article)
    _check_publishable(article, now)
    if at <= now:
        raise PublishingError(_("The time lies in the past. Publish now, or choose a later time."))
    article.state = Article.State.PUBLISHED
    article.published_at = at
    article.is_embargoed = embargo
    article.breaking_until = breaking_end(article)
    article.save_step(["state", "published_at", "is_embargoed", "breaking_until"])
    if embargo:
        article.preview_links.all().delete()
    what = _("under embargo until %s") if embargo else _("for %s")
    add_record(Verb.SCHEDULED, article, by=by, detail=what % in_seoul(at))
    indexnow.add_notice(article, at=at)
    edition.advance(surroundings=False)


@transaction.atomic
def unschedule(article: Article, *, by: AnyUser) -> None:
    """Takes a scheduled article back to the desk before its time."""
    _lock_article(article)
    if not article.is_scheduled():
        raise PublishingError(_("The article is not scheduled."))
    article.state = Article.State.SUBMITTED
    article.published_at = None
    article.is_embargoed = False
    article.save_step(["state", "published_at", "is_embargoed"])
    add_record(Verb.UNSCHEDULED, article, by=by)
    indexnow.delete_notice(article)
    edition.advance(surroundings=False)


@transaction.atomic
def withdraw(article: Article, *, by: AnyUser, reason: str) -> None:
    """Takes a published article away from readers; its address then answers 410."""
    _lock_article(article)
    if not article.is_public():
        raise PublishingError(_("Only a published article can be withdrawn."))
    if not reason.strip():
        raise PublishingError(_("Say why the article is withdrawn."))
    article.state = Article.State.WITHDRAWN
    article.withdrawn_at = timezone.now()
    article.withdrawn_reason = reason.strip()
    article.save_step(["state", "withdrawn_at", "withdrawn_reason"])
    add_record(Verb.WITHDRAWN, article, by=by, detail=article.withdrawn_reason)
    indexnow.add_notice(article)
    edition.advance(surroundings=False)


@transaction.atomic
def restore(article: Article, *, by: AnyUser) -> None:
    """Gives a withdrawn article back to readers, under its old address and time."""
    _lock_article(article)
    if article.state != Article.State.WITHDRAWN:
        raise PublishingError(_("Only a withdrawn article can be restored."))
    article.state = Article.State.PUBLISHED
    article.withdrawn_at = None
    article.withdrawn_reason = ""
    article.save_step(["state", "withdrawn_at", "withdrawn_reason"])
    _mend_article(article)
    _mend_related(text_checks.related_rows(article))
    add_record(Verb.RESTORED, article, by=by)
    indexnow.add_notice(article)
    edition.advance(surroundings=False)


@transaction.atomic
def set_breaking(article: Article, *, by: AnyUser, for_hours: int | None) -> None:
    """Puts a public article into the breaking line for some hours, or takes it out with None."""
    _lock_article(article)
    if for_hours and not article.is_public():
        raise PublishingError(_("Only a published article can be breaking news."))
    article.is_breaking = bool(for_hours)
    article.breaking_until = timezone.now() + timedelta(hours=for_hours) if for_hours else None
    article.save_step(["is_breaking", "breaking_until"])
    until = _("until %s") % in_seoul(article.breaking_until) if article.breaking_until else ""
    add_record(Verb.BREAKING_ON if for_hours else Verb.BREAKING_OFF, article, by=by, detail=until)
    edition.advance(surroundings=False)


def breaking_end(article: Article) -> datetime | None:
    """When breaking news that nobody has set a time for ends: some hours after it comes, or came, out."""
    if not article.is_breaking or article.published_at is None:
        return None
    return max(article.published_at, timezone.now()) + timedelta(hours=BREAKING_HOURS)


def mark_revised(article: Article, *, by: AnyUser) -> None:
    """Marks an editorial change of a public article: 수정. Does nothing to one that no reader has seen."""
    if article.is_public():
        article.revised_at = timezone.now()
        article.save_step(["revised_at"])
        add_record(Verb.REVISED, article, by=by)


def _check_publishable(article: Article, now: datetime) -> None:
    if article.state == Article.State.WITHDRAWN:
        raise PublishingError(_("A withdrawn article can't be published."))
    if article.is_public(now):
        raise PublishingError(_("The article is published already."))
    if left := [each for each in _mend_article(article) if each.skip_reason]:
        told = _("A text is from before today's rules. Open the article, look at it, save it, and publish then: %s")
        raise PublishingError(told % ", ".join(f"{each.field_label} ({each.skip_reason})" for each in left))
    beside = text_checks.related_rows(article)
    _mend_related(beside)
    if not body_text(article.body).strip() and not article.is_photo_story:
        raise PublishingError(_("The article has no body yet."))
    if boxes := text_checks.warning_text(text_checks.describe_rows([article, *beside])):
        raise PublishingError(boxes)


def _mend_article(article: Article) -> list[mend_texts.Finding]:
    """Brings texts that were stored by older rules to what would be stored today, as a version of its own.

    As the database has them: a form holds what it would have stored. Answers what was found, also what can't be mended.
    """
    found = mend_texts.mend_rows(Article, {article.pk}, _("mended when the article came out: %s"))
    if names := [each.name for each in found if not each.skip_reason]:
        article.refresh_from_db(fields=[*names, "version", "excerpt"])
    return found


def _mend_related(rows: list[models.Model]) -> None:
    """Those of its photos, source and tags. What can't be mended stays, as `mend_texts` lists it."""
    for row in rows:
        if mend_row(row):
            mend_texts.mend_rows(type(row), {row.pk}, _("mended when an article with it came out: %s"))


def _lock_article(article: Article) -> None:
    """Reads the state afresh under a row lock, so that of two people pressing a button one is told."""
    current = (
        Article.objects.select_for_update(of=("self",))
        .only("state", "published_at", "withdrawn_at", "is_breaking")
        .get(pk=article.pk)
    )
    article.is_breaking = current.is_breaking
    article.state = current.state
    article.published_at = current.published_at
    article.withdrawn_at = current.withdrawn_at
