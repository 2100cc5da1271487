import pytest

from courses.models import Bookmark
from courses.services.bookmarks import add_bookmark, remove_bookmark
from tests.factories.learning import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_bookmark_set_twice_is_one_and_removed_twice_is_none() -> None:
    lesson, user = make_course(lessons=1).lessons.get(), make_user()
    assert add_bookmark(user=user, lesson=lesson) == add_bookmark(user=user, lesson=lesson)
    for _time in range(2):
        remove_bookmark(user=user, lesson=lesson)
    assert Bookmark.objects.count() == 0


def test_bookmark_of_another_person_stays() -> None:
    lesson, owner = make_course(lessons=1).lessons.get(), make_user()
    add_bookmark(user=owner, lesson=lesson)
    remove_bookmark(user=make_user(), lesson=lesson)
    assert Bookmark.objects.get().user == owner
