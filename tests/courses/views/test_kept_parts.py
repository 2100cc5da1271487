"""What is kept of learners' pages: nobody is shown what another reader did, and a change shows at once."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import get_current_timezone
from wagtail.models import PageViewRestriction

from courses.enums import Told
from courses.models import Course, LessonPage, Quiz
from courses.services.attempts import save_answers, start_attempt, submit_attempt
from courses.services.bookmarks import add_bookmark
from courses.services.discussion import ask_question
from courses.services.enrolment import enrol
from courses.services.notes import save_note
from courses.services.playback import remember_position
from courses.services.progress import mark_lesson_read
from courses.services.questions import revise_question
from courses.services.registration import cancel_registration
from courses.services.visits import open_lesson
from tests.factories.learning import choice_body, make_course, make_quiz, make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session
from tests.factories.talk import SUBJECT, make_sent
from tests.shelves import everything_held

pytestmark = pytest.mark.django_db

#: Session, person, rights; courses, what was read, attempts, and of which kinds there is anything.
PERSONAL_AREA = 7
#: Session, person with any role, page, and where the learner stands.
PAGE_OF_COURSE = 4


@pytest.fixture
def course() -> Course:
    course = make_course(lessons=3)
    make_quiz(course)
    return course


@pytest.fixture
def learners(course: Course, client_of: Callable) -> list[Client]:
    """One who has read nothing, one who has read one lesson, one who has read all but the last."""
    return [client_of(_learner(course, read=number)) for number in range(3)]


def _learner(course: Course, *, read: int) -> object:
    user = make_user(legal_name=f"Oxucu {read}")
    enrolment = enrol(user=user, course=course)
    for lesson in course.lessons.order_by("position")[:read]:
        open_lesson(enrolment=enrolment, lesson=lesson)
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    return user


def lessons(course: Course) -> list[LessonPage]:
    return list(LessonPage.objects.filter(lesson__course=course, locale__language_code="az").order_by("path"))


def addresses(course: Course) -> list[str]:
    return [course.pages.get(locale__language_code="az").url, *(page.url for page in lessons(course)), "/my/"]


def seen(browsers: list[Client], paths: list[str]) -> list[str]:
    """Each page as each of them sees it, without what differs each time."""
    return [_steady(browser.get(path).content.decode()) for path in paths for browser in browsers]


def _steady(page: str) -> str:
    parts = [part.partition('"')[2] for part in page.split('name="csrfmiddlewaretoken" value="')[1:]]
    before = page.split('name="csrfmiddlewaretoken" value="', maxsplit=1)[0]
    head, now, rest = "".join([before, *parts]).partition('data-now="')
    return head + rest.partition('"')[2] if now else head


def test_pages_are_those_that_are_made_anew_whoever_looked_before(
    course: Course, learners: list[Client], settings: object, time_machine: object
) -> None:
    # A lesson says when it was shown, to the minute.
    time_machine.move_to(timezone.now(), tick=False)
    paths = addresses(course)
    seen(learners, paths)
    anew = seen(learners, paths)
    settings.KEEP_PAGES = True
    first, second = seen(learners, paths), seen(learners[::-1], paths)
    assert first == anew
    assert second == [page for path in range(len(paths)) for page in anew[path * 3 : path * 3 + 3][::-1]]
    assert [f"Oxucu {number}" in page for page in anew[:3] for number in range(3)] == [
        *(True, False, False),
        *(False, True, False),
        *(False, False, True),
    ]


def test_result_is_the_own_one_whoever_answered_before(course: Course, client_of: Callable, settings: object) -> None:
    course.quiz.told_later = course.quiz.told_at_last = max(Told)
    course.quiz.save()
    pages: list[str] = []
    browsers: list[Client] = []
    for chosen in ("o0", "o0", "o1", None):
        user = _learner(course, read=3)
        attempt = start_attempt(enrolment=user.enrolments.get(), quiz=course.quiz)
        submit_attempt(attempt=attempt, answers=dict.fromkeys((1, 2), chosen))
        pages.append(reverse("result", args=[attempt.pk]))
        browsers.append(client_of(user))
    anew = [_steady(browser.get(page).content.decode()) for browser, page in zip(browsers, pages, strict=True)]
    settings.KEEP_PAGES = True
    kept = [_steady(browser.get(page).content.decode()) for browser, page in zip(browsers, pages, strict=True)]
    outcomes = [[page.count(f'data-outcome="{name}"') for name in ("correct", "incorrect")] for page in anew]
    assert (kept == anew, outcomes) == (True, [[2, 0], [2, 0], [0, 2], [0, 2]])


def test_page_of_a_quiz_is_the_own_one_and_a_change_shows_at_once(
    course: Course, learners: list[Client], client_of: Callable, settings: object
) -> None:
    began, ready = _learner(course, read=3), client_of(_learner(course, read=3))
    attempts = [start_attempt(enrolment=began.enrolments.get(), quiz=course.quiz) for _time in range(2)]
    browsers, path = [*learners, client_of(began), ready], [reverse("quiz", args=[course.code])]
    anew = seen(browsers, path)
    settings.KEEP_PAGES = True
    assert [seen(browsers, path), seen(browsers[::-1], path)] == [anew, anew[::-1]]
    assert [page.count("<td>") for page in anew] == [0, 0, 0, 3, 0]
    submit_attempt(attempt=attempts[0], answers={})
    link = reverse("result", args=[attempts[0].pk])
    assert [page.count(link) for page in seen(browsers, path)] == [0, 0, 0, 1, 0]
    Quiz.objects.update(pass_mark=83, title={"az": "Yoxlama <&>"}, wait_minutes=5)
    changed = seen(browsers, path)
    assert [page.count(">83%<") for page in changed] == [page.count("Yoxlama &lt;&amp;&gt;</h1>") for page in changed]
    assert [">83%<" in page for page in changed] == [True] * 5
    held = repr(everything_held())
    assert ["Yoxlama" in held, *(word in held for word in ("Oxucu", str(attempts[0].pk), link))] == [True] + [False] * 3


def test_what_happened_is_told_above_the_questions_once(course: Course, client_of: Callable, settings: object) -> None:
    settings.KEEP_PAGES = True
    user = _learner(course, read=3)
    browser, attempt = client_of(user), start_attempt(enrolment=user.enrolments.get(), quiz=course.quiz)
    page = reverse("attempt", args=[attempt.pk])
    seen([browser], [page])
    browser.post(reverse("submit_attempt", args=[attempt.pk]), {"question-1": "nothing of it"})
    told = [browser.get(page).content.decode().count('class="alert" data-kind="error"') for _time in range(2)]
    assert told == [1, 0]


def test_questions_of_an_attempt_are_the_own_ones_whoever_was_asked_before(
    course: Course, client_of: Callable, settings: object, time_machine: object
) -> None:
    time_machine.move_to(timezone.now(), tick=False)
    body = choice_body()
    marked = body | {"stem": body["stem"] | {"markup": "html"}}
    users, pages = [_learner(course, read=3) for _person in range(5)], []
    for user, (asked, answers) in zip(
        users,
        ((body, {1: "o0"}), (marked, {1: "o0"}), (body, {1: "o1", 2: "o0"}), (body, {}), (marked, {2: None})),
        strict=True,
    ):
        revise_question(question=course.quiz.places.last().question, body=asked)
        attempt = start_attempt(enrolment=user.enrolments.get(), quiz=course.quiz)
        save_answers(attempt=attempt, answers=answers)
        pages.append(reverse("attempt", args=[attempt.pk]))
    browsers = [client_of(user) for user in users]
    anew = [_steady(browser.get(page).content.decode()) for browser, page in zip(browsers, pages, strict=True)]
    settings.KEEP_PAGES = True
    kept = [
        [_steady(browser.get(page).content.decode()) for browser, page in zip(browsers, pages, strict=True)]
        for _time in range(2)
    ]
    assert kept == [anew, anew]
    assert [page.count(" checked>") for page in anew] == [1, 1, 2, 0, 0]
    assert [page.count("formatted stem") for page in anew] == [0, 1, 0, 0, 1]
    assert [[page.count(own[:-1]) > 0 for own in pages] for page in anew] == [
        [place == other for other in range(5)] for place in range(5)
    ]


def test_card_of_an_open_quiz_leads_each_to_the_own_attempt_and_none_is_kept(
    course: Course, client_of: Callable, settings: object
) -> None:
    settings.KEEP_PAGES = True
    users = [_learner(course, read=3) for _person in range(2)]
    attempts = [start_attempt(enrolment=user.enrolments.get(), quiz=course.quiz) for user in users]
    links = [reverse("attempt", args=[attempt.pk]) for attempt in attempts]
    browsers = [client_of(user) for user in users]
    pages = [browser.get("/my/").content.decode() for _turn in range(2) for browser in browsers]
    assert [[page.count(link) for link in links] for page in pages] == [[2, 0], [0, 2]] * 2
    kept = repr(everything_held())
    assert ("my-course" in kept, [link in kept for link in links]) == (True, [False, False])


def test_registration_leads_each_to_the_own_one_and_shows_what_changes_at_once(
    client_of: Callable, settings: object, changed: Callable
) -> None:
    make_site()
    settings.KEEP_PAGES = True
    session = make_session(days=1)
    made = [make_registration(session, make_user(language="az")) for _person in range(2)]
    browsers, links = [client_of(one.user) for one in made], [reverse("registration", args=[one.pk]) for one in made]
    page = session.seminar.pages.get(locale__language_code="az")

    def rename() -> None:
        page.title = "Təzə ad"
        page.save_revision().publish()

    def told() -> list[list[int]]:
        areas = [browser.get("/my/").content.decode() for browser in browsers]
        return [[area.count(f'href="{link}"') for link in links] + [area.count(">Təzə ad</a></p>")] for area in areas]

    before = [told() for _turn in range(2)]
    changed(rename)
    after = told()
    changed(lambda: cancel_registration(registration=made[0]))
    assert (before, after, told()) == (
        [[[1, 0, 0], [0, 1, 0]]] * 2,
        [[1, 0, 1], [0, 1, 1]],
        [[0, 0, 0], [0, 1, 1]],
    )


def test_learners_cost_as_many_queries_with_ten_courses_as_with_one(
    client_of: Callable, settings: object, django_assert_num_queries: Callable
) -> None:
    settings.KEEP_PAGES = True
    index, user = make_site(), make_user()
    browser = client_of(user)
    for number in (1, 9):
        for _course in range(number):
            enrol(user=user, course=make_course(lessons=1, index=index))
        browser.get("/my/")
        with django_assert_num_queries(PERSONAL_AREA):
            browser.get("/my/")


@pytest.mark.parametrize("lessons_of_course", [1, 9])
def test_pages_of_a_course_cost_as_many_queries_with_nine_lessons_as_with_one(
    lessons_of_course: int, client_of: Callable, settings: object, django_assert_num_queries: Callable
) -> None:
    settings.KEEP_PAGES = settings.SECOND_FACTOR_REQUIRED = True
    course = make_course(lessons=lessons_of_course)
    make_quiz(course)
    browser = client_of(_learner(course, read=lessons_of_course))
    for path in addresses(course)[:2]:
        browser.get(path)
        with django_assert_num_queries(PAGE_OF_COURSE):
            browser.get(path)


def test_what_somebody_keeps_or_is_told_is_shown_to_nobody_else_at_the_same_point(
    course: Course, client_of: Callable, settings: object
) -> None:
    settings.KEEP_PAGES = True
    users = [_learner(course, read=1) for _person in range(2)]
    writer, other = map(client_of, users)
    page = lessons(course)[0]
    lesson, course_page = page.lesson, addresses(course)[0]
    add_bookmark(user=users[0], lesson=lesson)
    remember_position(user=users[0], lesson=lesson, recording=7, seconds=61, at=timezone.now())
    seen([writer, other], [page.url, course_page])
    save_note(user=users[0], lesson=lesson, text="Öz qeydim", seen=None)
    shown = [browser.get(page.url).content.decode() for browser in (writer, other, writer)]
    assert [[text.count(word) for word in ("Öz qeydim", "7:61 ", 'value="no"')] for text in shown] == [
        *([2, 1, 1], [0, 0, 0], [2, 1, 1])
    ]


def test_lesson_says_when_this_reader_was_shown_it(
    course: Course, client_of: Callable, settings: object, time_machine: object
) -> None:
    settings.KEEP_PAGES = True
    page, shown = lessons(course)[0], []
    for minute, user in enumerate([_learner(course, read=1) for _person in range(2)]):
        time_machine.move_to(datetime(2026, 5, 4, 9, minute, tzinfo=get_current_timezone()), tick=False)
        shown.append(client_of(user).get(page.url).content.decode())
    assert [[f"09:0{minute}" in text for minute in range(2)] for text in shown] == [[True, False], [False, True]]


def test_question_and_announcement_are_shown_at_once(course: Course, client_of: Callable, settings: object) -> None:
    settings.KEEP_PAGES = True
    users = [_learner(course, read=1) for _person in range(2)]
    browsers, page, course_page = list(map(client_of, users)), lessons(course)[0], addresses(course)[0]
    before = seen(browsers, [page.url, course_page])
    ask_question(author=users[0], lesson=page.lesson, text="Niyə belədir?")
    make_sent(course, make_user(is_superuser=True))
    after = seen(browsers, [page.url, course_page])
    told = [["Niyə belədir?" in text or SUBJECT["az"] in text for text in texts] for texts in (before, after)]
    assert told == [[False] * 4, [True] * 4]


@pytest.mark.parametrize("name", ["title", "summary"])
def test_lesson_shows_new_words_at_once(
    name: str, course: Course, learners: list[Client], changed: Callable, settings: object
) -> None:
    settings.KEEP_PAGES = True
    page, following = lessons(course)[:2]
    before = seen(learners[:1], [page.url, following.url])

    def change() -> None:
        setattr(page, name, "Təzə söz")
        page.save_revision().publish()

    changed(change)
    after = seen(learners[:1], [page.url, following.url])
    shown = [["Təzə söz" in text for text in texts] for texts in (before, after)]
    assert shown == [[False, False], [True, name == "title"]]


def test_lesson_that_is_gone_or_closed_is_shown_to_nobody_any_more(
    course: Course, learners: list[Client], changed: Callable, settings: object
) -> None:
    settings.KEEP_PAGES = True
    hidden, restricted = lessons(course)[:2]
    paths = [hidden.url, restricted.url]
    assert [learners[2].get(path).status_code for path in paths] == [200, 200]
    changed(hidden.unpublish)
    changed(lambda: PageViewRestriction.objects.create(page=restricted, restriction_type="groups"))
    answers = [learners[2].get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [404, 302]


def test_lesson_that_opens_later_closes_at_once(
    course: Course, learners: list[Client], changed: Callable, settings: object, time_machine: object
) -> None:
    settings.KEEP_PAGES = True
    page = lessons(course)[2]
    before = learners[0].get(page.url).content.decode()

    def change() -> None:
        lesson = page.lesson
        lesson.release_after_days = 3
        lesson.save()

    changed(change)
    after = learners[0].get(page.url).content.decode()
    assert ["lesson-contents" in text or "lesson-text" in text for text in (before, after)] == [True, True]
    assert ["data-mark-read" in text for text in (before, after)] == [True, False]


def test_who_gets_a_role_sees_it_at_the_next_page(course: Course, client_of: Callable, settings: object) -> None:
    settings.KEEP_PAGES = settings.SECOND_FACTOR_REQUIRED = True
    trainer = make_user(legal_name="Təlimçi")
    browser, page = client_of(trainer), lessons(course)[0]
    enrol(user=trainer, course=course)
    before = browser.get(page.url).content.decode()
    trainer.is_superuser = True
    trainer.save()
    after = browser.get(page.url)
    assert ("/studio/" in before, after.status_code) == (False, 302)
