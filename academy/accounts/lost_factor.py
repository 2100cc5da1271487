"""Lets a person in again who lost the second factor and every recovery code."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse

from academy.accounts.models import User
from academy.accounts.sessions import end_sessions
from academy.mail.letters import send_letter


@transaction.atomic
def remove_second_factors(person: User) -> int:
    """Take away apps, keys and recovery codes, end all sessions and write to the person; return how many there were.

    Each goes on record by its signal. The letter is sent before the commit: where no letter can be sent nothing is
    taken away, so that nobody loses a factor unawares. Raises what the mail backend raises.
    """
    removed, _by_kind = Authenticator.objects.filter(user=person).delete()
    end_sessions([person.pk])
    if removed:
        context = {"name": person.legal_name, "path": reverse("mfa_index")}
        send_letter("second_factor_removed", to=person.email, language=person.language, context=context)
    return removed
