"""The parts of the picker."""

from django.utils.translation import gettext_lazy as _

TEXT = _("Text")
EMPHASIS = _("Beside the text")
MEDIA = _("Pictures, recordings, files")
