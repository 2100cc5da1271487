"""What the issuing office refuses, named for the state. The text says what happened, and what to do."""

from certification.errors.documents import (
    DocumentRefused,
    NameUnprintable,
    PictureRefused,
    ProofRefused,
    TakenOver,
    Unreadable,
)
from certification.errors.keys import (
    CredentialKeyMissing,
    IssuingKeyMissing,
    SigningKeyEnded,
    SigningKeyMissing,
    SigningKeyUnknown,
    TimestampMissing,
)
from certification.errors.log import (
    LogDamaged,
    LogKeyMissing,
    NoSuchTree,
    NoteRefused,
)
from certification.errors.proposals import (
    DecisionMissing,
    NothingProposed,
    NotYours,
    ProposalClosed,
    SamePerson,
)
from certification.errors.register import (
    BeingReplaced,
    NothingCorrected,
    NotRenewable,
    NotReplaceable,
    NotRevocable,
    NotWithdrawable,
)
from certification.errors.templates import (
    NobodyToCertify,
    NothingToPublish,
    TemplateChanged,
    TemplateIncomplete,
    TemplateMissing,
    TemplateUnpublished,
)
from certification.errors.transcripts import (
    NothingToList,
    TooManyTranscripts,
    TooMuchToList,
)
from certification.errors.verification import (
    AnswerTooOld,
    CodesUnreadable,
    MalformedCode,
    TooManyCodes,
    TooManyLists,
    TooManyQuestions,
)

__all__ = [
    "AnswerTooOld",
    "BeingReplaced",
    "CodesUnreadable",
    "CredentialKeyMissing",
    "DecisionMissing",
    "DocumentRefused",
    "IssuingKeyMissing",
    "LogDamaged",
    "LogKeyMissing",
    "MalformedCode",
    "NameUnprintable",
    "NoSuchTree",
    "NobodyToCertify",
    "NotRenewable",
    "NotReplaceable",
    "NotRevocable",
    "NotWithdrawable",
    "NotYours",
    "NoteRefused",
    "NothingCorrected",
    "NothingProposed",
    "NothingToList",
    "NothingToPublish",
    "PictureRefused",
    "ProofRefused",
    "ProposalClosed",
    "SamePerson",
    "SigningKeyEnded",
    "SigningKeyMissing",
    "SigningKeyUnknown",
    "TakenOver",
    "TemplateChanged",
    "TemplateIncomplete",
    "TemplateMissing",
    "TemplateUnpublished",
    "TimestampMissing",
    "TooManyCodes",
    "TooManyLists",
    "TooManyQuestions",
    "TooManyTranscripts",
    "TooMuchToList",
    "Unreadable",
]
