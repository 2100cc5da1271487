"""The form of a seminar's facts: rules, reminders, questions; what may be chosen, and by whom."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from academy.accounts.models import User
from certification.enums import Kind
from courses.enums import AnswerKind, SeminarApproval
from courses.models import Evaluation, Seminar, SeminarQuestion
from tests.factories.attendance import make_past_session
from tests.factories.certification import make_template
from tests.factories.evaluations import hand_in, make_evaluation
from tests.factories.learning import make_course, make_quiz, make_seminar
from tests.factories.people import make_institution

pytestmark = pytest.mark.django_db

LINE = {"text_az": "Sual", "text_ru": "", "text_en": "Question", "kind": "line", "ORDER": 1}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


@pytest.fixture
def seminar(index: dict, trainer: User) -> Seminar:
    seminar = make_seminar()
    seminar.pages.update(owner=trainer)
    return seminar


def answers(*questions: dict, **changes: object) -> dict[str, object]:
    """What the form sends when nothing but these questions and changes was written."""
    sent = {
        "topic": "",
        "format": "in_person",
        "meetings": "parts",
        "cpd_hours": "1.0",
        "institution": "",
        "contact": "",
        "approval": "none",
        "offer_hours": 24,
        "reminder_1": 24,
        "minimum_share": 75,
        "hours_step": "0.50",
        "certificate_template": "",
        "quiz": "",
        "evaluation": "",
        "questions-TOTAL_FORMS": len(questions),
        "questions-INITIAL_FORMS": 0,
    }
    for place, question in enumerate(questions):
        sent |= {f"questions-{place}-{name}": value for name, value in question.items()}
    return sent | changes


def save(studio: Client, seminar: Seminar, *questions: dict, **changes: object) -> HttpResponse:
    answer = studio.post(reverse("seminar:edit", args=[seminar.pk]), answers(*questions, **changes))
    seminar.refresh_from_db()
    return answer


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def question_errors(answer: HttpResponse) -> list[dict]:
    return [dict(form.errors) for form in answer.context["form"].formsets["questions"].forms]


def test_facts_are_kept(studio: Client, seminar: Seminar) -> None:
    here, with_us = make_institution("Bura"), make_institution("Ora")
    told = {"institution": here.pk, "co_organisers": [with_us.pk], "contact": "seminar@example.org"}
    rules = {"approval": "both", "offer_hours": 48, "minimum_share": 80, "hours_step": "0.25", "meetings": "repeats"}
    assert save(studio, seminar, **told, **rules).status_code == 302
    assert (seminar.institution, list(seminar.co_organisers.all()), seminar.contact) == (
        here,
        [with_us],
        told["contact"],
    )
    kept = (seminar.approval, seminar.offer_hours, seminar.minimum_share, seminar.hours_step, seminar.meetings)
    assert kept == (SeminarApproval.BOTH, 48, 80, Decimal("0.25"), "repeats")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ({"reminder_1": 2, "reminder_2": 168, "reminder_3": 24}, [168, 24, 2]),
        ({"reminder_1": 24, "reminder_2": 24, "reminder_3": ""}, [24]),
        ({"reminder_1": "", "reminder_2": "", "reminder_3": ""}, []),
    ],
)
def test_reminders_are_kept_the_earliest_first(
    studio: Client, seminar: Seminar, written: dict, kept: list[int]
) -> None:
    save(studio, seminar, **written)
    form = studio.get(reverse("seminar:edit", args=[seminar.pk])).context["form"]
    shown = [form[name].value() for name in ("reminder_1", "reminder_2", "reminder_3")]
    assert (seminar.reminder_hours, shown) == (kept, [*kept, *[None] * (3 - len(kept))])


@pytest.mark.parametrize("hours", [0, -1, 721])
def test_reminder_out_of_bounds_is_refused(studio: Client, seminar: Seminar, hours: int) -> None:
    assert list(errors(save(studio, seminar, reminder_1=hours))) == ["reminder_1"]
    assert seminar.reminder_hours == [24]


def test_institution_is_not_organised_with_itself(studio: Client, seminar: Seminar) -> None:
    here = make_institution()
    answer = save(studio, seminar, institution=here.pk, co_organisers=[here.pk])
    assert list(errors(answer)) == ["co_organisers"]


def test_quiz_is_an_own_one(studio: Client, seminar: Seminar, index: dict, trainer: User) -> None:
    own, other = make_quiz(make_course(index=index)), make_quiz(make_course(index=index))
    own.course.pages.update(owner=trainer)
    assert list(errors(save(studio, seminar, quiz=other.pk))) == ["quiz"]
    assert save(studio, seminar, quiz=own.pk).status_code == 302
    own.course.pages.update(owner=None)
    assert save(studio, seminar, quiz=own.pk).status_code == 302


def test_certificate_is_one_of_attendance(studio: Client, seminar: Seminar) -> None:
    attendance, competence = make_template(kind=Kind.ATTENDANCE), make_template(kind=Kind.COMPETENCE)
    assert list(errors(save(studio, seminar, certificate_template=competence.pk))) == ["certificate_template"]
    assert save(studio, seminar, certificate_template=attendance.pk).status_code == 302
    assert seminar.certificate_template == attendance


def test_evaluation_is_an_own_one_in_use(studio: Client, seminar: Seminar, trainer: User) -> None:
    own, unused, other = make_evaluation(author=trainer), make_evaluation(author=trainer), make_evaluation()
    Evaluation.objects.filter(pk=unused.pk).update(is_in_use=False)
    refused = [list(errors(save(studio, seminar, evaluation=form.pk))) for form in (unused, other)]
    assert save(studio, seminar, evaluation=own.pk, evaluation_required="on").status_code == 302
    assert (refused, seminar.evaluation, seminar.evaluation_required) == ([["evaluation"]] * 2, own, True)
    Evaluation.objects.filter(pk=own.pk).update(is_in_use=False, author=None)
    assert save(studio, seminar, evaluation=own.pk).status_code == 302


def test_certificate_waits_for_no_evaluation_that_there_is_not(studio: Client, seminar: Seminar) -> None:
    assert list(errors(save(studio, seminar, evaluation_required="on"))) == ["evaluation_required"]


def test_evaluation_that_was_filled_in_stays(studio: Client, seminar: Seminar, trainer: User) -> None:
    own, other = make_evaluation(author=trainer), make_evaluation(author=trainer)
    Seminar.objects.update(evaluation=own)
    make_past_session(seminar)
    hand_in(Seminar.objects.get(), {"mark": "4"})
    refused = [list(errors(save(studio, seminar, evaluation=form))) for form in (other.pk, "")]
    assert (refused, seminar.evaluation) == ([["evaluation"]] * 2, own)
    assert save(studio, seminar, evaluation=own.pk).status_code == 302


def test_questions_keep_languages_and_order(studio: Client, seminar: Seminar) -> None:
    choice = LINE | {"kind": "choice", "ORDER": 1, "options_az": "Bəli\n\n Xeyr ", "options_en": "Yes\r\nNo"}
    assert save(studio, seminar, LINE | {"ORDER": 2, "options_az": "a\nb"}, choice).status_code == 302
    kept = seminar.questions.values_list("kind", "text", "options")
    text = {"az": "Sual", "en": "Question"}
    options = [{"az": "Bəli", "en": "Yes"}, {"az": "Xeyr", "en": "No"}]
    assert list(kept) == [(AnswerKind.CHOICE, text, options), (AnswerKind.LINE, text, [])]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"options_az": ""}, "options_az"),
        ({"options_az": "Bir"}, "options_az"),
        ({"options_az": "\n".join("abcdefghijklmnopqrstu")}, "options_az"),
        ({"options_az": f"{'a' * 201}\nb"}, "options_az"),
        ({"options_az": "a\nb", "options_ru": "а"}, "options_ru"),
        ({"options_az": "a\nb", "text_az": ""}, "text_az"),
    ],
)
def test_question_that_cannot_be_asked_is_refused(studio: Client, seminar: Seminar, wrong: dict, place: str) -> None:
    answer = save(studio, seminar, LINE | {"kind": "choice"} | wrong)
    assert [list(found) for found in question_errors(answer)] == [[place]]
    assert SeminarQuestion.objects.count() == 0


def test_seminar_of_another_is_missing(seminar: Seminar, studio: Client) -> None:
    seminar.pages.update(owner=None)
    assert save(studio, seminar, offer_hours=1).status_code == 404
    assert seminar.offer_hours == 24


def test_page_and_facts_lead_to_each_other(studio: Client, seminar: Seminar) -> None:
    page = seminar.pages.get(locale__language_code="en")
    facts, words = reverse("seminar:edit", args=[seminar.pk]), reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (words in studio.get(facts).text, facts in studio.get(words).text) == (True, True)
