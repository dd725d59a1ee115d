"""Django's settings. Everything that differs between machines comes from the environment.

Reading this file starts nothing and needs no database (type checks and the translators read it).
"""

import os
from pathlib import Path
from typing import Any

from indgang.config import municipalities, secrets_store
from indgang.config.database_settings import databases

#: The checkout, or the folder the installed package works in.
CHECKOUT = Path(os.environ.get("INDGANG_CHECKOUT", Path(__file__).resolve().parents[3]))
STATE = Path(os.environ.get("INDGANG_STATE", CHECKOUT / "var"))

DEMONSTRATION = os.environ.get("INDGANG_DEMONSTRATION", "") == "1"
DEBUG = os.environ.get("INDGANG_DEBUG", "") == "1"

_secrets = secrets_store.load(STATE)
SECRET_KEY = _secrets.django
CPR_ENCRYPTION_KEY = _secrets.cpr_encryption
CPR_HASH_KEY = _secrets.cpr_hash

_municipality = municipalities.chosen(os.environ)
#: Whose data the demonstration loads (``indgang.demo``).
DEMONSTRATION_MUNICIPALITY = _municipality.key
#: The name on pages and letters.
MUNICIPALITY = os.environ.get("INDGANG_MUNICIPALITY", _municipality.name)
MUNICIPALITY_PHONE = os.environ.get("INDGANG_MUNICIPALITY_PHONE", _municipality.phone)

ALLOWED_HOSTS = os.environ.get("INDGANG_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("INDGANG_ORIGINS", "").split(",") if o]
HTTPS = os.environ.get("INDGANG_HTTPS", "") == "1"

ROOMS = [
    "shared",
    "organisation",
    "access",
    "catalogue",
    "citizens",
    "places",
    "ways",
    "competence",
    "reorganisation",
    "appointments",
    "documents",
    "messages",
    "journey.enquiry",
    "journey.triage",
    "journey.case",
    "journey.coordination",
    "journey.decision",
    "desk",
    "portal",
    "steering",
    "demo",
    "config",
]
INSTALLED_APPS = [
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *(f"indgang.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "indgang.config.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "indgang.config.middleware.database_lost",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "indgang.config.new_day.new_day",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "indgang.config.middleware.refusals",
]
ROOT_URLCONF = "indgang.config.urls"
WSGI_APPLICATION = "indgang.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "indgang.config.context.page",
            ],
        },
    }
]

#: ``default`` is the application's role; ``owner`` migrates; ``reader`` reads figures.
DATABASES = databases(os.environ)
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [STATE / "static"] if (STATE / "static").is_dir() else []
STATIC_ROOT = STATE / "collected"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 8  #: a working day; citizens' sessions end sooner (access.rules)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "indgang.config.error_pages.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False

#: One megabyte of pasted text must reach our own clear error, not a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_persons": {"()": "indgang.config.logging.NoPersons"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["no_persons"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"indgang": {"level": "INFO"}},
}
