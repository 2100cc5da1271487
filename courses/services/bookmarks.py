"""Bookmarks: what is said twice is said once."""

from academy.accounts.models import User
from courses.models import Bookmark, Lesson


def add_bookmark(*, user: User, lesson: Lesson) -> Bookmark:
    """Mark the lesson."""
    bookmark, _made = Bookmark.objects.get_or_create(user=user, lesson=lesson)
    return bookmark


def remove_bookmark(*, user: User, lesson: Lesson) -> None:
    """Take the mark away."""
    Bookmark.objects.filter(user=user, lesson=lesson).delete()
