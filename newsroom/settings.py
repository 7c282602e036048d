"""Settings, all from the environment. `.env.example` lists every variable; each secret also as `<NAME>_FILE`."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from redis.backoff import NoBackoff
from redis.retry import Retry

from newsroom.shared.logs import with_request_id

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.FileAwareEnv()


def required_in_production(name: str, development: str) -> str:
    """The variable's value; without one, `development` under DEBUG and a stop with one clear line otherwise."""
    value = env.str(name, default=development if DEBUG else "")
    if not value:
        raise SystemExit(f"{name} is not set. Set it in the environment or in .env (see .env.example).")
    return value


# --- Core ---------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required_in_production("SECRET_KEY", development="only-for-development-and-never-in-production")
ALLOWED_HOSTS = [
    host.strip() for host in required_in_production("ALLOWED_HOSTS", development="*").split(",") if host.strip()
]
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
IS_HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "articles.apps.ArticlesConfig",
    "weather.apps.WeatherConfig",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "ckeditor",
    "simple_history",
    "huey.contrib.djhuey",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "newsroom.shared.logs.RequestLogMiddleware",
    "newsroom.shared.headers.HeadMiddleware",
    "newsroom.watch.health.HealthMiddleware",
    "articles.pageviews.beacon.BeaconMiddleware",
    "newsroom.fast.page_memory.PageMemoryMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.shared.headers.ContentPolicyMiddleware",
    "newsroom.storage.media.MediaMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.shared.headers.CompressionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "newsroom.fast.middleware.PublicPageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "newsroom.fast.environment.create_environment",
            "context_processors": ["newsroom.head.page_head"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "newsroom.forms.drawing.FieldRenderer"

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]

# --- Data ---------------------------------------------------------------------------------------


def connection_options(options: dict[str, Any]) -> dict[str, Any]:
    """What is planned once is planned by newsroom/fast/statements.py alone, for whatever values come, and for one
    process: starting others to help takes longer than a page may, and rows of a union (articles/front/union.py) would
    come as they please. A connection prepares nothing before it is known to lead to a process of its own.
    """
    of_server = [
        *["-c plan_cache_mode=force_generic_plan", "-c max_parallel_workers_per_gather=0"],
        options.get("options", ""),
    ]
    return {**options, "prepare_threshold": None, "options": " ".join(filter(None, of_server))}


DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Several processes write: WAL lets readers go on, IMMEDIATE makes writers queue instead of failing half-way.
    DATABASE["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
else:
    DATABASE_POOL_SIZE = env.int("DATABASE_POOL_SIZE", default=8)
    DATABASE["DISABLE_SERVER_SIDE_CURSORS"] = True  # a pooler may give each question to another process of the server
    DATABASE["CONN_HEALTH_CHECKS"] = True  # after a restart of the database no request gets a dead connection
    DATABASE["OPTIONS"] = connection_options(DATABASE.get("OPTIONS", {}))
    DATABASE["OPTIONS"]["pool"] = {
        "min_size": min(2, DATABASE_POOL_SIZE),  # as many pages are put together at a time (newsroom/fast/pages.py)
        "max_size": DATABASE_POOL_SIZE,
        "timeout": 5,  # while the database is down, requests end soon instead of holding every thread
        "reconnect_timeout": 10,  # a connection that could not be made is tried again for so long, and then anew
    }
if env.str("DATABASE_REPLICA_URL", default=""):
    if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
        raise SystemExit(
            "DATABASE_REPLICA_URL is set, but DATABASE_URL names no PostgreSQL, and only that has replicas."
        )
    REPLICA = env.db("DATABASE_REPLICA_URL")
    REPLICA["CONN_HEALTH_CHECKS"] = REPLICA["DISABLE_SERVER_SIDE_CURSORS"] = True
    # It is in nobody's way while it does not answer: the database has everything.
    REPLICA["OPTIONS"] = connection_options(REPLICA.get("OPTIONS", {}))
    REPLICA["OPTIONS"]["pool"] = {**DATABASE["OPTIONS"]["pool"], "timeout": 1}
    REPLICA["TEST"] = {"MIRROR": "default"}
    DATABASES["replica"] = REPLICA
    DATABASE_ROUTERS = ["newsroom.fast.replica.ReplicaRouter"]

REDIS_URL = env.str("REDIS_URL", default="")
# A cache that is down must cost readers little: one short try, no waiting for another.
REDIS_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 1, "retry": Retry(NoBackoff(), 0)}
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "newsroom.fast.redis_cache.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": REDIS_OPTIONS,
        }
    }
    HUEY = {"name": "newsroom", "huey_class": "huey.RedisHuey", "url": REDIS_URL, "immediate": False}
else:
    VAR_DIR.mkdir(exist_ok=True)
    CACHES = {
        "default": {
            "BACKEND": "newsroom.fast.file_cache.FileCache",
            "LOCATION": VAR_DIR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    }
    HUEY = {
        "name": "newsroom",
        "huey_class": "huey.SqliteHuey",
        "filename": str(VAR_DIR / "huey.sqlite3"),
        "immediate": False,
    }
# There is one worker, so what is locked when it begins was locked by one that was killed.
HUEY["consumer"] = {"workers": 2, "worker_type": "thread", "flush_locks": True}

# Finished pages in the memory of each web process (newsroom/fast/page_memory.py), in front of the cache: a
# compressed page takes about 10 kB, so this is some three thousand.
PAGES_NEAR_MEGABYTES = env.int("PAGES_NEAR_MEGABYTES", default=32)

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(VAR_DIR / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))()
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=DEBUG)  # where no nginx stands in front
MEDIA_S3_BUCKET = env.str("MEDIA_S3_BUCKET", default="")

