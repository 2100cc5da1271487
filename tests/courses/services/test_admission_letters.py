"""Letters about coming onto a course: owed by rows, sent once, in the reader's language, and to nobody who is gone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from academy.languages import LANGUAGES
from courses import tasks
from courses.models import Enrolment, EnrolmentLetter
from courses.services import admission_letters
from courses.services.admission_letters import mail_decision, mail_enrolment_letter, mail_invitation
from courses.services.cohorts import owe_reminders
from courses.services.enrolment import admit, withdraw
from courses.services.requests import approve_request, refuse_request, take_back_request
from tests.factories.admission import make_cohort, make_invitation, make_request
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

APPROVED = {"az": "Kursa yazıldınız", "ru": "Вы записаны на курс", "en": "You are enrolled"}
INVITED = {"az": "kursuna dəvət", "ru": "Приглашение на курс", "en": "Invitation to the course"}


def title(course, language: str) -> str:
    return course.pages.get(locale__language_code=language).title


@pytest.mark.parametrize("language", LANGUAGES)
def test_approval_is_told_in_the_readers_language(language: str) -> None:
    request = make_request(user=make_user(language=language))
    approve_request(request=request, by=make_user(), reason="Xoş & <gəldiniz>")
    assert [mail_decision(request.pk), mail_decision(request.pk)] == [True, False]
    letter = mail.outbox[0]
    assert (letter.to, APPROVED[language] in letter.subject) == ([request.user.email], True)
    assert (title(request.course, language) in letter.subject, "Xoş & <gəldiniz>" in letter.body) == (True, True)
    assert "Xoş &amp; &lt;gəldiniz&gt;" in letter.alternatives[0].content


def test_refusal_is_told_with_its_reason_and_what_was_taken_back_is_not() -> None:
    refused = make_request(user=make_user(language="en"))
    refuse_request(request=refused, by=make_user(), reason="For cataloguers alone.")
    taken_back = make_request(course=refused.course)
    take_back_request(request=taken_back)
    assert [mail_decision(refused.pk), mail_decision(taken_back.pk)] == [True, False]
    assert ["Reason: For cataloguers alone." in letter.body for letter in mail.outbox] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_invitation_speaks_the_language_that_was_picked(language: str) -> None:
    invitation = make_invitation(email="new@example.org", language=language, created_by=make_user())
    assert [mail_invitation(invitation.pk), mail_invitation(invitation.pk)] == [True, False]
    letter = mail.outbox[0]
    assert (letter.to, INVITED[language] in letter.subject) == (["new@example.org"], True)
    assert f"/my/invitations/{invitation.token}/" in letter.body
    assert invitation.created_by.legal_name in letter.body


def test_invitation_without_a_language_speaks_that_of_the_account() -> None:
    user = make_user(language="ru")
    mail_invitation(make_invitation(email=user.email).pk)
    assert INVITED["ru"] in mail.outbox[0].subject


@pytest.mark.parametrize("facts", [{"email": ""}, {"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_invitation_that_is_over_or_nobodys_is_not_sent(facts: dict) -> None:
    invitation = make_invitation(**{"email": "new@example.org"} | facts)
    assert (mail_invitation(invitation.pk), mail.outbox) == (False, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_cohort_writes_its_dates_once(language: str) -> None:
    cohort = make_cohort(trainer=make_user(legal_name="Söyüdlü Ülviyyə"))
    admit(user=make_user(language=language), course=cohort.course, cohort=cohort)
    owed = EnrolmentLetter.objects.get()
    assert [mail_enrolment_letter(owed.pk), mail_enrolment_letter(owed.pk)] == [True, False]
    with override(language):
        dates = [date_format(day, "DATE_FORMAT") for day in (cohort.starts_on, cohort.ends_on)]
    words = [*dates, cohort.name, "Söyüdlü Ülviyyə", title(cohort.course, language)]
    assert [word in mail.outbox[0].body for word in words] == [True] * 5


@pytest.mark.parametrize(
    ("days", "kinds"), [(8, []), (7, ["week"]), (5, ["week"]), (2, []), (1, ["day"]), (0, ["day"])]
)
def test_reminders_are_owed_once_a_week_and_a_day_before(days: int, kinds: list[str]) -> None:
    cohort = make_cohort(days=days)
    enrolment = make_enrolment(cohort.course)
    Enrolment.objects.update(cohort=cohort)
    for _time in range(2):
        owe_reminders(today=timezone.localdate())
    assert list(enrolment.letters.values_list("kind", flat=True)) == kinds


def test_reminders_are_for_those_who_have_something_left_to_do() -> None:
    cohort = make_cohort(days=7)
    completed, learning = make_enrolment(cohort.course, read=2), make_enrolment(cohort.course)
    Enrolment.objects.update(cohort=cohort)
    withdraw(enrolment=make_enrolment(cohort.course))
    assert (owe_reminders(today=timezone.localdate()), completed.letters.count()) == (1, 0)
    assert learning.letters.count() == 1


def test_whoever_left_the_cohort_is_not_written_to() -> None:
    cohort = make_cohort()
    enrolment = admit(user=make_user(), course=cohort.course, cohort=cohort)
    letter = EnrolmentLetter.objects.get()
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=make_cohort(course=cohort.course))
    assert (mail_enrolment_letter(letter.pk), mail.outbox) == (False, [])


def test_letter_that_did_not_go_is_owed_again(monkeypatch) -> None:
    def refuse(*_arguments: object, **_words: object) -> None:
        raise ConnectionRefusedError

    invitation = make_invitation(email="new@example.org")
    with monkeypatch.context() as patch:
        patch.setattr(admission_letters, "send_letter", refuse)
        with pytest.raises(ConnectionRefusedError):
            mail_invitation(invitation.pk)
    assert mail_invitation(invitation.pk) is True


def test_sweep_sends_everything_that_is_owed_and_nothing_twice(time_machine) -> None:
    time_machine.move_to(timezone.localtime().replace(hour=9, minute=0))
    cohort = make_cohort(course=make_course(), days=7)
    admit(user=make_user(), course=cohort.course, cohort=cohort)
    make_invitation(course=cohort.course, email="new@example.org")
    request = make_request(course=cohort.course)
    refuse_request(request=request, by=make_user())
    for _time in range(2):
        tasks.sweep_admission_letters()
    assert len(mail.outbox) == 4


def test_nobody_is_reminded_before_eight(time_machine) -> None:
    time_machine.move_to(timezone.localtime().replace(hour=7, minute=59))
    cohort = make_cohort(days=timedelta(days=7).days)
    make_enrolment(cohort.course)
    Enrolment.objects.update(cohort=cohort)
    tasks.sweep_admission_letters()
    assert EnrolmentLetter.objects.count() == 0
