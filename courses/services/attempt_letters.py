"""Letters about closed attempts. They tell no score: the page of the result does, as far as the quiz allows."""

from django.conf import settings
from django.urls import reverse

from academy.languages import text_in
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from courses.models import AttemptLetter
from courses.selectors.marking_queue import owed_attempt_letters


def mail_attempt_letter(pk: int) -> bool:
    """Tell a learner that an attempt is marked; return whether a letter went."""

    def send() -> None:
        found = AttemptLetter.objects.select_related("attempt__enrolment__user", "attempt__quiz").get(pk=pk)
        attempt, user = found.attempt, found.attempt.enrolment.user
        told = {
            "name": user.legal_name,
            "title": text_in(attempt.quiz.title, user.language),
            "url": settings.SITE_URL + reverse("result", args=[attempt.pk]),
        }
        send_letter(f"attempt_{found.kind}", to=user.email, language=user.language, context=told)

    return send_once(owed_attempt_letters().filter(pk=pk), send)
