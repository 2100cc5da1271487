"""What the issuing office refuses, named for the state."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken
from academy.lists.unreadable import ListUnreadable


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


class NothingToList(RuleBroken):
    """A transcript of days in which nothing was achieved, or of which there is no template."""

    message = _("There are no certificates and no hours in these days. Choose other days.")


class TooMuchToList(RuleBroken):
    """A transcript of more than its pages can hold."""

    message = _("There is too much in these days for one transcript. Choose a shorter period.")


class TooManyTranscripts(RuleBroken):
    """More transcripts were asked for in a day than people need; each is drawn and signed."""

    message = _("You have asked for many transcripts today. Those that you have stay valid; ask again tomorrow.")


class SigningKeyMissing(RuleBroken):
    """No active signing key can be loaded: the certificate waits and is produced when there is one."""

    message = _("The signing key is not available. The certificate will be produced as soon as it is.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is missing."""
        super().__init__()
        self.reason = reason


class CredentialKeyMissing(SigningKeyMissing):
    """No key that signs credentials can be loaded: the certificate waits for it, because its credential lies in it."""


class ProofRefused(RuleBroken):
    """The credential has no proof that holds, or names a context that is not ours."""

    message = _("The proof of this credential does not hold.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is wrong."""
        super().__init__()
        self.reason = reason


class TimestampMissing(RuleBroken):
    """No time-stamp could be had, or none that can be trusted: the certificate waits, and is never issued without."""

    message = _("The time-stamp authority is not available. The certificate will be produced as soon as it is.")

    def __init__(self, reason: str) -> None:
        """Keep for the staff what exactly is wrong."""
        super().__init__()
        self.reason = reason


class TakenOver(RuleBroken):
    """Another worker carries this certificate on: whoever is told so stops, and has changed nothing."""


class SigningKeyEnded(RuleBroken):
    """The key in the files was retired or compromised before: it never signs again."""

    message = _("This signing key was retired and signs no more. Put the files of another key in its place.")


class SigningKeyUnknown(RuleBroken):
    """No key in the register begins with this fingerprint, or more than one does."""

    message = _("No signing key, or more than one, has this fingerprint. Nothing was changed.")


class IssuingKeyMissing(RuleBroken):
    """There is no issuing key to sign with, or it is for demonstration and the signing key is not."""

    message = _(
        "The issuing key is not available, or it is a demo key. Name its file and its passphrase in the settings."
    )


class MalformedCode(RuleBroken):
    """The text is no certificate code: wrong length, foreign symbols, or a check symbol that does not fit."""

    message = _("The code is not written correctly. Compare it with the certificate, symbol by symbol.")


class NotRevocable(RuleBroken):
    """Only an issued certificate can be revoked, and only once; not while it is being replaced."""

    message = _("This certificate is not in force, so it cannot be revoked. Nothing was changed.")


class BeingReplaced(NotRevocable):
    """A newer certificate is being made in its place: revoking this one would leave the newer one in force."""

    message = _(
        "A newer certificate is being made in the place of this one. Revoke the newer one when it is issued, or "
        "withdraw it first. Nothing was changed."
    )


class NotReplaceable(RuleBroken):
    """Only the newest certificate for an achievement can be replaced: issued, its holder known, and only once."""

    message = _(
        "This certificate cannot be corrected: it is not in force, a newer one exists or is being made, or its holder "
        "was erased. Nothing was changed."
    )


class NotRenewable(RuleBroken):
    """A certificate is renewed once, from some time before its end on, where its template allows it."""

    message = _(
        "This certificate cannot be renewed: it is not in force, has no end or ends later, was renewed already, or its "
        "template does not allow it. Nothing was changed."
    )


class NothingCorrected(RuleBroken):
    """The certificate says already what the correction says."""

    message = _("The certificate says exactly this already. Change what is wrong; nothing was done.")


class NotWithdrawable(RuleBroken):
    """Only a replacement that was not issued yet can be withdrawn."""

    message = _("This certificate is issued, or it replaces none. Nothing was changed.")


class SamePerson(RuleBroken):
    """Whoever proposed something does not decide it."""

    message = _("You proposed this yourself: another person with your rights has to decide. Nothing was changed.")


class ProposalClosed(RuleBroken):
    """The proposal was decided before, or it has lapsed."""

    message = _("This proposal was decided already, or it has lapsed. Nothing was changed.")


class NotYours(RuleBroken):
    """The person lacks the right that the proposal asks for."""

    message = _("You may not propose or decide this. Nothing was changed.")


class NothingProposed(RuleBroken):
    """There is nothing that could be proposed: no certificate in force, or no key."""

    message = _("No certificate of these is in force, or there is no such key. Nothing was changed.")


class DecisionMissing(RuleBroken):
    """Two people have not decided this change of a key, or it was carried out already."""

    message = _(
        "This change of a key needs two people: one proposes it in the CMS under “Certification”, another confirms it. "
        "Then run the command again."
    )


class TooManyQuestions(RuleBroken):
    """More questions came, from one network or in all, than people ask. It says nothing about the certificate."""

    message = _(
        "Verification is not available right now. This does not mean that the certificate is invalid. "
        "Try again in 10 minutes."
    )


class AnswerTooOld(RuleBroken):
    """The answer was told some time ago, was not told by us, or is about somebody who has been erased since."""

    message = _("The answer has been on the screen for too long. Verify again, then ask for the receipt.")


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


class PictureRefused(RuleBroken):
    """The file is no picture that can be printed, or it is too large."""

    message = _("Choose a PNG or JPEG picture of at most 5 MB and 25 megapixels.")


class NoteRefused(RuleBroken):
    """The text is no signed note, no key or no checkpoint, or none that a known key signed."""

    message = _("This is no checkpoint of the log, or its signature does not hold.")


class LogKeyMissing(RuleBroken):
    """No key of the log can be loaded, or it is a demo key in production: nothing is entered until there is one."""

    message = _("The key of the transparency log is not available. Entries wait until it is.")


class LogDamaged(RuleBroken):
    """What is stored does not lead to the newest checkpoint: signing another one would contradict it."""

    message = _("The transparency log does not fit its newest checkpoint. Nothing is entered until it does.")


class NoSuchTree(RuleBroken):
    """Proofs of consistency lead from a size that the log had to one that it has or had."""

    message = _("Ask for two sizes that the log has had: from 1 to that of its newest checkpoint, the smaller first.")


class CodesUnreadable(ListUnreadable):
    """The whole file cannot be taken as a list of codes; nothing of it is kept."""

    TOO_MANY_CODES = _("The list has more than 10,000 lines. Divide it into several files.")
    MISSING = _("No certificate code was found in the file. Put the codes into one column, one in each line.")

    message = MISSING


class TooManyLists(RuleBroken):
    """The person has uploaded as many lists of codes today as one may."""

    message = _("Twenty lists a day can be checked. Go on tomorrow, or let a program ask: see the API.")


class TooManyCodes(RuleBroken):
    """With this list, more codes would be asked for in a day than one account, or one network, may."""

    message = _(
        "Too many codes have been checked from your account or your network since yesterday to take this list too. "
        "Bring it tomorrow, or divide it."
    )


class NobodyToCertify(RuleBroken):
    """Nobody is proposed for a certificate, so there is nothing to look at."""

    message = _("Everybody who completed this has a certificate already. Nothing is left to issue.")


class TemplateMissing(RuleBroken):
    """What was achieved has no certificate template, so nobody can get a certificate for it."""

    message = _("No certificate template is chosen here. Choose one in the CMS first.")
