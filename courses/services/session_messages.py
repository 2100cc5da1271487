"""What an organiser writes to the people of a session."""

from django.db import transaction

from courses.enums import Audience, RegistrationLetterKind
from courses.models import RegistrationLetter, SessionMessage
from courses.selectors.session_desk import audience_of


@transaction.atomic
def send_message(*, message: SessionMessage) -> int:
    """Store the message, and owe it to everybody of its audience as it is now; return how many."""
    message.save()
    people = audience_of(message.session, Audience(message.audience))
    letters = [
        RegistrationLetter(registration=person, kind=RegistrationLetterKind.MESSAGE, message=message)
        for person in people
    ]
    RegistrationLetter.objects.bulk_create(letters, batch_size=500)
    return len(letters)
