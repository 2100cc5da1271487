"""The laptop and the demo: no secret to set, nothing to install, static files straight from the source tree."""

from academy.settings.base import *
from academy.settings.base import ACADEMY_HOME, MIDDLEWARE, STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-secret-key-that-is-refused-in-production")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MIDDLEWARE[MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware")] = (
    "academy.cms.static_files.CompressingWhiteNoiseMiddleware"
)
STORAGES["staticfiles"]["BACKEND"] = "academy.cms.static_files.VersionedStaticFilesStorage"
#: Public pictures and recordings are handed out by Django itself; production leaves that to the reverse proxy.
SERVE_MEDIA = True
#: The demo's signing key says "demo" in its name and may be made without asking.
DEMO = True

for folder in ("media", "certificates", "keys", "mails", "broker/queue", "broker/processed", "broker/control"):
    (ACADEMY_HOME / folder).mkdir(parents=True, exist_ok=True)
