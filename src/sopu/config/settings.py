"""Settings of Sopu. Everything that an installation may want to change is read from the environment by `env`."""

import base64
import os
import secrets
import sys
from pathlib import Path

from csp.constants import NONE, SELF

from sopu.config import env

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
DATA = Path(env.text("SOPU_DATA", str(ROOT / "var"))).resolve()
DATA.mkdir(parents=True, exist_ok=True)
TESTING = "pytest" in sys.modules

# Without a secret key of its own the installation is a demonstration: it listens to its own machine only, and
# `sopu demo reset` may create accounts whose passwords are printed.
DEMONSTRATION = not env.text("SOPU_SECRET_KEY")


def _key_of_this_machine() -> str:
    file = DATA / "secret-key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(50))
        file.chmod(0o600)
    return file.read_text()


def _ledger_key_of_this_machine() -> bytes:
    file = DATA / "ledger-key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(base64.b64encode(secrets.token_bytes(32)).decode())
    return env.seed_of("ledger-key", file.read_text())


SECRET_KEY = env.text("SOPU_SECRET_KEY") or _key_of_this_machine()
# What signs the checkpoints of logs (Ed25519): in tests always the same, so that what is signed is known.
LEDGER_KEY = bytes(range(32)) if TESTING else env.seed("SOPU_LEDGER_KEY") or _ledger_key_of_this_machine()
DEBUG = env.truth("SOPU_DEBUG")
PORT = env.whole("PORT", 8000, least=1, most=65535)
ORIGIN = env.origin("SOPU_ORIGIN", f"http://127.0.0.1:{PORT}")
ALLOWED_HOSTS = env.words("SOPU_HOSTS") or ["127.0.0.1", "localhost", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [ORIGIN]

INSTALLED_APPS = [
    "sopu.config",
    "sopu.publishing",
    "sopu.decisions",
    "sopu.plans",
    "sopu.texts",
    "sopu.synthesis",
    "sopu.forum",
    "sopu.negotiations",
    "sopu.accounts",
    "sopu.organisations",
    "sopu.ledger",
    "sopu.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if TESTING:
    # It is asynchronous alone: the client of tests would change threads five times a request. Their server has files of
    # its own, and the installation that tests start serves as a real one.
    MIDDLEWARE.remove("servestatic.middleware.ServeStaticMiddleware")

ROOT_URLCONF = "sopu.config.urls"
ASGI_APPLICATION = "sopu.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", DATA / "sopu.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if TESTING:
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "next"
LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "sopu.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; what is here is what signing in asks for
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "sopu.accounts.adapter.PasskeyAdapter"
MFA_FORMS = {
    "login_webauthn": "sopu.accounts.forms.SignInByPasskeyForm",
    "add_webauthn": "sopu.accounts.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.truth("SOPU_BEHIND_PROXY") else 0  # else a limit on tries would bind all alike
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Letters
_smtp = env.smtp("SOPU_SMTP")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _smtp.get("EMAIL_HOST", "")
EMAIL_PORT = _smtp.get("EMAIL_PORT", 0)
EMAIL_HOST_USER = _smtp.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _smtp.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _smtp.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("SOPU_FROM", "sopu@localhost")
CONTACT = env.text("SOPU_CONTACT")  # who answers questions of privacy and accessibility

# A machine of the organiser's own that may draft findings; without an address nothing of the kind is offered.
DRAFTING_URL = env.endpoint("SOPU_DRAFTING_URL")
DRAFTING_MODEL = env.text("SOPU_DRAFTING_MODEL")
DRAFTING_KEY = env.text("SOPU_DRAFTING_KEY")
if DRAFTING_URL and not DRAFTING_MODEL:
    raise env.NotUsable("SOPU_DRAFTING_MODEL", "it is needed beside SOPU_DRAFTING_URL: which model drafts.")

# National statistics: an indicator's values are fetched from these two, and from no other address.
SOTKANET_URL = env.service("SOPU_SOTKANET_URL", "https://sotkanet.fi/rest/1.1/")
PXWEB_URL = env.service("SOPU_PXWEB_URL", "https://pxdata.stat.fi/PxWeb/api/v1/")
STATISTICS = DATA / "statistics"  # lists of theirs that are kept for a day

# Pages are fetched from the public network alone; tests say otherwise for a server of their own, and nobody else can.
FETCH_FROM_LOOPBACK = False

# Languages and time
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "sopu_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
FORMAT_MODULE_PATH = ["sopu.web.formats"]

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
_static = "django.contrib.staticfiles.storage.StaticFilesStorage"
if not (TESTING or DEBUG):
    _static = "sopu.web.storage.Files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _static},
}
MEDIA_ROOT = DATA / "files"
SERVESTATIC_USE_FINDERS = SERVESTATIC_AUTOREFRESH = DEBUG

# Safety
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_NAME = "sopu_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ORIGIN.startswith("https://")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "sopu_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sopu.web.errors.form_expired"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.truth("SOPU_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if ORIGIN.startswith("https://") else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
