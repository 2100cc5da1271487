"""The guide inside the CMS: standing texts of the site that are marked for it, so that nothing is written twice."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from academy.cms.models import StandardPage
from academy.languages import LANGUAGES


def guide_pages(language: str) -> list[StandardPage]:
    """Return each text of the guide once: in this language, else in the first of az, ru, en that has it."""
    pages = StandardPage.objects.live().filter(in_guide=True).select_related("locale").order_by("path")
    by_language = {code: [page for page in pages if page.locale.language_code == code] for code in LANGUAGES}
    texts: dict[object, StandardPage] = {}
    for code in (language, *LANGUAGES):
        for page in by_language[code]:
            texts.setdefault(page.translation_key, page)
    return list(texts.values())


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the guide to whoever may enter the CMS."""

    page_title = _("Guide")
    header_icon = "help"
    template_name = "cms/admin/guide.html"
    breadcrumbs_items: ClassVar = [*WagtailAdminTemplateMixin.breadcrumbs_items, {"url": "", "label": _("Guide")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the texts."""
        return super().get_context_data(pages=guide_pages(get_language()), **kwargs)
