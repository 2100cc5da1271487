"""What stands between a template and its certificates."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class TemplateUnpublished(RuleBroken):
    """Certificates are issued from a published version, and the template has none."""

    message = _("This certificate template was never published. Publish it first.")


class NothingToPublish(RuleBroken):
    """The newest version says what the template says."""

    message = _("Nothing has changed since the newest version. There is nothing to publish.")


class TemplateChanged(RuleBroken):
    """The template was changed between the look at it and the word to publish it."""

    message = _("Somebody has changed the template meanwhile. Look at it again, then publish.")


class TemplateIncomplete(RuleBroken):
    """Words are missing in a language, or nobody signs."""

    message = _("Write the wording in each language and name at least one signatory, then publish.")


class TemplateMissing(RuleBroken):
    """What was achieved has no certificate template, so nobody can get a certificate for it."""

    message = _("No certificate template is chosen here. Choose one in the CMS first.")


class NobodyToCertify(RuleBroken):
    """Nobody is proposed for a certificate, so there is nothing to look at."""

    message = _("Everybody who completed this has a certificate already. Nothing is left to issue.")
