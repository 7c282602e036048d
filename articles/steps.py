"""The buttons under an article: which step a person may take with it, and taking it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import publishing
from .models import Article
from .publishing import PublishingError

Person = User | AnonymousUser


class Step(models.TextChoices):
    SUBMIT = "submit", gettext_lazy("Send to the desk")
    SEND_BACK = "send_back", gettext_lazy("Send back")
    PUBLISH = "publish", gettext_lazy("Publish")
    SCHEDULE = "schedule", gettext_lazy("Schedule")
    UNSCHEDULE = "unschedule", gettext_lazy("Cancel the schedule")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw")


FOR_THE_DESK = {Step.PUBLISH, Step.SCHEDULE, Step.UNSCHEDULE, Step.WITHDRAW}


def may_publish(user: Person) -> bool:
    return user.has_perm("articles.publish_article")


def may_take(step: Step, article: Article, user: Person) -> bool:
    """Whether this person may take the step at all; whether the article's state allows it, `publishing` says."""
    if step in FOR_THE_DESK:
        return may_publish(user)
    if step == Step.SEND_BACK:
        return may_publish(user) or article.created_by_id == user.pk
    return True


def offered(article: Article | None, user: Person) -> list[Step]:
    """The steps that make sense now, the likeliest first. A new article has none yet but those of a draft."""
    article = article or Article(created_by_id=user.pk)
    return [step for step in steps_of(article) if may_take(step, article, user)]


def steps_of(article: Article) -> list[Step]:
    match article.state:
        case Article.State.DRAFT:
            return [Step.SUBMIT, Step.PUBLISH, Step.SCHEDULE]
        case Article.State.SUBMITTED:
            return [Step.PUBLISH, Step.SCHEDULE, Step.SEND_BACK]
        case Article.State.PUBLISHED if article.is_scheduled():
            return [Step.PUBLISH, Step.SCHEDULE, Step.UNSCHEDULE]
        case Article.State.PUBLISHED:
            return [Step.WITHDRAW]
    return []


def take(step: Step, article: Article, user: Person, *, at: datetime | None, reason: str) -> None:
    """Takes the step, or raises `PublishingError` with the reason why not."""
    if not may_take(step, article, user):
        raise PublishingError(_("Your account may not do this. Send the article to the desk instead."))
    match step:
        case Step.SUBMIT:
            publishing.submit(article)
        case Step.SEND_BACK:
            publishing.send_back(article)
        case Step.PUBLISH:
            publishing.publish(article)
        case Step.SCHEDULE:
            if at is None:
                raise PublishingError(_("Choose the day and the time at which the article comes out."))
            publishing.publish(article, at=at)
        case Step.UNSCHEDULE:
            publishing.unschedule(article)
        case Step.WITHDRAW:
            publishing.withdraw(article, reason=reason)
