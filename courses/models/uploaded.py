"""What uploaded files of people have in common."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class UploadedList(models.Model):
    """A file of people, kept between the look at it and the confirmation.

    `rows` holds one mapping per line or person, `result` the numbers that the confirmation made.
    """

    file_name = models.CharField(_("file"), max_length=200)
    rows = models.JSONField(_("rows"), default=list)
    result = models.JSONField(_("result"), default=dict)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ("-uploaded_at",)
