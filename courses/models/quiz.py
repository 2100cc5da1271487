"""The final quiz of a course: rules, and the questions it asks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.enums import Grading, Told
from courses.models.course import Course
from courses.models.question import Question


class Quiz(ClusterableModel):
    """Rules of the quiz that ends a course. `title` and `introduction` hold one text per language."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="quiz", verbose_name=_("course"))
    title = models.JSONField(_("title"), default=dict)
    introduction = models.JSONField(_("introduction"), default=dict, blank=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, per cent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=3, validators=[MinValueValidator(1)]
    )
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: no limit."),
    )
    wait_minutes = models.PositiveSmallIntegerField(
        _("waiting time between attempts, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from the end of an attempt. Empty: the next attempt can be started at once."),
    )
    opens_at = models.DateTimeField(
        _("opens"), null=True, blank=True, help_text=_("Empty: open as soon as the required lessons have been read.")
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Then no attempt can be started, and those in progress end. Empty: it never closes."),
    )
    grading = models.CharField(
        _("result"),
        max_length=5,
        choices=Grading.choices,
        default=Grading.BEST,
        help_text=_(
            "Nobody starts another attempt after passing. Where only the first counts, the others are practice."
        ),
    )
    negative_percent = models.PositiveSmallIntegerField(
        _("taken off for a wrong answer, per cent of its marks"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("A question without an answer loses nothing, and no result falls below 0."),
    )
    blind_marking = models.BooleanField(
        _("marked without names"),
        default=False,
        help_text=_("Whoever marks essays does not see who wrote them."),
    )
    shuffle_questions = models.BooleanField(
        _("questions in random order"), default=False, help_text=_("Each attempt asks them in an order of its own.")
    )
    told_at_once = models.PositiveSmallIntegerField(
        _("right after an attempt"),
        choices=Told.choices,
        default=Told.FEEDBACK,
        help_text=_("For ten minutes, unless the last moment has come already. During an attempt nothing is told."),
    )
    told_later = models.PositiveSmallIntegerField(
        _("later, while attempts may follow"), choices=Told.choices, default=Told.FEEDBACK
    )
    told_at_last = models.PositiveSmallIntegerField(
        _("when the quiz is over"),
        choices=Told.choices,
        default=Told.EVERYTHING,
        help_text=_(
            "When it is passed or no attempts are left; where the quiz has a closing time, for everybody after it."
        ),
    )
    questions: "models.ManyToManyField[Question, QuizQuestion]" = models.ManyToManyField(
        Question, through="QuizQuestion", related_name="quizzes", verbose_name=_("questions")
    )

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = (
            models.CheckConstraint(condition=Q(pass_mark__gte=1, pass_mark__lte=100), name="quiz_pass_mark_per_cent"),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="quiz_attempts_at_least_one"),
            models.CheckConstraint(condition=Q(negative_percent__lte=100), name="quiz_negative_per_cent"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="quiz_closes_after_opening"),
        )

    def __str__(self) -> str:
        return f"{self.course}"


class QuizQuestion(models.Model):
    """A question's place and weight in a quiz."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="places", verbose_name=_("quiz"))
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="places", verbose_name=_("question"))
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)
    marks = models.DecimalField(
        _("marks"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("question of the quiz")
        verbose_name_plural = _("questions of the quiz")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["quiz", "question"], name="quiz_question_once"),
            models.CheckConstraint(condition=Q(marks__gt=0), name="quiz_question_marks_positive"),
        )

    def __str__(self) -> str:
        return f"{self.quiz}, {self.position}"
