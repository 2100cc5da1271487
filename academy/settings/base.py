"""What every environment shares. Each value that may differ is read here, typed, from the environment.

Nothing set means: SQLite, files on disk, e-mail to files, a broker made of folders. See `.env.example`.
"""

from pathlib import Path
from typing import Any

from kombu import Exchange, Queue

from academy.settings.backup import *
from academy.settings.data import *
from academy.settings.editing import *
from academy.settings.environment import ACADEMY_HOME, BASE_DIR, SITE_NAME, SITE_URL, TIME_ZONE, env  # noqa: F401 - two are settings
from academy.settings.logs import *
from academy.settings.people import *

DEBUG = False
#: The refusals of production (default secret, demo key, missing hosts) are off until production switches them on.
PRODUCTION = False
DEMO = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "academy.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "courses",
    "certification",
    "academy.cms",
    "academy.integrations",
    "academy.accounts",
    "academy.backup",
    "academy.house",
    "academy.mail",
    "academy.record",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "academy.accounts.cms_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "academy.logs.requests.RequestLogMiddleware",
    "academy.house.middleware.CountingMiddleware",
    "academy.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "academy.cms.middleware.AdminPolicyMiddleware",
    "academy.house.middleware.ProbeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "academy.accounts.middleware.LanguageMiddleware",
    "academy.accounts.idle.IdleMiddleware",
    "academy.addresses.AddressMiddleware",
    "academy.cms.generations.GenerationMiddleware",
    "academy.cms.kept_pages.KeptPagesMiddleware",
    "academy.cms.middleware.AdminDoorMiddleware",
    "django.middleware.common.CommonMiddleware",
    "academy.body_sizes.BodySizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "academy.cms.rights_door.RightsDoorMiddleware",
    "academy.cms.page_door.PageDoorMiddleware",
    "academy.cms.refusals.RefusalMiddleware",
    "academy.accounts.login_wall.LoginWallMiddleware",
    "academy.accounts.second_factor_wall.SecondFactorWallMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "academy.cms.middleware.MovedPageMiddleware",
    "academy.cms.ways.WaysMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "academy.cms.context.site",
            ],
            "libraries": {"i18n": "academy.cms.sentences"},
        },
    },
]

