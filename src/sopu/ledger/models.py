"""Logs, their entries and their signed checkpoints: what is written here is never changed and never taken away."""

from typing import Any, Never

from django.db import models
from django.db.models import Q

from sopu.ledger.rules import KINDS


class Unchangeable(TypeError):  # noqa: N818  # it says what the row is
    """Somebody tried to change or to delete what a log holds: an error of the program, never an answer."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **_values: Any) -> Never:
        """Refuses."""
        raise Unchangeable("What a log holds is never changed.")

    def bulk_update(self, *_arguments: Any, **_values: Any) -> Never:
        """Refuses."""
        raise Unchangeable("What a log holds is never changed.")

    def delete(self) -> Never:
        """Refuses."""
        raise Unchangeable("What a log holds is never deleted.")


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row; one that is there already is never changed."""
        if not self._state.adding:
            raise Unchangeable("What a log holds is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_arguments: Any, **_more: Any) -> Never:
        """Refuses."""
        raise Unchangeable("What a log holds is never deleted.")


class Log(models.Model):
    """An append-only Merkle tree of official acts, known by its origin: `sopu.example/n/keski-suomi`."""

    origin = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.origin


class Entry(AppendOnly):
    """One official act as the log holds it: which, its digest, and the hash of its line."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="entries")
    index = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    reference = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    leaf = models.TextField()
    leaf_hash = models.CharField(max_length=64)
    manifest = models.TextField(blank=True)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["log", "index"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="an_entry_has_its_own_place_in_its_log"),
            models.UniqueConstraint(fields=["log", "kind", "reference", "digest"], name="an_act_is_sealed_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="only_known_kinds_of_acts_are_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.index}: {self.kind} {self.reference}"


class Checkpoint(AppendOnly):
    """The log as it was when it had so many entries, signed: a note that anybody may keep and hold against it."""

    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="checkpoints")
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["log", "size"]
        constraints = [models.UniqueConstraint(fields=["log", "size"], name="a_log_is_signed_once_a_size")]

    def __str__(self) -> str:
        return f"{self.log_id}: {self.size}"
