"""Rows whose changes are on record, whichever way they are made: one by one, many at once, by us or by others."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models, transaction

#: What is on record of one row, by column.
Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class OnRecord:
    """Which columns are watched, and what tells of them: the row's number, before (None: made), after (None: gone)."""

    columns: frozenset[str]
    tell: Callable[[int, Values | None, Values | None], None]

    def of(self, row: models.Model) -> dict[str, Any]:
        """Return what the row holds in memory."""
        return {column: getattr(row, column) for column in self.columns}


class WatchedQuerySet(models.QuerySet[Any]):
    """Tells of what is done to many rows at once, of which Django tells no receiver."""

    def update(self, **fields: Any) -> int:
        """Change the rows and put on record what became of each."""
        watched: OnRecord = self.model.ON_RECORD
        if not watched.columns & _columns(self.model, fields):
            return super().update(**fields)
        with transaction.atomic(using=self.db):
            before = {row.pk: watched.of(row) for row in self.select_for_update(of=("self",)).order_by("pk")}
            rows: models.QuerySet[Any] = models.QuerySet(self.model, using=self.db).filter(pk__in=before)
            changed = rows.update(**fields)
            for row in rows.order_by("pk"):
                watched.tell(row.pk, before[row.pk], watched.of(row))
        return changed

    def bulk_create(self, objs: Iterable[Any], *arguments: Any, **named: Any) -> list[Any]:
        """Insert the rows and put each on record. What conflicts cannot be ignored: nobody could tell what was made."""
        if named.get("ignore_conflicts") or named.get("update_conflicts"):
            raise NotImplementedError
        with transaction.atomic(using=self.db):
            made = super().bulk_create(objs, *arguments, **named)
            for row in made:
                self.model.ON_RECORD.tell(row.pk, None, self.model.ON_RECORD.of(row))
        return made


class WatchedModel(models.Model):
    """A row that is stored together with what is on record of it: both or none. `recording` writes the record."""

    ON_RECORD: ClassVar[OnRecord]

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **named: Any) -> None:
        """Store in one transaction."""
        with transaction.atomic(using=named.get("using")):
            super().save(*arguments, **named)


def tell_of_saving(row: WatchedModel, *, columns: Iterable[str] | None) -> None:
    """Put on record what storing these columns of the row (None: all) will change. One query where any is watched."""
    saved = row.ON_RECORD.columns
    if columns is not None:
        saved &= _columns(type(row), columns)
    if row._state.adding or not saved:  # noqa: SLF001 - Django has no other word for it
        return
    stored = models.QuerySet(type(row)).select_for_update().filter(pk=row.pk).first()
    if stored is not None:
        before = row.ON_RECORD.of(stored)
        row.ON_RECORD.tell(row.pk, before, before | {column: getattr(row, column) for column in saved})


def _columns(model: type[models.Model], names: Iterable[str]) -> set[str]:
    """Return the columns of these fields: “user” and “user_id” are one."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's public name for it
    return {field.attname for field in fields if {field.name, field.attname} & set(names)}
