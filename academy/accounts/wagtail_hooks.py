"""What the CMS shows of people and institutions beyond Wagtail's own user views (see `cms_users`)."""

from wagtail import hooks

from academy.accounts.viewsets import InstitutionViewSet


@hooks.register("register_admin_viewset")
def institutions() -> InstitutionViewSet:
    """Add institutions to the settings menu."""
    return InstitutionViewSet("institutions", url_prefix="institutions")
