"""A list of rows in the form: as many as one likes, added, removed and put in order by buttons, or without a script."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from courses.forms.questions.fields import form_field, require
from courses.questions.base import BodyInvalid
from courses.questions.editing import Rows
from courses.services.questions import new_option_id

MOST_ROWS = 60
#: Empty rows below those that are there, for whoever has no script; the script takes them away.
SPARE = 2


class RowForm(forms.Form):
    """One row. Empty rows are left out; in others what is required has to be there."""

    asked: ClassVar[Rows]
    use_required_attribute = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in, whatever place the row has."""
        return not any(self.cleaned_data.get(field.name) for field in self.asked.fields)

    def clean(self) -> dict[str, Any]:
        """Ask for what is missing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.is_blank and not cleaned.get("DELETE"):
            require(self, list(self.asked.fields))
        return cleaned

    def values(self, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Return the row as a body keeps it; one whose id is `known` keeps that."""
        values = {field.name: self.cleaned_data[field.name] for field in self.asked.fields}
        kept = {name: value for name, value in values.items() if value not in ("", None, {})}
        if not self.asked.has_ids:
            return kept
        key = self.cleaned_data.get("row_id", "")
        before = {name: value for name, value in known.get(key, {}).items() if name not in values}
        return before | {"id": key if key in known else new_option_id()} | kept


class PlaceInput(forms.NumberInput):
    """The place of a row, for whoever has no script."""

    def __init__(self) -> None:
        """Keep it small."""
        super().__init__(attrs={"class": "row-place", "min": 1})


class RowsFormSet(BaseFormSet):
    """The rows of one list."""

    asked: ClassVar[Rows]
    known: Mapping[str, Mapping[str, Any]]

    _non_form_errors: forms.utils.ErrorList

    ordering_widget = PlaceInput

    def rows_in_order(self) -> list[RowForm]:
        """Return the rows that are kept, in their order."""
        kept = [form for form in self.ordered_forms if not form.is_blank]
        taken: set[str] = set()
        for form in kept:
            key = form.cleaned_data.get("row_id", "")
            form.cleaned_data["row_id"] = "" if key in taken else key
            taken.add(key)
        return kept

    def values(self) -> list[dict[str, Any]]:
        """Return the rows as a body keeps them."""
        return [form.values(self.known) for form in self.rows_in_order()]

    def blame(self, fault: BodyInvalid) -> None:
        """Show a fault at its row, or above the list."""
        rows = self.rows_in_order()
        if fault.row is None or fault.row >= len(rows):
            self._non_form_errors.append(fault.message)
        else:
            field = fault.field if fault.field in rows[fault.row].fields else None
            rows[fault.row].add_error(field, fault.message)


def rows_formset(asked: Rows, *, data: Any, shown: Mapping[str, Any]) -> RowsFormSet:
    """Return the list, filled from what is sent, else from what the body shows."""
    fields = {field.name: form_field(field) for field in asked.fields}
    fields |= {"row_id": forms.CharField(required=False, widget=forms.HiddenInput)} if asked.has_ids else {}
    row = type("Row", (RowForm,), {**fields, "asked": asked})
    rows = list(shown.get(asked.name, []))
    spare = max(SPARE, asked.shown_at_first - len(rows)) if asked.shown_at_first or rows else 0
    made: Any = formset_factory(
        row,
        formset=type("RowSet", (RowsFormSet,), {"asked": asked}),
        extra=spare,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    initial = [dict(row) | {"row_id": row.get("id", "")} for row in rows]
    formset: RowsFormSet = made(data, prefix=asked.name, initial=None if data is not None else initial)
    formset.known = {row["id"]: row for row in rows if "id" in row}
    for form in formset.forms:
        form.empty_permitted = False
    return formset
