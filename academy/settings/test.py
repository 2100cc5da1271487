"""The test suite: a fast hasher, mail in memory, tasks run where they are queued, files in a folder of the run."""

import os
import tempfile
from pathlib import Path

from academy.settings.base import *
from academy.settings.base import BASE_DIR, STORAGES, WAGTAILSEARCH_BACKENDS, env

SECRET_KEY = "test-only-secret-key-with-enough-length-for-the-checks"  # noqa: S105 - guards nothing
ACADEMY_HOME = Path(tempfile.gettempdir()) / f"academy-test-{os.getpid()}"
MEDIA_ROOT = ACADEMY_HOME / "media"
STORAGES["certificates"]["OPTIONS"]["location"] = ACADEMY_HOME / "certificates"
STORAGES["registers"]["OPTIONS"]["location"] = ACADEMY_HOME / "registers"
STORAGES["receipts"]["OPTIONS"]["location"] = ACADEMY_HOME / "receipts"
SIGNING_KEY_FILE = ACADEMY_HOME / "keys" / "signing.p12"
SIGNING_KEY_PASSPHRASE_FILE = ACADEMY_HOME / "keys" / "signing.passphrase"
SIGNING_CHAIN_FILE = ACADEMY_HOME / "keys" / "signing.pem"
TIMESTAMP_KEY_FILE = ACADEMY_HOME / "keys" / "timestamp.p12"
ROOT_KEY_FILE = ACADEMY_HOME / "keys" / "root.p12"
ISSUING_KEY_FILE = ACADEMY_HOME / "keys" / "issuing.p12"
AUTHORITY_PASSPHRASE_FILE = ACADEMY_HOME / "keys" / "authority.passphrase"
LOG_KEY_FILE = ACADEMY_HOME / "keys" / "log.key"
CREDENTIAL_KEY_FILE = ACADEMY_HOME / "keys" / "credential.json"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
#: Static files straight from the source tree: nothing is collected for a test run.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
SERVE_MEDIA = True
DEMO = True
ACCOUNT_RATE_LIMITS = False
#: Tests change rows below the services; those of what is kept switch it on.
KEEP_PAGES = False
#: Tests of the second factor switch it on.
SECOND_FACTOR_REQUIRED = False
#: Indexing costs a third of the time that a page takes; tests that search the CMS ask for it (`search_index`).
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
#: Real files that nobody here wrote; tests that need one are left out where the folder is not there.
ACADEMY_CORPUS = Path(env.str("ACADEMY_CORPUS", default=str(BASE_DIR.parent / "shared" / "corpus")))
