"""Where rows and files lie: PostgreSQL or SQLite, folders or a storage that speaks S3."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from academy.settings.environment import ACADEMY_HOME, SITE_URL, env

_ENGINE = "academy.postgresql"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{ACADEMY_HOME / 'academy.sqlite3'}")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=600)
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE and WAL: 200 concurrent writers without one "database is locked" (measured).
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _database["ENGINE"] = _ENGINE
    # A host that is gone without a word is noticed within a minute, also by workers.
    _keeping = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
    _database["OPTIONS"] = {"connect_timeout": 5, **_keeping, **_database.get("OPTIONS", {})}
    # What is asked for all day (academy/prepared.py): from its third time on, a connection keeps the plan.
    _database["OPTIONS"]["prepare_threshold"] = 2 if env.bool("DATABASE_PREPARED_STATEMENTS", default=True) else None
    # A pooler that hands a connection to another process between two transactions knows no cursor of the first.
    _database["DISABLE_SERVER_SIDE_CURSORS"] = not env.bool("DATABASE_SERVER_SIDE_CURSORS", default=True)
    if _pool := env.int("DATABASE_POOL_SIZE", default=0):
        # The threads of a process share so many connections. Who waits for longer gets an error instead of nothing.
        _database["OPTIONS"]["pool"] = {"min_size": 1, "max_size": _pool, "timeout": 10}
        _database["CONN_MAX_AGE"] = 0
    # Figures and files are read there (academy/replica.py), everything else here.
    if _replica := env.str("DATABASE_REPLICA_URL", default=""):
        DATABASES["replica"] = {
            **_database,
            **env.db_url_config(_replica),
            "ENGINE": _ENGINE,
            "TEST": {"MIRROR": "default"},
        }
        DATABASES["replica"]["OPTIONS"] = {**_database["OPTIONS"]}
        DATABASE_ROUTERS = ["academy.replica.ReplicaRouter"]
#: Seconds that a web process waits for an answer of PostgreSQL (academy/postgresql); 0: as long as it takes.
DATABASE_PATIENCE = env.int("DATABASE_PATIENCE", default=30)
#: Further behind than this, the replica is not asked.
DATABASE_REPLICA_SECONDS = env.int("DATABASE_REPLICA_SECONDS", default=30)

MEDIA_URL = "/media/"
MEDIA_ROOT = ACADEMY_HOME / "media"
#: Whether the proxy hands out the recording that an answer names by X-Accel-Redirect, as deploy/Caddyfile does.
RECORDINGS_BY_PROXY = env.bool("RECORDINGS_BY_PROXY", default=False)
#: Storage -> what it has of its own. Certificates have no public address; only a view that checks the holder hands
#: them out. Copies of the register and receipts of verifications hold names: registrars, and whoever asked, are handed
#: them, and they go after a week.
_PRIVATE = {"certificates", "registers", "receipts"}
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")


def _folder(name: str) -> dict[str, Any]:
    private = {"location": ACADEMY_HOME / name, "base_url": None, "file_permissions_mode": 0o600}
    options = private if name in _PRIVATE else {}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


def _bucket(name: str) -> dict[str, Any]:
    """Nothing is written over. Public files keep their address on the site, where the proxy reads the bucket."""
    options: dict[str, Any] = {
        "endpoint_url": S3_ENDPOINT_URL,
        "access_key": env.str("S3_ACCESS_KEY", default=""),
        "secret_key": env.str("S3_SECRET_KEY", default=""),
        "bucket_name": f"{env.str('S3_BUCKET_PREFIX', default='academy-')}{name}",
        "region_name": env.str("S3_REGION", default="us-east-1"),
        "addressing_style": "path",
        "default_acl": None,
        "file_overwrite": False,
    }
    if name not in _PRIVATE:
        parts = urlsplit(SITE_URL)
        options |= {"custom_domain": f"{parts.netloc}{MEDIA_URL.rstrip('/')}", "url_protocol": f"{parts.scheme}:"}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


_place = _bucket if S3_ENDPOINT_URL else _folder
STORAGES: dict[str, dict[str, Any]] = {
    "default": _place("media"),
    "certificates": _place("certificates"),
    "registers": _place("registers"),
    "receipts": _place("receipts"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ACADEMY_HOME / "static")))
