from academy.cms.models.images import Picture, PictureRendition
from academy.cms.models.ownership import OwnedPage
from academy.cms.models.pages import HomePage, StandardPage
from academy.cms.models.rules import PublishingRules

__all__ = ["HomePage", "OwnedPage", "Picture", "PictureRendition", "PublishingRules", "StandardPage"]
