"""Seminars as facts: the offer, and what its organiser asks of people."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel

from academy.languages import text_in
from courses.enums import AnswerKind, Meetings, SeminarApproval, SeminarFormat, Topic
from courses.models.quiz import Quiz


def one_reminder() -> list[int]:
    """Return hours before a session at which people are reminded, unless the organiser says otherwise."""
    return [24]


class Seminar(ClusterableModel):
    """The offer. Its words stand in one `SeminarPage` per language.

    `reminder_hours` holds up to three numbers of hours before each session.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, blank=True)
    format = models.CharField(
        _("format"), max_length=10, choices=SeminarFormat.choices, default=SeminarFormat.IN_PERSON
    )
    meetings = models.CharField(_("sessions are"), max_length=10, choices=Meetings.choices, default=Meetings.PARTS)
    cpd_hours = models.DecimalField(
        _("CPD hours"), max_digits=5, decimal_places=1, default=1, validators=[MinValueValidator(0)]
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="seminars",
        verbose_name=_("institution"),
    )
    co_organisers = ParentalManyToManyField(
        "accounts.Institution", blank=True, related_name="co_organised_seminars", verbose_name=_("organised with")
    )
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("Where participants write. Empty: the site’s own address.")
    )
    approval = models.CharField(
        _("who approves a registration"),
        max_length=11,
        choices=SeminarApproval.choices,
        default=SeminarApproval.NONE,
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("time to confirm a seat that became free, hours"),
        default=24,
        validators=[MaxValueValidator(336)],
        help_text=_("0: whoever is next on the waiting list has the seat without being asked."),
    )
    reminder_hours = models.JSONField(_("reminders, hours before"), default=one_reminder, blank=True)
    minimum_share = models.PositiveSmallIntegerField(
        _("attendance asked for, per cent of the time"),
        default=75,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    hours_step = models.DecimalField(
        _("CPD hours are rounded to steps of"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.50"),
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal(1))],
    )
    certificate_template = models.ForeignKey(
        "certification.CertificateTemplate",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seminars",
        verbose_name=_("certificate template"),
        help_text=_("Empty: the seminar ends without a certificate."),
    )
    quiz = models.ForeignKey(
        Quiz,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seminars",
        verbose_name=_("quiz to be passed first"),
        help_text=_("Empty: attending is enough."),
    )
    evaluation = models.ForeignKey(
        "courses.Evaluation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seminars",
        verbose_name=_("evaluation form"),
        help_text=_("Whoever was there fills it in afterwards, anonymously. Empty: nobody is asked."),
    )
    evaluation_required = models.BooleanField(_("the certificate waits for the evaluation"), default=False)

    class Meta:
        verbose_name = _("seminar")
        verbose_name_plural = _("seminars")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=Q(minimum_share__range=(1, 100)), name="seminar_share_within_bounds"),
            models.CheckConstraint(condition=Q(hours_step__gt=0), name="seminar_hours_step_positive"),
            models.CheckConstraint(
                condition=Q(evaluation_required=False) | Q(evaluation__isnull=False),
                name="seminar_requires_an_evaluation_it_has",
            ),
        )

    def __str__(self) -> str:
        return self.code


class SeminarQuestion(models.Model):
    """What the organiser asks at registration. `text` and each of `options` hold one text per language."""

    seminar = ParentalKey(Seminar, on_delete=models.CASCADE, related_name="questions", verbose_name=_("seminar"))
    text = models.JSONField(_("question"), default=dict)
    kind = models.CharField(_("answered by"), max_length=6, choices=AnswerKind.choices, default=AnswerKind.LINE)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("question of the organiser")
        verbose_name_plural = _("questions of the organiser")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return text_in(self.text, get_language() or "az")


class SeminarAnswer(models.Model):
    """What one person answered. It may be about health or belief, so it is deleted a week after the last session."""

    question = models.ForeignKey(
        SeminarQuestion, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    text = models.CharField(_("answer"), max_length=500)

    class Meta:
        verbose_name = _("answer to the organiser")
        verbose_name_plural = _("answers to the organiser")
        constraints = (models.UniqueConstraint(fields=["question", "user"], name="seminar_answer_once"),)

    def __str__(self) -> str:
        return f"{self.question}: {self.user}"
