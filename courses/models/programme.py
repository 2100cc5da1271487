"""Programmes: sets of courses and seminars with a rule."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from academy.languages import text_in
from courses.enums import Accent, Level, Topic
from courses.models.course import Course
from courses.models.seminar import Seminar


class Programme(ClusterableModel):
    """What a set of courses and seminars leads to. Its words stand in one `ProgrammePage` per language.

    The rule stands in the groups: every group must be fulfilled, and each says how many of its items that takes.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.BEGINNER)
    accent = models.CharField(_("colour"), max_length=8, choices=Accent.choices, default=Accent.GOLD)
    cpd_hours = models.DecimalField(
        _("CPD hours"),
        max_digits=5,
        decimal_places=1,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("What the programme’s certificate states, the hours of its courses included."),
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="programmes",
        verbose_name=_("institution"),
    )
    certificate_template = models.ForeignKey(
        "certification.CertificateTemplate",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programmes",
        verbose_name=_("certificate template"),
        help_text=_("Empty: the programme ends without a certificate."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("code",)
        constraints = (models.CheckConstraint(condition=Q(cpd_hours__gte=0), name="programme_hours_not_negative"),)

    def __str__(self) -> str:
        return self.code


class ProgrammeGroup(ClusterableModel):
    """Items of which all, or at least `required_count`, must be completed. `title` holds one text per language."""

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="groups", verbose_name=_("programme"))
    title = models.JSONField(_("title"), default=dict, blank=True)
    required_count = models.PositiveSmallIntegerField(
        _("how many are asked for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all of them."),
    )
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("group of a programme")
        verbose_name_plural = _("groups of a programme")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return text_in(self.title, get_language() or "az") or f"{self.programme}, {self.position}"


class ProgrammeItem(models.Model):
    """A course or a seminar in a group."""

    group = ParentalKey(ProgrammeGroup, on_delete=models.CASCADE, related_name="items", verbose_name=_("group"))
    course = models.ForeignKey(
        Course,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programme_items",
        verbose_name=_("course"),
    )
    seminar = models.ForeignKey(
        Seminar,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programme_items",
        verbose_name=_("seminar"),
    )
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)

    sort_order_field = "position"

    class Meta:
        verbose_name = _("item of a programme")
        verbose_name_plural = _("items of a programme")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(course__isnull=False, seminar__isnull=True) | Q(course__isnull=True, seminar__isnull=False),
                name="programme_item_course_or_seminar",
            ),
            models.UniqueConstraint(fields=["group", "course"], name="programme_item_course_once"),
            models.UniqueConstraint(fields=["group", "seminar"], name="programme_item_seminar_once"),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.course or self.seminar}"


class ProgrammeEnrolment(models.Model):
    """One person in one programme. `completed_at`, once set, stays."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="programme_enrolments",
        verbose_name=_("learner"),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("programme")
    )
    enrolled_at = models.DateTimeField(_("enrolled"), auto_now_add=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment in a programme")
        verbose_name_plural = _("enrolments in programmes")
        ordering = ("-enrolled_at",)
        constraints = (models.UniqueConstraint(fields=["user", "programme"], name="programme_enrolment_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.programme}"
