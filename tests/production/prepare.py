"""Makes the keys and fills the database: a course with a quiz and a certificate, and a learner. Prints who it is.

    python -m tests.production.prepare

Static files are collected without being compressed, which takes half a minute and is WhiteNoise's own affair.
"""

import json
import sys

import django
from django.conf import settings

django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"

from django.core.management import call_command  # noqa: E402 - the apps are ready only now

from tests.factories.certification import make_template  # noqa: E402
from tests.factories.learning import make_course, make_quiz  # noqa: E402
from tests.factories.people import PASSWORD, make_user  # noqa: E402

call_command("collectstatic", interactive=False, verbosity=0)
for command in ("make_signing_key", "make_log_key", "make_credential_key"):
    call_command(command)
course = make_course(lessons=1, certificate_template=make_template())
make_quiz(course, questions=2)
learner = make_user(legal_name="Quliyeva Nərmin Rauf qızı", email="nermin@kitabxana.example")
sys.stdout.write(
    json.dumps(
        {
            "course": course.code,
            "lessons": list(course.lessons.values_list("pk", flat=True)),
            "email": learner.email,
            "name": learner.legal_name,
            "password": PASSWORD,
        }
    )
)
