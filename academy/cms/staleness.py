"""Which translations are behind their source. Two queries, whatever the number of pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation


@dataclass(frozen=True, kw_only=True)
class StaleTranslation:
    """A translated page, and why it is behind: the source was published anew, or texts wait for their translation."""

    page: Page
    source_id: int
    source_changed_at: datetime | None
    missing: int


def stale_translations(pages: QuerySet[Page]) -> Sequence[StaleTranslation]:
    """Those of `pages` that are behind, by title."""
    rows = {(row.source.object_id, row.target_locale_id): row for row in _behind()}
    if not rows:
        return []
    found = (
        pages.filter(translation_key__in={key for key, _locale in rows})
        .select_related("locale")
        .order_by("title", "pk")
    )
    return [
        StaleTranslation(
            page=page,
            source_id=row.source_id,
            source_changed_at=row.published_at if row.is_behind else None,
            missing=row.missing,
        )
        for page in found
        if (row := rows.get((page.translation_key, page.locale_id)))
    ]


def _behind() -> QuerySet[Translation]:
    source = Page.objects.live().filter(
        translation_key=OuterRef("source__object_id"), locale=OuterRef("source__locale")
    )
    return (
        Translation.objects.filter(enabled=True)
        .annotate(published_at=Subquery(source.values("last_published_at")[:1]), missing=_missing())
        .annotate(is_behind=Q(published_at__gt=F("source__last_updated_at")))
        .filter(Q(is_behind=True) | Q(missing__gt=0))
        .select_related("source")
    )


def _missing() -> Coalesce:
    """Count the strings of a source that have no translation, or one that cannot be used."""
    stored = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=OuterRef(OuterRef("target_locale"))
    )
    waiting = StringSegment.objects.filter(~Exists(stored.exclude(has_error=True)), source=OuterRef("source"))
    counted = waiting.order_by().values("source").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
