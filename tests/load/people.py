"""Makes the keys and fills the database with whom a load run needs; prints what the visitors have to know.

    python -m tests.load.people USERS

Each learner has a session, has tried the quiz of one course and may start that of another; the staff have sessions with
a second factor.
"""

import json
import random
import sys
from datetime import timedelta
from itertools import islice

import django
from django.conf import settings

django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"

from django.core.management import call_command  # noqa: E402 - the apps are ready only now
from django.utils import timezone  # noqa: E402

from academy.accounts.enums import Role  # noqa: E402
from courses.models import Course, CoursePage, Enrolment, LessonProgress  # noqa: E402
from tests.benchmarks import crowd  # noqa: E402
from tests.benchmarks.million import SEED as CODES  # noqa: E402
from tests.benchmarks.million import Register, codes, first_certificate  # noqa: E402
from tests.factories import learning  # noqa: E402
from tests.factories.desk import make_officer, make_requirement  # noqa: E402
from tests.factories.people import make_institution, make_user  # noqa: E402

COURSES, LESSONS, QUESTIONS, SEMINARS, CERTIFICATES = 10, 4, 10, 5, 1_000
SEED = 9
PARAGRAPH = "<p>" + "Catalogue, shelf and reader meet in the number that a librarian gives to a book. " * 8 + "</p>"
BODY = [
    {"type": kind, "value": value}
    for part in range(6)
    for kind, value in (("heading", f"Heading {part}"), ("rich_text", PARAGRAPH), ("rich_text", PARAGRAPH))
]
#: More than anybody makes in a run.
ATTEMPTS = 30_000


def make_courses() -> list[Course]:
    """Ten courses in three languages with lessons of some length and a quiz."""
    learning.BODY = BODY
    index = learning.make_site()
    courses = [learning.make_course(lessons=LESSONS, index=index) for _course in range(COURSES)]
    for course in courses:
        learning.make_quiz(course, questions=QUESTIONS, attempts_allowed=ATTEMPTS)
    for day in range(SEMINARS):
        learning.make_seminar(timezone.now() + timedelta(days=30 + day))
    return courses


def read_all(learners: list[int], course: Course) -> None:
    """Enrol them in the course and let them have read all of it, so that they may start its quiz."""
    enrolments = [Enrolment(user_id=person, course=course) for person in learners]
    Enrolment.objects.bulk_create(enrolments)
    LessonProgress.objects.bulk_create(
        [LessonProgress(enrolment=one, lesson=lesson) for one in enrolments for lesson in course.lessons.all()]
    )


def people(number: int) -> dict[str, object]:
    """Return the sessions, and what the staff look at."""
    courses, chance = make_courses(), random.Random(SEED)
    learners = crowd.add_people(number, prefix="learner")
    tried = crowd.enrol([(person, courses[0]) for person in learners])
    crowd.read_lessons(tried, chance)
    crowd.attempt(tried, chance)
    read_all(learners, courses[1])
    institution, trainer = make_institution(), make_user(Role.TRAINER)
    crowd.add_staff(learners, institution)
    CoursePage.objects.update(owner=trainer)
    make_requirement(institution, courses[0])
    staff = [trainer.pk, make_officer(institution).user.pk]
    return {
        "learners": crowd.log_in(learners),
        "staff": crowd.log_in(staff, proved=True),
        "tried": courses[0].code,
        "read": courses[1].code,
        "institution": institution.pk,
    }


call_command("collectstatic", interactive=False, verbosity=0)
Register(first_certificate()).grow_to(CERTIFICATES)
told = people(int(sys.argv[1])) | {"codes": list(islice(codes(CODES), CERTIFICATES)), "questions": QUESTIONS}
sys.stdout.write(json.dumps(told))
