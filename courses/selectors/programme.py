"""One programme as one reader sees it: what leads there, and how far the person has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.accounts.models import User
from academy.languages import text_in
from courses.models import (
    Course,
    CoursePage,
    Enrolment,
    Programme,
    ProgrammeEnrolment,
    ProgrammeGroup,
    ProgrammeItem,
    Seminar,
    SeminarCompletion,
    SeminarPage,
)
from courses.selectors.translations import best_pages


@dataclass(frozen=True, kw_only=True)
class Done:
    """What one person has completed: courses, and seminars (attended for long enough, and all that they ask for)."""

    courses: frozenset[int] = frozenset()
    seminars: frozenset[int] = frozenset()

    def has(self, item: ProgrammeItem) -> bool:
        """Whether this item counts."""
        return item.course_id in self.courses or item.seminar_id in self.seminars


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """A course or a seminar of a programme; `page` is missing while none is published."""

    page: CoursePage | SeminarPage | None
    code: str
    hours: Decimal
    is_seminar: bool
    is_done: bool
    is_fallback: bool

    @property
    def title(self) -> str:
        """Title in the best language, or the code."""
        return self.page.title if self.page else self.code

    @property
    def url(self) -> str:
        """Address of the page; empty while none is published."""
        return self.page.url if self.page else ""

    @property
    def language(self) -> str:
        """Language code of the page; empty while none is published."""
        return self.page.locale.language_code if self.page else ""


@dataclass(frozen=True, kw_only=True)
class GroupView:
    """A group with how many of its items are asked for and done; `done` never exceeds `asked`."""

    title: str
    items: Sequence[ItemView]
    asked: int
    done: int

    @property
    def takes_all(self) -> bool:
        """Whether every item is asked for."""
        return self.asked == len(self.items)

    @property
    def is_fulfilled(self) -> bool:
        """Whether enough of it is done."""
        return self.done >= self.asked

    @property
    def rule(self) -> str:
        """What the group asks for, in words."""
        if self.takes_all:
            return _("All of these")
        words = ngettext("Any %(count)d of these", "Any %(count)d of these", self.asked)
        return words % {"count": self.asked}

    @property
    def remaining(self) -> str:
        """What is left, in words; empty when nothing is."""
        left = self.asked - self.done
        if not left:
            return ""
        words = {"count": left, "title": self.title}
        if not self.title:
            return ngettext("%(count)d more to complete.", "%(count)d more to complete.", left) % words
        return (
            ngettext("%(title)s: %(count)d more to complete.", "%(title)s: %(count)d more to complete.", left) % words
        )


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """A programme as one reader sees it; without an enrolment nothing is counted as joined."""

    programme: Programme
    groups: Sequence[GroupView]
    enrolment: ProgrammeEnrolment | None

    @property
    def asked(self) -> int:
        """How many items are asked for in all."""
        return sum(group.asked for group in self.groups)

    @property
    def is_completed(self) -> bool:
        """Whether the person has completed it: that stays, whatever the rule becomes."""
        return self.enrolment is not None and self.enrolment.completed_at is not None

    @property
    def is_fulfilled(self) -> bool:
        """Whether the rule asks for something, and all of it is done."""
        return bool(self.asked) and all(group.is_fulfilled for group in self.groups)

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: 100 exactly when completed."""
        if self.is_completed:
            return 100
        done = sum(group.done for group in self.groups)
        return min(99, done * 100 // self.asked) if self.asked else 0

    @property
    def remaining(self) -> list[str]:
        """What is left, in words."""
        return [] if self.is_completed else [group.remaining for group in self.groups if group.remaining]


def done_by(user: object) -> Done:
    """What the person has completed; nothing for a visitor. Two queries."""
    if not isinstance(user, User):
        return Done()
    courses = Enrolment.objects.filter(user=user, completed_at__isnull=False)
    seminars = SeminarCompletion.objects.filter(user=user)
    return Done(
        courses=frozenset(courses.values_list("course", flat=True)),
        seminars=frozenset(seminars.values_list("seminar", flat=True)),
    )


def programme_view(programme: Programme, *, user: object, language: str) -> ProgrammeView:
    """Gather one programme for one reader. The number of queries does not depend on its items."""
    return programme_views([programme], user=user, language=language)[programme.pk]


def programme_views(programmes: Sequence[Programme], *, user: object, language: str) -> dict[int, ProgrammeView]:
    """Gather programmes for one reader, by id, in a constant number of queries."""
    groups = ProgrammeGroup.objects.filter(programme__in=programmes).prefetch_related("items__course", "items__seminar")
    found = list(groups.order_by("position", "pk"))
    items = [item for group in found for item in group.items.all()]
    pages, done = _pages_of(items, language), done_by(user)
    joined = _enrolments(user, programmes)
    return {
        programme.pk: ProgrammeView(
            programme=programme,
            groups=[
                _group(group, pages, done, language)
                for group in found
                if group.programme_id == programme.pk and group.items.all()
            ],
            enrolment=joined.get(programme.pk),
        )
        for programme in programmes
    }


def _enrolments(user: object, programmes: Sequence[Programme]) -> dict[int, ProgrammeEnrolment]:
    if not isinstance(user, User):
        return {}
    own = ProgrammeEnrolment.objects.filter(user=user, programme__in=programmes)
    return {enrolment.programme_id: enrolment for enrolment in own}


Pages = Mapping[tuple[str, int], tuple[CoursePage | SeminarPage, bool]]


def _pages_of(items: Iterable[ProgrammeItem], language: str) -> Pages:
    """Published pages of the items by kind and id, each with whether it stands in for one in `language`."""
    courses = CoursePage.objects.live().filter(course__in=[item.course_id for item in items if item.course_id])
    seminars = SeminarPage.objects.live().filter(seminar__in=[item.seminar_id for item in items if item.seminar_id])
    return {
        (row, pk): (page, page.locale.language_code != language)
        for row, pages in (("course", courses), ("seminar", seminars))
        for pk, page in best_pages(
            pages.select_related("locale").defer_streamfields(), row=row, language=language
        ).items()
    }


def asked_and_done(group: ProgrammeGroup, done: Done) -> tuple[int, int]:
    """How many items the group asks for, and how many of these are done: never more than are asked for."""
    items = group.items.all()
    asked = min(group.required_count or len(items), len(items))
    return asked, min(asked, sum(done.has(item) for item in items))


def percent_of(programme: Programme, done: Done) -> int:
    """How much of a programme's rule is fulfilled, in whole per cent: at most 99 before it is completed."""
    counts = [asked_and_done(group, done) for group in programme.groups.all()]
    asked = sum(count for count, _done in counts)
    return min(99, sum(count for _asked, count in counts) * 100 // asked) if asked else 0


def _group(group: ProgrammeGroup, pages: Pages, done: Done, language: str) -> GroupView:
    asked, done_count = asked_and_done(group, done)
    return GroupView(
        title=text_in(group.title, language),
        items=[_item(item, pages, done) for item in group.items.all()],
        asked=asked,
        done=done_count,
    )


def _item(item: ProgrammeItem, pages: Pages, done: Done) -> ItemView:
    row = cast("Course | Seminar", item.course or item.seminar)
    kind = "seminar" if item.seminar_id else "course"
    page, is_fallback = pages.get((kind, row.pk), (None, False))
    return ItemView(
        page=page,
        code=row.code,
        hours=row.cpd_hours,
        is_seminar=kind == "seminar",
        is_done=done.has(item),
        is_fallback=is_fallback,
    )
