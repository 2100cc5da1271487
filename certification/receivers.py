"""Signals of others that the office listens to; each makes one service call."""

from typing import Any

from django.db.models.signals import pre_delete

from academy.accounts.models import User
from certification.services.erasure import erase_holder


def erase_deleted_holder(instance: User, **_kwargs: Any) -> None:
    """Let certificates outlive the account without the name, by whatever way the account is deleted."""
    erase_holder(holder=instance)


pre_delete.connect(erase_deleted_holder, sender=User, dispatch_uid="certification.erase_deleted_holder")
