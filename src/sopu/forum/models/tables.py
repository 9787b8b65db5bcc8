"""Tables of a hall: people of many organisations, and a device by which one of them writes for all."""

from django.db import models

from sopu.forum.models.events import Event


class Table(models.Model):
    """A table in the hall (Finnish: pöytä); its number stands on it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["event", "number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="a_table_has_its_own_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()
