"""Why the policy of the CMS allows inline script elements: what others start by them, and that it cannot be told apart.

When one of these goes, or all of them bear a nonce, `academy.cms.middleware.ADMIN_POLICY` may become stricter.
"""

import re
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
import wagtailmedia
from wagtail.admin.widgets import AdminPageChooser

#: A script element with neither an address nor a type of its own: it is run where it stands.
INLINE = re.compile(r"<script(?: type=\"text/javascript\")?>")
#: Parts of Wagtail that are not installed here.
NOT_INSTALLED = ("search_promotions",)


def inline_scripts(package: Path) -> set[str]:
    """Return the templates of a package that hold one."""
    templates = [path for path in package.rglob("templates/**/*.html") if not {*NOT_INSTALLED, "test"} & {*path.parts}]
    return {path.name for path in templates if INLINE.search(path.read_text())}


@pytest.mark.parametrize(
    ("package", "templates"),
    [
        (
            wagtail,
            {
                "date_input.html",
                "datetime_input.html",
                "inline_panel.html",
                "multiple_chooser_panel.html",
                "time_input.html",
            },
        ),
        (wagtail_localize, {"edit_translation.html", "submit_translation.html"}),
        (wagtailmedia, {"add.html"}),
    ],
    ids=["wagtail", "wagtail_localize", "wagtailmedia"],
)
def test_templates_of_others_start_fields_by_inline_scripts(package, templates: set[str]) -> None:
    assert inline_scripts(Path(package.__file__).parent) == templates


@pytest.mark.django_db
def test_choosers_are_started_by_inline_scripts_without_a_nonce() -> None:
    assert "<script>new PageChooser(" in AdminPageChooser().render("page", None, {"id": "page"})
