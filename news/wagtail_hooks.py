from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from news import photos


class PhotoFormatter(LogFormatter):
    """Says of which photo an entry tells, and why."""

    def format_message(self, log_entry):
        told = {"title": "", "count": 0, "reason": ""} | (log_entry.data or {})
        return self.sentence % told

    def format_comment(self, log_entry):
        return (log_entry.data or {}).get("reason", "")


PHOTO_ACTIONS = {
    photos.ADDED: (_("Add a photo"), _("Photo added: %(title)s")),
    photos.CHANGED: (_("Change what is said of a photo"), _("Texts changed of the photo: %(title)s")),
    photos.TAKEN_OUT: (_("Take a photo out"), _("Photo taken out of the album: %(title)s")),
    photos.HIDDEN: (_("Hide a photo"), _("Photo hidden: %(title)s. Reason: %(reason)s")),
    photos.SHOWN: (_("Show a photo again"), _("Photo shown again: %(title)s")),
    photos.REORDERED: (_("Reorder photos"), _("Photos put in another order; moved: %(count)d")),
    photos.COVER_CHOSEN: (_("Choose the cover"), _("Cover of the album chosen: %(title)s")),
}


@hooks.register("register_log_actions")
def register_photo_actions(actions):
    for action, (label, sentence) in PHOTO_ACTIONS.items():
        formatter = type("Formatter", (PhotoFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(action)(formatter)


@hooks.register("construct_image_chooser_queryset")
def leave_hidden_images_out(images, request):
    """A hidden picture is chosen for no page: its readers would not see it."""
    return images.filter(is_hidden=False)
