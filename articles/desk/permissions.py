"""Who may see and change which articles in the admin.

Three things decide: the permission `publish_article` makes somebody of the desk; who wrote or signs an article owns it;
and an account whose reporter is limited to sections works with those alone. Readers are no concern of this module: what
they see is decided by `ArticleQuerySet.published`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..models import Article, Byline, Photo
from ..models.querysets import ArticleQuerySet


def is_desk_member(user: Any) -> bool:
    return bool(user.has_perm("articles.publish_article"))


def sections_of(user: Any) -> frozenset[int] | None:
    """The sections that the account is limited to, or None. A query or two, the first time of a request."""
    known: frozenset[int] | None
    if not hasattr(user, "limited_to_sections"):
        reporter = getattr(user, "reporter", None)
        ids = frozenset(reporter.sections.values_list("pk", flat=True)) if reporter else frozenset()
        user.limited_to_sections = ids or None
    known = user.limited_to_sections
    return None if user.is_superuser else known


def is_author(article: Article, user: Any) -> bool:
    """Written or signed by this person. A query where somebody else wrote it."""
    return article.created_by_id == user.pk or article.bylines.filter(reporter__user=user).exists()


def visible_articles(articles: ArticleQuerySet, user: Any) -> ArticleQuerySet:
    """What of these the person finds in the admin: the desk all of its sections, a reporter the own and what is out."""
    sections = sections_of(user)
    if is_desk_member(user):
        return articles if sections is None else articles.filter(Q(section__in=sections) | Q(created_by=user))
    signed = Exists(Byline.objects.filter(article=OuterRef("pk"), reporter__user=user))
    is_out = Q(state="published", published_at__lte=timezone.now())
    return articles.filter(Q(created_by=user) | is_out | signed)


def can_change(article: Article, user: Any) -> bool:
    """Whether the person may write in this article now.

    The desk in those of its sections; a reporter in the own drafts, not any more once they are handed in.
    """
    if not user.has_perm("articles.change_article"):
        return False
    sections = sections_of(user)
    if sections is not None and article.section_id not in sections:
        return False
    if is_desk_member(user):
        return True
    return article.state == Article.State.DRAFT and is_author(article, user)


def editable_photos(photos: QuerySet[Photo], user: Any) -> QuerySet[Photo]:
    """Those of these whose texts the person may change: the desk any, a reporter what readers do not see yet.

    A picture inside a text is not among what is looked at: its caption stands in that text.
    """
    if is_desk_member(user):
        return photos
    if not user.has_perm("articles.change_photo"):
        photos = photos.filter(uploaded_by=user)
    shown = Article.objects.published().filter(Q(lead_photo=OuterRef("pk")) | Q(gallery__photo=OuterRef("pk")))
    return photos.exclude(Exists(shown))
