"""What narrows the gradebook."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enums import EnrolmentState
from courses.forms.lean_select import LeanSelect
from courses.forms.rows import RowField, RowFilter
from courses.models import Cohort


class GradebookFilter(RowFilter):
    """Narrows the gradebook."""

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    cohort = RowField(label=_("Cohort"), required=False, widget=LeanSelect)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *EnrolmentState.choices], widget=LeanSelect
    )

    def __init__(self, *args: Any, cohorts: Sequence[Cohort], **kwargs: Any) -> None:
        """Offer these cohorts of one course: they need no course beside their names."""
        super().__init__(*args, **kwargs)
        cast("RowField", self.fields["cohort"]).offer({cohort: cohort.name for cohort in cohorts}, empty=_("All"))
