"""The environment, and what everything else in the settings is told relative to."""

from pathlib import Path

import environ
from environ.fileaware_mapping import FileAwareMapping

BASE_DIR = Path(__file__).resolve().parents[2]


class SecretFiles(FileAwareMapping):
    """The environment, where X_FILE names a file that holds X, without the line's end that editors add."""

    def __getitem__(self, key: str) -> str:
        """Return the value, from the file if one is named."""
        return str(super().__getitem__(key)).rstrip("\n")


class Environment(environ.Env):
    """Reads every variable from a file, too: SECRET_KEY_FILE=/run/secrets/key stands for SECRET_KEY."""

    ENVIRON = SecretFiles()


env = Environment()
if env.bool("READ_DOT_ENV", default=True):
    env.read_env(BASE_DIR / ".env")

#: Where database, media, keys, mails and the file broker lie.
ACADEMY_HOME = Path(env.str("ACADEMY_HOME", default=str(BASE_DIR / "var"))).resolve()
#: Public address of the site: links in mails, the QR mark on certificates.
SITE_URL = env.str("SITE_URL", default=f"http://localhost:{env.int('PORT', default=8000)}").rstrip("/")
SITE_NAME = "Kitabxanaçı Akademiyası"
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Baku")
