"""The desk's admin: under the paper's name, in the order of the day's work."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Publication
from articles.start_page.panels import PANELS as ARTICLE_PANELS
from weather.panel import WeatherPanel

from .accounts import second_factor, views
from .watch.panels import FailedJobs

MODEL_ORDER = [
    *["Article", "Photo", "Claim", "Correction"],
    *["Block", "Standing", "FrontSnapshot", "Record"],
    *["Section", "Source", "Reporter", "Tag", "Helpline", "Page", "Publication"],
    *["Reading", "Station", "Fetch"],
    *["User", "Group", "FailedSignIn"],
]


PANELS: list[Any] = [*ARTICLE_PANELS, WeatherPanel, FailedJobs]


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": gettext_lazy("The account or the password is not right. Capital letters count."),
    }


class NewsroomAdminSite(AdminSite):
    enable_nav_sidebar = True
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Every page of the admin asks this. Where there is, or must be, a second factor, a password is not enough."""
        request.signed_in_as = request.user.get_username()  # type: ignore[attr-defined]  # for the line of its log
        return super().has_permission(request) and not second_factor.required_step(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Leads those on who have given their password and nothing more."""
        if request.method == "GET" and views.has_password(request):
            missing = second_factor.required_step(request)
            if missing == "code":
                target = views.next_url(request)
                return redirect_to_login(target, reverse("admin:second_factor_code"))
            if missing == "device":
                return HttpResponseRedirect(reverse("admin:second_factor"))
        return super().login(request, extra_context)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("second-factor/", views.manage_device, name="second_factor"),
            path("second-factor/code/", views.enter_code, name="second_factor_code"),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Costs one query, for the paper's name."""
        name = Publication.objects.values_list("name", flat=True).first() or _("Newsroom")
        header = _("%(paper)s desk") % {"paper": name}
        return {**super().each_context(request), "site_title": header, "site_header": header}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """With a panel of each thing that the desk should know now, for those whom it concerns."""
        now = timezone.now()
        panels = [panel.for_user(request.user, now) for panel in PANELS]
        shown = [panel for panel in panels if panel is not None]
        return super().index(request, {**(extra_context or {}), "panels": shown})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: model_order(model["object_name"]))
        return sorted(apps, key=lambda app: model_order(app["models"][0]["object_name"]))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, EditorialAutocomplete.as_view(admin_site=self)(request))


def model_order(model: str) -> int:
    return MODEL_ORDER.index(model) if model in MODEL_ORDER else len(MODEL_ORDER)


class EditorialAutocomplete(AutocompleteJsonView):
    """Shows with each choice what its admin has to add, such as a photo's thumbnail or an article's state."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        added = getattr(self.model_admin, "autocomplete_result", None)
        return {**super().serialize_result(obj, to_field_name), **(added(obj) if added else {})}
