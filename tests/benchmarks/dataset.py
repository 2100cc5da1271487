"""What the pages are asked about: S, M and L, always the same for the same size.

S: 60 courses, 1,000 people, 10,000 enrolments with an attempt of ten questions each, 10,000 certificates. M: ten times
the people, enrolments and answers. L: 100,000 of them in one course, a million certificates, and 10,000 course pages.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import HomePage
from certification.models import Certificate
from courses.models import Course, CoursePage, Seminar
from courses.services.tallies import count_quiz
from tests.benchmarks import crowd
from tests.benchmarks.million import SEED as CODES
from tests.benchmarks.million import Register, codes, first_certificate
from tests.benchmarks.shelf import fill_catalogue
from tests.factories import learning
from tests.factories.desk import make_officer, make_requirement
from tests.factories.people import make_institution

SEED = 9
LESSONS, QUESTIONS, COURSES_OF_EACH = 4, 10, 10
#: Each round takes courses and seminars of its own for what can be done once; queries are counted beside them.
TURNS = 8
#: People who ask, each with a session.
ASKING = 40
#: Size -> courses, pages in the catalogue, people, people in the largest course, certificates. XS is for trying it out.
SIZES = {
    "XS": (20, 20, 50, 50, 100),
    "S": (60, 60, 1_000, 1_000, 10_000),
    "M": (60, 1_000, 10_000, 10_000, 10_000),
    "L": (60, 10_000, 10_000, 100_000, 1_000_000),
}
SENTENCE = "Catalogue, shelf and reader meet in the number that a librarian gives to a book. "
PARAGRAPH = f"<p>{SENTENCE * 8}</p>"
BODY = [
    {"type": kind, "value": value}
    for part in range(6)
    for kind, value in (("heading", f"Heading {part}"), ("rich_text", PARAGRAPH), ("rich_text", PARAGRAPH))
]


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Rows that the questions name. `open_attempts` are those of the people who ask, a list for each course.

    Beginners have read everything and tried nothing yet.
    """

    size: str
    courses: list[Course]
    seminars: list[Seminar]
    sessions: list[str]
    beginners: list[str]
    trainer: str
    question: int
    officer: str
    institution: int
    holder: str
    certificate: Certificate
    open_attempts: dict[int, list[str]]

    def known(self, *, start: int) -> Iterator[str]:
        """Yield codes that were issued, from all over the register, from one of them on."""
        number = SIZES[self.size][-1]
        drawn = list(islice(codes(CODES), 0, number, max(1, number // 2_000)))
        return islice(cycle(drawn), start, None)


def build(size: str) -> Dataset:
    """Fill the database, which has to be empty."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    number, pages, people, in_one, certificates = SIZES[size]
    courses, seminars = _courses(number), _seminars()
    asking = crowd.add_people(ASKING, prefix="asking")
    everybody = crowd.add_people(in_one, prefix="learner")
    _learn(everybody, everybody[:people], courses)
    open_attempts = _open_attempts(asking, courses)
    beginners = crowd.add_people(ASKING, prefix="beginner")
    crowd.read_lessons(crowd.enrol([(person, course) for course in courses[1 : TURNS + 1] for person in beginners]))
    certificate = first_certificate()
    Register(certificate, everybody).grow_to(certificates)
    institution = make_institution()
    crowd.add_staff(everybody[:people], institution)
    for course in courses[:5]:
        make_requirement(institution, course)
    officer = make_officer(institution).user
    fill_catalogue(pages)
    return Dataset(
        size=size,
        courses=courses,
        seminars=seminars,
        sessions=crowd.log_in(asking),
        beginners=crowd.log_in(beginners),
        trainer=crowd.log_in([_trainer().pk], proved=True)[0],
        question=courses[0].quiz.places.first().question_id,
        officer=crowd.log_in([officer.pk], proved=True)[0],
        institution=institution.pk,
        holder=crowd.log_in([certificate.holder_id])[0],
        certificate=certificate,
        open_attempts=open_attempts,
    )


def _courses(number: int) -> list[Course]:
    learning.BODY = BODY
    index = learning.make_site()
    home = HomePage.objects.get(locale=Locale.objects.get(language_code="az"))
    # By its name: tests of the report know of no such table.
    plain_page = apps.get_model("plain.PlainPage")
    learning.add_page(home, plain_page(title="Plain", slug="plain", body=PARAGRAPH), home.locale, {})
    courses = [learning.make_course(lessons=LESSONS, index=index) for _asked in range(TURNS + 1)]
    others = range(number - len(courses))
    courses += [learning.make_course(lessons=1, index=index, languages=("az",)) for _other in others]
    for course in courses:
        learning.make_quiz(course, questions=QUESTIONS)
    return courses


def _seminars() -> list[Seminar]:
    start = timezone.now() + timedelta(days=30)
    return [learning.make_seminar(start + timedelta(days=turn)) for turn in range(TURNS)]


def _learn(everybody: list[int], people: list[int], courses: list[Course]) -> None:
    """Everybody learns in the first course, people in nine more each, and has tried its quiz."""
    chance = random.Random(SEED)
    others = courses[TURNS + 1 :]
    pairs = [(person, courses[0]) for person in everybody]
    pairs += [(person, course) for person in people for course in chance.sample(others, COURSES_OF_EACH - 1)]
    enrolments = crowd.enrol(pairs)
    crowd.read_lessons(enrolments, chance)
    crowd.attempt(enrolments, chance)
    count_quiz(quiz_id=courses[0].quiz.pk)


def _open_attempts(asking: list[int], courses: list[Course]) -> dict[int, list[str]]:
    """Enrol those who ask in the courses that are for asking, and give each an open attempt in each of them."""
    chance = random.Random(SEED + 1)
    enrolments = crowd.enrol([(person, course) for course in courses[: TURNS + 1] for person in asking])
    ids = crowd.attempt(enrolments, chance, is_open=True)
    found: dict[int, list[str]] = {}
    for key, enrolment in zip(ids, enrolments, strict=True):
        found.setdefault(enrolment.course_id, []).append(key)
    return found


def _trainer() -> User:
    trainer = User.objects.create_user("trainer@example.org", legal_name="Trainer")
    trainer.groups.add(Group.objects.get(name=Role.TRAINER))
    CoursePage.objects.update(owner=trainer)
    return trainer
