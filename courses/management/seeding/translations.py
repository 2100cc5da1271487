"""Translations that follow their source, as if they had been made with the CMS's translation editor."""

from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from academy.cms.hand_made import keep_in_step
from academy.languages import LANGUAGES
from courses.models import CoursePage, LessonPage


def seed_translations(code: str) -> None:
    """Let the pages of a course follow the Azerbaijani ones; one of these was published anew, so two wait."""
    if TranslationSource.objects.exists():
        return
    models: dict[type[CoursePage | LessonPage], dict[str, str]] = {
        CoursePage: {"course__code": code},
        LessonPage: {"lesson__course__code": code},
    }
    for model, which in models.items():
        pages = model.objects.filter(**which).select_related("locale")
        for source in pages.filter(locale__language_code=LANGUAGES[0]):
            for target in pages.filter(translation_key=source.translation_key).exclude(pk=source.pk):
                keep_in_step(source=source, target=target)
    _publish_anew(LessonPage.objects.filter(lesson__course__code=code, locale__language_code=LANGUAGES[0]).last())


def _publish_anew(page: Page | None) -> None:
    if page:
        page.save_revision().publish()
