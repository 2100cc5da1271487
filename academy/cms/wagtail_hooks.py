"""What the site adds to the CMS: its colours and an icon, the guide, and the way to the style guide."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import Translation

from academy.cms.guide import GuideView
from academy.cms.hand_made import keep_words
from academy.cms.models.ownership import edits_every_page
from academy.cms.page_views import found_pages

STYLES = ("css/fonts.css", "css/admin.css")


@hooks.register("insert_global_admin_css")
def admin_styles():
    """Dress the CMS like the site."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(name),) for name in STYLES))


@hooks.register("insert_editor_js")
def editor_scripts():
    """Keep saving by hand from overtaking the saving by itself."""
    return format_html('<script src="{}"></script>', static("js/cms-saving.js"))


@hooks.register("register_admin_urls")
def guide_address():
    """Give the guide an address."""
    return [path("guide/", GuideView.as_view(), name="guide")]


@hooks.register("register_admin_menu_item")
def guide_item() -> MenuItem:
    """Put the guide into the menu, above the settings."""
    return MenuItem(_("Guide"), reverse("guide"), name="guide", icon_name="help", order=9000)


@hooks.register("register_help_menu_item")
def styleguide_item() -> MenuItem:
    """Lead staff from the help menu to the style guide."""
    return MenuItem(_("Style guide"), reverse("styleguide"), name="styleguide", icon_name="view", order=9000)


@hooks.register("register_icons")
def own_icons(icons: list[str]) -> list[str]:
    """Add what Wagtail has no drawing of."""
    return [*icons, "cms/icons/books.svg"]


@hooks.register("construct_page_chooser_queryset")
def choose_among_found_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Offer in choosers what the explorer shows."""
    return pages.filter(pk__in=found_pages(request.user).values("pk"))


@hooks.register("construct_reports_menu")
def hide_whole_history(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave out the entry that leads only whoever edits every page anywhere."""
    if not edits_every_page(request.user):
        items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("before_edit_page", order=-1)
def keep_words_before_restarting(request: HttpRequest, page: Page) -> None:
    """Take over what was written into a translated page before wagtail-localize builds it from the source again."""
    if request.method == "POST" and "localize-restart-translation" in request.POST:
        stopped = Translation.objects.filter(source__object_id=page.translation_key, enabled=False)
        for translation in stopped.filter(target_locale=page.locale_id):
            keep_words(translation=translation, target=page.get_latest_revision_as_object())
