"""The states and verdicts of the issuing office."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a certificate stands between its decision and its life in the world."""

    RESERVED = "reserved", _("reserved")
    RENDERED = "rendered", _("drawn")
    LINTED = "linted", _("drawn and checked")
    SIGNED = "signed", _("signed, not stored yet")
    STORED = "stored", _("signed and stored")
    ISSUED = "issued", _("issued")
    FAILED = "failed", _("production failed")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn before issue")


#: States in which no file of the certificate is final: it is drawn again.
UNSTORED = (State.RESERVED, State.RENDERED, State.LINTED, State.SIGNED, State.FAILED)
#: States in which the certificate was decided and is not in the world yet.
IN_PRODUCTION = (*UNSTORED, State.STORED)
#: States in which a certificate no longer stands for its achievement.
ENDED = (State.REVOKED, State.SUPERSEDED, State.WITHDRAWN)
#: States in which a certificate is in the world: only these answer to a code or a file.
IN_THE_WORLD = (State.ISSUED, State.REVOKED, State.SUPERSEDED)


class Standing(models.TextChoices):
    """What became of a certificate that is in the world, on a certain day, in one word."""

    VALID = "valid", _("valid")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("replaced")


class Failure(models.TextChoices):
    """Why a certificate could not be produced; each is tried again, a name only after it was corrected."""

    NAME = "name", _("the name cannot be printed")
    KEY = "key", _("the signing key is not available")
    TIMESTAMP = "timestamp", _("time-stamp pending")
    DOCUMENT = "document", _("the document does not say what the register says")
    FAULT = "fault", _("unexpected fault")


class LineState(models.TextChoices):
    """What a line of a bulk issue means at this moment."""

    READY = "ready", _("gets a certificate")
    NAME = "name", _("gets one when the name is corrected")
    HELD = "held", _("has one already")
    GONE = "gone", _("the account was deleted")
    UNKNOWN = "unknown", _("no account with this address")
    ADDRESS = "address", _("not an e-mail address")
    DUPLICATE = "duplicate", _("this address stands further up")
    EMPTY = "empty", _("no e-mail address")
    FORMULA = "formula", _("a formula: write the text itself")


#: Lines for which a certificate is reserved.
TAKEN = (LineState.READY, LineState.NAME)


class Kind(models.TextChoices):
    """What a document says: competence was tested, attendance was recorded, a programme was completed.

    A transcript is issued, signed and verified like them, but it is no certificate: it lists them.
    """

    COMPETENCE = "competence", _("certificate of competence")
    ATTENDANCE = "attendance", _("certificate of attendance")
    PROGRAMME = "programme", _("certificate of a programme")
    TRANSCRIPT = "transcript", pgettext_lazy("document", "transcript")


#: Kinds of certificates: what courses, seminars and programmes may give.
CERTIFYING = (Kind.COMPETENCE, Kind.ATTENDANCE, Kind.PROGRAMME)


class CopyFormat(models.TextChoices):
    """The files in which a copy of the register is handed out."""

    PDF = "pdf", _("PDF for the archive")
    XLSX = "xlsx", _("Table (Excel)")
    CSV = "csv", _("Table (CSV)")


class Languages(models.TextChoices):
    """In which language, or in which two, certificates of a template are printed. The first leads."""

    HOLDER = "holder", _("the holder’s language")
    AZ = "az", "Azərbaycanca"
    RU = "ru", "Русский"
    EN = "en", "English"
    AZ_RU = "az+ru", "Azərbaycanca + Русский"
    AZ_EN = "az+en", "Azərbaycanca + English"
    RU_EN = "ru+en", "Русский + English"

    @classmethod
    def of(cls, rule: str, holder: str) -> list[str]:
        """Return the languages of one certificate, given the language of its holder's account."""
        return [holder] if rule == cls.HOLDER else rule.split("+")

    @classmethod
    def printed(cls, rule: str) -> list[tuple[str, str]]:
        """Return what the rule can lead to: value and name of each language or pair."""
        wanted = [cls.AZ, cls.RU, cls.EN] if rule == cls.HOLDER else [cls(rule)]
        return [(one.value, str(one.label)) for one in wanted]


class Disclosure(models.TextChoices):
    """What the public verification tells whoever has the code; the holder decides."""

    ALL = "all", _("Everything that stands on the certificate")
    NAME = "name", _("Everything but the name; whoever types a name learns whether it is the right one")
    VALIDITY = "validity", _("Only whether the certificate is valid")


class KeyState(models.TextChoices):
    """A retired key still verifies and can no longer sign; a compromised one verifies nothing after its date."""

    ACTIVE = "active", _("active")
    RETIRED = "retired", _("retired")
    COMPROMISED = "compromised", _("compromised")


class RevocationReason(models.TextChoices):
    """The public class of a reason; the private note beside it is never shown."""

    ISSUED_IN_ERROR = "issued_in_error", _("issued in error")
    RULES_VIOLATED = "rules_violated", _("the rules of the test were violated")
    HOLDER_REQUEST = "holder_request", _("at the holder's request")
    DATA_CORRECTED = "data_corrected", _("the data were corrected")


