"""The CMS's form of a cohort."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from academy.periods import refuse_disorder
from courses.forms.rows import CourseRowForm
from courses.selectors.access import trainers_known_to


class CohortForm(CourseRowForm):
    """Offers own courses, and the trainers whom the person knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the choice of trainers; one named before stays."""
        super().__init__(*args, **kwargs)
        known = trainers_known_to(self.for_user)
        self.fields["trainer"].queryset = known | known.model.objects.filter(pk=self.instance.trainer_id).distinct()

    def clean(self) -> dict[str, Any]:
        """Ask for dates in their order."""
        cleaned: dict[str, Any] = super().clean()
        refuse_disorder(self, "starts_on", "ends_on", _("The last day comes before the first. Change one of them."))
        return cleaned
