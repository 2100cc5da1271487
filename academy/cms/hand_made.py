"""Words of a translation that were written into the page itself, taken over as translations of the source's strings.

wagtail-localize builds a translated page from its strings each time the source changes. What somebody wrote into the
page while it was not kept in step would be overwritten when it is again (wagtail-localize issue 876).
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


@transaction.atomic
def keep_in_step(*, source: Page, target: Page) -> Translation:
    """Let a page that was translated by hand follow its source from now on, with the words that it has."""
    row, _made = TranslationSource.update_or_create_from_instance(source)
    translation, _made = Translation.objects.get_or_create(source=row, target_locale=target.locale)
    keep_words(translation=translation, target=target)
    return translation


@transaction.atomic
def keep_words(*, translation: Translation, target: Page) -> int:
    """Take the texts of `target` over, and return how many differ from what was stored.

    A text belongs to the string that stands in the same place of the source. Places whose numbers of strings differ (a
    paragraph was added by hand) cannot be paired, and keep the translations that are stored.
    """
    written = _by_place((value.path, value.string.data) for value in _strings(target))
    segments = StringSegment.objects.filter(source=translation.source).select_related("context").order_by("order")
    places: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in segments:
        places[segment.context.path].append(segment)
    pairs = [
        pair
        for path, strings in places.items()
        if len(strings) == len(written[path])
        for pair in zip(strings, written[path], strict=True)
    ]
    return sum(_keep(segment, text, translation) for segment, text in pairs)


def _strings(page: Page) -> list[StringSegmentValue]:
    return [value for value in extract_segments(page) if isinstance(value, StringSegmentValue)]


def _by_place(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for path, text in texts:
        places[path].append(text)
    return places


def _keep(segment: StringSegment, text: str, translation: Translation) -> bool:
    """Store one text. What still reads as the source does waits for its translation; an address may be the same."""
    which = {"translation_of": segment.string, "context": segment.context, "locale": translation.target_locale}
    stored = StringTranslation.objects.filter(**which).first()
    untranslated = "" if segment.context.path == "slug" else segment.string.data
    if text == (stored.data if stored else untranslated):
        return False
    StringTranslation.objects.update_or_create(
        **which, defaults={"data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL}
    )
    return True
