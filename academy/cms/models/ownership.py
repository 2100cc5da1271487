"""Whose a page is: the base of every page of this site."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import cached_property
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PagePermissionTester, PageViewRestriction
from wagtail.permissions import policy_registry

from academy.cms.models.page_form import OwnedPageForm
from academy.cms.models.rules import PublishingRules


def edits_every_page(user: Any) -> bool:
    """Whether the person may edit all pages, not only own ones. One query for each request."""
    granted = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return user.is_superuser or any(
        permission.permission.codename == "change_page" and permission.page.depth == 1 for permission in granted
    )


def is_reviewed(user: Any) -> bool:
    """Whether the person submits pages instead of publishing them. One query for each request."""
    if not hasattr(user, "_is_reviewed"):
        rule = PublishingRules.objects.filter(trainers_are_reviewed=True)
        user._is_reviewed = not edits_every_page(user) and rule.exists()  # noqa: SLF001 - as Wagtail remembers rights
    return user._is_reviewed  # noqa: SLF001


class OwnedPagePermissions(PagePermissionTester):
    """Ties to the right to edit this page what Wagtail ties to the right to publish anywhere.

    Whoever may publish the own pages could else unpublish all others, hide them behind a login, and read their drafts.
    """

    def can_publish(self) -> bool:
        """Also decides on privacy and schedules. With the rule of review a trainer submits instead."""
        return super().can_publish() and self.can_edit() and not is_reviewed(self.user)

    def can_publish_subpage(self) -> bool:
        """As publishing: a new page could else be published in one go."""
        return super().can_publish_subpage() and not is_reviewed(self.user)

    def can_unpublish(self) -> bool:
        """Belongs to whoever may edit the page, reviewed or not."""
        return super().can_unpublish() and self.can_edit()

    def can_copy(self) -> bool:
        """A tree is copied, by form or by Wagtail's own API, only where each of its pages may have a copy."""
        if not super().can_copy():
            return False
        kinds = self.page.get_descendants(inclusive=True).order_by().values_list("content_type", flat=True).distinct()
        return all(getattr(ContentType.objects.get_for_id(kind).model_class(), "is_copyable", True) for kind in kinds)

    def can_reorder_children(self) -> bool:
        """As unpublishing."""
        return super().can_reorder_children() and self.can_edit()


class OwnedPage(Page):
    """A page that only those who may edit it can publish, unpublish, hide, or read as a draft."""

    base_form_class = OwnedPageForm

    #: Whether everybody is known to be allowed to read it.
    is_open: bool = False

    #: The field that speaks for the page where its search description is empty.
    description_field = "summary"

    #: The drawing of static/sharing that stands in where a page has no picture of its own.
    sharing_drawing: ClassVar[str] = "page"

    #: Whether two pages of one language may say the same: not where the page speaks for a row of facts.
    is_copyable: ClassVar[bool] = True

    class Meta:
        abstract = True

    @cached_property
    def address(self) -> str:
        """Its URL, asked for once: a page that the process holds is shown again and again."""
        return self.url

    @property
    def description(self) -> str:
        """One sentence on the page, for search engines, feeds and links that are shared."""
        return self.search_description or getattr(self, self.description_field)

    @property
    def sharing_picture(self) -> AbstractImage | None:
        """The picture shown beside a link to this page; without one, the drawing of its kind is."""
        return None

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts who may read the page; no query where its way is known to be open (ways.py)."""
        return PageViewRestriction.objects.none() if self.is_open else super().get_view_restrictions()

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        """Return what the person may do with this page."""
        return OwnedPagePermissions(user, self)
