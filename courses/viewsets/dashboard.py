"""The panel of the CMS's first page that says what to do next."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from wagtail.admin.ui.components import Component

from courses.models import CourseIndexPage
from courses.selectors.authoring import next_steps

#: Rows of each kind that are shown; the rest is counted.
LIMIT = 6


class NextStepsPanel(Component):
    """What waits for whoever may change courses; nobody else sees it."""

    name = "next_steps"
    order = 100
    template_name = "courses/cms/next_steps.html"

    def render_html(self, parent_context: Mapping[str, Any]) -> str:
        """Show nothing to those who write no courses, such as registrars."""
        if not parent_context["request"].user.has_perm("courses.change_course"):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Gather what waits, and where a new course would begin."""
        language = get_language()
        steps = next_steps(parent_context["request"].user, language)
        return {"steps": steps, "limit": f":{LIMIT}", "index": _index(language)}


def _index(language: str) -> CourseIndexPage | None:
    pages = {page.locale.language_code: page for page in CourseIndexPage.objects.live().select_related("locale")}
    return pages.get(language) or next(iter(pages.values()), None)
