"""Django's settings: one module for every mode, closed by default. Tests have `settings_test`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from waylight.ops.database import count_address, database_settings, is_real
from waylight.ops.door_keys import door
from waylight.ops.logs import LOGGING as LOGGING
from waylight.ops.mail import telling
from waylight.ops.state import closed_folder, demo_cluster_folder, kept_secret, state_folder
from waylight.rulebook.signing_in import PASSWORD_LENGTH

STATE = state_folder()
# What this process was started as. Every process checks it against the database's own marker before it
# serves anything (`startup`): the marker decides, not this variable.
DEMO = os.environ.get("WAYLIGHT_DEMO", "") == "1"
REAL = is_real(os.environ) and not DEMO

DEBUG = False
SECRET_KEY = os.environ.get("WAYLIGHT_SECRET_KEY") or kept_secret("secret_key")
# A demonstration answers to this machine only.
ALLOWED_HOSTS = os.environ.get("WAYLIGHT_HOSTS", "").split() if REAL else ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if REAL else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    # Ranges of time and constraints that let no two of them overlap.
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "waylight.audit",
    "waylight.agencies",
    "waylight.signin",
    "waylight.homes",
    "waylight.children",
    "waylight.access",
    "waylight.facts",
    "waylight.protocols",
    "waylight.episodes",
    "waylight.interviews",
    "waylight.decisions",
    "waylight.duties",
    "waylight.imports",
    "waylight.alerts",
    "waylight.telling",
    "waylight.desk",
    "waylight.counts",
    "waylight.exports",
    "waylight.statutory_return",
    "waylight.measures",
    "waylight.web",
]
AUTH_USER_MODEL = "agencies.Person"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Second factors read the request through this.
    "allauth.account.middleware.AccountMiddleware",
    # Hands out the pass with which a report can be filed while the database is away.
    "waylight.web.kept.PassMiddleware",
    # Who sits here, and whether they still may.
    "waylight.web.sitting.SittingMiddleware",
    # Closed by default: a page that may be seen without signing in says so where it is written.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    # From here on a request is one transaction in the name of whoever asks.
    "waylight.access.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    # Then the table of pages: an address that it does not name is not there.
    "waylight.web.gate.GateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "waylight.ops.urls"
WSGI_APPLICATION = "waylight.ops.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "waylight.web.context.frame",
            ]
        },
    }
]

DATABASES = {"default": database_settings(os.environ)}
# The way in of the role that reads numbers and nothing else.
COUNT_DATABASE = count_address(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Signing in.
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
# Argon2 is hard to guess against and quick enough for a change of shift: the usual PBKDF2 took seconds.
PASSWORD_HASHERS = ["waylight.signin.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_LENGTH},
    }
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# People are known by their e-mail address and are made by a second person: nobody signs up, nothing is mailed.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "waylight.signin.adapters.AccountAdapter"
# How often one may try. An office of forty behind one address changes shift within minutes; one account
# is tried five times in five minutes, which also keeps a six-figure code from being guessed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WAYLIGHT_PROXIES", "0"))
ACCOUNT_RATE_LIMITS = {
    "login_failed": "60/m/ip,5/5m/key",
    "second_factor": "5/5m/key",
    "paper": "20/m/ip",
    "invitation": "20/m/ip",
    "passkey": "60/m/ip",
    "report_only": "10/h/key",
}
MFA_ADAPTER = "waylight.signin.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Waylight"
# Phones' clocks are a little off. A code that was used opens nothing again, whatever this says (`LastCode`).
MFA_TOTP_TOLERANCE = 1
# Limits hold across processes because they are counted in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "signin_cache",
        # So many that nobody pushes a count of tries out by making others; those that are over are deleted.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    },
}
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# By this a home's shared phone is known; it opens nothing without somebody's own PIN.
DEVICE_COOKIE_NAME = "device"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"

# Headers. A demonstration speaks plain HTTP to this machine only; anything else is HTTPS or nothing.
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = REAL
if REAL:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    DEVICE_COOKIE_NAME = "__Host-device"
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Where the worker hands the heads of the trail to. Where records are real this is a place that whoever runs the
# database cannot write to: a mount that only takes additions, or a pipe to another machine.
TRAIL_HEADS = os.environ.get("WAYLIGHT_HEADS") or str(closed_folder("heads") / "heads.jsonl")
# The list of what was let go, by which a restored backup lets it go again: kept where the backups are not. That of a
# demonstration goes with its database.
LET_GO = Path(
    os.environ.get("WAYLIGHT_LET_GO")
    or (demo_cluster_folder() if DEMO else closed_folder("let-go")) / "let-go.jsonl"
)
# Reports while the database is away: the key that signs passes, the one that reports are sealed to, the spool.
DOOR = door()

# By which ways people are told besides the page, and how often what no gateway took is tried again.
TELLING, TELLING_RETRY, TELLING_HOST, NOTIFY, MAIL = telling(os.environ, demo=DEMO)
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, MAIL.timeout
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = MAIL.user, MAIL.password, MAIL.tls
DEFAULT_FROM_EMAIL = MAIL.sender

# Style sheets and scripts, served by the application under names that change with their content.
STATIC_URL = "/static/"
STATIC_ROOT = STATE / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Uploads arrive in a closed folder on disk, never in memory as a whole; the desk keeps them in the database.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = closed_folder("incoming")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
