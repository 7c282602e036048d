"""An article's steps at the desk: by the buttons of its form, by a button alone, and for many articles of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from newsroom.forms import sent_forms
from newsroom.shared.times import in_seoul

from ..desk import permissions, steps
from ..desk.publishing import PublishingError
from ..desk.steps import Step, StepOptions
from ..models import Article
from .forms import StepForm
from .preview import is_preview

BULK_STEPS = [
    *[Step.SUBMIT, Step.PUBLISH, Step.SCHEDULE, Step.UNSCHEDULE, Step.SEND_BACK, Step.WITHDRAW, Step.RESTORE],
    *[Step.BREAKING_ON, Step.BREAKING_OFF],
]


def step_of(request: HttpRequest) -> Step | None:
    """The step whose button was pressed, if any."""
    asked = request.POST.get("_step", "")
    return Step(asked) if asked in Step.values and not is_preview(request) else None


class StepsMixin:
    """Adds `<id>/step/`, which takes a step and saves nothing else, and the steps as actions of the list."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.step_view))
        return [path("<int:pk>/step/", view, name="articles_article_step"), *super().get_urls()]  # type: ignore[misc]

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if step := step_of(request):
            form = StepForm(request.POST, step=step)
            try:
                if not form.is_valid():
                    raise PublishingError([error for errors in form.errors.values() for error in errors])
                is_first = sent_forms.run_once(
                    request,
                    f"step {step}",
                    lambda: take_if_current(step, article, request.user, form),
                    field="open_form",
                )
            except PublishingError as refused:
                messages.error(request, " ".join(refused.messages))
            else:
                if is_first:
                    article.refresh_from_db()
                    messages.success(request, step_message(step, article))
                else:
                    messages.info(request, sent_forms.ALREADY_SAVED)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))

    # For many at once

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What is out is withdrawn and never deleted, so the list has no deletion."""
        found = super().get_actions(request)  # type: ignore[misc]
        found.pop("delete_selected", None)
        if not request.user.has_perm("articles.change_article"):
            return found
        of_the_desk = permissions.is_desk_member(request.user)
        offered = [step for step in BULK_STEPS if of_the_desk or step in steps.AUTHOR_STEPS]
        return {**found, **{f"step_{step}": (self.action_of(step), f"step_{step}", step.label) for step in offered}}

    def action_of(self, step: Step) -> Callable[..., HttpResponse | None]:
        def act(_admin: Any, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
            return self.take_for_all(step, request, articles)

        return act

    def take_for_all(self, step: Step, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
        """Asks what the step needs, then takes it for each article by itself: one that can't holds up no other."""
        form = StepForm(request.POST if "_confirmed" in request.POST else None, step=step)
        if form.is_valid():
            if not sent_forms.run_once(request, f"steps {step}", lambda: self.take_each(step, request, articles, form)):
                messages.info(request, sent_forms.ALREADY_SAVED)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "opts": self.opts,
            "articles": articles.select_related("section"),
            "step": step,
            "form": form,
            "action": f"step_{step}",
            "form_key": sent_forms.form_key(request) or uuid4(),
        }
        return render(request, "admin/articles/article/steps.html", context)

    def take_each(self, step: Step, request: HttpRequest, articles: QuerySet[Article], form: StepForm) -> None:
        done, refusals = take_each(step, list(articles), request.user, form.step_options())
        for headline, why in refusals:
            messages.warning(request, format_html("{}: {}", headline, why))
        if done:
            text = ngettext("%(step)s: %(count)d article.", "%(step)s: %(count)d articles.", done)
            messages.success(request, text % {"step": step.label, "count": done})


def take_if_current(step: Step, article: Article, user: Any, form: StepForm) -> None:
    if steps.is_stale(step, article, form.cleaned_data["seen"]):
        raise PublishingError(steps.CHANGED_MESSAGE)
    steps.take_step(step, article, user, form.step_options())


def take_each(step: Step, articles: list[Article], user: Any, asked: StepOptions) -> tuple[int, list[tuple[str, str]]]:
    """How many took the step, and for each other its headline and why not."""
    refusals = []
    for article in articles:
        try:
            steps.take_step(step, article, user, asked)
        except PublishingError as refused:
            refusals.append((article.headline, " ".join(refused.messages)))
    return len(articles) - len(refusals), refusals


def step_message(step: Step | None, article: Article) -> SafeString | str:
    """What the person who pressed the button is told."""
    match step:
        case Step.SUBMIT:
            return _("The article is at the desk now.")
        case Step.SEND_BACK | Step.TAKE_BACK:
            return _("The article is a draft again.")
        case Step.UNSCHEDULE:
            return _("The schedule is cancelled; the article waits at the desk.")
        case Step.WITHDRAW:
            return _("The article is withdrawn. Readers find a short notice at its address.")
        case Step.RESTORE:
            return with_link(_("The article is restored."), article)
        case Step.SCHEDULE if article.is_embargoed:
            return _("The article is under embargo until %(time)s.") % {"time": in_seoul(article.published_at)}
        case Step.SCHEDULE:
            return _("The article comes out at %(time)s.") % {"time": in_seoul(article.published_at)}
        case Step.PUBLISH:
            return with_link(_("The article is published."), article)
        case Step.BREAKING_ON:
            until = {"time": in_seoul(article.breaking_until)}
            return with_link(_("The article is breaking news until %(time)s.") % until, article)
        case Step.BREAKING_OFF:
            return _("The article is no breaking news any more.")
    if article.is_public():
        return with_link(_("Saved. Readers see the change."), article)
    return _("Saved.")


def with_link(sentence: str, article: Article) -> SafeString:
    return format_html('{} <a href="{}">{}</a>', sentence, article.get_absolute_url(), _("See it on the page"))
