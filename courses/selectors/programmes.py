"""Programmes in lists: all that are published, and those that one person has joined."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from academy.accounts.models import User
from courses.models import Programme, ProgrammeItem, ProgrammePage
from courses.selectors.programme import ProgrammeView, programme_views
from courses.selectors.translations import PageCard, best_pages


@dataclass(frozen=True, kw_only=True)
class ProgrammeCard(PageCard):
    """A programme as lists show it."""

    programme: Programme
    item_count: int

    @property
    def hours(self) -> Decimal:
        """CPD hours of its certificate."""
        return self.programme.cpd_hours

    @property
    def level(self) -> str:
        """Level in words."""
        return self.programme.get_level_display()

    @property
    def accent(self) -> str:
        """Name of the card's colour."""
        return self.programme.accent


@dataclass(frozen=True, kw_only=True)
class JoinedProgramme:
    """A programme in a learner's hands."""

    view: ProgrammeView
    page: ProgrammePage | None

    @property
    def title(self) -> str:
        """Title in the best language, or the code."""
        return self.page.title if self.page else self.view.programme.code

    @property
    def url(self) -> str:
        """Address of the page; empty while none is published."""
        return self.page.url if self.page else ""


def programme_titles(programme: Programme) -> dict[str, str]:
    """The programme's title in each language in which it is published."""
    pages = ProgrammePage.objects.live().filter(programme=programme)
    return dict(pages.values_list("locale__language_code", "title"))


def live_programme_pages() -> QuerySet[ProgrammePage]:
    """Published programme pages with what a card needs."""
    pages = ProgrammePage.objects.live().select_related("programme", "locale").defer_streamfields()
    return pages.order_by("programme__code")


def programme_cards(language: str) -> list[ProgrammeCard]:
    """Every published programme once, by code. Two queries."""
    best = best_pages(live_programme_pages(), row="programme", language=language)
    counts = _item_counts(best)
    return [
        ProgrammeCard(
            programme=page.programme,
            page=page,
            url=page.url,
            is_fallback=page.locale.language_code != language,
            item_count=counts[page.programme_id],
        )
        for page in sorted(best.values(), key=lambda page: page.programme.code)
    ]


def _item_counts(programmes: Iterable[int]) -> Counter[int]:
    items = ProgrammeItem.objects.filter(group__programme__in=programmes)
    return Counter(items.order_by().values_list("group__programme", flat=True))


def joined_programmes(user: User, language: str) -> list[JoinedProgramme]:
    """The programmes that a person has joined, the newest first, in a constant number of queries."""
    programmes = list(Programme.objects.filter(enrolments__user=user).order_by("-enrolments__enrolled_at"))
    if not programmes:
        return []
    views = programme_views(programmes, user=user, language=language)
    pages = best_pages(live_programme_pages().filter(programme__in=programmes), row="programme", language=language)
    return [JoinedProgramme(view=views[programme.pk], page=pages.get(programme.pk)) for programme in programmes]
