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
from tarepo.sign_on import oidc_providers, saml_providers

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

# Where the portal is reached, for mails, which no request names a host to. In production the first of the hosts.
SITE_URL = env.text(
    "TAREPO_URL", "http://localhost:8000" if LOCAL else f"https://{next(iter(ALLOWED_HOSTS), 'localhost')}"
)
SITE_URL = SITE_URL.rstrip("/")
if not SITE_URL.startswith(("http://", "https://")) or SITE_URL.count("/") != 2:
    env.refuse(f"TAREPO_URL is {SITE_URL!r}, but must be https://host, without a path")

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
    "webinars",
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
    "accounts.apps.UserSessions",
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
    "accounts.last_seen.middleware",
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
CACHES = {"default": {"BACKEND": "tarepo.shared_cache.SharedCache", "LOCATION": "tarepo_cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Widgets of the portal's own lie with its other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A record with all its parts, each text in six languages, is a form of some thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

SESSION_ENGINE = "accounts.session_store"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads what was hashed before; signing in hashes anew
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Joining: accounts/urls.py lists the pages of allauth that there are, accounts/adapter.py says what it does our way.
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.name_form.NameForm"
ACCOUNT_SIGNUP_REDIRECT_URL = "account"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "request_login_code": "accounts.forms.AskCodeForm",
    "confirm_login_code": "accounts.forms.LoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "accounts.forms.ResetCodeForm",
    "confirm_reauthentication_code": "accounts.forms.AgainCodeForm",
    "add_email": "accounts.forms.AddAddressForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.AskResetForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "reauthenticate": "accounts.forms.AgainForm",
}
# Codes and no links: nothing is stored of an address before its owner has read the mail, and no scanner of mail
# follows a code. Mail may take half an hour where it is greylisted.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 3600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 1800
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 1800
ACCOUNT_LOGIN_TIMEOUT = 3900
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # digits are on every keyboard, letters are not
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # another account may sign in, in another window too
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# How often, per address of the network ("ip", a /64 of IPv6), per account or e-mail address ("key"), per person.
# Forty people of one meeting room share one address.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "",  # counted by "sign_in", at one statement (accounts/limits.py)
    "sign_in": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip,100/h/ip",
    "confirm_email": "1/10s/key,6/h/key,60/h/ip",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,3/m/key,10/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
}
MFA_RATE_LIMITS: dict[str, str] | bool = {"webauthn_login": "60/m/ip"}
if LOCAL and not env.yes("TAREPO_LIMITS", True):
    ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # for measuring
# How many proxies of one's own add to X-Forwarded-For; whoever counts by address needs to know.
PROXIES = env.number("TAREPO_PROXIES", 0, 0, 10)

MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "tarepo"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # http://localhost
MFA_FORMS = {
    "authenticate": "accounts.factor_forms.SecondStepForm",
    "reauthenticate": "accounts.factor_forms.SecondStepAgainForm",
    "activate_totp": "accounts.factor_forms.ActivateForm",
    "add_webauthn": "accounts.factor_forms.AddKeyForm",
    "edit_webauthn": "accounts.factor_forms.RenameKeyForm",
}

# Signing on with an account of elsewhere, by these two settings only; nobody is known by an e-mail address alone.
SOCIALACCOUNT_ADAPTER = "accounts.sign_on.Adapter"
SOCIALACCOUNT_PROVIDERS = {
    **env.parsed("TAREPO_OIDC", "", oidc_providers),
    **(SAML := env.parsed("TAREPO_SAML", "", saml_providers)),
}
SOCIALACCOUNT_FORMS = {"signup": "accounts.sign_on.SignUpForm"}
if SAML:
    INSTALLED_APPS.append("allauth.socialaccount.providers.saml")

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
REGISTRATION_DAYS = env.number("TAREPO_REGISTRATION_DAYS", 180, 1, 3660)  # after a webinar they are deleted
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
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rstrip("> ").rpartition("@")[2]

# Whether a job tries the links of records; and networks that are not public which it may ask all the same.
ATTENDANCE_DAYS = env.number("TAREPO_ATTENDANCE_DAYS", 90, 1, 3650)  # until rows of persons who attended are deleted
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
