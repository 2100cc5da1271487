"""What the transparency log refuses."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class LogKeyMissing(RuleBroken):
    """No key of the log can be loaded, or it is a demo key in production: nothing is entered until there is one."""

    message = _("The key of the transparency log is not available. Entries wait until it is.")


class LogDamaged(RuleBroken):
    """What is stored does not lead to the newest checkpoint: signing another one would contradict it."""

    message = _("The transparency log does not fit its newest checkpoint. Nothing is entered until it does.")


class NoSuchTree(RuleBroken):
    """Proofs of consistency lead from a size that the log had to one that it has or had."""

    message = _("Ask for two sizes that the log has had: from 1 to that of its newest checkpoint, the smaller first.")


class NoteRefused(RuleBroken):
    """The text is no signed note, no key or no checkpoint, or none that a known key signed."""

    message = _("This is no checkpoint of the log, or its signature does not hold.")
