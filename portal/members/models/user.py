from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account of a member or of staff."""

    class Meta(AbstractUser.Meta):
        permissions = [
            ("publish_urgently", _("Can publish without approval, with a reason")),
            ("withdraw_page", _("Can withdraw a published page, with a reason")),
            ("set_audience", _("Can say who may see a page")),
        ]

    def get_full_name(self) -> str:
        """Return the name as it is written in Vietnam: family and middle names, then the given name."""
        return f"{self.last_name} {self.first_name}".strip()
