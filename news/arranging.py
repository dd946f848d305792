"""“Photos of the album” in the admin: order, texts and cover; hiding, showing and taking out, each after a question.

Without scripts an order is given by numbers; with them photos are moved by dragging or by buttons, which change the
numbers.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from news import photos
from news.models import AlbumPage, Photo
from portal.base.audience import audience_of, is_public
from portal.base.pagination import paginated

PAGE_SIZE = 60
THUMBNAIL = photos.IN_ADMIN


class PhotoForm(forms.ModelForm):
    """One photo of the screen. Each value as it was shown goes along, so that only what was changed is written."""

    position = forms.IntegerField(label=_("Number"), min_value=1, show_hidden_initial=True)

    class Meta:
        model = Photo
        fields = photos.TEXTS
        widgets = {"caption": forms.Textarea(attrs={"rows": 2})}
        help_texts = dict.fromkeys(photos.TEXTS, "")

    field_order = ["position", *photos.TEXTS]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in photos.TEXTS:
            self.fields[name].show_hidden_initial = True

    @property
    def changed_texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.changed_data if name in photos.TEXTS}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example that a person in the photo asks for it. It is kept in the album's history."),
    )


class LibraryForm(forms.Form):
    image = forms.ModelChoiceField(
        label=_("Picture"), queryset=get_image_model().objects.all(), widget=AdminImageChooser
    )


@require_admin_access
def album_photos(request, page_id: int) -> HttpResponse:
    """Show the photos of an album for arranging; write what was changed of them."""
    album = album_of(request, page_id)
    posted = request.POST if request.method == "POST" else None
    order = list(album.all_photos().values_list("pk", flat=True))
    rows = album.all_photos().select_related("image", "hidden_by")
    sheet = paginated(request, rows.prefetch_related("image__renditions"), PAGE_SIZE)
    forms_shown = _forms(sheet, posted)
    if posted is not None:
        refusal = _saved(album, sheet, forms_shown, posted, request.user)
        if refusal is None:
            messages.success(request, gettext("The photos are saved."))
            return redirect(request.get_full_path())
        messages.error(request, refusal)
        if all(form.is_valid() for form in forms_shown):
            # What was typed stays; the numbers are those of the order as it is now.
            forms_shown = _forms(sheet, _renumbered(sheet, posted))
    return render(
        request,
        "news/admin/photos.html",
        {
            "page_title": gettext("Photos of the album"),
            "album": album,
            "sheet": sheet,
            "rows": list(zip(sheet, forms_shown, strict=True)),
            "order": ",".join(map(str, order)),
            "cover": album.photos.filter(is_cover=True).first(),
            "library_form": LibraryForm(),
            "mismatched": _mismatched(album),
            "thumbnail": THUMBNAIL,
        },
    )


@require_admin_access
@require_POST
def add_from_library(request, page_id: int) -> HttpResponse:
    """Add a picture of the image library at the end of an album."""
    album = album_of(request, page_id)
    form = LibraryForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose a picture first."))
    else:
        try:
            photos.add_photo(album, form.cleaned_data["image"], user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, gettext("The photo stands at the end of the album."))
    return redirect("album_photos", album.pk)


def _hide(photo, user, form):
    photos.hide_photo(photo, user=user, reason=form.cleaned_data["reason"])


def _show(photo, user, form):
    photos.show_photo(photo, user=user)


def _take_out(photo, user, form):
    photos.take_photo_out(photo, user=user)


# By the word in the address: what is done, and the words of the question before it.
ACTIONS = {
    "an": (
        _hide,
        {
            "page_title": _("Hide the photo"),
            "explanation": _(
                "No reader sees the photo any more, from now on: neither in this album nor wherever else the picture "
                "stands, nor in the ZIP file. Nothing is deleted; it can be shown again."
            ),
            "button": _("Hide the photo"),
            "done": _("The photo is hidden from all readers."),
        },
    ),
    "hien": (
        _show,
        {
            "page_title": _("Show the photo again"),
            "explanation": _(
                "Readers see the photo again, here and wherever else the picture stands. Whoever asked for it to be "
                "taken off must have agreed."
            ),
            "button": _("Show the photo again"),
            "done": _("Readers see the photo again."),
        },
    ),
    "bo": (
        _take_out,
        {
            "page_title": _("Take the photo out of the album"),
            "explanation": _(
                "The album loses the photo with its caption. The picture stays in the image library and can be added "
                "again."
            ),
            "button": _("Take the photo out"),
            "done": _("The photo is taken out of the album; the picture stays in the image library."),
        },
    ),
}


@require_admin_access
def photo_action(request, page_id: int, photo_id: int, action: str) -> HttpResponse:
    """Ask once, then do what the address says with a photo."""
    album = album_of(request, page_id)
    if action not in ACTIONS:
        raise Http404("no such action")
    photo = get_object_or_404(album.photos.select_related("image"), pk=photo_id)
    carry_out, words = ACTIONS[action]
    form_class = ReasonForm if action == "an" else forms.Form
    form = form_class(request.POST if request.method == "POST" else None)
    back = reverse("album_photos", args=[album.pk])
    if request.method == "POST" and form.is_valid():
        try:
            carry_out(photo, request.user, form)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, words["done"])
        return redirect(back)
    return render(
        request,
        "news/admin/photo_action.html",
        {**words, "album": album, "photo": photo, "form": form, "back_url": back, "thumbnail": THUMBNAIL},
    )


def album_of(request, page_id: int) -> AlbumPage:
    """Return the album of an address to those who may arrange its photos; nobody arranges an alias."""
    album = get_object_or_404(AlbumPage, pk=page_id, alias_of__isnull=True)
    if not photos.may_arrange(album, request.user):
        raise PermissionDenied
    return album


def _forms(sheet, data) -> list[PhotoForm]:
    return [
        PhotoForm(data, instance=photo, prefix=f"anh-{photo.pk}", initial={"position": number})
        for number, photo in enumerate(sheet, sheet.start_index() or 1)
    ]


def _saved(album, sheet, forms_shown, posted, user) -> str | None:
    """Write what was changed on the screen, all of it or nothing; return why it could not be, None if it was."""
    if not all(form.is_valid() for form in forms_shown):
        if any(form.add_prefix("position") not in posted for form in forms_shown):
            return gettext(
                "A colleague has added or taken out photos while you were at it. What you see is the album as it is "
                "now; please look it through and save again."
            )
        return gettext("Nothing is saved yet: please mend what is marked below.")
    seen = [int(key[:18]) for key in posted.get("order", "").split(",") if key.isdecimal()]
    moves = {
        form.instance.pk: form.cleaned_data["position"]
        for form in forms_shown
        if "position" in form.changed_data
    }
    cover = posted.get("cover", "")
    try:
        with transaction.atomic():
            for form in forms_shown:
                if form.changed_texts:
                    photos.change_photo(form.instance, user=user, **form.changed_texts)
            if moves:
                photos.reorder(album, placed(seen, moves), seen, user=user)
            if cover.isdecimal() and cover != posted.get("initial-cover"):
                chosen = album.photos.filter(pk=cover).first()
                if chosen:
                    photos.choose_cover(chosen, user=user)
    except ValidationError as error:
        return " ".join(error.messages)
    return None


def placed(order: list[int], moves: dict[int, int]) -> list[int]:
    """Return an order in which some keys stand at other numbers, from 1 on; the others keep to theirs around them.

    >>> placed([7, 8, 9], {9: 1})
    [9, 7, 8]
    """
    kept = [key for key in order if key not in moves]
    for key, number in sorted(moves.items(), key=lambda move: move[1]):
        kept.insert(min(number - 1, len(kept)), key)
    return kept


def _renumbered(sheet, posted):
    data = posted.copy()
    for number, photo in enumerate(sheet, sheet.start_index()):
        data[f"anh-{photo.pk}-position"] = data[f"initial-anh-{photo.pk}-position"] = number
    return data


def _mismatched(album: AlbumPage) -> int:
    """Return how many photos are open to others than the album is."""
    closed = audience_of(None).closed_collections
    inside = album.photos.filter(image__collection__in=closed).count()
    return inside if is_public(album) else album.photos.count() - inside
