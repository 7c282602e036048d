"""What makes the paper an app on a reader's home screen, and keeps it readable without a connection."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from newsroom.fast.pages import public_page
from newsroom.storage.errors import StorageDown

from ..pictures import icons
from .publication import publication_of

SERVICE_WORKER = Path(settings.BASE_DIR) / "static" / "js" / "service-worker.js"


@public_page
def app_manifest(request: HttpRequest) -> HttpResponse:
    paper = publication_of(request)
    digest = icons.icon_digest(paper)
    described = {
        "name": paper.name,
        "short_name": paper.name[:12],
        "description": paper.description,
        "lang": "ko",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": paper.house_color,
        "background_color": "#ffffff",
        "categories": ["news"],
        "icons": [
            {
                "src": reverse("icon", args=[digest, kind]),
                "sizes": f"{icons.ICON_SIZES[kind]}x{icons.ICON_SIZES[kind]}",
                "type": "image/png",
                "purpose": "maskable" if kind.startswith("maskable") else "any",
            }
            for kind in ("192", "512", "maskable-512")
        ],
    }
    return JsonResponse(described, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def app_icon(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    """Kept for ever: what it shows is in its address. Under that of an earlier one, the way to that of today."""
    if kind not in icons.ICON_SIZES:
        raise Http404("No such icon")
    paper = publication_of(request)
    if digest != icons.icon_digest(paper):
        return redirect("icon", icons.icon_digest(paper), kind)
    try:
        response = HttpResponse(icons.render_icon(paper, kind), content_type="image/png")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    except StorageDown:  # the letter for now, and for nobody to keep
        response = HttpResponse(icons.render_icon(paper, kind, with_logo=False), content_type="image/png")
        response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def favicon_ico(request: HttpRequest) -> HttpResponse:
    """Where browsers look on pages that name no icon, as the admin's."""
    return redirect("icon", icons.icon_digest(publication_of(request)), "96")


@public_page
def offline_page(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/offline.html")


@require_safe
@conditional_page
def service_worker(request: HttpRequest) -> HttpResponse:
    """From the top of the paper, since a worker serves only what lies below its own address."""
    response = HttpResponse(worker_source(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache
def worker_source() -> str:
    return SERVICE_WORKER.read_text(encoding="utf-8")
