"""Whose a page is: the base of every page of this site."""

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail.models import Page, PagePermissionTester


class OwnedPagePermissions(PagePermissionTester):
    """Ties to the right to edit this page what Wagtail ties to the right to publish anywhere.

    Whoever may publish the own pages could else unpublish all others, hide them behind a login, and read their drafts.
    """

    def can_publish(self) -> bool:
        """Also decides on drafts, earlier revisions, privacy and schedules."""
        return super().can_publish() and self.can_edit()

    def can_unpublish(self) -> bool:
        """As publishing."""
        return super().can_unpublish() and self.can_edit()

    def can_reorder_children(self) -> bool:
        """As publishing."""
        return super().can_reorder_children() and self.can_edit()


class OwnedPage(Page):
    """A page that only those who may edit it can publish, unpublish, hide, or read as a draft."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: AbstractBaseUser) -> PagePermissionTester:
        """Return what the person may do with this page."""
        return OwnedPagePermissions(user, self)
