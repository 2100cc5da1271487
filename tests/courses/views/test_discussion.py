import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from courses.models import Course, Enrolment, LessonPage, Mute, Post, PostReport
from courses.services.discussion import POSTS_AN_HOUR
from tests.factories.learning import make_course
from tests.factories.people import make_user
from tests.factories.talk import make_answer, make_learner, make_question, make_taught_course

pytestmark = pytest.mark.django_db

QUESTIONS, THREAD = 17, 16


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def questions_url(course: Course) -> str:
    return reverse("lesson_questions", args=[course.lessons.first().pk])


def names_in(html: str) -> list[str]:
    return re.findall(r'<header class="row small">\s*<strong>(.*?)</strong>', html)


def test_learner_asks_and_trainer_is_told(
    taught: tuple[Course, User], client_of, django_capture_on_commit_callbacks
) -> None:
    course, trainer = taught
    browser = client_of(make_learner(course))
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(questions_url(course), {"text": "Why 025?"})
    question = Post.objects.get()
    assert (answer.url, question.text) == (reverse("question", args=[question.pk]), "Why 025?")
    assert [letter.to for letter in mail.outbox] == [[trainer.email]]


def test_trainer_answers_and_asker_is_told(
    taught: tuple[Course, User], client_of, django_capture_on_commit_callbacks
) -> None:
    course, trainer = taught
    asker = make_learner(course)
    url = reverse("question", args=[make_question(course, asker).pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(trainer).post(url, {"text": "Because."})
    assert answer.url == f"{url}#post-{Post.objects.last().pk}"
    assert [letter.to for letter in mail.outbox] == [[asker.email]]


def test_learners_see_numbers_and_trainers_see_names(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    asker, fellow = make_learner(course, legal_name="Asker"), make_learner(course, legal_name="Fellow")
    question = make_question(course, asker)
    make_answer(question, fellow)
    make_answer(question, trainer)
    url = reverse("question", args=[question.pk])
    seen = [names_in(client_of(person).get(url).text) for person in (asker, make_learner(course), trainer)]
    assert seen == [
        ["You", "Learner 2", "Trainer"],
        ["Learner 1", "Learner 2", "Trainer"],
        ["Asker", "Fellow", "You"],
    ]
    html = client_of(asker).get(url).text
    assert [name for name in ("Asker</", "Fellow") if name in html.partition("<main")[2]] == []


@pytest.mark.parametrize(
    ("language", "name", "badge"),
    [
        ("az", "1 nömrəli iştirakçı", "təlimçi"),
        ("ru", "Слушатель № 1", "преподаватель"),
        ("en", "Learner 1", "trainer"),
    ],
)
def test_thread_speaks_the_reader_s_language(
    language: str, name: str, badge: str, taught: tuple[Course, User], client_of
) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course))
    make_answer(question, trainer)
    html = client_of(make_learner(course, language)).get(reverse("question", args=[question.pk])).text
    assert names_in(html) == [name, "Trainer"]
    assert re.findall(r'class="badge"[^>]*>\s*(.*?)</span>', html.partition("<main")[2]) == [badge]


def test_account_that_was_deleted_leaves_its_words(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course))
    question.author.delete()
    assert names_in(client_of(trainer).get(reverse("question", args=[question.pk])).text) == ["Deleted account"]


