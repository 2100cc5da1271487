"""The form in which a person marks an essay."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from academy.text_area import TextArea
from courses.models import AttemptQuestion
from courses.questions.essay import levels_of


class MarkingForm(forms.Form):
    """A level for each criterion of the rubric, or marks where there is none; and a comment."""

    comment = forms.CharField(
        label=_("Comment to the learner"),
        help_text=_("What was good, what is missing, what to read again."),
        max_length=5000,
        required=False,
        widget=TextArea(attrs={"rows": 4}),
    )

    def __init__(self, asked: AttemptQuestion, *, language: str, data: Any = None) -> None:
        """Ask for a level of each criterion."""
        super().__init__(data)
        self.criteria = asked.revision.body.get("criteria", ())
        if not self.criteria:
            self.fields["score"] = forms.DecimalField(
                label=_("Marks"),
                help_text=_("From 0 to %(marks)s.") % {"marks": asked.marks},
                min_value=Decimal(0),
                max_value=asked.marks,
                max_digits=5,
                decimal_places=2,
            )
        for place, criterion in enumerate(self.criteria):
            levels = [(points, f"{points}: {words}") for points, words in levels_of(criterion, language)]
            label = text_in(criterion["text"], language)
            self.fields[f"level-{place}"] = forms.ChoiceField(label=label, choices=levels, widget=forms.RadioSelect)
        self.order_fields(["score", *(f"level-{place}" for place in range(len(self.criteria))), "comment"])

    def levels(self) -> dict[str, str]:
        """Return the points of the level chosen for each criterion, by its id."""
        return {row["id"]: self.cleaned_data[f"level-{place}"] for place, row in enumerate(self.criteria)}
