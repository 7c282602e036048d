from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models import CharField, TextField

        from newsroom.fast import edition

        from .front.log import log_or_warn
        from .search import indexing, lookups

        edition.listeners.append(log_or_warn)
        indexing.follow()
        for field in (CharField, TextField):
            field.register_lookup(lookups.Folded)
        connection_created.connect(lookups.teach_sqlite)