STORAGES = {
    "default": (
        {
            "BACKEND": "newsroom.storage.s3.S3MediaStorage",
            "OPTIONS": {
                "bucket_name": MEDIA_S3_BUCKET,
                "endpoint_url": env.str("MEDIA_S3_ENDPOINT", default="") or None,
                "region_name": env.str("MEDIA_S3_REGION", default="") or None,
                "access_key": env.str("MEDIA_S3_ACCESS_KEY", default="").strip() or None,
                "secret_key": env.str("MEDIA_S3_SECRET_KEY", default="").strip() or None,
                # Where readers find them: a CDN's https://photos.paper.example/, else the store's own address.
                "custom_domain": MEDIA_URL.partition("://")[2].rstrip("/") or None,
                "url_protocol": f"{MEDIA_URL.partition('://')[0]}:" if "://" in MEDIA_URL else "https:",
            },
        }
        if MEDIA_S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

# What one upload may be. Checked in articles/pictures/store.py before and after decoding.
PHOTO_MAX_BYTES = env.int("PHOTO_MAX_MEGABYTES", default=20) * 1024 * 1024
PHOTO_MAX_PIXELS = env.int("PHOTO_MAX_MEGAPIXELS", default=60) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- People -------------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = env.int("SESSION_DAYS", default=7) * 86_400  # since the sign-in; what is typed outlives it
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]

# Who has failed too often waits: newsroom/accounts/sign_in_limits.py has the limits.
AXES_HANDLER = "newsroom.accounts.sign_in_limits.SignInLimits"
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.sign_in_limits.client_address"
AXES_LOCKOUT_CALLABLE = "newsroom.accounts.sign_in_limits.lockout_response"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address", "username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on trying would never get in again
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False  # the newsroom's own list: newsroom/accounts/sign_in_admin.py
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "csrfmiddlewaretoken"]

# Groups, by name, whose members sign in with a second factor; `superusers` for those.
OTP_REQUIRED_GROUPS = [group.strip() for group in env.list("OTP_REQUIRED_GROUPS", default=[])]
OTP_TOTP_ISSUER = env.str("OTP_TOTP_ISSUER", default="") or SITE_URL.partition("://")[2].partition(":")[0]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Security -----------------------------------------------------------------------------------

CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if IS_HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = False
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)  # one that says for itself who asks and how
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the preview of an article stands in a frame of the admin

# --- Mail, logs, error reports ------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="newsroom@localhost")

LOG_FORMAT = env.str("LOG_FORMAT", default="text")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "newsroom.shared.logs.RequestIdFilter"}},
    "formatters": {
        "text": {
            "()": "newsroom.shared.logs.TextFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "newsroom.shared.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "huey": {"handlers": ["console"], "propagate": False},  # else run_huey gives it a form of its own
        "django.request": {"level": "ERROR"},  # that something was not found stands in the line of its request
    },
}
# Queries that took longer are logged, without the values in them; 0 logs none.
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=200)

SENTRY_DSN = env.str("SENTRY_DSN", default="")
SENTRY = {
    "dsn": SENTRY_DSN,
    "environment": SITE_URL.partition("://")[2],
    # Nothing of persons: no addresses, nothing that was typed, and no values of variables, where both might stand.
    "send_default_pii": False,
    "max_request_body_size": "never",
    "include_local_variables": False,
    "before_send": with_request_id,
}
if SENTRY_DSN:
    import sentry_sdk

    sentry_sdk.init(**SENTRY)

# --- The editor ---------------------------------------------------------------------------------

from articles.editor import CKEDITOR_CONFIGS  # noqa: E402,F401  (a setting that django-ckeditor reads)

SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # the preview of an article stands in a frame of the admin
    "security.W021",  # browsers' HSTS preload list: for the owner of a domain to decide, and hard to leave
    "ckeditor.W001",  # CKEditor 4 gets no more fixes: docs/adr/0002 says what we do about it
]

# --- The paper ----------------------------------------------------------------------------------

WEATHER_LATE_AFTER_HOURS = env.int("WEATHER_LATE_AFTER_HOURS", default=3)
WEATHER_HIDDEN_AFTER_HOURS = env.int("WEATHER_HIDDEN_AFTER_HOURS", default=12)

# Whom `articles.portals.indexnow` tells of new articles, once the publication has a key.
INDEXNOW_PORTALS = env.list(
    "INDEXNOW_PORTALS", default=["https://searchadvisor.naver.com/indexnow", "https://api.indexnow.org/indexnow"]
)

# --- The weather service. Whom it asks, and how: weather/fetching.py ------------------------------

KMA_PROVIDER = env.str("KMA_PROVIDER", default="") or "auto"
KMA_API_KEY = env.str("KMA_API_KEY", default="").strip()
KMA_DATA_PORTAL_KEY = env.str("KMA_DATA_PORTAL_KEY", default="").strip()
# Where the services are, if one has moved; empty: where they are known to be.
KMA_SURFACE_MAP_URL = env.str("KMA_SURFACE_MAP_URL", default="")
KMA_API_HUB_URL = env.str("KMA_API_HUB_URL", default="")
KMA_DATA_PORTAL_URL = env.str("KMA_DATA_PORTAL_URL", default="")
