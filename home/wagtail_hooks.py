from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from home.emulation import recording
from home.models import EmulationModelPage
from home.views import emulation
from portal.base.log_actions import register_sentences


@hooks.register("register_admin_urls")
def register_emulation_urls():
    return [
        path("mo-hinh/<int:page_id>/tien-do/", emulation.progress, name="emulation_progress"),
        path(
            "mo-hinh/<int:page_id>/<slug:kind>/<int:row_id>/bo/",
            emulation.take_away,
            name="take_emulation_row_away",
        ),
    ]


@hooks.register("register_permissions")
def register_members_permission():
    """Let administrators say which groups read what is for members only."""
    return Permission.objects.filter(content_type__app_label="home", codename="read_members_rows")


def _progress_buttons(page, user, **options):
    is_model = isinstance(page, EmulationModelPage) and page.pk
    if is_model and page.permissions_for_user(user).can_edit():
        address = reverse("emulation_progress", args=[page.pk])
        yield Button(_("Progress and reviews"), address, icon_name="tasks", **options)


@hooks.register("register_page_header_buttons")
def add_progress_button(page, user, view_name, next_url=None):
    yield from _progress_buttons(page, user, priority=11)


@hooks.register("register_page_listing_more_buttons")
def add_progress_button_to_lists(page, user, next_url=None):
    yield from _progress_buttons(page, user, priority=11)


EMULATION_ACTIONS = {
    recording.NOTE_ADDED: (_("Note progress"), _("Progress noted: %(what)s")),
    recording.NOTE_TAKEN_AWAY: (_("Take a progress note back"), _("Progress note taken back: %(what)s")),
    recording.REVIEW_ADDED: (_("Review a model"), _("Reviewed: %(what)s")),
    recording.REVIEW_TAKEN_AWAY: (_("Take a review back"), _("Review taken back: %(what)s")),
    recording.EVIDENCE_ADDED: (_("Add evidence"), _("Evidence added: %(what)s")),
    recording.EVIDENCE_TAKEN_AWAY: (_("Take evidence away"), _("Evidence taken away: %(what)s")),
}


@hooks.register("register_log_actions")
def register_emulation_actions(actions):
    register_sentences(actions, EMULATION_ACTIONS)