@pytest.mark.parametrize("who", ["stranger", "other trainer", "withdrawn"])
def test_outsiders_get_what_a_missing_lesson_answers(who: str, taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    question = make_question(course, make_learner(course))
    learner = make_learner(course)
    Enrolment.objects.filter(user=learner).update(withdrawn_at=timezone.now())
    person = {"stranger": make_user(), "withdrawn": learner, "other trainer": None}[who]
    if person is None:
        index = {page.locale.language_code: page.get_parent() for page in course.pages.all()}
        person = make_user("Trainers")
        make_course(lessons=1, index=index).pages.update(owner=person)
    browser = client_of(person)
    addresses = [
        questions_url(course),
        reverse("question", args=[question.pk]),
        reverse("report_post", args=[question.pk]),
    ]
    answers = [browser.get(url).status_code for url in addresses]
    answers += [browser.post(url, {"text": "T", "reason": "R"}).status_code for url in addresses]
    answers.append(browser.post(reverse("delete_post", args=[question.pk])).status_code)
    assert (answers, Post.objects.count(), PostReport.objects.count()) == ([404] * 7, 1, 0)


def test_anonymous_people_are_asked_to_log_in(taught: tuple[Course, User]) -> None:
    course, _trainer = taught
    answers = [Client().get(questions_url(course)), Client().post(questions_url(course), {"text": "T"})]
    assert [answer.url.partition("?")[0] for answer in answers] == [reverse("account_login")] * 2
    assert Post.objects.count() == 0


def test_lesson_that_is_no_longer_published_has_no_discussion(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    question = make_question(course, make_learner(course))
    LessonPage.objects.update(live=False)
    browser = client_of(trainer)
    addresses = [questions_url(course), reverse("question", args=[question.pk])]
    assert [browser.get(url).status_code for url in addresses] == [404, 404]


def test_lesson_that_opens_later_keeps_its_questions(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    course.lessons.update(release_on=timezone.localdate() + timedelta(days=1))
    addresses = [questions_url(course), reverse("question", args=[question.pk])]
    seen = [[client_of(person).get(url).status_code for url in addresses] for person in (learner, trainer)]
    assert seen == [[404, 404], [200, 200]]


def test_answer_has_no_thread_of_its_own(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    answer = make_answer(make_question(course, make_learner(course)), trainer)
    assert client_of(trainer).get(reverse("question", args=[answer.pk])).status_code == 404


def test_muted_learner_is_told_so_and_reads_on(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    learner = make_learner(course)
    question = make_question(course, make_learner(course))
    Mute.objects.create(course=course, user=learner)
    browser, words = client_of(learner), "You can read the discussions of this course, but not write in them"
    for url in (questions_url(course), reverse("question", args=[question.pk])):
        html = browser.get(url).text
        assert (words in html, question.text in html, "<textarea" in html) == (True, True, False)
        browser.post(url, {"text": "All the same"})
    assert Post.objects.count() == 1


def test_refused_text_stays_in_the_form(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    learner = make_learner(course)
    for _time in range(POSTS_AN_HOUR):
        make_question(course, learner)
    html = client_of(learner).post(questions_url(course), {"text": "One more"}).text
    assert ("You have written a lot within an hour." in html, "One more</textarea>" in html) == (True, True)
    assert Post.objects.count() == POSTS_AN_HOUR


def test_empty_post_is_refused(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    answer = client_of(make_learner(course)).post(questions_url(course), {"text": "  \n "})
    assert (answer.context["form"].is_valid(), Post.objects.count()) == (False, 0)


def test_hidden_post_is_read_by_its_author_and_trainers_alone(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    author = make_learner(course)
    question = make_question(course, author, text="Buy now", hidden_at=timezone.now())
    url = reverse("question", args=[question.pk])
    pages = [client_of(person).get(url).text for person in (author, trainer, make_learner(course))]
    assert ["Buy now" in page for page in pages] == [True, True, False]
    assert ["Removed by a moderator." in page for page in pages] == [False, False, True]


def test_own_unanswered_post_can_be_deleted(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    url = reverse("delete_post", args=[question.pk])
    assert url in client_of(learner).get(reverse("question", args=[question.pk])).text
    assert client_of(trainer).post(url).status_code == 404
    assert client_of(learner).get(url).status_code == 405
    assert (client_of(learner).post(url).url, Post.objects.count()) == (questions_url(course), 0)


def test_answered_post_stays_and_the_page_says_why(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    learner = make_learner(course)
    question = make_question(course, learner)
    make_answer(question, trainer)
    answer = client_of(learner).post(reverse("delete_post", args=[question.pk]), follow=True)
    assert ("This post can no longer be deleted" in answer.text, Post.objects.count()) == (True, 2)


def test_post_of_another_is_reported(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    author, reader = make_learner(course), make_learner(course)
    question = make_question(course, author)
    url = reverse("report_post", args=[question.pk])
    for _time in range(2):
        client_of(reader).post(url, {"reason": "Rude"})
    assert client_of(author).post(url, {"reason": "Mine"}).status_code == 404
    assert list(PostReport.objects.values_list("reporter", "reason")) == [(reader.pk, "Rude")]


def test_lesson_page_shows_the_newest_questions_to_who_takes_part(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    learner = make_learner(course)
    for number in range(5):
        make_question(course, learner, text=f"Question {number}")
    url = LessonPage.objects.get(lesson__course=course, locale__language_code="en").url
    html = client_of(learner).get(url).text
    assert re.findall(r"<p>(Question \d)</p>", html) == ["Question 4", "Question 3", "Question 2"]
    assert "5 questions in all" in html
    assert "Question 4" not in client_of(make_user()).get(url).text


def test_questions_are_paged(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    learner = make_learner(course)
    for number in range(12):
        make_question(course, learner, text=f"Question {number}")
    browser = client_of(learner)
    pages = [browser.get(questions_url(course), {"page": number}).text for number in (1, 2)]
    assert [len(re.findall(r"<p>Question \d+</p>", page)) for page in pages] == [10, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_discussion_in_a_constant_number_of_queries(
    number: int, taught: tuple[Course, User], client_of, django_assert_num_queries
) -> None:
    course, trainer = taught
    for _time in range(number):
        question = make_question(course, make_learner(course))
        for author in (trainer, make_learner(course)):
            make_answer(question, author)
    browser = client_of(make_learner(course))
    for url, queries in {questions_url(course): QUESTIONS, reverse("question", args=[question.pk]): THREAD}.items():
        browser.get(url)
        with django_assert_num_queries(queries):
            browser.get(url)
