"""Registrations: who comes to a session, who waits, and what they are written."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.enums import SEATED, Audience, RegistrationLetterKind, RegistrationState
from courses.models.session import SeatPool, Session


def new_code() -> str:
    """Return 128 bits that nobody guesses: what the participant's QR mark holds."""
    return secrets.token_urlsafe(16)


class Registration(models.Model):
    """One person and one session. `pool` is where the seat comes from: a row has one exactly while it holds a seat.

    `ticket` is the place in the order in which people came; whoever comes back takes a new one. `sequence` rises with
    every change of state that the person's calendar follows.
    """

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("session")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("participant")
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("institution"),
    )
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState.choices)
    ticket = models.PositiveIntegerField(_("ticket"))
    pool = models.ForeignKey(
        SeatPool, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("seat")
    )
    code = models.CharField(_("code"), max_length=22, unique=True, default=new_code, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    registered_at = models.DateTimeField(_("registered"), default=timezone.now)
    offered_until = models.DateTimeField(_("to be confirmed by"), null=True, blank=True)
    institution_approved_at = models.DateTimeField(_("approved by the institution"), null=True, blank=True)
    institution_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organiser_approved_at = models.DateTimeField(_("approved by the organiser"), null=True, blank=True)
    organiser_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("ticket",)
        constraints = (
            models.UniqueConstraint(fields=["session", "user"], name="registration_once"),
            models.UniqueConstraint(fields=["session", "ticket"], name="registration_ticket_once"),
            models.CheckConstraint(
                condition=Q(state__in=SEATED, pool__isnull=False) | (~Q(state__in=SEATED) & Q(pool__isnull=True)),
                name="registration_seat_while_seated",
            ),
            models.CheckConstraint(
                condition=Q(state=RegistrationState.OFFERED, offered_until__isnull=False)
                | (~Q(state=RegistrationState.OFFERED) & Q(offered_until__isnull=True)),
                name="registration_offer_has_an_end",
            ),
        )
        indexes = (models.Index(fields=["session", "state", "ticket"], name="registration_in_order"),)

    def __str__(self) -> str:
        return f"{self.session}: {self.user}"

    @property
    def calendar_sequence(self) -> int:
        """Number of this version of the calendar entry: it rises with both the session's changes and one's own."""
        return self.session.sequence + self.sequence


class SessionMessage(models.Model):
    """What the organiser wrote to people of a session. `subject` and `body` hold one text per language, plain text."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="messages", verbose_name=_("session"))
    audience = models.CharField(_("to"), max_length=9, choices=Audience.choices, default=Audience.CONFIRMED)
    subject = models.JSONField(_("subject"), default=dict)
    body = models.JSONField(_("text"), default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("author")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        verbose_name = _("message to participants")
        verbose_name_plural = _("messages to participants")
        ordering = ("-sent_at",)

    def __str__(self) -> str:
        return text_in(self.subject, get_language() or "az")


class RegistrationLetter(models.Model):
    """A letter that is owed, then mailed, once for each version of what it tells.

    `sequence` is the version of the calendar entry, `hours` the time before the session of a reminder (else 0).
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="letters", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=RegistrationLetterKind.choices)
    sequence = models.PositiveIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)
    message = models.ForeignKey(
        SessionMessage, null=True, on_delete=models.CASCADE, related_name="letters", verbose_name=_("message")
    )
    owed_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("letter about a registration")
        verbose_name_plural = _("letters about registrations")
        constraints = (
            models.UniqueConstraint(
                fields=["registration", "kind", "sequence", "hours"],
                condition=Q(message=None),
                name="registration_letter_once",
            ),
            models.UniqueConstraint(fields=["registration", "message"], name="registration_message_once"),
            models.CheckConstraint(
                condition=Q(kind=RegistrationLetterKind.MESSAGE, message__isnull=False)
                | (~Q(kind=RegistrationLetterKind.MESSAGE) & Q(message__isnull=True)),
                name="registration_letter_of_message_has_it",
            ),
        )
        indexes = (models.Index(fields=["owed_at"], condition=Q(mailed_at=None), name="registration_letter_owed"),)

    def __str__(self) -> str:
        return f"{self.registration}: {self.kind}"
