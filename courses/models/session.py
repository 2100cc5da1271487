"""Sessions: the dated meetings of a seminar, and their seats."""

import secrets

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.enums import SessionState
from courses.models.seminar import Seminar

#: Rooms of Teams and links of maps are far longer than the 200 characters of a URLField.
LONGEST_ADDRESS = 2000


def new_secret() -> str:
    """Return 256 bits, from which the codes on the screen are made."""
    return secrets.token_urlsafe(32)


class Session(models.Model):
    """One dated meeting of a seminar. Times are shown in `time_zone`; `place` and `cancel_reason`: a text per language.

    `sequence` rises with every change that people's calendars have to follow (RFC 5545, 3.8.7.4). `last_ticket` is the
    number that was given out last: the order of the waiting list. Who writes it holds the session until the commit.
    """

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("seminar"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=50, default="Asia/Baku")
    place = models.JSONField(_("place"), default=dict, blank=True)
    map_url = models.URLField(_("link to a map"), max_length=LONGEST_ADDRESS, blank=True)
    online_url = models.URLField(
        _("online room"),
        max_length=LONGEST_ADDRESS,
        blank=True,
        help_text=_("Only people with a seat see it, on their pages and in letters."),
    )
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions_led",
        verbose_name=_("trainer"),
    )
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("Empty: it is open already.")
    )
    closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the session begins.")
    )
    cancel_until = models.DateTimeField(
        _("people may cancel until"),
        null=True,
        blank=True,
        help_text=_("Empty: until the session begins. Afterwards they can still say that they will not come."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED, editable=False
    )
    cancel_reason = models.JSONField(_("why it was cancelled"), default=dict, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    last_ticket = models.PositiveIntegerField(default=0, editable=False)
    secret = models.CharField(max_length=43, default=new_secret, editable=False)
    attendance_closed_at = models.DateTimeField(_("attendance closed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("session of a seminar")
        verbose_name_plural = _("sessions of a seminar")
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="session_registration_closes_after_opening",
            ),
        )

    def __str__(self) -> str:
        return f"{self.seminar}, {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_cancelled(self) -> bool:
        """Whether the session takes place no more."""
        return self.state == SessionState.CANCELLED


class SeatPool(models.Model):
    """Seats of a session: those for everybody (no institution), or those kept for one institution until a day.

    The seats of all pools of a session add up to its capacity, at every moment. `seats` is empty where there is no
    limit. A released pool keeps only what its people hold; the rest went to everybody.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="pools", verbose_name=_("session"))
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seat_pools",
        verbose_name=_("institution"),
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    release_on = models.DateField(
        _("kept until"), null=True, blank=True, help_text=_("On this day free seats go to everybody.")
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("seats of a session")
        verbose_name_plural = _("seats of a session")
        constraints = (
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(taken__lte=F("seats")), name="seats_never_oversold"
            ),
            models.UniqueConstraint(fields=["session", "institution"], name="seat_pool_once_for_an_institution"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(institution=None), name="seat_pool_for_everybody_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.session}: {self.taken}/{self.seats}"
