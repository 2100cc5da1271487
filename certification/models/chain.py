"""What is written once: rows that nobody changes or deletes, and the head that says where their chain ends.

The model refuses; a trigger in the database (migration `append_only`) refuses whoever goes around the model.
"""

from typing import Any, NoReturn

from django.db import models

from certification.errors import WrittenOnce


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


class ChainHead(models.Model):
    """How far a chain goes, and its newest hash. Whoever appends holds this row until the end of the transaction.

    The two rows are made by the migration, so there is always one to hold.
    """

    HISTORY = "history"
    LOG = "log"

    name = models.CharField(max_length=10, primary_key=True)
    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.position}"

    @classmethod
    def held(cls, name: str) -> "ChainHead":
        """Return the head of this chain, held until the end of the transaction."""
        return cls.objects.select_for_update().get(pk=name)

    def move(self, position: int, newest: str) -> None:
        """Say that the chain now goes so far."""
        self.position, self.hash = position, newest
        self.save(update_fields=["position", "hash"])
