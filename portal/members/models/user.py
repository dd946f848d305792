from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account of a member or of staff."""

    def get_full_name(self) -> str:
        """Return the name as it is written in Vietnam: family and middle names, then the given name."""
        return f"{self.last_name} {self.first_name}".strip()
