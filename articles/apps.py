from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Editing")

    def ready(self) -> None:
        from newsroom import edition

        from . import indexing
        from .front_log import note_quietly

        edition.listeners.append(note_quietly)
        indexing.follow()
