"""What every file that is looked through before it is kept has."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class FileIntake(models.Model):
    """A file was read into a preview: `reading` is all of it, also what was not understood; a person confirms it."""

    act_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
