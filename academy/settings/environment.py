"""The environment, and what everything else in the settings is told relative to."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
if env.bool("READ_DOT_ENV", default=True):
    env.read_env(BASE_DIR / ".env")

#: Where database, media, keys, mails and the file broker lie.
ACADEMY_HOME = Path(env.str("ACADEMY_HOME", default=str(BASE_DIR / "var"))).resolve()
#: Public address of the site: links in mails, the QR mark on certificates.
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}").rstrip("/")
SITE_NAME = "Kitabxanaçı Akademiyası"
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Baku")
