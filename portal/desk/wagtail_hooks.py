from django.conf import settings
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.base.models import WorkerHeartbeat
from portal.desk import audience_mismatch, outbox


@hooks.register("register_admin_urls")
def register_desk_urls():
    return [
        path("thu-da-gui/", outbox.outbox, name="outbox"),
        path("thu-da-gui/<str:name>/", outbox.outbox_message, name="outbox_message"),
        path("pham-vi/<int:page_id>/", audience_mismatch.mend, name="audience_mismatch"),
    ]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def point_out_mismatches(request, page):
    audience_mismatch.point_out(request, page)


class OutboxMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(getattr(settings, "EMAIL_FILE_PATH", "")) and request.user.has_perm("members.change_user")


@hooks.register("register_reports_menu_item")
def register_outbox_menu_item():
    return OutboxMenuItem(_("Messages sent"), reverse("outbox"), icon_name="mail", order=900)


class SilentWorkerPanel(Component):
    """Says on the dashboard that scheduled publishing does not run, and what to do."""

    name = "silent_worker"
    template_name = "desk/silent_worker.html"
    order = 10

    def get_context_data(self, parent_context):
        return {"heartbeat": WorkerHeartbeat.newest()}


@hooks.register("construct_homepage_panels")
def add_silent_worker_panel(request, panels):
    heartbeat = WorkerHeartbeat.newest()
    if heartbeat is None or heartbeat.is_silent:
        panels.insert(0, SilentWorkerPanel())
