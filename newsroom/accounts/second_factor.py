"""2단계 인증: after the password, a code from an app on one's phone, or one of ten recovery codes."""

from __future__ import annotations

from base64 import b32encode
from typing import Any

import segno
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django_otp import login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

SUPERUSERS = "superusers"
"""In `OTP_REQUIRED_GROUPS`, beside the names of groups."""
RECOVERY_CODES = 10


def has_device(user: Any) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def must_have_device(user: Any) -> bool:
    """Whether the paper asks it of this account. One query where it asks it of groups."""
    required = settings.OTP_REQUIRED_GROUPS
    if not required:
        return False
    return (user.is_superuser and SUPERUSERS in required) or user.groups.filter(name__in=required).exists()


def required_step(request: HttpRequest) -> str:
    """What is still to be done before the admin opens: `code`, `device`, or nothing. Two queries, once a request."""
    if not hasattr(request, "second_factor_missing"):
        request.second_factor_missing = find_required_step(request.user)  # type: ignore[attr-defined]
    return request.second_factor_missing  # type: ignore[attr-defined]


def find_required_step(user: Any) -> str:
    if user.is_verified():
        return ""
    if has_device(user):
        return "code"
    return "device" if must_have_device(user) else ""


# --- Turning on -----------------------------------------------------------------------------------


def pending_device(user: Any) -> TOTPDevice:
    """The same at every look at the page, until its first code has come back."""
    device, _created = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def format_secret(device: TOTPDevice) -> str:
    """To type where no camera is at hand, in groups of four."""
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def qr_code_svg(device: TOTPDevice) -> str:
    """The QR code, as SVG without style of its own."""
    return segno.make(device.config_url, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")


def enable_device(request: HttpRequest, device: TOTPDevice, code: str) -> list[str]:
    """The recovery codes, once the app has shown that it knows the secret; empty for a wrong code."""
    if verify_token(request.user, device.persistent_id, clean_code(code)) is None:
        return []
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        codes = new_recovery_codes(request.user)
    device.confirmed = True
    complete_sign_in(request, device)
    return codes


def new_recovery_codes(user: Any) -> list[str]:
    """Ten of eight letters; those before are void."""
    device, _created = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    with transaction.atomic():
        device.token_set.all().delete()
        StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def disable_device(user: Any) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


# --- Signing in -----------------------------------------------------------------------------------


def clean_code(code: str) -> str:
    return "".join(code.split()).lower()


def verify_code(request: HttpRequest, code: str) -> TOTPDevice | StaticDevice | None:
    """The device that knows the code. A wrong one counts as a wrong password does, and the device waits ever longer."""
    credentials = {"username": request.user.get_username()}
    code = clean_code(code)
    model = TOTPDevice if code.isdecimal() else StaticDevice
    device = model.objects.filter(user=request.user.pk, confirmed=True).first()
    if (
        device is not None
        and AxesProxyHandler.is_allowed(request, credentials)
        and verify_token(request.user, device.persistent_id, code)
    ):
        return device
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return None


def complete_sign_in(request: HttpRequest, device: TOTPDevice | StaticDevice) -> None:
    """This session, under a new key."""
    login(request, device)
    request.session.cycle_key()
    request.second_factor_missing = ""  # type: ignore[attr-defined]


def remove_device(user: User) -> bool:
    """Whether there was anything to remove: for whoever has lost phone and codes."""
    had_one = has_device(user)
    disable_device(user)
    return had_one
