"""Announcements in the CMS: who writes to whom, what is refused, what stays after sending."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.models import Announcement, Course
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.factories.talk import (
    BODY,
    SUBJECT,
    make_announcement,
    make_cohort,
    make_learner,
    make_sent,
    make_taught_course,
    prefer,
)

pytestmark = pytest.mark.django_db

LISTING = 12


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def fields(course: Course, **changes: object) -> dict[str, object]:
    return {"course": course.pk, "subject_en": "We meet", "body_en": "At ten."} | changes


def second_course(course: Course) -> Course:
    return make_course(lessons=1, index={page.locale.language_code: page.get_parent() for page in course.pages.all()})


def test_trainer_writes_looks_and_sends(
    taught: tuple[Course, User], client_of, django_capture_on_commit_callbacks
) -> None:
    course, trainer = taught
    learners = [make_learner(course) for _place in range(3)]
    prefer(learners[2], Notice.ANNOUNCEMENTS, Frequency.NEVER)
    browser: Client = client_of(trainer)
    written = browser.post(reverse("announcement:add"), fields(course))
    announcement = Announcement.objects.get()
    letter = reverse("announcement:letter", args=[announcement.pk])
    assert (written.url, announcement.author, announcement.subject) == (letter, trainer, {"en": "We meet"})
    html = browser.get(letter).text
    assert ("2 people get a letter about it." in html, "1 person more wants no letters" in html) == (True, True)
    assert (">Send to 2 people</button>" in html, mail.outbox) == (True, [])
    with django_capture_on_commit_callbacks(execute=True):
        sent = browser.post(letter)
    assert (sent.url, sorted(message.to[0] for message in mail.outbox)) == (
        reverse("announcement:index"),
        sorted(learner.email for learner in learners[:2]),
    )


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_letter_is_shown_as_it_will_be_sent(language: str, taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    announcement = make_announcement(course)
    url = reverse("announcement:letter_as_sent", args=[announcement.pk, language])
    html = client_of(trainer).get(url).text
    assert (f'<html lang="{language}">' in html, f"<p>{BODY[language]}</p>" in html) == (True, True)
    assert client_of(trainer).get(url.replace(f"/{language}/", "/xx/")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject_en": "", "body_en": ""}, "subject_az"),
        ({"body_en": ""}, "body_en"),
        ({"subject_ru": "Тема"}, "body_ru"),
        ({"body_az": "Mətn"}, "subject_az"),
        ({"subject_en": "x" * 201}, "subject_en"),
    ],
)
def test_half_a_language_is_refused_and_kept(
    changes: dict[str, str], field: str, taught: tuple[Course, User], client_of
) -> None:
    course, trainer = taught
    answer = client_of(trainer).post(reverse("announcement:add"), fields(course, **changes))
    form = answer.context["form"]
    assert (field in form.errors, form["subject_en"].value()) == (True, changes.get("subject_en", "We meet"))
    assert Announcement.objects.count() == 0


def test_trainer_writes_to_no_course_and_no_cohort_of_another(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    foreign = second_course(course)
    browser = client_of(trainer)
    for addressed in ({"course": foreign.pk}, {"cohort": make_cohort(foreign).pk}):
        browser.post(reverse("announcement:add"), fields(course) | addressed)
    assert Announcement.objects.count() == 0


def test_course_and_cohort_belong_together(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    other = second_course(course)
    other.pages.update(owner=trainer)
    answer = client_of(trainer).post(reverse("announcement:add"), fields(course, cohort=make_cohort(other).pk))
    assert answer.context["form"].errors["cohort"] == ["This cohort belongs to another course."]


def test_trainer_of_a_cohort_writes_to_it_and_to_nobody_else(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    of_cohort = make_user(Role.TRAINER, language="en")
    own, other = make_cohort(course, of_cohort), make_cohort(course, name="Spring")
    browser = client_of(of_cohort)
    for cohort in ("", other.pk, own.pk):
        browser.post(reverse("announcement:add"), fields(course, cohort=cohort))
    assert list(Announcement.objects.values_list("cohort", flat=True)) == [own.pk]
    make_announcement(course)
    assert [row.cohort for row in browser.get(reverse("announcement:index")).context["object_list"]] == [own]


def test_another_s_announcement_answers_as_a_missing_one(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    announcement = make_announcement(course)
    browser = client_of(make_user(Role.TRAINER))
    for pk in (announcement.pk, announcement.pk + 1000):
        urls = [reverse(f"announcement:{name}", args=[pk]) for name in ("edit", "delete", "letter", "history", "usage")]
        urls.append(reverse("announcement:letter_as_sent", args=[pk, "en"]))
        assert [browser.get(url).status_code for url in urls] == [404] * 6
        assert [browser.post(url, fields(course)).status_code for url in urls[:3]] == [404] * 3
    announcement.refresh_from_db()
    assert (announcement.subject, announcement.sent_at) == (SUBJECT, None)


def test_people_without_the_right_do_not_come_near(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    url = reverse("announcement:letter", args=[make_announcement(course).pk])
    learner = client_of(make_learner(course))
    assert [learner.get(url).status_code, learner.post(url).status_code] == [403, 403]
    assert client_of(make_user(Role.REGISTRAR)).post(url).status_code == 404
    assert Announcement.objects.get().sent_at is None


def test_sent_announcement_stays_as_it_is(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    announcement = make_sent(course, trainer)
    browser = client_of(trainer)
    for name in ("edit", "delete"):
        url = reverse(f"announcement:{name}", args=[announcement.pk])
        assert [browser.get(url).status_code, browser.post(url, fields(course)).status_code] == [404, 404]
    letter = browser.get(reverse("announcement:letter", args=[announcement.pk]))
    assert ("Sent: " in letter.text, '<button type="submit" class="button">' in letter.text) == (True, False)
    again = browser.post(reverse("announcement:letter", args=[announcement.pk]), follow=True)
    assert "This announcement has already been sent." in again.text
    announcement.refresh_from_db()
    assert announcement.subject == SUBJECT


def test_draft_that_was_sent_while_it_was_changed_keeps_what_was_sent(
    taught: tuple[Course, User], client_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    course, trainer = taught
    announcement = make_announcement(course)
    form = "courses.forms.announcements.AnnouncementForm._check_addressees"
    monkeypatch.setattr(form, lambda *_arguments: Announcement.objects.update(sent_at="2026-11-01T00:00Z"))
    answer = client_of(trainer).post(reverse("announcement:edit", args=[announcement.pk]), fields(course))
    announcement.refresh_from_db()
    assert (answer.url, announcement.subject) == (reverse("announcement:letter", args=[announcement.pk]), SUBJECT)


def test_draft_is_changed_and_thrown_away(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    announcement = make_announcement(course)
    browser = client_of(trainer)
    browser.post(reverse("announcement:edit", args=[announcement.pk]), fields(course))
    announcement.refresh_from_db()
    assert announcement.subject == {"en": "We meet"}
    browser.post(reverse("announcement:delete", args=[announcement.pk]))
    assert Announcement.objects.count() == 0


def test_listing_is_searched_and_filtered(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    draft, sent = make_announcement(course, subject={"az": "Əsas görüş"}), make_sent(course, trainer)
    browser = client_of(trainer)

    def found(**query: object) -> list[Announcement]:
        return list(browser.get(reverse("announcement:index"), query).context["object_list"])

    assert (found(q="əsas"), found(state="sent"), found(state="draft")) == ([draft], [sent], [draft])
    assert found(course=course.pk, q="nothing like it") == []


@pytest.mark.parametrize("number", [1, 3])
def test_listing_in_a_constant_number_of_queries(
    number: int, taught: tuple[Course, User], client_of, django_assert_num_queries
) -> None:
    course, trainer = taught
    for _time in range(number):
        make_sent(course, trainer, cohort=make_cohort(course, name=f"Cohort {_time}"))
    browser = client_of(trainer)
    browser.get(reverse("announcement:index"))
    with django_assert_num_queries(LISTING):
        browser.get(reverse("announcement:index"))
