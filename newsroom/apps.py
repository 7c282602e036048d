from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        from django.conf import settings

        from . import head  # noqa: F401  (which says what every page asks for)
        from .shared.logs import log_slow_queries

        if settings.SLOW_QUERY_MS:
            connection_created.connect(log_slow_queries, dispatch_uid="slow-queries")


class NewsroomAdminConfig(AdminConfig):
    """Django's admin with the paper's name on it."""

    default_site = "newsroom.admin_site.NewsroomAdminSite"
