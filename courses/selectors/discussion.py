"""Questions and answers under lessons as one reader sees them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from academy.accounts.models import User
from academy.prepared import Prepared
from courses.models import Course, Enrolment, Lesson, LessonPage, Mute, Post
from courses.selectors.access import manageable_courses
from courses.selectors.outline import enrolment_of
from courses.selectors.rules import standing_of
from courses.selectors.trainers import is_trainer_of, trainers_among
from courses.selectors.translations import best_pages

#: How many questions the page of a lesson shows.
NEWEST: Final = 3

#: Whether a person is muted on a course.
MUTED: Final = Prepared(lambda course, user: Mute.objects.filter(course=course, user=user).values_list("pk"), -1, -2)

#: Whether anybody asked anything under a lesson; most have nothing.
ASKED: Final = Prepared(lambda lesson: Post.objects.filter(lesson=lesson, question=None).values_list("pk")[:1], -1)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody who may read the discussions of a course."""

    user: User
    enrolment: Enrolment | None
    is_trainer: bool
    is_muted: bool

    @property
    def may_ask(self) -> bool:
        """Learners ask."""
        return self.enrolment is not None and not self.is_muted

    @property
    def may_answer(self) -> bool:
        """Learners and trainers answer; who teaches is never muted."""
        return self.is_trainer or not self.is_muted


@dataclass(frozen=True, kw_only=True)
class PostView:
    """A post as one reader sees it. `name` is how its author is called before this reader."""

    post: Post
    name: str
    is_trainer: bool
    is_own: bool
    shows_text: bool
    may_delete: bool
    answers: int


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """The newest questions under a lesson, and how many there are."""

    questions: Sequence[PostView]
    total: int


def participant_of(user: object, course: Course) -> Participant | None:
    """Learners who did not withdraw, and trainers; nobody else reads along."""
    if not isinstance(user, User):
        return None
    enrolment, is_trainer = enrolment_of(user, course.pk), is_trainer_of(course, user)
    if enrolment is None and not is_trainer:
        return None
    is_muted = not is_trainer and bool(MUTED.rows(course.pk, user.pk))
    return Participant(user=user, enrolment=enrolment, is_trainer=is_trainer, is_muted=is_muted)


def is_closed_to(reader: Participant, lesson: Lesson) -> bool:
    """Whether the lesson opens to this learner later: who may not read it does not read what is asked about it."""
    if reader.is_trainer or reader.enrolment is None:
        return False
    return lesson.pk in standing_of(reader.enrolment).closures


def manageable_posts(user: User) -> QuerySet[Post]:
    """Posts on the courses that the person manages."""
    return Post.objects.filter(lesson__course__in=manageable_courses(user))


def questions_of(lesson_id: int) -> QuerySet[Post]:
    """The questions under a lesson, the newest first."""
    questions = Post.objects.filter(lesson=lesson_id, question=None).select_related("author")
    return questions.annotate(answer_count=Count("answers")).order_by("-posted_at", "-pk")


def discussion_of(lesson_id: int, reader: Participant, course: Course) -> Discussion:
    """The newest questions under a lesson as one reader sees them."""
    questions = questions_of(lesson_id)
    newest = list(questions[:NEWEST])
    total = questions.count() if len(newest) == NEWEST else len(newest)
    return Discussion(questions=question_views(newest, reader, course), total=total)


def thread_of(question: Post) -> list[Post]:
    """A question and its answers in the order in which they were written."""
    return [question, *question.answers.select_related("author")]


def may_be_deleted(post: Post, *, is_last: bool) -> bool:
    """Whether its author may take a post back: nobody has answered, reported or hidden it."""
    return is_last and post.hidden_at is None and not post.reports.exists()


def question_views(questions: Sequence[Post], reader: Participant, course: Course) -> list[PostView]:
    """Questions of a list, each with the number of its answers."""
    return _views(questions, reader, course, deletable=None)


def thread_views(posts: Sequence[Post], reader: Participant, course: Course) -> list[PostView]:
    """A question and its answers; its author may delete the last post."""
    last = posts[-1]
    own = last.author_id == reader.user.pk and may_be_deleted(last, is_last=True)
    return _views(posts, reader, course, deletable=last.pk if own else None)


def _views(posts: Sequence[Post], reader: Participant, course: Course, *, deletable: int | None) -> list[PostView]:
    authors = {post.author_id for post in posts if post.author_id}
    trainers = trainers_among(course, authors)
    numbers = {} if reader.is_trainer else _numbers(course, authors - trainers)
    return [
        PostView(
            post=post,
            name=_name(post, reader, trainers, numbers),
            is_trainer=post.author_id in trainers,
            is_own=post.author_id == reader.user.pk,
            shows_text=post.hidden_at is None or reader.is_trainer or post.author_id == reader.user.pk,
            may_delete=post.pk == deletable,
            answers=getattr(post, "answer_count", 0),
        )
        for post in posts
    ]


def _numbers(course: Course, authors: Collection[int]) -> dict[int, int]:
    """Number learners in the order in which they enrolled: it stays the same, and says no name."""
    if not authors:
        return {}
    before = Enrolment.objects.filter(course=OuterRef("course"), pk__lte=OuterRef("pk")).order_by()
    place = Subquery(before.values("course").annotate(number=Count("pk")).values("number"))
    enrolments = Enrolment.objects.filter(course=course, user__in=authors).annotate(number=place)
    return dict(enrolments.values_list("user", "number"))


def _name(post: Post, reader: Participant, trainers: set[int], numbers: dict[int, int]) -> str:
    if post.author is None:
        return _("Deleted account")
    if post.author_id == reader.user.pk:
        return _("You")
    if reader.is_trainer or post.author_id in trainers:
        return str(post.author)
    number = numbers.get(post.author.pk)
    return _("Learner {number}").format(number=number) if number else _("Former trainer")


def best_lesson_pages(lessons: Iterable[int], language: str) -> dict[int, LessonPage]:
    """The published page of each lesson in the reader's language, else in another; without their bodies."""
    pages = LessonPage.objects.live().filter(lesson__in=lessons).select_related("locale").defer_streamfields()
    return best_pages(pages, row="lesson", language=language)
