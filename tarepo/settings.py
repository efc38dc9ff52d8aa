"""tarepo's one settings file. `TAREPO_ENV` says which of the two lives it leads:

local       on the developer's own machine, http on localhost: otherwise as in production
production  refuses to start until everything that it needs is said
"""

import os
from pathlib import Path

import pghistory

from tarepo.local import config
from tarepo.logs import logging_settings
from tarepo.readers import Environment, database, mail_server, s3_storage

ROOT = Path(__file__).resolve().parent.parent
VAR = config.var_folder()

env = Environment(os.environ)
ENV = env.choice("TAREPO_ENV", ("local", "production"), "local")
PRODUCTION = ENV == "production"
LOCAL = not PRODUCTION
FILES_S3 = env.parsed("TAREPO_FILES_S3", "", s3_storage)

DEBUG = False  # nowhere: what a developer sees is what a reader sees
if LOCAL:
    SECRET_KEY = config.secret_key(VAR)
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
    FILES = env.text("TAREPO_FILES", str(VAR / "files"))
else:
    SECRET_KEY = env.text("TAREPO_SECRET_KEY")
    ALLOWED_HOSTS = env.words("TAREPO_HOSTS")
    FILES = env.text("TAREPO_FILES", "" if FILES_S3 else None)
    if SECRET_KEY and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
        env.refuse("TAREPO_SECRET_KEY needs at least 50 characters that nobody can guess")
    if "*" in ALLOWED_HOSTS:
        env.refuse("TAREPO_HOSTS must name hosts, not *")

RELEASE = env.text("TAREPO_RELEASE", config.release())
if FILES and not Path(FILES).is_absolute():
    env.refuse(f"TAREPO_FILES is {FILES!r}, but must be a whole path, from / on")
THREADS = env.number("TAREPO_THREADS", 4, 1, 64)

INSTALLED_APPS = [
    "tarepo.apps.TarepoConfig",
    "reference",
    "accounts",
    "experts",
    "activities",
    "tarepo.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "tarepo.middleware.record",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "tarepo.middleware.language",
    "tarepo.middleware.understood",
    # None of these touches the database, sets a cookie or says `Vary: Cookie` for a page that
    # asks neither who reads nor for a token.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tarepo.urls"
WSGI_APPLICATION = "tarepo.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
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

DATABASES = {"default": env.parsed("DATABASE_URL", config.embedded_address(VAR) if LOCAL else None, database)}
if DATABASES["default"]:
    # One connection a thread at most; none until the first is asked for.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": THREADS + 1, "timeout": 10}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# What rate limits count, shared between processes. Its table is unlogged: a crash forgets an hour's counts.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tarepo_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Widgets of the portal's own lie with its other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A record with all its parts, each text in six languages, is a form of some thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RoleBackend"]
LOGIN_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# One statement trigger costs a bulk write a fifth of what a row trigger does.
PGHISTORY_LEVEL = pghistory.Statement  # type: ignore[has-type]
PGHISTORY_APPEND_ONLY = True
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
# As operations of migrations the triggers would make a first migration take half a minute.
PGTRIGGER_MIGRATIONS = False
PGTRIGGER_INSTALL_ON_MIGRATE = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Always in this order, by their own names: the official order.
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "tarepo.stylesheet.StylesheetFinder",
]
# Stored files: a folder, or a bucket where TAREPO_FILES_S3 names one.
MEDIA_ROOT = FILES
FILE_MOST_BYTES = env.number("TAREPO_FILE_MEGABYTES", 50, 1, 2000) * 1_000_000
STORAGES = {
    "default": FILES_S3 or {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail goes through the outbox. On a developer's machine it ends in a folder, unless a server is named.
MAIL = env.parsed("TAREPO_SMTP_URL", "" if LOCAL else None, mail_server)
EMAIL_BACKEND = MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST = MAIL.get("EMAIL_HOST", "localhost")
EMAIL_PORT = MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = MAIL.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = MAIL.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("TAREPO_MAIL_FROM", "tarepo@localhost" if LOCAL else None)
# Where mails lead.
SITE_URL = env.text("TAREPO_URL", "http://localhost:8000" if LOCAL else f"https://{[*ALLOWED_HOSTS, ''][0]}")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rstrip("> ").rpartition("@")[2]

# Whether a job tries the links of records; and networks that are not public which it may ask all the same.
CHECK_LINKS = env.yes("TAREPO_CHECK_LINKS", False)
CHECK_LINKS_PRIVATE = env.networks("TAREPO_CHECK_LINKS_PRIVATE")

# On every response that does not bring its own; tarepo.middleware.record adds them.
EVERY_RESPONSE = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Permissions-Policy": ("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    "Cross-Origin-Resource-Policy": "same-origin",
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, by plain http
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION

CSRF_FAILURE_VIEW = "tarepo.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = "Lax"
WHITENOISE_ALLOW_ALL_ORIGINS = False

LOGGING = logging_settings(env.choice("TAREPO_LOG", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"))

env.finish()
