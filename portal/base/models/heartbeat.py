from datetime import timedelta

from django.db import models
from django.utils import timezone

SILENCE = timedelta(minutes=2)


class WorkerHeartbeat(models.Model):
    """When the background process was last seen alive; there is one row, for there is one such process."""

    beat_at = models.DateTimeField()
    host = models.CharField(max_length=255)
    process = models.PositiveIntegerField()

    def __str__(self):
        return f"{self.host}:{self.process}"

    @classmethod
    def newest(cls) -> "WorkerHeartbeat | None":
        return cls.objects.order_by("-beat_at").first()

    @property
    def is_silent(self) -> bool:
        """Tell whether the process must be taken for stopped."""
        return timezone.now() - self.beat_at > SILENCE
