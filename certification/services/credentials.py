"""The credential of a certificate: made beside the page, attached to it, and read back before it is signed with it."""

import json
from typing import cast

from django.conf import settings
from django.utils import timezone

from certification.codes import grouped
from certification.data import Snapshot
from certification.errors import DocumentRefused, ProofRefused
from certification.formats.open_badges.credential import Award, credential_address, unsigned_credential
from certification.models import Certificate
from certification.rendering.attached import CredentialFile, attached_credential
from certification.rendering.context import nameless_wording
from certification.services.credential_keys import active_credential_key, issuer_did
from certification.services.status_lists import credential_row, status_list_address
from certification.signing.credential_key import public_key
from certification.signing.data_integrity import refuse_bad_proof, with_proof


def signed_credential(certificate: Certificate) -> CredentialFile:
    """Return the credential, the same at each try with the same key. Raises CredentialKeyMissing."""
    award, key = _award(certificate), active_credential_key()
    signed = with_proof(unsigned_credential(award), key.signer.key, method=key.method, created=award.made_at)
    return CredentialFile(text=json.dumps(signed, ensure_ascii=False), made_at=award.made_at)


def refuse_wrong_credential(document: bytes, certificate: Certificate) -> None:
    """Raise DocumentRefused unless the document carries this certificate's credential, and its proof holds."""
    key = active_credential_key()
    try:
        credential = json.loads(attached_credential(document))
        said = {name: value for name, value in credential.items() if name != "proof"}
        if credential["id"] != credential_address(certificate.credential_id) or said != unsigned_credential(
            _award(certificate)
        ):
            raise DocumentRefused("the credential says something else")
        refuse_bad_proof(credential, public_key(key.signer.multikey), method=key.method)
    except (KeyError, ValueError) as error:
        raise DocumentRefused("the credential cannot be read") from error
    except ProofRefused as error:
        raise DocumentRefused(f"the credential: {error.reason}") from error


def _award(certificate: Certificate) -> Award:
    row, holder = credential_row(certificate), certificate.holder
    snapshot = cast("Snapshot", certificate.snapshot)
    return Award(
        snapshot=snapshot,
        wording=nameless_wording(snapshot),
        code=grouped(certificate.code),
        credential_id=certificate.credential_id,
        issuer=issuer_did(),
        site=settings.SITE_URL,
        email=holder.email if holder else "",
        salt=row.salt,
        made_at=row.made_at,
        zone=timezone.get_default_timezone(),
        status_list=status_list_address(row.status_list_id),
        status_index=row.status_index,
        is_demo=active_credential_key().signer.is_demo,
    )
