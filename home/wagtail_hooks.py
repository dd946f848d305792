from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter

from home.emulation import recording
from home.models import EmulationModelPage
from home.views import emulation


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


def _is_told_of(page, user) -> bool:
    return bool(
        isinstance(page, EmulationModelPage) and page.pk and page.permissions_for_user(user).can_edit()
    )


@hooks.register("register_page_header_buttons")
def add_progress_button(page, user, view_name, next_url=None):
    if _is_told_of(page, user):
        yield Button(
            _("Progress and reviews"),
            reverse("emulation_progress", args=[page.pk]),
            icon_name="tasks",
            priority=11,
        )


@hooks.register("register_page_listing_more_buttons")
def add_progress_listing_button(page, user, next_url=None):
    if _is_told_of(page, user):
        yield Button(
            _("Progress and reviews"),
            reverse("emulation_progress", args=[page.pk]),
            icon_name="tasks",
            priority=11,
        )


@hooks.register("register_log_actions")
def register_emulation_actions(actions):
    class RowFormatter(LogFormatter):
        def format_message(self, log_entry):
            return self.sentence % {"what": log_entry.data.get("what", "")}

    @actions.register_action(recording.NOTE_ADDED)
    class NoteAdded(RowFormatter):
        label = _("Note progress")
        sentence = _("Progress noted: %(what)s")

    @actions.register_action(recording.NOTE_TAKEN_AWAY)
    class NoteTakenAway(RowFormatter):
        label = _("Take a progress note back")
        sentence = _("Progress note taken back: %(what)s")

    @actions.register_action(recording.REVIEW_ADDED)
    class ReviewAdded(RowFormatter):
        label = _("Review a model")
        sentence = _("Reviewed: %(what)s")

    @actions.register_action(recording.REVIEW_TAKEN_AWAY)
    class ReviewTakenAway(RowFormatter):
        label = _("Take a review back")
        sentence = _("Review taken back: %(what)s")

    @actions.register_action(recording.EVIDENCE_ADDED)
    class EvidenceAdded(RowFormatter):
        label = _("Add evidence")
        sentence = _("Evidence added: %(what)s")

    @actions.register_action(recording.EVIDENCE_TAKEN_AWAY)
    class EvidenceTakenAway(RowFormatter):
        label = _("Take evidence away")
        sentence = _("Evidence taken away: %(what)s")
