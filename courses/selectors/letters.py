"""What letters say: gathered when they are written, so that nobody reads what was hidden or withdrawn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from academy.accounts.models import User
from courses.enums import Notice
from courses.models import AnnouncementLetter, Post, PostLetter, SummaryLetter, WatchLetter
from courses.selectors.announcements import AnnouncementView, announcement_views, best_course_titles, is_addressee
from courses.selectors.desk.letters import summaries, watched_news
from courses.selectors.discussion import Participant, best_lesson_pages, participant_of, question_views
from courses.selectors.notices import OF_THE_DESK, Letter


@dataclass(frozen=True, kw_only=True)
class PostNews:
    """A question or an answer as a letter tells it."""

    post: Post
    author: str
    course_title: str
    lesson_title: str

    @property
    def path(self) -> str:
        """Where it stands."""
        return reverse("question", args=[self.post.question_id or self.post.pk]) + f"#post-{self.post.pk}"


@dataclass(frozen=True, kw_only=True)
class LetterContent:
    """A letter without its addresses: the name of its templates, and what they show."""

    name: str
    context: Mapping[str, object]


def letter_content(notice: Notice, letter: Letter) -> LetterContent | None:
    """What one letter says; nothing when it is not for this person any more."""
    items = _items(notice, [letter], letter.user)
    if not items:
        return None
    if notice in OF_THE_DESK:
        return LetterContent(name=notice.value, context={"items": items})
    item = items[0]
    name = "announcement"
    if isinstance(item, PostNews):
        name = "question_answered" if item.post.question_id else "question_asked"
    return LetterContent(name=name, context={"item": item})


def digest_content(notice: Notice, letters: Sequence[Letter], user: User) -> LetterContent | None:
    """What one letter about all of these says."""
    items = _items(notice, letters, user)
    name = notice.value if notice in OF_THE_DESK else f"{notice.value}_digest"
    return LetterContent(name=name, context={"items": items}) if items else None


def _items(notice: Notice, letters: Sequence[Letter], user: User) -> Sequence[object]:
    if not user.is_active:
        return []
    with translation.override(user.language):
        if notice == Notice.SUMMARIES:
            return summaries([letter for letter in letters if isinstance(letter, SummaryLetter)], user.language)
        if notice == Notice.WATCHES:
            return watched_news([letter for letter in letters if isinstance(letter, WatchLetter)])
        if notice == Notice.ANNOUNCEMENTS:
            return _announcements([letter for letter in letters if isinstance(letter, AnnouncementLetter)], user)
        return _posts([letter for letter in letters if isinstance(letter, PostLetter)], user)


def _announcements(letters: Sequence[AnnouncementLetter], user: User) -> list[AnnouncementView]:
    told = [letter.announcement for letter in letters]
    return announcement_views([news for news in told if is_addressee(news, user)], user.language)


def _posts(letters: Sequence[PostLetter], user: User) -> list[PostNews]:
    posts = [letter.post for letter in letters if not _is_hidden(letter.post)]
    courses = {post.lesson.course_id: post.lesson.course for post in posts}
    readers = {pk: participant_of(user, course) for pk, course in courses.items()}
    titles = best_course_titles(courses, user.language)
    pages = best_lesson_pages([post.lesson_id for post in posts], user.language)
    return [
        PostNews(
            post=post,
            author=_author(post, reader),
            course_title=titles.get(post.lesson.course_id, post.lesson.course.code),
            lesson_title=pages[post.lesson_id].title,
        )
        for post in posts
        if (reader := readers[post.lesson.course_id]) and post.lesson_id in pages
    ]


def _author(post: Post, reader: Participant) -> str:
    return question_views([post], reader, post.lesson.course)[0].name


def _is_hidden(post: Post) -> bool:
    return post.hidden_at is not None or (post.question is not None and post.question.hidden_at is not None)
