"""What HR officers fill in, and what narrows their lists. Everything that is offered belongs to their institution."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.lists.cells import MAX_BYTES
from academy.text_area import TextArea
from courses.enums import Fulfilment
from courses.forms.lean_select import LeanSelect
from courses.forms.rows import CourseChoiceField, RowField, RowFilter, with_titles
from courses.models import Course, Programme, Requirement, StaffGroup
from courses.selectors.desk.matrix import OPEN, OVERDUE
from courses.selectors.desk.people import TERMS
from courses.selectors.desk.requirements import courses_to_enrol_on, programme_titles_in

SEARCH = forms.TextInput(attrs={"type": "search"})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TitleField(forms.ModelChoiceField):
    """Offers rows by the titles that stand in `titles`, by id."""

    titles: dict[int, str]

    def label_from_instance(self, row: Any) -> str:
        """Say the title."""
        return self.titles[row.pk]

    def offer(self, rows: QuerySet, titles: dict[int, str]) -> None:
        """Offer these rows under these titles."""
        self.titles, self.queryset = titles, rows


def offer_groups(field: forms.Field, groups: Sequence[StaffGroup], *, empty: Any) -> None:
    """Offer these groups by their names."""
    cast("RowField", field).offer({group: group.name for group in groups}, empty=empty)


class StaffFilter(RowFilter):
    """Narrows the staff."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100, widget=SEARCH)
    group = RowField(label=_("Group"), required=False, widget=LeanSelect)

    def __init__(self, *args: Any, groups: Sequence[StaffGroup], **kwargs: Any) -> None:
        """Offer these groups, which are those of the institution."""
        super().__init__(*args, **kwargs)
        offer_groups(self.fields["group"], groups, empty=_("All"))

    def value(self, name: str) -> Any:
        """What was asked for, or nothing: an unknown choice narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def text(self) -> str:
        """The words looked for."""
        return (self.value("q") or "").strip()


class MatrixFilter(StaffFilter):
    """Narrows the training matrix."""

    requirement = RowField(label=_("Requirement"), required=False, widget=LeanSelect)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        widget=LeanSelect,
        choices=[
            ("", _("All")),
            (OPEN, _("something left to do")),
            (OVERDUE, _("overdue")),
            *Fulfilment.choices,
        ],
    )

    def __init__(self, *args: Any, asked: Mapping[Requirement, str], **kwargs: Any) -> None:
        """Offer these requirements, each with its title."""
        super().__init__(*args, **kwargs)
        cast("RowField", self.fields["requirement"]).offer(asked, empty=_("All"))


class ExpiryFilter(forms.Form):
    """Within how many days certificates end."""

    days = forms.ChoiceField(
        label=_("Ends within"),
        required=False,
        choices=[(str(days), format_lazy(_("{days} days"), days=days)) for days in TERMS],
    )

    def value(self) -> int:
        """The term asked for, the longest if none was."""
        return int((self.is_valid() and self.cleaned_data["days"]) or TERMS[-1])


class GroupForm(forms.ModelForm):
    """The name of a group of staff."""

    class Meta:
        model = StaffGroup
        fields = ("name",)

    def clean(self) -> dict[str, Any]:
        """Refuse a name that stands already."""
        cleaned = super().clean() or {}
        others = StaffGroup.objects.filter(institution=self.instance.institution_id, name=cleaned.get("name"))
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("A group of this name exists. Choose another name."))
        return cleaned


class RequirementForm(forms.ModelForm):
    """What is asked, of whom, until when: one of course, programme and hours."""

    course = CourseChoiceField(label=_("Course"), queryset=Course.objects.none(), required=False, empty_label=_("None"))
    programme = TitleField(
        label=_("Programme"), queryset=Programme.objects.none(), required=False, empty_label=_("None")
    )

    class Meta:
        model = Requirement
        fields = ("group", "course", "programme", "hours", "years", "due_on")
        widgets: ClassVar[dict[str, forms.Widget]] = {"due_on": DAY}

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        """Offer groups of the institution, and what is published or asked already."""
        super().__init__(*args, **kwargs)
        asked = self.instance
        groups = StaffGroup.objects.filter(institution=asked.institution_id)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["group"].empty_label = _("All staff")  # type: ignore[attr-defined]
        published = Course.objects.filter(pages__live=True) | Course.objects.filter(pk=asked.course_id)
        self.fields["course"].queryset = with_titles(published.distinct().order_by("code"))  # type: ignore[attr-defined]
        programmes = Programme.objects.filter(pages__live=True) | Programme.objects.filter(pk=asked.programme_id)
        programmes = programmes.distinct().order_by("code")
        titles = programme_titles_in(list(programmes), language)
        self.fields["programme"].offer(programmes, titles)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one thing, and not for what is asked already."""
        cleaned = super().clean() or {}
        wanted = {name: cleaned.get(name) for name in ("course", "programme", "hours")}
        given = {name: value for name, value in wanted.items() if value}
        if len(given) != 1 and not self.errors:
            raise ValidationError(_("Choose one of the three: a course, a programme or a number of hours."))
        if "hours" in given:
            given["years"] = cleaned.get("years")
        known = Requirement.objects.filter(
            institution=self.instance.institution_id, group=cleaned.get("group"), **given
        )
        if given and known.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This is asked of the same people already. Change the requirement that stands."))
        return cleaned


class StaffListForm(forms.Form):
    """Addresses, pasted or in a file."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        required=False,
        max_length=50_000,
        widget=TextArea(attrs={"rows": 5}),
        help_text=_("One on each line, or with commas between them."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV (UTF-8) or XLSX with a column of e-mail addresses and perhaps names; at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    language = forms.ChoiceField(label=_("Language of the letters"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, and refuse a large file before it is read."""
        cleaned = super().clean() or {}
        file, addresses = cleaned.get("file"), (cleaned.get("addresses") or "").strip()
        if bool(file) == bool(addresses):
            raise ValidationError(_("Write addresses or choose a file: one of the two."))
        if file and file.size > MAX_BYTES:
            self.add_error("file", _("The file is larger than 2 MB. Divide the list."))
        return cleaned

    @property
    def content(self) -> bytes:
        """What is to be read: the file, or the addresses one below the other."""
        if file := self.cleaned_data.get("file"):
            return file.read()
        words = re.split(r"[\s,;]+", self.cleaned_data["addresses"])
        return "\n".join(word.strip("<>") for word in words if word).encode()

    @property
    def file_name(self) -> str:
        """What the list is called."""
        file = self.cleaned_data.get("file")
        return file.name if file else str(_("Addresses written by hand"))


class EnrolStaffForm(forms.Form):
    """On which course ticked people are enrolled."""

    course = CourseChoiceField(
        label=_("Course"), queryset=Course.objects.none(), required=False, empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer courses onto which people come by themselves or on request."""
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = with_titles(courses_to_enrol_on(), published=True)  # type: ignore[attr-defined]


class GroupChoiceForm(forms.Form):
    """Into which group ticked people are put."""

    into = RowField(label=_("Group"), required=False)

    def __init__(self, *args: Any, groups: Sequence[StaffGroup], **kwargs: Any) -> None:
        """Offer these groups, which are those of the institution."""
        super().__init__(*args, **kwargs)
        offer_groups(self.fields["into"], groups, empty=_("Choose one"))
