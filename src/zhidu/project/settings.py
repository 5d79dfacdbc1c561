"""Settings of the site; what differs between machines comes from ``ZHIDU_…`` in the environment.

============================ =============================================================================
ZHIDU_VAR                    folder of the database, keys, files and logs (default ``var`` where one stands)
ZHIDU_DATABASE               '' for SQLite in ZHIDU_VAR, a file, or ``postgresql://user:password@host/name``
ZHIDU_HOSTS                  names the site answers to, separated by commas (default this machine only)
ZHIDU_HTTPS                  ``1`` behind HTTPS: cookies are then sent over nothing else
ZHIDU_PROXY                  ``1`` behind a reverse proxy that writes X-Forwarded-For: whose failed logins they are
ZHIDU_DEMO                   ``1`` shows the demonstration accounts on the login page
ZHIDU_DEBUG                  ``1`` for developers
ZHIDU_SMTP                   ``smtp://user:password@host:port`` of the mail server, ``smtps://`` for TLS from the
                             beginning, ``starttls://`` for STARTTLS; '' keeps messages in the site
ZHIDU_MAIL_FROM              sender of messages
ZHIDU_CHANNELS               gateways to telephones, ``name|title|address`` divided by line breaks or ``;;``, or the
                             path of a file with such lines; '' for none. The address is one of the library
                             apprise with ``{to}`` for the number, and has the gateway's secret in it
ZHIDU_UPLOAD_LIMIT           largest attachment in MB (default 20)
============================ =============================================================================
"""

from __future__ import annotations

import os
from pathlib import Path

from zhidu.foundation.keys import load_keys
from zhidu.project.databases import database
from zhidu.project.environment import channels, mail_server, megabytes


def _on(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


VAR = Path(os.environ.get("ZHIDU_VAR") or "var").absolute()
VAR.mkdir(parents=True, exist_ok=True)
ZHIDU_KEY_FILE = VAR / "keys.json"
ZHIDU_KEYS = load_keys(ZHIDU_KEY_FILE)
SECRET_KEY = ZHIDU_KEYS["session"]
DEBUG = _on("ZHIDU_DEBUG")
DEMO = _on("ZHIDU_DEMO")
BEHIND_PROXY = _on("ZHIDU_PROXY")
ALLOWED_HOSTS = [host for host in os.environ.get("ZHIDU_HOSTS", "").split(",") if host] or [
    "localhost",
    "127.0.0.1",
    "[::1]",
]

INSTALLED_APPS = [
    # sessions of accounts need its models; permission is made of grants, so its own tables mean nothing here
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "zhidu.foundation.handbook",
    "zhidu.foundation.identity",
    "zhidu.foundation.access",
    "zhidu.foundation.journal",
    "zhidu.foundation.files",
    "zhidu.foundation.outbox",
    "zhidu.foundation.jobs",
    "zhidu.foundation.papers",
    "zhidu.foundation.slots",
    "zhidu.foundation.search",
    "zhidu.foundation.ui",
    "zhidu.apps.orgs",
    "zhidu.apps.members",
    "zhidu.apps.registry",
    "zhidu.apps.adoption",
    "zhidu.apps.activities",
    "zhidu.apps.meetings",
    "zhidu.apps.procedures",
    "zhidu.apps.disclosure",
    "zhidu.apps.ballots",
    "zhidu.apps.dues",
    "zhidu.apps.transfers",
    "zhidu.apps.learning",
    "zhidu.apps.recruitment",
    "zhidu.apps.compliance",
    "zhidu.apps.documents",
    "zhidu.apps.dashboards",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhidu.foundation.ui.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # every page needs a login unless its view says login_not_required; tests/architecture lists those
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhidu.foundation.identity.middleware.signed_in",
    "zhidu.foundation.ui.middleware.refusals",
]
ROOT_URLCONF = "zhidu.project.urls"
WSGI_APPLICATION = "zhidu.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zhidu.foundation.ui.context.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "zhidu.foundation.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("ZHIDU_DATABASE", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["zhidu.foundation.identity.backend.AccountBackend"]
LOGIN_URL = "identity:login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _on("ZHIDU_HTTPS")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "zhidu.foundation.ui.errors.csrf"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "zhidu.foundation.files.limits.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

ZHIDU_UPLOAD_LIMIT = megabytes(os.environ.get("ZHIDU_UPLOAD_LIMIT", ""))

_smtp = mail_server(os.environ.get("ZHIDU_SMTP", ""))
EMAIL_HOST, EMAIL_PORT = _smtp.host, _smtp.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _smtp.user, _smtp.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.tls, _smtp.starttls
EMAIL_TIMEOUT = 20
ZHIDU_CHANNELS = channels(os.environ.get("ZHIDU_CHANNELS", ""))
DEFAULT_FROM_EMAIL = os.environ.get("ZHIDU_MAIL_FROM", "zhidu@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
