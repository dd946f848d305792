"""The marked emergency ways: on the portal without approval, and off it at once."""

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

PUBLISHED_URGENTLY = "portal.publish_urgently"
WITHDRAWN = "portal.withdraw"


@transaction.atomic
def publish_urgently(page: Page, *, user, reason: str) -> None:
    """Publish the latest revision without approval; ends a running workflow, and the log keeps the reason."""
    state = page.current_workflow_state
    if state:
        state.cancel(user=user)
    page.go_live_at = None
    revision = page.get_latest_revision()
    page = revision.as_object() if revision else page
    page.go_live_at = None
    page.save_revision(user=user, clean=False).publish(user=user, skip_permission_checks=True)
    log(instance=page, action=PUBLISHED_URGENTLY, user=user, data={"reason": reason})


@transaction.atomic
def withdraw(page: Page, *, user, reason: str) -> None:
    """Take a page off the portal at once; it stays as a draft, and the log keeps the reason."""
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    log(instance=page, action=WITHDRAWN, user=user, data={"reason": reason})
