"""The settings of the tests: the paper's own, with what is slow, shared or reaches outside replaced.

What the caller's shell happens to hold has no say: only the database comes in, from `tests/conftest.py`.
"""

import os
import tempfile
from pathlib import Path

from jinja2 import StrictUndefined

FOLDER = Path(os.environ.get("NEWSROOM_TEST_FOLDER") or tempfile.mkdtemp(prefix="newsroom-tests-"))

for name in (
    "DATABASE_REPLICA_URL",
    "REDIS_URL",
    "SENTRY_DSN",
    "EMAIL_URL",
    "MEDIA_S3_BUCKET",
    "MEDIA_URL",
    "KMA_PROVIDER",
    "KMA_API_KEY",
    "KMA_DATA_PORTAL_KEY",
    "KMA_SURFACE_MAP_URL",
    "KMA_API_HUB_URL",
    "KMA_DATA_PORTAL_URL",
    "SECURE_SSL_REDIRECT",
    "BEHIND_PROXY",
    "OTP_REQUIRED_GROUPS",
):
    os.environ.pop(name, None)
    os.environ.pop(f"{name}_FILE", None)
os.environ |= {
    "DEBUG": "0",
    "SECRET_KEY": "the-tests-need-no-secret-but-django-wants-a-long-one-here",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://testserver",
    "DATABASE_URL": os.environ.get("NEWSROOM_TEST_DATABASE_URL") or f"sqlite:///{FOLDER / 'newsroom.sqlite3'}",
    "STATIC_ROOT": str(FOLDER / "static"),
    "MEDIA_ROOT": str(FOLDER / "media"),
    "LOG_LEVEL": "WARNING",
}

from newsroom.settings import *  # noqa: E402,F403
from newsroom.settings import DATABASE, HUEY, MIDDLEWARE, STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)

if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: the threads of the live server then have connections of their own.
    DATABASE["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

MIDDLEWARE.insert(MIDDLEWARE.index("newsroom.fast.middleware.PublicPageMiddleware"), "tests.loaded.LoadedMiddleware")
TEMPLATES[0]["OPTIONS"]["undefined"] = StrictUndefined  # a name that is misspelt in a template fails
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
HUEY["immediate"] = True
AXES_ENABLED = False  # its own tests turn it on
SLOW_QUERY_MS = 60_000  # likewise: on a busy machine any query is slow
