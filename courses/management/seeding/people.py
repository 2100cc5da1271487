"""What the demo's people have done already, through the same services that pages call."""

from typing import Any

from academy.accounts.models import Institution, User
from courses.management.seeding.content import read
from courses.models import Attempt, Course, Enrolment, Lesson
from courses.questions import TYPES
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.bookmarks import add_bookmark
from courses.services.enrolment import enrol
from courses.services.notes import save_note
from courses.services.progress import mark_lesson_read

#: How many lessons of the UDC course the first learner has read.
READ_BY_LEARNER = 2


def seed_institutions(definitions: list[dict[str, Any]]) -> list[Institution]:
    """Make the institutions that are missing, and return all in the order of the definitions."""
    return [
        Institution.objects.get_or_create(name=definition["name"], defaults={"city": definition["city"]["az"]})[0]
        for definition in definitions
    ]


def seed_learning(accounts: dict[str, User]) -> None:
    """The first learner is in the middle of one course; the second has earned a certificate on another."""
    _study(_read(accounts["learner"], "UDC-101", READ_BY_LEARNER))
    enrolment = _read(accounts["second-learner"], "OPEN-301", None)
    if enrolment.completed_at is None:
        attempt = start_attempt(enrolment=enrolment, quiz=enrolment.course.quiz)
        submit_attempt(attempt=attempt, answers=_correct_answers(attempt))


def _study(enrolment: Enrolment) -> None:
    """Write notes and set bookmarks, unless the learner has some already."""
    user, lessons = enrolment.user, {lesson.position: lesson for lesson in enrolment.course.lessons.all()}
    if user.lesson_notes.exists() or user.bookmarks.exists():
        return
    kept = read("site", "study.toml")
    for note in kept["notes"]:
        save_note(user=user, lesson=lessons[note["lesson"]], text=note["text"], seen=None)
    for position in kept["bookmarks"]:
        add_bookmark(user=user, lesson=lessons[position])


def _read(user: User, code: str, count: int | None) -> Enrolment:
    course = Course.objects.get(code=code)
    enrolment = enrol(user=user, course=course)
    if not enrolment.lesson_progress.exists():
        for lesson in Lesson.objects.filter(course=course)[:count]:
            mark_lesson_read(enrolment=enrolment, lesson=lesson)
    return enrolment


def _correct_answers(attempt: Attempt) -> dict[int, object]:
    answers = {}
    for asked in attempt.questions.select_related("revision__question"):
        type_, body = TYPES[asked.revision.question.type], asked.revision.body
        correct = [option["id"] for option in body["options"] if option["correct"]]
        answers[asked.position] = type_.answer_of(body, correct if len(correct) > 1 else correct[0])
    return answers
