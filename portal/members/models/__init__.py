from portal.members.models.user import User

__all__ = ["User"]
