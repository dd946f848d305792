"""What readers get of an album: its grid, each photo by itself, and all of them to take along."""

from django.contrib.auth.views import redirect_to_login
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.models import Site

from news import zipping
from news.models.photo import PhotoQuerySet
from portal.base.audience import is_public
from portal.base.files import content_disposition
from portal.base.models import SiteSettings
from portal.base.pagination import PARAMETER, paginated

# What fits the first screen is loaded at once, and some way beyond it: so many stay below 400 kB together.
PAGE_SIZE = 18


def photos_for(album, viewer) -> PhotoQuerySet:
    """Return the photos of an album that a viewer may see, in their order."""
    return album.all_photos().visible_to(viewer)


def grid_response(album, request) -> HttpResponse:
    photos = paginated(request, photos_for(album, request).with_pictures(), PAGE_SIZE)
    for photo in photos:
        photo.url = photo_url(album, request, photo.pk)
    context = {
        "photos": photos,
        "site": SiteSettings.for_request(request),
        "may_download": request.user.is_authenticated,
    }
    return album.render(request, context_overrides=context)


def photo_response(album, request, pk: int) -> HttpResponse:
    """Show one photo between those beside it."""
    keys = list(photos_for(album, request).values_list("pk", flat=True))
    if pk not in keys:
        raise Http404("no such photo")
    place = keys.index(pk)
    photo = photos_for(album, request).with_pictures().filter(pk=pk).first()
    if photo is None:
        raise Http404("hidden meanwhile")

    def at(number: int) -> str:
        return photo_url(album, request, keys[number]) if 0 <= number < len(keys) else ""

    sheet = place // PAGE_SIZE + 1
    context = {
        "photo": photo,
        "number": place + 1,
        "count": len(keys),
        "previous": at(place - 1),
        "following": at(place + 1),
        "album_url": album.get_url(request) + (f"?{PARAMETER}={sheet}" if sheet > 1 else ""),
        "site": SiteSettings.for_request(request),
    }
    return album.render(request, context_overrides=context, template="news/photo.html")


def zip_response(album, request) -> HttpResponse:
    """Send the masters of all photos that a signed-in person may see, as one archive."""
    if not request.user.is_authenticated:
        response = redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        add_never_cache_headers(response)
        return response
    photos = list(photos_for(album, request).select_related("image"))
    if not photos:
        raise Http404("no photos")
    response = zipping.streamed(photos)
    response["Content-Disposition"] = content_disposition(
        f"{album.title}.zip".replace("/", "-"), inline=False
    )
    response["Cache-Control"] = "private, no-store"
    return response


def photo_url(album, request, pk: int) -> str:
    return f"{album.get_url(request)}{album.reverse_subpage('photo', kwargs={'pk': pk})}"


def described(album, request) -> dict:
    """Return an album as schema.org ImageGallery."""
    settings = SiteSettings.for_request(request)
    root_url = Site.find_for_request(request).root_url
    data = {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": album.title,
        "description": album.lead,
        "inLanguage": "vi",
        "url": album.get_full_url(request),
        "dateCreated": album.held_on.isoformat(),
        "datePublished": album.first_published_at and album.first_published_at.isoformat(),
        "about": album.occasion,
        "contentLocation": album.place and {"@type": "Place", "name": album.place},
        "author": album.photographer and {"@type": "Person", "name": album.photographer},
        "publisher": {"@type": "Organization", "name": settings.name, "url": root_url},
    }
    if album.image and is_public(album.image, request):
        prefetch_related_objects([album.image], "renditions")
        shared = get_rendition_or_not_found(album.image, "fill-1200x630|format-jpeg")
        data["image"] = root_url + shared.url
    return {key: value for key, value in data.items() if value}
