"""What narrows the gradebook."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.enums import EnrolmentState
from courses.models import Cohort


class CohortNameField(forms.ModelChoiceField):
    """Cohorts of one course need no course beside their names."""

    def label_from_instance(self, cohort: Any) -> str:
        """Say the name alone."""
        return cohort.name


class GradebookFilter(forms.Form):
    """Sent by GET, so that a view can be kept and sent."""

    q = forms.CharField(
        label=_("Name or e-mail"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    cohort = CohortNameField(label=_("Cohort"), queryset=Cohort.objects.none(), required=False, empty_label=_("All"))
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *EnrolmentState.choices])

    def __init__(self, *args: Any, cohorts: QuerySet[Cohort], **kwargs: Any) -> None:
        """Offer these cohorts."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts  # type: ignore[attr-defined]
