"""Who may see what: the one door through which pages, documents and pictures reach a reader.

*Who* is decided by Wagtail's page and collection restrictions alone; a model may add one *state* condition of
its own by a `visible_state(audience)` class method that returns a `Q`. Lists, search, feeds, menus, sitemap,
files and renditions all ask `visible_to`; nothing else filters by `.live()` or `.public()`.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageQuerySet,
    PageViewRestriction,
    get_page_models,
)


@dataclass(frozen=True)
class Audience:
    """What one viewer may not see: paths of page subtrees and ids of collections.

    The restricted ones are closed to somebody, though perhaps not to this viewer.
    """

    closed_paths: tuple[str, ...]
    closed_collections: frozenset[int]
    restricted_paths: tuple[str, ...]
    restricted_collections: frozenset[int]

    def admits_page(self, page: Page) -> bool:
        """Tell whether the viewer's access reaches this page, whatever its state of publication."""
        return not page.path.startswith(self.closed_paths) if self.closed_paths else True

    def restricts_page(self, page: Page) -> bool:
        """Tell whether a page is closed to somebody."""
        return bool(self.restricted_paths) and page.path.startswith(self.restricted_paths)

    def restricted_pages(self) -> Q:
        """Return which pages are closed to somebody."""
        return _below(self.restricted_paths)

    def admits_member(self, member) -> bool:
        """Tell whether the viewer may see a document or picture; its state, where it has one, counts too."""
        state_admits = getattr(member, "state_admits", None)
        return member.collection_id not in self.closed_collections and (
            state_admits is None or state_admits(self)
        )

    def condition(self, model) -> Q:
        """Return what rows of a page, document or picture model the viewer may see."""
        if issubclass(model, Page):
            now = timezone.now()
            # A page past its end is gone at once, even while no worker runs to unpublish it.
            condition = Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=now))
            if self.closed_paths:
                condition &= ~_below(self.closed_paths)
            if model is Page:
                # Asked as plain pages, types with a state of their own keep it.
                for kind in get_page_models():
                    if hasattr(kind, "visible_state"):
                        hidden = kind._base_manager.exclude(kind.visible_state(self))
                        condition &= ~Q(pk__in=hidden.values("pk"))
        else:
            condition = ~Q(collection_id__in=self.closed_collections) if self.closed_collections else Q()
        state = getattr(model, "visible_state", None)
        return condition & state(self) if state else condition


def _below(paths: tuple[str, ...]) -> Q:
    return reduce(or_, (Q(path__startswith=path) for path in paths)) if paths else Q(pk__in=[])


ANONYMOUS = AnonymousUser()


def audience_of(viewer) -> Audience:
    """Return the audience of a request (read once per request), a user, or None for the public."""
    if isinstance(viewer, HttpRequest):
        cached = getattr(viewer, "_portal_audience", None)
        if cached is None:
            cached = viewer._portal_audience = _read_audience(getattr(viewer, "user", None) or ANONYMOUS)
        return cached
    return _read_audience(viewer or ANONYMOUS)


def visible_to(queryset: QuerySet, viewer) -> QuerySet:
    """Return the rows of a queryset of pages, documents or pictures that the viewer may see."""
    return queryset.filter(audience_of(viewer).condition(queryset.model))


def visible_pages(viewer) -> PageQuerySet:
    """Return the pages of every type that the viewer may see."""
    return visible_to(Page.objects.all(), viewer)


def is_visible(page: Page, viewer) -> bool:
    """Tell whether the viewer may see a page as it now stands; asks the database only where its model needs it."""
    if not page.live or (page.expire_at and page.expire_at <= timezone.now()):
        return False
    if not audience_of(viewer).admits_page(page):
        return False
    if not hasattr(type(page), "visible_state"):
        return True
    return visible_to(type(page).objects.filter(pk=page.pk), viewer).exists()


def is_public(thing, request: HttpRequest | None = None) -> bool:
    """Tell whether anybody may reach a page, document or picture, whatever its state of publication.

    With a request, the public's audience is read once for it.
    """
    audience = _public_audience(request)
    return audience.admits_page(thing) if isinstance(thing, Page) else audience.admits_member(thing)


def _public_audience(request: HttpRequest | None) -> Audience:
    if request is None:
        return audience_of(None)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return audience_of(request)
    cached = getattr(request, "_portal_public_audience", None)
    if cached is None:
        cached = request._portal_public_audience = audience_of(None)
    return cached


def _read_audience(user) -> Audience:
    page_restrictions = list(PageViewRestriction.objects.select_related("page").prefetch_related("groups"))
    restricted_paths = tuple(restriction.page.path for restriction in page_restrictions)
    closed_paths = tuple(
        restriction.page.path for restriction in page_restrictions if not _accepts(restriction, user)
    )
    if closed_paths:
        # An alias shows what its source says.
        sources = reduce(
            or_,
            (
                Q(alias_of__path__startswith=path) | Q(alias_of__alias_of__path__startswith=path)
                for path in closed_paths
            ),
        )
        closed_paths += tuple(Page.objects.filter(sources).values_list("path", flat=True))
    restrictions = list(
        CollectionViewRestriction.objects.select_related("collection").prefetch_related("groups")
    )
    restricted_roots = tuple(restriction.collection.path for restriction in restrictions)
    closed_roots = tuple(
        restriction.collection.path for restriction in restrictions if not _accepts(restriction, user)
    )
    below: list[tuple[int, str]] = []
    if restricted_roots:
        is_below = reduce(or_, (Q(path__startswith=path) for path in restricted_roots))
        below = list(Collection.objects.filter(is_below).values_list("pk", "path"))
    return Audience(
        closed_paths=closed_paths,
        closed_collections=frozenset(
            pk for pk, path in below if closed_roots and path.startswith(closed_roots)
        ),
        restricted_paths=restricted_paths,
        restricted_collections=frozenset(pk for pk, _path in below),
    )


def _accepts(restriction: BaseViewRestriction, user) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or restriction.restriction_type == BaseViewRestriction.LOGIN:
        return True
    if restriction.restriction_type == BaseViewRestriction.GROUPS:
        own_groups = _group_ids(user)
        return any(group.pk in own_groups for group in restriction.groups.all())
    return False


def _group_ids(user) -> set[int]:
    cached = getattr(user, "_portal_group_ids", None)
    if cached is None:
        cached = user._portal_group_ids = set(user.groups.values_list("pk", flat=True))
    return cached


class AudienceQuerySet(QuerySet):
    """Adds `visible_to` to the querysets of documents and pictures."""

    def visible_to(self, viewer):
        return visible_to(self, viewer)


class AudiencePageQuerySet(PageQuerySet):
    """Adds `visible_to` to the querysets of pages."""

    def visible_to(self, viewer):
        return visible_to(self, viewer)