class ReplacementReason(models.TextChoices):
    """The public class of the reason why a newer certificate took the place of one."""

    SPELLING = "spelling", _("the name was misspelt")
    NAME_CHANGED = "name_changed", _("the holder’s name has changed")
    FACTS = "facts", _("title, hours or date were wrong")


class ProposalKind(models.TextChoices):
    """What one person alone does not do."""

    REVOCATIONS = "revocations", _("revoke several certificates")
    KEY_CHANGE = "key_change", _("change the signing key")
    KEY_LOST = "key_lost", _("declare a signing key lost")


class ProposalState(models.TextChoices):
    """Where a proposal stands. One that nobody decided in time has lapsed, without a state of its own."""

    OPEN = "open", _("waits for a second person")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")


class RevocationOutcome(models.TextChoices):
    """What became of one certificate of a confirmed proposal."""

    WAITING = "waiting", _("waits")
    REVOKED = "revoked", _("revoked")
    SKIPPED = "skipped", _("left as it is: it was revoked or replaced meanwhile")


class EventKind(models.TextChoices):
    """What the history tells of. Production and its failures are none: nothing is decided, and the row tells them."""

    RESERVED = "reserved", _("certificate reserved")
    NAME_CORRECTED = "name_corrected", _("holder’s name corrected")
    ISSUED = "issued", _("certificate issued")
    REVOKED = "revoked", _("certificate revoked")
    SUPERSEDED = "superseded", _("certificate replaced")
    WITHDRAWN = "withdrawn", _("certificate withdrawn before issue")
    ERASED = "erased", _("holder’s name erased")
    KEY_MADE = "key_made", _("signing key made")
    KEY_RETIRED = "key_retired", _("signing key retired")
    KEY_COMPROMISED = "key_compromised", _("signing key compromised")
    LOG_KEY_MADE = "log_key_made", _("key of the log made")
    PROPOSED = "proposed", _("proposed to a second person")
    CONFIRMED = "confirmed", _("confirmed by a second person")
    DECLINED = "declined", _("declined by a second person")
    TEMPLATE_VERSION = "template_version", _("new version of a template")
    REGISTER_COPIED = "register_copied", _("copy of the register made")


#: Events that are entered in the transparency log: all that an outsider can be shown of a certificate.
LOGGED = (EventKind.ISSUED, EventKind.REVOKED, EventKind.SUPERSEDED)


class Verdict(models.TextChoices):
    """The answer to a verification; the value stands in `data-verdict` and in the JSON answer."""

    VALID = "valid", _("The certificate is valid")
    EXPIRED = "expired", _("The certificate has expired")
    SUPERSEDED = "superseded", _("The certificate was replaced by a newer one")
    REVOKED = "revoked", _("The certificate was revoked")
    ALTERED = "altered", _("The document was changed after signing")
    NOT_ISSUED = "not_issued", _("The signature is ours, but the document is not in the register")
    FOREIGN = "foreign", _("The document was not issued by us")
    UNKNOWN = "unknown", _("Not found in the register")
    SPECIMEN = "specimen", _("A specimen: it certifies nothing")
    MALFORMED = "malformed", _("The code is not written correctly")
    UNREADABLE = "unreadable", _("The file cannot be read")
    RECEIPT = "receipt", _("A genuine receipt of a verification")


#: Verdicts about a document that the register holds, byte for byte or by its code.
IN_THE_REGISTER = (Verdict.VALID, Verdict.EXPIRED, Verdict.SUPERSEDED, Verdict.REVOKED)


class Medium(models.TextChoices):
    """What somebody held in the hand who asked; the value stands in the JSON answer."""

    CODE = "code", _("Verification of a certificate by its code")
    DOCUMENT = "document", _("Verification of a certificate by its file")
    CREDENTIAL = "credential", _("Verification of a certificate by its digital badge")
    PHOTOGRAPH = "photograph", _("Verification of a certificate by a photograph")


class Check(models.TextChoices):
    """The single checks behind a verdict, in the order in which they are told."""

    READABLE = "readable", _("Readable")
    UNALTERED = "unaltered", _("Unaltered")
    SIGNED = "signed", _("Signed by us")
    KEY = "key", _("Key trusted at that time")
    LOGGED = "logged", _("In the transparency log")
    IN_FORCE = "in_force", _("In force")


class Outcome(models.TextChoices):
    """How a check ended. `OPEN` is no fault: this way of asking cannot tell, or cannot tell yet."""

    PASSED = "passed", _("yes")
    FAILED = "failed", _("no")
    OPEN = "open", _("not checked")


class NameAnswer(models.TextChoices):
    """Whether the name in a list is the holder's."""

    NOT_ASKED = "", _("no name to compare")
    SAME = "same", _("the name is the same")
    DIFFERENT = "different", _("the name differs")
    NOT_TOLD = "not_told", _("the holder does not let names be compared")
    TOO_MANY = "too_many", _("not compared: too many names were tried for this certificate")
