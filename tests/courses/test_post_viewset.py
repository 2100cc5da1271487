"""Discussions in the CMS: who sees which posts, and what is done about them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, Mute, Post, PostReport
from courses.services.discussion import report_post
from tests.factories.people import make_user
from tests.factories.talk import make_answer, make_cohort, make_learner, make_question, make_taught_course

pytestmark = pytest.mark.django_db

LISTING = 13


@pytest.fixture
def taught() -> tuple[Course, User]:
    return make_taught_course()


def page_of(post: Post) -> str:
    return reverse("post:moderate", args=[post.pk])


def listed(browser: Client, **query: object) -> list[Post]:
    return list(browser.get(reverse("post:index"), query).context["object_list"])


def test_trainer_hides_and_shows_and_settles(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    browser, seen = client_of(trainer), []
    for action in ("hide", "show", "settle"):
        report_post(post=post, reporter=make_learner(course), reason="Rude")
        assert "Rude" in browser.get(page_of(post)).text
        assert browser.post(page_of(post), {"action": action}).url == page_of(post)
        post.refresh_from_db()
        seen.append((post.hidden_at is not None, PostReport.objects.filter(settled_at=None).count()))
    assert seen == [(True, 0), (False, 1), (False, 0)]


def test_trainer_mutes_and_unmutes(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    browser = client_of(trainer)
    browser.post(page_of(post), {"action": "mute"})
    assert list(Mute.objects.values_list("user", "muted_by")) == [(post.author_id, trainer.pk)]
    assert listed(browser, state="muted") == [post]
    browser.post(page_of(post), {"action": "unmute"})
    assert Mute.objects.count() == 0


def test_trainers_are_not_muted_and_the_page_says_so(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    post = make_answer(make_question(course, make_learner(course)), trainer)
    html = client_of(trainer).post(page_of(post), {"action": "mute"}, follow=True).text
    assert ("Trainers of the course cannot be muted." in html, Mute.objects.count()) == (True, 0)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.REGISTRAR])
def test_post_of_another_course_answers_as_a_missing_one(role: Role, taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    post = make_question(course, make_learner(course))
    browser = client_of(make_user(role))
    for address in (page_of(post), reverse("post:moderate", args=[post.pk + 1000])):
        assert [browser.get(address).status_code, browser.post(address, {"action": "hide"}).status_code] == [404, 404]
    post.refresh_from_db()
    assert post.hidden_at is None


def test_trainer_of_a_cohort_does_not_moderate(taught: tuple[Course, User], client_of) -> None:
    course, _trainer = taught
    of_cohort = make_user(Role.TRAINER)
    make_cohort(course, of_cohort)
    post = make_question(course, make_learner(course))
    assert (client_of(of_cohort).get(page_of(post)).status_code, listed(client_of(of_cohort))) == (404, [])


def test_listing_leads_to_the_page_of_a_post(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    assert f'<a href="{page_of(post)}"' in client_of(trainer).get(reverse("post:index")).text


def test_unknown_action_does_nothing(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    post = make_question(course, make_learner(course))
    assert client_of(trainer).post(page_of(post), {"action": "delete"}).status_code == 404
    assert Post.objects.get().hidden_at is None


def test_listing_is_searched_and_filtered(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    asker = make_learner(course, legal_name="Qasımova Nigar")
    asked = make_question(course, asker, text="Şifrə nədir?")
    answered = make_question(course, make_learner(course))
    answer = make_answer(answered, trainer, hidden_at=timezone.now())
    report_post(post=answered, reporter=asker, reason="Rude")
    browser = client_of(trainer)
    assert listed(browser, q="ŞİFRƏ") == listed(browser, q="qasımova") == [asked]
    found = {state: listed(browser, state=state) for state in ("reported", "unanswered", "hidden", "muted")}
    assert found == {"reported": [answered], "unanswered": [asked], "hidden": [answer], "muted": []}
    assert listed(browser, course=course.pk) == [answer, answered, asked]


def test_several_posts_are_hidden_at_once(taught: tuple[Course, User], client_of) -> None:
    course, trainer = taught
    posts = [make_question(course, make_learner(course)) for _place in range(3)]
    url = reverse("wagtail_bulk_action", args=["courses", "post", "hide"])
    address = f"{url}?id={posts[0].pk}&id={posts[2].pk}"
    client_of(trainer).post(address)
    assert list(Post.objects.filter(hidden_by=trainer).order_by("pk")) == [posts[0], posts[2]]
    assert client_of(make_user(Role.TRAINER)).post(f"{url}?id={posts[1].pk}").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_listing_in_a_constant_number_of_queries(
    number: int, taught: tuple[Course, User], client_of, django_assert_num_queries
) -> None:
    course, trainer = taught
    for _time in range(number):
        report_post(post=make_question(course, make_learner(course)), reporter=trainer, reason="Rude")
    browser = client_of(trainer)
    listed(browser)
    with django_assert_num_queries(LISTING):
        listed(browser)
