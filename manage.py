#!/usr/bin/env python
"""Django's command line for the paper."""

import os
import sys
from pathlib import Path


def main() -> None:
    if os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings") == "newsroom.settings":
        use_local_settings()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def use_local_settings() -> None:
    """In a checkout, with nothing set: the paper that `make run` serves there."""
    if Path(__file__).resolve().with_name("scripts").is_dir():
        from scripts import local

        local.apply_settings()


if __name__ == "__main__":
    main()
