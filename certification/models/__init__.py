from certification.models.batch import Batch
from certification.models.certificate import Certificate, Replacement, Revocation
from certification.models.chain import ChainHead
from certification.models.code_list import CodeList
from certification.models.credential import Credential, CredentialKey, StatusList
from certification.models.event import Event
from certification.models.holder import HolderChoice
from certification.models.issuer import Issuer, Signatory
from certification.models.key import RevocationList, SigningKey
from certification.models.log import LogCheckpoint, LogLeaf, LogNode
from certification.models.picture import Picture, PictureContent
from certification.models.proposal import Proposal, ProposedRevocation
from certification.models.receipt import VerificationReceipt
from certification.models.register import RegisterCopy
from certification.models.reminder import ExpiryReminder, ReminderRefusal
from certification.models.template import CertificateTemplate, CertificateWording, CoIssuer
from certification.models.verification import Verification
from certification.models.version import TemplateVersion

__all__ = [
    "Batch",
    "Certificate",
    "CertificateTemplate",
    "CertificateWording",
    "ChainHead",
    "CoIssuer",
    "CodeList",
    "Credential",
    "CredentialKey",
    "Event",
    "ExpiryReminder",
    "HolderChoice",
    "Issuer",
    "LogCheckpoint",
    "LogLeaf",
    "LogNode",
    "Picture",
    "PictureContent",
    "Proposal",
    "ProposedRevocation",
    "RegisterCopy",
    "ReminderRefusal",
    "Replacement",
    "Revocation",
    "RevocationList",
    "Signatory",
    "SigningKey",
    "StatusList",
    "TemplateVersion",
    "Verification",
    "VerificationReceipt",
]
