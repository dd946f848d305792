from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from news import arranging, photos, uploading
from news.models import AlbumPage
from portal.base.log_actions import register_sentences


@hooks.register("register_admin_urls")
def register_album_urls():
    return [
        path("album/<int:page_id>/anh/", arranging.album_photos, name="album_photos"),
        path("album/<int:page_id>/anh/tai-len/", uploading.upload_photos, name="upload_photos"),
        path("album/<int:page_id>/anh/them/", arranging.add_from_library, name="add_album_photo"),
        path(
            "album/<int:page_id>/anh/<int:photo_id>/<slug:action>/",
            arranging.photo_action,
            name="album_photo_action",
        ),
    ]


def _photo_buttons(page, user, **options):
    is_album = isinstance(page, AlbumPage) and page.pk and not page.alias_of_id
    if is_album and photos.may_arrange(page, user):
        address = reverse("album_photos", args=[page.pk])
        yield Button(_("Photos of the album"), address, icon_name="image", **options)


@hooks.register("register_page_header_buttons")
def add_photos_button(page, user, view_name, next_url=None):
    yield from _photo_buttons(page, user, priority=12)


@hooks.register("register_page_listing_more_buttons")
def add_photos_button_to_lists(page, user, next_url=None):
    yield from _photo_buttons(page.specific_deferred, user, priority=12)


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
    register_sentences(actions, PHOTO_ACTIONS)


@hooks.register("construct_image_chooser_queryset")
def leave_hidden_images_out(images, request):
    """A hidden picture is chosen for no page: its readers would not see it."""
    return images.filter(is_hidden=False)
