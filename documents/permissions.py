from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from documents.models import CheckState


class CustodyPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rule by collection and ownership; of a withheld file nobody may do anything.

    Who may know of it, and what can be done, is the guard's to say (documents.guard).
    """

    def instances_user_has_any_permission_for(self, user, actions):
        known = super().instances_user_has_any_permission_for(user, actions)
        return known.exclude(check_state=CheckState.WITHHELD)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if instance.check_state == CheckState.WITHHELD:
            return False
        return super().user_has_any_permission_for_instance(user, actions, instance)
