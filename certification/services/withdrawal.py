"""Taking back what nobody has seen: a replacement that is given up, and what an erased person would get."""

from collections.abc import Iterable

from django.core.files.storage import storages
from django.db import transaction

from academy.accounts.models import User
from certification.enums import IN_PRODUCTION, EventKind, State
from certification.errors import NotWithdrawable
from certification.models import Certificate, Replacement
from certification.models.certificate import document_name
from certification.services.history import record


@transaction.atomic
def withdraw_replacement(*, successor: Certificate, withdrawn_by: User | None) -> None:
    """Give a replacement up that was not issued yet: the certificate that it was to replace stays as it is.

    Raises NotWithdrawable. A worker that has it under way finds the state changed and leaves nothing behind.
    """
    pending = Certificate.objects.select_for_update().filter(pk=successor.pk, state__in=IN_PRODUCTION)
    if not pending or not Certificate.objects.filter(superseded_by=successor).exists():
        raise NotWithdrawable
    withdraw_held(pending)
    record_withdrawals(pending, withdrawn_by)
    transaction.on_commit(delete_unwanted_documents, robust=True)


def withdraw_held(certificates: Iterable[Certificate]) -> None:
    """Take back what is in production and held by the caller; whatever it was to replace stays in force.

    The row forgets the hash, so that a worker who comes too late removes its own file, and names the file that one who
    died may have left.
    """
    for certificate in certificates:
        left = document_name(certificate.sha256) if certificate.sha256 else ""
        fields = {"state": State.WITHDRAWN, "sha256": "", "drawn_sha256": "", "document": left}
        Certificate.objects.filter(pk=certificate.pk).update(**fields)
    taken_back = [certificate.pk for certificate in certificates]
    Replacement.objects.filter(certificate__superseded_by__in=taken_back).delete()
    Certificate.objects.filter(superseded_by__in=taken_back).update(superseded_by=None)


def record_withdrawals(certificates: Iterable[Certificate], actor: User | None) -> None:
    """Write down that these were taken back."""
    for certificate in certificates:
        record(kind=EventKind.WITHDRAWN, subject=certificate.code, facts={}, actor=actor)


def delete_unwanted_documents() -> int:
    """Delete the files of what was withdrawn and of erased holders; return how many. One that is gone counts too.

    The row forgets the name of the file last: killed half-way, the sweeper finds it again.
    """
    storage, deleted = storages["certificates"], 0
    unwanted = Certificate.objects.filter(state=State.WITHDRAWN) | Certificate.objects.exclude(erased_at=None)
    for certificate in unwanted.exclude(document=""):
        storage.delete(str(certificate.document.name))
        deleted += Certificate.objects.filter(pk=certificate.pk).update(document="")
    return deleted
