"""The admin's pages of the second factor: the code at sign-in, and one's own device."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_static.models import StaticDevice

from articles.desk.records import add_record
from articles.models import Record

from . import second_factor, sign_in_limits

INVALID_CODE = gettext_lazy(
    "This code is not right, or it was used already. Wait for the next one; after a wrong one a few seconds longer."
)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "off"}),
    )


class PasswordAndCodeForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )


def has_password(request: HttpRequest) -> bool:
    """Has given a password that the admin takes; the second factor may be missing."""
    return bool(request.user.is_active and request.user.is_staff)


@never_cache
@csrf_protect
def enter_code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in."""
    target = next_url(request)
    if not has_password(request):
        return redirect_to_login(target, reverse("admin:login"))
    if "another" in request.POST:
        logout(request)
        return redirect_to_login(target, reverse("admin:login"))
    if second_factor.required_step(request) != "code":
        return HttpResponseRedirect(target)
    if not AxesProxyHandler.is_allowed(request, {"username": request.user.get_username()}):
        return sign_in_limits.lockout_response(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.verify_code(request, form.cleaned_data["code"])
        if device is not None:
            second_factor.complete_sign_in(request, device)
            if isinstance(device, StaticDevice):
                left = second_factor.recovery_codes_left(request.user)
                messages.warning(request, _("You have used a recovery code; %(left)d are left.") % {"left": left})
            return HttpResponseRedirect(target)
        form.add_error("code", INVALID_CODE)
    return render_step(request, "code", title=_("Two-step sign-in"), form=form, next=target)


@never_cache
@csrf_protect
@sensitive_post_parameters()
def manage_device(request: HttpRequest) -> HttpResponse:
    """One's own second factor: turn it on, make new recovery codes, turn it off."""
    if not has_password(request) or second_factor.required_step(request) == "code":
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    return change_device(request) if second_factor.has_device(request.user) else set_up_device(request)


def set_up_device(request: HttpRequest) -> HttpResponse:
    device = second_factor.pending_device(request.user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if codes := second_factor.enable_device(request, device, form.cleaned_data["code"]):
            log_change(request, _("two-step sign-in turned on"))
            return render_step(request, "codes", title=_("Recovery codes"), codes=codes)
        form.add_error("code", INVALID_CODE)
    return render_step(
        request,
        "set_up",
        title=_("Two-step sign-in"),
        form=form,
        picture=mark_safe(second_factor.qr_code_svg(device)),  # drawn here, of a secret made here
        secret=second_factor.format_secret(device),
        is_required=second_factor.must_have_device(request.user),
    )


def change_device(request: HttpRequest) -> HttpResponse:
    is_required = second_factor.must_have_device(request.user)
    form = PasswordAndCodeForm(request.POST or None)
    if form.is_valid():
        if not check_form(request, form):
            form.add_error(None, _("Password or code is not right. A code can be used once: wait for the next one."))
        elif "off" in request.POST and not is_required:
            second_factor.disable_device(request.user)
            log_change(request, _("two-step sign-in turned off"))
            messages.success(request, _("Two-step sign-in is off."))
            return HttpResponseRedirect(reverse("admin:index"))
        elif "codes" in request.POST:
            log_change(request, _("new recovery codes"))
            codes = second_factor.new_recovery_codes(request.user)
            return render_step(request, "codes", title=_("Recovery codes"), codes=codes)
    return render_step(
        request,
        "change",
        title=_("Two-step sign-in"),
        form=form,
        is_required=is_required,
        left=second_factor.recovery_codes_left(request.user),
    )


def check_form(request: HttpRequest, form: PasswordAndCodeForm) -> bool:
    """Both, so that nobody changes it at a desk that somebody has left. Failures count as those at the door."""
    username, password = request.user.get_username(), form.cleaned_data["password"]
    return (
        authenticate(request, username=username, password=password) is not None
        and second_factor.verify_code(request, form.cleaned_data["code"]) is not None
    )


def next_url(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def log_change(request: HttpRequest, detail: str) -> None:
    add_record(Record.Verb.CHANGED, request.user, by=request.user, detail=detail)  # type: ignore[arg-type]


def render_step(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"admin/second_factor/{name}.html", {**admin.site.each_context(request), **context})
