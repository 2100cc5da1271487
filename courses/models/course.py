"""A course as a fact: one row, whatever the number of languages. The words stand in `CoursePage`."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from courses.enums import Accent, EnrolmentMode, LessonOrder, Level, Topic


class Course(ClusterableModel):
    """Code, hours and rules of a course."""

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("Short and lasting, such as UDC-101."))
    shelfmark = models.CharField(
        _("shelfmark"), max_length=40, blank=True, help_text=_("UDC number in the corner of the catalogue card.")
    )
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.BEGINNER)
    accent = models.CharField(_("colour"), max_length=8, choices=Accent.choices, default=Accent.FIRUZA)
    cpd_hours = models.DecimalField(
        _("CPD hours"), max_digits=5, decimal_places=1, default=Decimal(1), validators=[MinValueValidator(Decimal(0))]
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="courses",
        verbose_name=_("institution"),
    )
    lesson_order = models.CharField(
        _("order of lessons"), max_length=10, choices=LessonOrder.choices, default=LessonOrder.FREE
    )
    enrolment_mode = models.CharField(
        _("enrolment"), max_length=10, choices=EnrolmentMode.choices, default=EnrolmentMode.OPEN
    )
    contact = models.EmailField(
        _("contact"),
        blank=True,
        help_text=_("Where learners write, for example to ask for more time in a test. Empty: the site’s own address."),
    )
    certificate_template = models.ForeignKey(
        "certification.CertificateTemplate",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="courses",
        verbose_name=_("certificate template"),
        help_text=_("Empty: the course ends without a certificate."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("code",)
        permissions = (("manage_every_course", _("Can manage every course, not only own ones")),)
        constraints = (models.CheckConstraint(condition=Q(cpd_hours__gte=0), name="course_hours_not_negative"),)

    def __str__(self) -> str:
        return self.code
