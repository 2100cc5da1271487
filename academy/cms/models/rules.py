"""Rules of publishing that an administrator sets in the CMS."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="check")
class PublishingRules(BaseGenericSetting):
    """One row for the whole site. Without it everybody who may edit a page publishes it."""

    trainers_are_reviewed = models.BooleanField(
        _("pages of trainers are reviewed before they are published"),
        default=False,
        help_text=_("Trainers then submit their pages: to the methodologist, and then to the language reviewer."),
    )

    class Meta:
        verbose_name = _("rules of publishing")
