"""What is written once: rows that nobody changes or deletes.

The model refuses; a trigger in the database (an app's migration `append_only`) refuses whoever goes around the model.
"""

from typing import Any, NoReturn

from django.db import models

from academy.errors import WrittenOnce


class WrittenOnceQuerySet(models.QuerySet[Any]):
    """Refuses what changes or deletes rows."""

    def update(self, **_fields: Any) -> NoReturn:
        """Raise WrittenOnce."""
        raise WrittenOnce

    def delete(self) -> NoReturn:
        """Raise WrittenOnce."""
        raise WrittenOnce

    def bulk_update(self, *_arguments: Any, **_named: Any) -> NoReturn:
        """Raise WrittenOnce."""
        raise WrittenOnce


class WrittenOnceModel(models.Model):
    """A row that is inserted and then stands."""

    objects = models.Manager.from_queryset(WrittenOnceQuerySet)()

    class Meta:
        abstract = True

    def save(self, *_arguments: Any, **named: Any) -> None:
        """Insert, never update."""
        if not self._state.adding:
            raise WrittenOnce
        super().save(force_insert=True, using=named.get("using"))

    def delete(self, *_arguments: Any, **_named: Any) -> NoReturn:
        """Raise WrittenOnce."""
        raise WrittenOnce
