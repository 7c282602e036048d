from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models import CharField, TextField

        from newsroom import edition

        from . import indexing, lookups
        from .front_log import note_quietly

        edition.listeners.append(note_quietly)
        indexing.follow()
        for field in (CharField, TextField):
            field.register_lookup(lookups.Folded)
        connection_created.connect(lookups.teach_sqlite)
