"""The one checked view for stored files: documents, and pictures in their renditions.

MEDIA_ROOT is never mapped to a URL. A picture is shown in renditions; what was sent goes to its editors alone. A reader
without the right gets 404, so that not even a file's existence is told.
"""

import mimetypes
import re
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from portal.base.audience import audience_of, is_public
from portal.base.text import nfc, slugify

STAFF_ACTIONS = ("add", "change", "choose")


@require_safe
def serve_document(request, document_id: int, document_filename: str) -> HttpResponse:
    """Send a document to those who may read it; the name in the address must be the file's, or have been."""
    document = get_object_or_404(get_document_model(), pk=document_id)
    if not _may_read(request, document):
        raise Http404("no such document")
    if nfc(document_filename) != nfc(document.filename):
        if document.was_named(document_filename):
            return redirect(document.url)
        raise Http404("no such document")
    document_served.send(sender=type(document), instance=document, request=request)
    inline = document.content_type == "application/pdf"
    return send_file(
        request,
        document.file,
        content_type=document.content_type,
        etag=_hash_of(document),
        disposition=content_disposition(document.filename, inline=inline),
        public=is_public(document, request),
    )


@require_safe
def serve_rendition(request, path: str) -> HttpResponse:
    """Send a rendition of a picture to those who may see the picture."""
    rendition_model = get_image_model().get_rendition_model()
    rendition = rendition_model.objects.select_related("image").filter(file=path).first()
    if rendition is None or not _may_read(request, rendition.image):
        raise Http404("no such picture")
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    etag = f"{_hash_of(rendition.image)}-{slugify(rendition.filter_spec)}-{rendition.focal_point_key}"
    return send_file(
        request,
        rendition.file,
        content_type=content_type,
        etag=etag,
        disposition="inline",
        public=is_public(rendition.image, request),
    )


@require_safe
def serve_original(request, image_id: int) -> HttpResponse:
    """Send a picture as it came, with all that the camera wrote, to those who may change it."""
    image = get_object_or_404(get_image_model(), pk=image_id)
    if not image.may_be_examined_by(request.user):
        raise Http404("no such picture")
    file = image.original or image.file
    return send_file(
        request,
        file,
        content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        etag=image.original_sha256 or _hash_of(image),
        disposition=content_disposition(file.name.rpartition("/")[2], inline=False),
        public=False,
    )


def content_disposition(filename: str, *, inline: bool) -> str:
    """Return the header for a download name: ASCII fallback, then the name itself (RFC 6266, RFC 5987)."""
    filename = nfc(filename)
    stem, dot, extension = filename.rpartition(".")
    fallback = f"{slugify(stem) or 'tep'}.{slugify(extension)}" if dot else slugify(filename) or "tep"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{fallback}\"; filename*=UTF-8''{quote(filename, safe='')}"


def _may_read(request, member) -> bool:
    """Readers by audience and state; staff also what they may choose in the admin, or have to examine."""
    audience = audience_of(request)
    if audience.admits_member(member):
        return True
    user = request.user
    if not user.is_authenticated:
        return False
    state_admits = getattr(member, "state_admits", None)
    if state_admits is not None and not state_admits(audience):
        return member.may_be_examined_by(user)
    policy = policy_registry.get_by_type(type(member))
    return policy.user_has_any_permission_for_instance(user, STAFF_ACTIONS, member)


def _hash_of(member) -> str:
    try:
        return member.get_file_hash()
    except FileNotFoundError as error:
        raise Http404("the file is missing") from error


def _with_content(request, file, content_type, etag) -> HttpResponse:
    if settings.SENDFILE:
        response = HttpResponse(content_type=content_type)
        response[settings.SENDFILE] = quote(f"/_protected/{file.name}")
        return response
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404("the file is missing") from error
    size = file.size
    wanted = asked_range(request.headers.get("Range", ""), size)
    if request.headers.get("If-Range", etag) != etag:
        wanted = None
    if wanted is None:
        response = FileResponse(opened, content_type=content_type)
    elif not wanted:
        opened.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = FileResponse(_Slice(opened, wanted), content_type=content_type, status=206)
        response["Content-Length"] = str(len(wanted))
        response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    return response


def asked_range(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for (RFC 9110, 14.1.2), None where the whole file answers it.

    An empty range says that the file has no such bytes. Several ranges at once get the whole file.
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size) if int(first) < size else range(0)


class _Slice:
    """A part of an open file, to be streamed."""

    def __init__(self, file, part: range):
        self.file, self.left = file, len(part)
        file.seek(part.start)

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def send_file(request, file, *, content_type, etag, disposition, public) -> HttpResponse:
    """Answer with a stored file, whole, in part, or unchanged; with SENDFILE the server in front sends the bytes."""
    quoted = quote_etag(etag)
    response = get_conditional_response(request, etag=quoted) or _with_content(
        request, file, content_type, quoted
    )
    response["ETag"] = quoted
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if content_type == "application/pdf":
        # A sandboxed document is refused by the browser's own PDF viewer, which a page of ours may frame.
        response["Content-Security-Policy"] = (
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
    if public:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
