from portal.members.models.user import User
from portal.members.models.workflow import IndependentApprovalTask

__all__ = ["IndependentApprovalTask", "User"]
