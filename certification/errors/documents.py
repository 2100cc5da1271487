"""What is wrong with a document, drawn here or brought by somebody."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class NameUnprintable(RuleBroken):
    """The holder's name has characters that our fonts cannot print, or that hide or reorder text."""

    message = _(
        "Your full name has characters that cannot be printed on a certificate. "
        "Correct it in your account settings, then try again."
    )

    def __init__(self, reason: str = "") -> None:
        """Keep for the staff what exactly is wrong, such as the code points."""
        super().__init__()
        self.reason = reason


class DocumentRefused(RuleBroken):
    """The rendered or signed document does not say what the register says, or says it with a font that is not ours."""

    message = _("The certificate could not be produced. Our staff have been told; it will be tried again.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is wrong."""
        super().__init__()
        self.reason = reason


class Unreadable(RuleBroken):
    """The file is nothing that can be read within the limits of time and memory."""

    message = _("The file cannot be read. Choose the file of the certificate as it was downloaded.")


class ProofRefused(RuleBroken):
    """The credential has no proof that holds, or names a context that is not ours."""

    message = _("The proof of this credential does not hold.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is wrong."""
        super().__init__()
        self.reason = reason


class TakenOver(RuleBroken):
    """Another worker carries this certificate on: whoever is told so stops, and has changed nothing."""


class PictureRefused(RuleBroken):
    """The file is no picture that can be printed, or it is too large."""

    message = _("Choose a PNG or JPEG picture of at most 5 MB and 25 megapixels.")
