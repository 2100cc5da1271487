"""What the pages of the catalogue have in common."""

from django.db import models

from academy.cms.models import OwnedPage


class CataloguePage(OwnedPage):
    """A page that the catalogue's search finds by `search_text`: its words, folded, each after a space."""

    search_text = models.TextField(editable=False, default="", blank=True)

    class Meta:
        abstract = True