# Cache --------------------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
# Django's own limit, 300, is less than what one class is shown.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 3000}}
}
if REDIS_URL:
    # Rate limits live in this cache: with Redis away it goes on in the memory of each process, and login goes on.
    CACHES["default"] = {
        "BACKEND": "academy.accounts.cache.FallbackCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
#: Whether pages of the CMS are kept whole for visitors (academy/cms/kept_pages.py).
KEEP_PAGES = True

# Files --------------------------------------------------------------------------------------------------------------
STATICFILES_DIRS = [BASE_DIR / "static"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The proxy reads public files by their group. Storages without a public address have narrower ones (data.py). Folders
# are as the umask has them: Django would set it for all threads at once.
FILE_UPLOAD_PERMISSIONS = 0o640

# Keys ---------------------------------------------------------------------------------------------------------------
#: Former values of SECRET_KEY: what they signed or sealed still opens.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Mail ---------------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="academy@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

EMAIL_TIMEOUT = 15
EMAIL_FILE_PATH = str(ACADEMY_HOME / "mails")
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

# Background work ----------------------------------------------------------------------------------------------------
#: Queues of work. A worker of its own takes what signs, for it alone holds the keys; another one takes letters, in turn
#: those of accounts, for whose codes somebody waits, and all others. A worker that names no queue takes all of them.
WORK_QUEUES = ("celery", "certificates", "accounts", "mail")
CELERY_TASK_QUEUES = [Queue(name, Exchange(name), routing_key=name) for name in WORK_QUEUES]
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(ACADEMY_HOME / "broker" / "queue"),
        "data_folder_out": str(ACADEMY_HOME / "broker" / "queue"),
        "processed_folder": str(ACADEMY_HOME / "broker" / "processed"),
        "control_folder": str(ACADEMY_HOME / "broker" / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    # Without time-outs a page that queues something waits for as long as Redis is silent.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 1, "socket_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long the broker is away, workers and beat come back with it.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A task is only a nudge (academy/celery.py): a page does not wait for a broker that is away.
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 180
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = "UTC"

# Languages ----------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "az"
LANGUAGES = [("az", "Azərbaycanca"), ("ru", "Русский"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
#: Our catalogue, and corrections of what Django, allauth and Wagtail say.
LOCALE_PATHS = [BASE_DIR / "academy" / "locale", BASE_DIR / "academy" / "locale" / "borrowed"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["academy.formats"]

# Headers ------------------------------------------------------------------------------------------------------------
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Two libraries by one name: ours stands in for the one of Django’s that it is made of (academy/cms/sentences.py).
SILENCED_SYSTEM_CHECKS: list[str] = ["templates.W003"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "script-src-attr": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    },
}

# Certificates -------------------------------------------------------------------------------------------------------
#: PKCS#12 file that holds the signing key; the passphrase is read from a file of its own.
#: Both are made by `manage.py make_signing_key`.
SIGNING_KEY_FILE = Path(env.str("SIGNING_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "signing.p12")))
SIGNING_KEY_PASSPHRASE_FILE = Path(
    env.str("SIGNING_KEY_PASSPHRASE_FILE", default=str(ACADEMY_HOME / "keys" / "signing.passphrase"))
)
#: Instead of the file: a token (PKCS#11) that holds the key. Its library, its label, the file with its PIN, the label
#: of the key in it, and a file with its certificates (PEM, its own first): `make_signing_key` writes that one as well.
SIGNING_TOKEN_MODULE = env.str("SIGNING_TOKEN_MODULE", default="")
SIGNING_TOKEN_LABEL = env.str("SIGNING_TOKEN_LABEL", default="")
SIGNING_TOKEN_PIN_FILE = Path(env.str("SIGNING_TOKEN_PIN_FILE", default=str(ACADEMY_HOME / "keys" / "signing.pin")))
SIGNING_TOKEN_KEY_LABEL = env.str("SIGNING_TOKEN_KEY_LABEL", default="certificates")
SIGNING_CHAIN_FILE = Path(env.str("SIGNING_CHAIN_FILE", default=str(ACADEMY_HOME / "keys" / "signing.pem")))
#: Root and issuing key make signing keys and lists of revoked keys; both are opened by one passphrase.
ROOT_KEY_FILE = Path(env.str("ROOT_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "root.p12")))
ISSUING_KEY_FILE = Path(env.str("ISSUING_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "issuing.p12")))
AUTHORITY_PASSPHRASE_FILE = Path(
    env.str("AUTHORITY_PASSPHRASE_FILE", default=str(ACADEMY_HOME / "keys" / "authority.passphrase"))
)
#: Kind of the keys that are made: p256 or rsa3072.
SIGNING_KEY_TYPE = env.str("SIGNING_KEY_TYPE", default="p256")
#: Address of a time-stamp authority (RFC 3161), and a file with the roots (PEM) below which it is believed.
#: Without an address an authority of our own gives them, with a key of its own.
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
TIMESTAMP_ROOTS_FILE = Path(_roots) if (_roots := env.str("TIMESTAMP_ROOTS_FILE", default="")) else None
TIMESTAMP_KEY_FILE = Path(env.str("TIMESTAMP_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "timestamp.p12")))
#: Ed25519 key that signs the transparency log, made by `manage.py make_log_key`.
LOG_KEY_FILE = Path(env.str("LOG_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "log.key")))
#: Ed25519 key that signs the credentials (Open Badges), made by `manage.py make_credential_key`.
CREDENTIAL_KEY_FILE = Path(env.str("CREDENTIAL_KEY_FILE", default=str(ACADEMY_HOME / "keys" / "credential.json")))

# Integrations -------------------------------------------------------------------------------------------------------
#: Origins inside our own network that webhooks may be sent to, over http too; all others must be public, over https.
WEBHOOK_TRUSTED_ORIGINS = env.list("WEBHOOK_TRUSTED_ORIGINS", default=[])

# Watching over the site ---------------------------------------------------------------------------------------------
#: What tells how each app does, in the order of the page “State of the house”.
HOUSE_FIGURES = [
    "academy.house.figures.figures_of_machine",
    "academy.accounts.figures.figures",
    "academy.integrations.selectors.figures",
    "certification.selectors.house.figures",
    "courses.selectors.house.figures",
]
#: Whoever reads /metrics bears it; without one there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
#: A folder in which the processes of one machine count together; the library that counts reads the variable itself.
if _counts := env.str("PROMETHEUS_MULTIPROC_DIR", default=""):
    Path(_counts).mkdir(parents=True, exist_ok=True)
#: Where errors are reported; nowhere without it.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
