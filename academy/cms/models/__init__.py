from academy.cms.models.images import Picture, PictureRendition
from academy.cms.models.ownership import OwnedPage
from academy.cms.models.pages import HomePage, StandardPage

__all__ = ["HomePage", "OwnedPage", "Picture", "PictureRendition", "StandardPage"]
