"""“Upload photos” in the admin: many at once into an album, with what they have in common.

A script sends them one by one and gets JSON, so that each has its own answer and its own retry; without scripts they
come in one form, and the answers stand on the page.
"""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.images import get_image_model
from wagtail.models import Collection

from news import photo_intake, photos
from news.arranging import album_of
from news.models import AlbumPage
from portal.base.collections import collection_for
from portal.base.forms import CollectionChoice, MultipleFileField, MultipleFileInput

NO_PHOTO = _("No photo was chosen.")
# Telephones open their camera roll for this; some desktops would hide the two kinds that are named.
PHOTOS_ACCEPTED = "image/*,image/heic,image/avif"


class UploadForm(forms.Form):
    """Photos, and what is said of all of them."""

    collection = CollectionChoice(label=_("Collection"), queryset=Collection.objects.none(), empty_label=None)
    credit = forms.CharField(
        label=_("Credit"),
        required=False,
        max_length=get_image_model()._meta.get_field("credit").max_length,
        help_text=_("Photographer or source of these photos. Empty: the album's photographer."),
    )
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("Becomes the caption of these photos; each can be changed afterwards."),
    )
    # The place of the last photo that was there when the screen was opened: the new ones are put in order behind it.
    behind = forms.IntegerField(required=False, widget=forms.HiddenInput)
    files = MultipleFileField(
        label=_("Photos"),
        allow_empty_file=True,
        widget=MultipleFileInput(attrs={"accept": PHOTOS_ACCEPTED}),
        error_messages={"required": NO_PHOTO, "missing": NO_PHOTO},
        help_text=_(
            "JPEG, HEIC, PNG, WebP or AVIF, as many as you like. Twins and damaged ones are told apart."
        ),
    )

    def __init__(self, *args, album: AlbumPage, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["collection"].queryset = photo_intake.collections_for(album, user)


@require_admin_access
def upload_photos(request, page_id: int) -> HttpResponse:
    """Show the form; take in the photos of a filled one."""
    album = album_of(request, page_id)
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        album=album,
        user=request.user,
        initial={
            "collection": collection_for(album),
            "behind": album.all_photos().aggregate(last=Max("sort_order"))["last"],
        },
    )
    if not form.fields["collection"].queryset.exists():
        raise PermissionDenied(_("There is no collection for this album's readers to which you may add."))
    outcomes = []
    if is_sent and form.is_valid():
        outcomes = [
            _outcome(file, album, form.cleaned_data, request.user) for file in form.cleaned_data["files"]
        ]
    if request.headers.get("Accept", "").startswith("application/json"):
        problems = " ".join(error for errors in form.errors.values() for error in errors)
        return JsonResponse(
            outcomes[0] if outcomes else {"kind": REFUSED, "message": problems or str(NO_PHOTO)}
        )
    return render(
        request,
        "news/admin/upload.html",
        {
            "page_title": gettext("Upload photos"),
            "album": album,
            "form": form,
            "outcomes": outcomes,
            "added": sum(outcome["kind"] == ADDED for outcome in outcomes),
        },
    )


ADDED, TWIN, REFUSED, FAILED = "added", "twin", "refused", "failed"


def _outcome(file, album: AlbumPage, common: dict, user) -> dict:
    """Take a photo in; return what became of it, and in words."""
    try:
        photo = photo_intake.take_in(
            file,
            album=album,
            collection=common["collection"],
            user=user,
            caption=common["place"],
            credit=common["credit"],
            behind=-1 if common["behind"] is None else common["behind"],
        )
    except ValidationError as error:
        kind = REFUSED
        if isinstance(error, photos.AlreadyInAlbum):
            kind = TWIN
        elif isinstance(error, photo_intake.NotStored):
            kind = FAILED
        return {"kind": kind, "name": file.name, "message": " ".join(error.messages)}
    return {
        "kind": ADDED,
        "name": file.name,
        "message": gettext("Added."),
        "title": photo.image.title,
        "url": reverse("wagtailimages:edit", args=[photo.image_id]),
    }
