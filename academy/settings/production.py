"""The real thing. It refuses to start with a default secret, DEBUG, a missing host list or a demo signing key.

More refusals stand in `academy/accounts/checks.py` and `certification/checks.py`: `check` and `migrate` say them.
"""

from django.core.exceptions import ImproperlyConfigured

from academy.settings.base import *
from academy.settings.base import AUTH_PASSWORD_VALIDATORS, LOGGING, STORAGES, env

SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="").rstrip("/")
for _name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"):
    if not globals()[_name]:
        raise ImproperlyConfigured(f"Production needs {_name}: see .env.example.")
WAGTAILADMIN_BASE_URL = SITE_URL
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SERVE_MEDIA = False
#: Switches the refusals on: see the checks named above.
PRODUCTION = True
#: Trainers, HR officers, registrars, administrators: a check refuses to go without.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)

#: Behind one reverse proxy, unless the environment counts more.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
AUTH_PASSWORD_VALIDATORS.append({"NAME": "academy.accounts.validators.PublishedPasswordValidator"})

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
#: Probes ask a process by its address, over http.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# By this prefix browsers take cookies of this very host alone, over TLS: no neighbour below the same domain sets them.
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
LANGUAGE_COOKIE_NAME = "__Host-language"
STORAGES["staticfiles"]["BACKEND"] = "academy.cms.static_files.CollectedStaticFilesStorage"
LOGGING["formatters"]["line"]["as_json"] = env.str("LOG_FORMAT", default="json") == "json"
