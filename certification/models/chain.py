"""The head that says where a chain of rows that are written once ends."""

from django.db import models


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
