"""What the list of seminars and the page of one ask for; the state of the list stands in its address."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.utils.translation import get_language

from courses.forms.seminars import SeminarFilterForm
from courses.models import SeminarPage
from courses.selectors import seminars
from courses.selectors.months import Month, last_of, month_asked, month_of

register = template.Library()

PAGE_SIZE = 12
PAST = "past"


@dataclass(frozen=True, kw_only=True)
class SeminarList:
    """What the address asks for: seminars ahead, past ones, or a month."""

    form: SeminarFilterForm
    count: int
    page: Page | None = None
    is_past: bool = False
    month: Month | None = None

    @property
    def is_ahead(self) -> bool:
        """Whether it lists what is ahead."""
        return not self.is_past and self.month is None


@register.simple_tag(takes_context=True)
def find_seminars(context: dict[str, Any]) -> SeminarList:
    """Look for what the address asks for. Two queries."""
    address = context["request"].GET
    language = get_language() or ""
    if "month" in address:
        return _of_month(address, language)
    is_past = address.get("when") == PAST
    cards = seminars.past_seminars(language) if is_past else seminars.upcoming_seminars(language)
    form = SeminarFilterForm(address, cards)
    page = Paginator(form.found, PAGE_SIZE).get_page(address.get("page"))
    return SeminarList(form=form, page=page, count=page.paginator.count, is_past=is_past)


def _of_month(address: Any, language: str) -> SeminarList:
    first = month_asked(address.get("month", ""))
    form = SeminarFilterForm(address, seminars.seminars_between(first, last_of(first), language))
    month = month_of(first, form.found)
    return SeminarList(form=form, count=len(month.entries), month=month)


@register.simple_tag(takes_context=True)
def seminar_view(context: dict[str, Any], page: SeminarPage) -> seminars.SeminarView:
    """The seminar of a page; a preview shows already what waits for the end of the first session."""
    is_preview = getattr(context["request"], "is_preview", False)
    return seminars.seminar_view(page.seminar, page.locale.language_code, tells_afterwards=is_preview)
