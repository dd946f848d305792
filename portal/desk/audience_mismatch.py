"""Files and pictures whose audience is not that of the page that uses them, and the way to mend it.

Wagtail restricts pages and files apart from each other: a page for members may show a picture that anybody can
open, and a public page may attach a file that its readers never see.
"""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.permissions import policy_registry

from portal.base.audience import audience_of, is_public
from portal.base.collections import collection_for


@dataclass(frozen=True)
class Mismatch:
    """A file or picture that another audience can reach than its page; `users` counts everything that uses it."""

    member: object
    users: int
    may_move: bool


def mismatches(page: Page, user) -> list[Mismatch]:
    """Return what the newest draft of a page uses that is more, or less, public than the page."""
    page_is_public = is_public(page)
    found = [member for member in _members_used(page) if _in_public_collection(member) != page_is_public]
    return [
        Mismatch(
            member,
            member.get_usage().count(),
            policy_registry.get_by_type(type(member)).user_has_permission_for_instance(
                user, "change", member
            ),
        )
        for member in found
    ]


def target_collection(page: Page) -> Collection | None:
    """Return where the files of a page belong: the section's collection, where its audience is the page's."""
    named = collection_for(page)
    restricted = audience_of(None).restricted_collections
    if is_public(page):
        return named if named.pk not in restricted else Collection.get_first_root_node()
    if named.pk in restricted:
        return named
    return Collection.objects.filter(pk__in=restricted).order_by("path").first()


def point_out(request, page: Page) -> None:
    """Tell an editor who has just saved a page of its mismatches, with the way to mend them."""
    count = len(mismatches(page, request.user))
    if not count:
        return
    if is_public(page):
        text = ngettext(
            "This page is public, but %(count)d of its files or pictures is for members: readers do not see it.",
            "This page is public, but %(count)d of its files or pictures are for members: readers do not see them.",
            count,
        )
    else:
        text = ngettext(
            "This page is for members, but anybody can open %(count)d of its files or pictures.",
            "This page is for members, but anybody can open %(count)d of its files or pictures.",
            count,
        )
    button = messages.button(reverse("audience_mismatch", args=[page.pk]), gettext("Mend it"))
    messages.warning(request, text % {"count": count}, buttons=[button])


@require_admin_access
def mend(request, page_id: int):
    """Show the mismatches of a page; move its files to where the page's audience is."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    found, target = mismatches(page, request.user), target_collection(page)
    if request.method == "POST" and target:
        moved = [each.member for each in found if each.may_move]
        for member in moved:
            member.collection = target
            member.save()
        messages.success(
            request,
            gettext("%(count)d moved to “%(collection)s”.")
            % {"count": len(moved), "collection": target.name},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(
        request,
        "desk/audience_mismatch.html",
        {
            "page_title": gettext("Files with another audience than their page"),
            "page": page,
            "page_is_public": is_public(page),
            "mismatches": found,
            "target": target,
        },
    )


def _in_public_collection(member) -> bool:
    return member.collection_id not in audience_of(None).closed_collections


def _members_used(page: Page) -> list:
    """Return the pictures and documents that the newest draft of a page refers to, and those that stand beside it.

    Wagtail's reference index knows what is published; its scanner, private to it, reads the draft as well.
    """
    draft = page.get_latest_revision_as_object()
    models = {
        ContentType.objects.get_for_model(model).pk: model
        for model in (get_image_model(), get_document_model())
    }
    wanted: dict[type, set] = {model: set() for model in models.values()}
    for content_type, object_id, *_paths in ReferenceIndex._extract_references_from_object(draft):
        if content_type in models:
            wanted[models[content_type]].add(object_id)
    for member in page.members_beside() if hasattr(page, "members_beside") else ():
        wanted[type(member)].add(member.pk)
    return [
        member for model, ids in wanted.items() for member in model.objects.filter(pk__in=ids).order_by("pk")
    ]
