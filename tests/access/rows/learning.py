"""What belongs to a course: its pages and questions, ways onto it, and what a learner does there."""

from wagtail.models import Page

from courses.enums import AttemptState, EnrolmentMode, Notice
from courses.models import Course, Enrolment, LessonPage, QuestionFile
from courses.services.programmes import join_programme
from courses.services.tallies import count_quiz
from courses.services.unsubscribing import unsubscribe_url
from tests.access.people import Side
from tests.factories.admission import make_cohort, make_invitation, make_list, make_request
from tests.factories.attempts import make_attempt
from tests.factories.evaluations import make_evaluation
from tests.factories.files import audio_block, document_block, make_document, make_recording, show_on
from tests.factories.learning import add_essay, make_bank, make_course, make_enrolment, make_quiz
from tests.factories.programmes import make_programme
from tests.factories.questions import ESSAY
from tests.factories.talk import make_announcement, make_question, make_sent

Rows = dict[str, object]


def learning_rows(side: Side, index: dict[str, Page]) -> Rows:
    """Rows of one course of the trainer, on which the learner is enrolled."""
    course = make_course(index=index)
    programme = make_programme([course])
    for pages in (course.pages, programme.pages, LessonPage.objects.filter(lesson__course=course)):
        pages.update(owner=side.trainer)
    enrolment = make_enrolment(course, side.learner, read=2)
    join_programme(user=side.learner, programme=programme)
    lesson = course.lessons.first()
    question = make_question(course, side.learner)
    return {
        "course": course.code,
        "course row": course.pk,
        "lesson": lesson.pk,
        "programme": programme.code,
        "programme row": programme.pk,
        "enrolment": enrolment.pk,
        "question under a lesson": question.pk,
        "page above": course.pages.get(locale__language_code="az").pk,
        "unsubscribing": unsubscribe_url(side.learner, Notice.ANNOUNCEMENTS).rstrip("/").rpartition("/")[2],
        **_quiz_rows(side, enrolment),
        **_essay_rows(side, index),
        **_ways_on(side, course, index),
        **_announcements(side, course),
        **_files(course),
        **_bank_rows(side),
        "evaluation": make_evaluation(author=side.trainer).pk,
    }


def _files(course: Course) -> Rows:
    """A document and a recording that stand in a lesson."""
    page = LessonPage.objects.get(lesson__course=course, lesson__position=2, locale__language_code="az")
    document, recording = make_document(f"{course.code}.txt"), make_recording(f"{course.code}.mp3")
    show_on(page, document_block(document), audio_block(recording))
    return {
        "document of a lesson": document.pk,
        "name of a document of a lesson": document.filename,
        "recording of a lesson": recording.filename,
    }


def _quiz_rows(side: Side, enrolment: Enrolment) -> Rows:
    """An attempt that is over and counted, and one that goes on."""
    quiz = make_quiz(enrolment.course)
    quiz.questions.update(author=side.trainer)
    over = make_attempt(quiz, [{"option": "o0"}] * 2, enrolment=enrolment)
    goes_on = make_attempt(quiz, [None, None], enrolment=enrolment, state=AttemptState.OPEN)
    count_quiz(quiz_id=quiz.pk)
    return {
        "quiz": quiz.pk,
        "question": quiz.questions.first().pk,
        "version": 1,
        "attempt that is over": over.pk,
        "attempt": goes_on.pk,
        "place in an attempt": 1,
    }


def _essay_rows(side: Side, index: dict[str, Page]) -> Rows:
    """An essay that waits for its mark, on a course of its own."""
    course = make_course(index=index, lessons=1)
    course.pages.update(owner=side.trainer)
    quiz = make_quiz(course, questions=0)
    add_essay(quiz, ESSAY)
    enrolment = make_enrolment(course, side.learner)
    attempt = make_attempt(quiz, [{"text": "x"}], enrolment=enrolment, state=AttemptState.AWAITING)
    return {"answer to be marked": attempt.questions.get().pk}


def _ways_on(side: Side, course: Course, index: dict[str, Page]) -> Rows:
    by_request = make_course(index=index, lessons=1, enrolment_mode=EnrolmentMode.APPROVAL)
    by_request.pages.update(owner=side.trainer)
    invitation = make_invitation(course=course)
    return {
        "course on request": by_request.code,
        "request": make_request(course=by_request, user=side.learner).pk,
        "cohort": make_cohort(course=course, trainer=side.trainer).pk,
        "invitation": invitation.pk,
        "token of an invitation": invitation.token,
        "list of learners": make_list(("new@example.org", ""), course=course, uploaded_by=side.trainer).pk,
    }


def _announcements(side: Side, course: Course) -> Rows:
    return {
        "announcement": make_announcement(course, author=side.trainer).pk,
        "announcement that was sent": make_sent(course, side.trainer, author=side.trainer).pk,
    }


def _bank_rows(side: Side) -> Rows:
    bank = make_bank("Category", author=side.trainer)
    file = QuestionFile.objects.create(
        bank=bank, file_name="q.gift", format="gift", language="az", content=b"::a:: b {T}", uploaded_by=side.trainer
    )
    return {"bank": bank.pk, "category": bank.categories.get().pk, "file of questions": file.pk}
