"""Settings, all from the environment. `docs/settings.md` lists each with its meaning."""

from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured

from sufficiency import local_postgres

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("SUFFICIENCY_DEBUG", default=False)
# The demonstration serves synthetic data on loopback, where a secure cookie could not be sent.
DEMONSTRATION = env.bool("SUFFICIENCY_DEMO", default=False)
PRODUCTION = env.bool("SUFFICIENCY_PRODUCTION", default=False)
if PRODUCTION and (DEBUG or DEMONSTRATION):
    raise ImproperlyConfigured(
        "SUFFICIENCY_PRODUCTION is set, so SUFFICIENCY_DEBUG and SUFFICIENCY_DEMO must not be: the one shows "
        "records on pages of errors, the other prints sign-ins. Unset them."
    )

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY is not set. Give a random text of at least 50 characters.")
    SECRET_KEY = "for-development-and-demonstration-on-this-machine-only-never-in-production"

# Seals what must be stored and read again (secrets of authenticator apps): the first seals, all of them open.
SEALING_KEYS = env.list("SUFFICIENCY_SEALING_KEYS", default=[])
if not SEALING_KEYS:
    if PRODUCTION:
        raise ImproperlyConfigured(
            "SUFFICIENCY_SEALING_KEYS is not set. Give a random text of at least 50 characters, not the SECRET_KEY."
        )
    SEALING_KEYS = ["seals-nothing-real-for-development-and-demonstration-on-this-machine-only"]

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "csp",
    "axes",
    "crispy_forms",
    "crispy_forms_gds",
    "django_tables2",
    "django_filters",
    # Before the package whose worker it gives a heartbeat.
    "sufficiency.operations",
    "django_tasks",
    "django_tasks_db",
    "sufficiency.core",
    "carers",
    "placements",
    "careleavers",
    "sufficiency.kept",
    "sufficiency.exchange",
    "forecasting",
    "reports",
    "sufficiency.demonstration",
]

MIDDLEWARE = [
    "sufficiency.core.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sufficiency.core.middleware.NoStoreMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sufficiency.core.middleware.AccessLogMiddleware",
    "sufficiency.core.middleware.SessionLimitsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sufficiency.urls"
WSGI_APPLICATION = "sufficiency.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "sufficiency.core.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": environ.Env.db_url_config(env.str("DATABASE_URL", default="") or local_postgres.database_url())
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Compiling a query takes seconds where running it takes one: figures over a million placements are slower with it.
# Nor do more processes help a page's query, where many people ask at once: only one that takes seconds.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "options", "-c jit=off -c parallel_setup_cost=50000"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "signed-out"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
AXES_FAILURE_LIMIT = 10
AXES_RESET_ON_SUCCESS = True
# Who signed in when stands in the audit trail, without names; no second list, and no name in the log.
AXES_DISABLE_ACCESS_LOG = True
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"

# Where the audit trail is anchored, and where accesses are written while the database cannot take them.
AUDIT_DIRECTORY = env.str(
    "SUFFICIENCY_AUDIT_DIRECTORY", default="" if PRODUCTION else str(BASE_DIR / ".local" / "audit")
)
# How many proxies of the council's own stand before this service: whose word for a visitor's address is taken.
TRUSTED_PROXIES = env.int("SUFFICIENCY_TRUSTED_PROXIES", default=0)
# A code of an authenticator app after the password, for everyone. Off, it is asked of those who set it up.
SECOND_FACTOR_REQUIRED = env.bool("SUFFICIENCY_SECOND_FACTOR", default=PRODUCTION)
# The council's own accounts (OpenID Connect); off while there is no issuer.
OPENID = {
    "issuer": env.str("SUFFICIENCY_OPENID_ISSUER", default="").rstrip("/"),
    "client_id": env.str("SUFFICIENCY_OPENID_CLIENT_ID", default=""),
    "client_secret": env.str("SUFFICIENCY_OPENID_CLIENT_SECRET", default=""),
    "subject_claim": env.str("SUFFICIENCY_OPENID_SUBJECT_CLAIM", default="sub"),
    "name": env.str("SUFFICIENCY_OPENID_NAME", default="your council account"),
}
if PRODUCTION and OPENID["issuer"] and not OPENID["issuer"].startswith("https://"):
    raise ImproperlyConfigured("SUFFICIENCY_OPENID_ISSUER must begin with https://.")
if OPENID["issuer"] and not OPENID["client_id"]:
    raise ImproperlyConfigured("SUFFICIENCY_OPENID_ISSUER is set, so set SUFFICIENCY_OPENID_CLIENT_ID too.")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
# British dates everywhere: "31 March 2026". Numbers are printed by `indicators.formatting` alone.
FORMAT_MODULE_PATH = "sufficiency.formats"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".local" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A return of the largest council is under 60 MB; a larger upload is refused in words before it is parsed.
MAX_UPLOAD_BYTES = env.int("SUFFICIENCY_MAX_UPLOAD_BYTES", default=100 * 1024 * 1024)
# Where each authority's case system leaves its nightly extract, by GSS code, and when it is late.
EXTRACT_FOLDERS: dict[str, str] = env.dict("SUFFICIENCY_EXTRACT_FOLDERS", default={})
EXTRACT_EXPECTED_BY = env.str("SUFFICIENCY_EXTRACT_EXPECTED_BY", default="07:00")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 400

# Where backup.sh keeps backups, if this machine sees it: their age is looked at, nothing else.
BACKUP_DIRECTORY = env.str("SUFFICIENCY_BACKUP_DIRECTORY", default="")

CRISPY_ALLOWED_TEMPLATE_PACKS = "gds"
CRISPY_TEMPLATE_PACK = "gds"
DJANGO_TABLES2_TEMPLATE = "django_tables2/govuk.html"

TASKS = {
    "default": {
        "BACKEND": env.str("SUFFICIENCY_TASKS", default="django_tasks_db.DatabaseBackend"),
        "QUEUES": ["default"],
    }
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
SESSION_COOKIE_HTTPONLY = True
IDLE_MINUTES = env.int("SUFFICIENCY_IDLE_MINUTES", default=20)
SESSION_HOURS = env.int("SUFFICIENCY_SESSION_HOURS", default=10)
# A little longer than a session may last, so that the one who comes back too late is told why.
SESSION_COOKIE_AGE = (SESSION_HOURS + 1) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# One JSON object a line, and nothing personal in it: `core/safe_logs.py` says what a line may hold.
SLOW_QUERY_MILLISECONDS = env.int("SUFFICIENCY_SLOW_QUERY_MILLISECONDS", default=1000)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "sufficiency.core.safe_logs.JsonFormatter"},
        # Faults are told without their own words, which may quote a row.
        "plain": {
            "()": "sufficiency.core.log_lines.WithoutValues",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain" if DEBUG else "json"},
    },
    "root": {"handlers": ["console"], "level": env.str("SUFFICIENCY_LOG_LEVEL", default="WARNING")},
    "loggers": {
        # Django's own would e-mail errors with every local value to administrators, and print addresses.
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
        # It would log the names that were tried.
        "axes": {"level": "ERROR"},
        # It would log what every query holds.
        "django.db.backends": {"level": "INFO"},
        "sufficiency.requests": {
            "level": "INFO" if env.bool("SUFFICIENCY_LOG_REQUESTS", default=PRODUCTION) else "ERROR"
        },
    },
}
