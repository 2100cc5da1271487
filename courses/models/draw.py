"""What a quiz draws at random, beside the questions that it always asks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from courses.models.bank import QuestionBank, QuestionCategory
from courses.models.quiz import Quiz

#: How many questions one line may draw.
MOST_DRAWN = 200


class QuizDraw(models.Model):
    """So many questions of a bank, or of a category or with a tag in it. An attempt keeps what was drawn for it."""

    quiz = ParentalKey(Quiz, on_delete=models.CASCADE, related_name="draws", verbose_name=_("quiz"))
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)
    count = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_DRAWN)]
    )
    bank = models.ForeignKey(
        QuestionBank, on_delete=models.PROTECT, related_name="draws", verbose_name=_("question bank")
    )
    category = models.ForeignKey(
        QuestionCategory,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="draws",
        verbose_name=_("category"),
        help_text=_("Of this bank. Empty: of any category, or of none."),
    )
    with_subcategories = models.BooleanField(_("with the categories in it"), default=True)
    tag = models.CharField(
        _("tag"), max_length=100, blank=True, help_text=_("Only questions with this tag. Empty: with any or none.")
    )
    marks = models.DecimalField(
        _("marks for each"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("draw of the quiz")
        verbose_name_plural = _("draws of the quiz")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(marks__gt=0), name="quiz_draw_marks_positive"),
            models.CheckConstraint(condition=Q(count__gte=1), name="quiz_draw_at_least_one"),
        )

    def __str__(self) -> str:
        return f"{self.quiz}, {self.bank}"
