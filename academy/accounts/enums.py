"""Words of the people's side: what a person is in an institution, and which roles the site knows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MembershipRole(models.TextChoices):
    """What a person may do for an institution. Certificates do not depend on it."""

    MEMBER = "member", _("member")
    HR = "hr", _("HR officer")
    ORGANISER = "organiser", _("organiser")


class Role(models.TextChoices):
    """The groups made by a data migration; the value is the group's name."""

    TRAINER = "Trainers", _("trainer")
    EDITOR = "Editors", _("editor")
    METHODOLOGIST = "Methodologists", _("methodologist")
    LANGUAGE_REVIEWER = "Language reviewers", _("language reviewer")
    HR = "HR", _("HR officer")
    REGISTRAR = "Registrars", _("registrar")
    ADMINISTRATOR = "Administrators", _("administrator")
