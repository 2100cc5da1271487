"""What the page of the catalogue asks for: a page of the CMS, whose address holds what narrows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.core.paginator import Page, Paginator
from django.utils.translation import get_language

from courses.forms.catalogue import CatalogueForm, Chip
from courses.selectors.catalogue import CatalogueCard
from courses.selectors.search import find

register = template.Library()

PAGE_SIZE = 12


@dataclass(frozen=True, kw_only=True)
class CatalogueView:
    """A page of what was found, and how to find more or less."""

    form: CatalogueForm
    page: Page
    chips: Sequence[Chip]
    suggestions: Sequence[CatalogueCard]


@register.simple_tag(takes_context=True)
def search_catalogue(context: dict[str, Any]) -> CatalogueView:
    """Look for what the address asks for."""
    data = context["request"].GET
    form = CatalogueForm(data)
    found = find(form.wanted(), get_language())
    form.offer(found.counts)
    return CatalogueView(
        form=form,
        page=Paginator(found.cards, PAGE_SIZE).get_page(data.get("page")),
        chips=form.chips(found),
        suggestions=found.suggestions,
    )
