"""The buttons under an article, and the actions of the list: which step a person may take, and taking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article
from . import publishing
from .permissions import is_author, is_desk_member, sections_of
from .publishing import PublishingError


class Step(models.TextChoices):
    SUBMIT = "submit", gettext_lazy("Send to the desk")
    SEND_BACK = "send_back", gettext_lazy("Send back")
    TAKE_BACK = "take_back", gettext_lazy("Take back")
    PUBLISH = "publish", gettext_lazy("Publish")
    SCHEDULE = "schedule", gettext_lazy("Schedule")
    UNSCHEDULE = "unschedule", gettext_lazy("Cancel the schedule")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw")
    RESTORE = "restore", gettext_lazy("Restore")
    BREAKING_ON = "breaking_on", gettext_lazy("Breaking news")
    BREAKING_OFF = "breaking_off", gettext_lazy("End the breaking news")


AUTHOR_STEPS = {Step.SUBMIT, Step.TAKE_BACK}
RELEASE_STEPS = {Step.PUBLISH, Step.SCHEDULE}
CHANGED_MESSAGE = gettext_lazy(
    "Somebody has changed the article since you opened it, so it has not come out. Read it as it stands now, then "
    "press the button again."
)


@dataclass(frozen=True)
class StepOptions:
    """What a step was told beside the article."""

    at: datetime | None = None
    embargo: bool = False
    reason: str = ""
    note: str = ""
    hours: int | None = None


def can_take(step: Step, article: Article, user: Any) -> bool:
    """Whether this person may take the step at all; whether the article's state allows it, `publishing` says."""
    sections = sections_of(user)
    if sections is not None and article.section_id not in sections:
        return False
    if step in AUTHOR_STEPS:
        return is_author(article, user) if article.pk else True
    return is_desk_member(user)


def available_steps(article: Article | None, user: Any) -> list[Step]:
    """The steps that make sense now, the likeliest first. A new article has none yet but those of a draft."""
    if article is None:
        steps = state_steps(Article())
        return [step for step in steps if step in AUTHOR_STEPS or is_desk_member(user)]
    return [step for step in state_steps(article) if can_take(step, article, user)]


def state_steps(article: Article) -> list[Step]:
    match article.state:
        case Article.State.DRAFT:
            return [Step.SUBMIT, Step.PUBLISH, Step.SCHEDULE]
        case Article.State.SUBMITTED:
            return [Step.PUBLISH, Step.SCHEDULE, Step.SEND_BACK, Step.TAKE_BACK]
        case Article.State.PUBLISHED if article.is_scheduled():
            return [Step.PUBLISH, Step.SCHEDULE, Step.UNSCHEDULE]
        case Article.State.PUBLISHED:
            return [Step.BREAKING_OFF if article.is_breaking else Step.BREAKING_ON, Step.WITHDRAW]
        case Article.State.WITHDRAWN:
            return [Step.RESTORE]
    return []


def version_token(article: Article) -> str:
    """What a person has read who was shown the article now: its version and where it stands."""
    return f"{article.version}-{article.state}"


def is_stale(step: str, article: Article, seen: str) -> bool:
    """Whether the step lets out what the person was not shown; `seen` is empty where nobody was shown anything."""
    return step in RELEASE_STEPS and bool(seen) and seen != version_token(article)


def take_step(step: Step, article: Article, user: Any, asked: StepOptions) -> None:
    """Takes the step, or raises `PublishingError` with the reason why not."""
    if not can_take(step, article, user):
        raise PublishingError(_("Your account may not do this. Send the article to the desk instead."))
    match step:
        case Step.SUBMIT:
            publishing.submit(article, by=user)
        case Step.SEND_BACK:
            publishing.send_back(article, by=user, note=asked.note)
        case Step.TAKE_BACK:
            publishing.send_back(article, by=user)
        case Step.PUBLISH:
            publishing.publish(article, by=user)
        case Step.SCHEDULE:
            if asked.at is None:
                raise PublishingError(_("Choose the day and the time at which the article comes out."))
            publishing.schedule(article, at=asked.at, by=user, embargo=asked.embargo)
        case Step.UNSCHEDULE:
            publishing.unschedule(article, by=user)
        case Step.WITHDRAW:
            publishing.withdraw(article, by=user, reason=asked.reason)
        case Step.RESTORE:
            publishing.restore(article, by=user)
        case Step.BREAKING_ON:
            publishing.set_breaking(article, by=user, for_hours=asked.hours or publishing.BREAKING_HOURS)
        case Step.BREAKING_OFF:
            publishing.set_breaking(article, by=user, for_hours=None)
