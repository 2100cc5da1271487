"""Asking, answering, taking back and reporting under a lesson."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import User
from courses.enums import Notice
from courses.errors import LessonClosed, Muted, NotEnrolled, PostRemoved, PostStays, TooManyPosts
from courses.models import Lesson, Post, PostLetter, PostReport
from courses.selectors.discussion import Participant, is_closed_to, may_be_deleted, participant_of
from courses.selectors.notices import wanting
from courses.selectors.trainers import trainers_to_tell

#: So many posts a learner may write within an hour, on all courses together.
POSTS_AN_HOUR = 10


@transaction.atomic
def ask_question(*, lesson: Lesson, author: User, text: str) -> Post:
    """Store a question; a letter is owed to those who teach the asker.

    Raises `NotEnrolled`, `LessonClosed`, `Muted` and `TooManyPosts`.
    """
    writer = _writer(author, lesson)
    if writer.enrolment is None:
        raise NotEnrolled
    question = Post.objects.create(lesson=lesson, author=author, text=text)
    told = wanting(trainers_to_tell(lesson.course, writer.enrolment.cohort), Notice.DISCUSSIONS).exclude(pk=author.pk)
    PostLetter.objects.bulk_create([PostLetter(post=question, user=trainer) for trainer in told])
    return question


@transaction.atomic
def answer_question(*, question: Post, author: User, text: str) -> Post:
    """Store an answer; a letter is owed to the asker.

    Raises what asking raises, and `PostRemoved` for a question that was taken away meanwhile.
    """
    _writer(author, question.lesson)
    if _locked(question).filter(hidden_at=None).first() is None:
        raise PostRemoved
    answer = Post.objects.create(lesson=question.lesson, question=question, author=author, text=text)
    asker = User.objects.filter(posts=question).exclude(pk=author.pk)
    PostLetter.objects.bulk_create(
        [PostLetter(post=answer, user=person) for person in wanting(asker, Notice.DISCUSSIONS)]
    )
    return answer


@transaction.atomic
def delete_post(*, post: Post, author: User) -> None:
    """Take an own post back. Raises `PostStays` once it was answered, reported or hidden, and for a post of others."""
    question = post.question or post
    _locked(question).first()
    last = question.answers.order_by("posted_at", "pk").last() or question
    if post.author_id != author.pk or not may_be_deleted(post, is_last=last.pk == post.pk):
        raise PostStays
    post.delete()


def report_post(*, post: Post, reporter: User, reason: str) -> PostReport:
    """Tell whoever runs the course what is wrong with a post; a second time changes nothing while the first is open."""
    report, _made = PostReport.objects.get_or_create(
        post=post, reporter=reporter, settled_at=None, defaults={"reason": reason}
    )
    return report


def _writer(author: User, lesson: Lesson) -> Participant:
    """Let a person write one post at a time, so that the limit holds in two windows as well."""
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    writer = participant_of(author, lesson.course)
    if writer is None:
        raise NotEnrolled
    if is_closed_to(writer, lesson):
        raise LessonClosed
    if writer.is_muted:
        raise Muted
    if not writer.is_trainer:
        _check_pace(author)
    return writer


def _check_pace(author: User) -> None:
    recent = Post.objects.filter(author=author, posted_at__gt=timezone.now() - timedelta(hours=1))
    if recent.count() >= POSTS_AN_HOUR:
        raise TooManyPosts


def _locked(question: Post) -> QuerySet[Post]:
    """A question that nobody else answers or deletes until the transaction ends."""
    return Post.objects.select_for_update(no_key=True).filter(pk=question.pk)
