"""Keeping order in discussions: whoever manages the course hides posts, mutes people, and settles reports."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from academy.accounts.models import User
from courses.errors import TrainerNotMuted
from courses.models import Course, Mute, Post, PostReport
from courses.selectors.trainers import trainers_of


@transaction.atomic
def hide_post(*, post: Post, by: User) -> None:
    """Take the text from everybody but its author and the trainers; open reports are settled. Twice is once."""
    if Post.objects.filter(pk=post.pk, hidden_at=None).update(hidden_at=timezone.now(), hidden_by=by):
        settle_reports(post=post, by=by)
        log(instance=post, action="wagtail.unpublish", user=by)


@transaction.atomic
def show_post(*, post: Post, by: User) -> None:
    """Show a hidden post again. Twice is once."""
    if Post.objects.filter(pk=post.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_by=None):
        log(instance=post, action="wagtail.publish", user=by)


@transaction.atomic
def settle_reports(*, post: Post, by: User) -> int:
    """Close the open reports of a post, and return how many they were."""
    settled = PostReport.objects.filter(post=post, settled_at=None).update(settled_at=timezone.now())
    if settled:
        log(instance=post, action="wagtail.edit", user=by, data={"settled_reports": settled})
    return settled


def mute(*, course: Course, user: User, by: User) -> Mute:
    """Let the person read and not write on this course. Twice is once. Raises `TrainerNotMuted`."""
    if trainers_of(course).filter(pk=user.pk).exists():
        raise TrainerNotMuted
    muted, _made = Mute.objects.get_or_create(course=course, user=user, defaults={"muted_by": by})
    return muted


def unmute(*, course: Course, user: User) -> None:
    """Let the person write again. Twice is once."""
    Mute.objects.filter(course=course, user=user).delete()
