"""What an account may do with a page. Nobody publishes by Wagtail's plain button: the last approval does."""

from wagtail.models import PagePermissionTester

PUBLISH_URGENTLY = "members.publish_urgently"
WITHDRAW = "members.withdraw_page"
SET_AUDIENCE = "members.set_audience"


class PortalPagePermissionTester(PagePermissionTester):
    """Closes plain publishing and unpublishing for everybody, superusers included (decision 2)."""

    def can_publish(self):
        return False

    def can_publish_subpage(self):
        return False

    def can_unpublish(self):
        return False

    def can_unschedule(self):
        return self.user.has_perm(PUBLISH_URGENTLY)

    def can_set_view_restrictions(self):
        return self.user.has_perm(SET_AUDIENCE)

    def can_publish_urgently(self):
        return self.can_edit() and self.user.has_perm(PUBLISH_URGENTLY)

    def can_withdraw(self):
        return self.page.live and not self.page_is_root and self.user.has_perm(WITHDRAW)
