"""What a mail server's refusal means."""

from http import HTTPStatus
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Final

#: What sending raises while the mail server is away, refuses, hangs or breaks off. The words hold addresses.
MAIL_ERRORS: Final = (SMTPException, OSError)


def is_refused_for_good(failure: Exception) -> bool:
    """Tell whether no mail server will ever take a letter for this address, so that trying again changes nothing."""
    if not isinstance(failure, SMTPRecipientsRefused):
        return False
    return all(code >= HTTPStatus.INTERNAL_SERVER_ERROR for code, _words in failure.recipients.values())
