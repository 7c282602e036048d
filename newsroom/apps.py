from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.core.checks import CheckMessage, Tags, register
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from django.conf import settings

        from .shared.logs import log_slow_queries

        if settings.SLOW_QUERY_MS:
            connection_created.connect(log_slow_queries, dispatch_uid="slow-queries")


class NewsroomAdminConfig(SimpleAdminConfig):
    """Django's admin with the paper's name on it.

    Its screens are loaded with the addresses (newsroom/urls.py), so that the worker, which shows none, is spared them.
    """

    default_site = "newsroom.admin_site.NewsroomAdminSite"

    def ready(self) -> None:
        super().ready()
        register(check_screens, Tags.admin)


def check_screens(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Django's check of the admin, which looks at the screens that are loaded, of all of them."""
    from django.contrib.admin import autodiscover
    from django.contrib.admin.checks import check_admin_app

    autodiscover()
    return check_admin_app(app_configs)
