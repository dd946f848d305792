"""Who may see what: the one door through which pages, documents and pictures reach a reader.

*Who* is decided by Wagtail's page and collection restrictions alone; a model may add one *state* condition of
its own by a `visible_state(audience)` class method that returns a `Q`. Lists, search, feeds, menus, sitemap,
files and renditions all ask `visible_to`; nothing else filters by `.live()` or `.public()`.
"""

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionMember,
    Page,
    PageQuerySet,
    PageViewRestriction,
    get_page_models,
)


@dataclass(frozen=True)
class Audience:
    """What one viewer may not see: paths of page subtrees and ids of collections.

    The restricted ones are closed to somebody, though perhaps not to this viewer. Collections are read when they
    are first asked for: many a page shows neither files nor pictures.
    """

    closed_paths: tuple[str, ...]
    restricted_paths: tuple[str, ...]
    user: object

    @property
    def closed_collections(self) -> frozenset[int]:
        return self._collections[0]

    @property
    def restricted_collections(self) -> frozenset[int]:
        return self._collections[1]

    @cached_property
    def _collections(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the ids of the collections that are closed to the viewer, and of those closed to somebody."""
        paths: dict[int, str] = {}
        restricted, open_to_viewer = {}, set()
        columns = ("pk", "path", "view_restrictions", "view_restrictions__restriction_type")
        rows = Collection.objects.order_by().values_list(*columns, "view_restrictions__groups")
        for pk, path, restriction, kind, group in rows:
            paths[pk] = path
            if restriction is not None:
                restricted[restriction] = path
                if _accepts(kind, group, self.user):
                    open_to_viewer.add(restriction)
        closed = tuple(path for pk, path in restricted.items() if pk not in open_to_viewer)
        closed_to_somebody = tuple(restricted.values())
        return (
            frozenset(pk for pk, path in paths.items() if closed and path.startswith(closed)),
            frozenset(pk for pk, path in paths.items() if path.startswith(closed_to_somebody)),
        )

    def admits_page(self, page: Page) -> bool:
        """Tell whether the viewer's access reaches this page, whatever its state of publication."""
        return not page.path.startswith(self.closed_paths) if self.closed_paths else True

    def within(self, branch: Page) -> "Audience | None":
        """Return what matters of this audience to the pages of one branch; None where all of it is closed."""
        if not self.admits_page(branch):
            return None

        def inside(paths: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(path for path in paths if path.startswith(branch.path))

        restricted = ("",) if self.restricts_page(branch) else inside(self.restricted_paths)
        return replace(self, closed_paths=inside(self.closed_paths), restricted_paths=restricted)

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
        """Return what rows of a page, document or picture model the viewer may see.

        Of other models, whose rows stand on pages, their own state alone decides: who shows them has shown the page.
        """
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
                        hidden = kind._base_manager.filter(_refusal(kind.visible_state(self)))
                        condition &= ~Q(pk__in=hidden.values("pk"))
        elif issubclass(model, CollectionMember):
            condition = ~Q(collection_id__in=self.closed_collections) if self.closed_collections else Q()
        else:
            condition = Q()
        state = getattr(model, "visible_state", None)
        return condition & state(self) if state else condition


def _refusal(condition: Q) -> Q:
    """Return the contrary of a condition; of alternatives, each refused by itself, so that an index finds it."""
    if condition.connector != Q.OR or condition.negated:
        return ~condition
    parts = (part if isinstance(part, Q) else Q(part) for part in condition.children)
    return reduce(and_, (~part for part in parts))


def _below(paths: tuple[str, ...]) -> Q:
    if "" in paths:
        return ~Q(pk__in=[])
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


def visible_in_branch(queryset: PageQuerySet, viewer, branch: Page) -> PageQuerySet:
    """Return what `visible_to` returns of pages of one type that all lie in a branch; quick where they are many.

    Hidden pages, which are few, are left out by their numbers, so that the table of all pages need not be read
    for each of the others. What is shown of single pages is asked by `visible_to` all the same: this door relies
    on the caller's word that they lie in the branch.
    """
    state, hidden = state_and_hidden(queryset.model, viewer, branch)
    return queryset.filter(state).exclude(pk__in=hidden)


def state_and_hidden(model, viewer, branch: Page) -> tuple[Q, QuerySet]:
    """Return what a type asks of the state of its pages in a branch, and the numbers of pages hidden for any type.

    A count of all less a count of the hidden ones is a count of the visible ones.
    """
    audience = audience_of(viewer).within(branch)
    if audience is None:
        return Q(pk__in=[]), Page.objects.none().values("pk")
    conditions = [Q(live=False), Q(expire_at__lte=timezone.now())]
    if audience.closed_paths:
        conditions.append(_below(audience.closed_paths))
    # Each by an index of its own.
    hidden = [Page.objects.filter(condition).order_by().values("pk") for condition in conditions]
    state = getattr(model, "visible_state", None)
    return state(audience) if state else Q(), hidden[0].union(*hidden[1:])


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


def as_stranger(request: HttpRequest) -> HttpRequest:
    """Return a request as a stranger would have sent it, for what shows everybody the public's view."""
    if not request.user.is_authenticated:
        return request
    strangers = copy(request)
    strangers.user = ANONYMOUS
    vars(strangers).pop("_portal_audience", None)
    return strangers


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
    # Aliases are rare: whether there are any comes with the restrictions, so that they are asked for only then.
    aliases = Page.objects.filter(alias_of__isnull=False).order_by()
    rows = PageViewRestriction.objects.annotate(has_aliases=Exists(aliases))
    columns = ("pk", "page__path", "restriction_type", "groups", "has_aliases")
    # A restriction that names several groups is several rows.
    restricted, open_to_viewer, has_aliases = {}, set(), False
    for pk, path, kind, group, is_aliased in rows.values_list(*columns):
        restricted[pk], has_aliases = path, is_aliased
        if _accepts(kind, group, user):
            open_to_viewer.add(pk)
    closed_paths = tuple(path for pk, path in restricted.items() if pk not in open_to_viewer)
    if closed_paths and has_aliases:
        # An alias shows what its source says.
        sources = reduce(
            or_,
            (
                Q(alias_of__path__startswith=path) | Q(alias_of__alias_of__path__startswith=path)
                for path in closed_paths
            ),
        )
        closed_paths += tuple(Page.objects.filter(sources).values_list("path", flat=True))
    return Audience(closed_paths=closed_paths, restricted_paths=tuple(restricted.values()), user=user)


def _accepts(kind: str, group: int | None, user) -> bool:
    """Tell whether a restriction of a kind, or one that names a group, lets a person in."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser or kind == BaseViewRestriction.LOGIN:
        return True
    return kind == BaseViewRestriction.GROUPS and group in _group_ids(user)


def _group_ids(user) -> set[int]:
    cached = getattr(user, "_portal_group_ids", None)
    if cached is None:
        cached = user._portal_group_ids = set(user.groups.values_list("pk", flat=True))
    return cached


class AudienceQuerySet(QuerySet):
    """Adds `visible_to` to the querysets of documents, pictures and rows that stand on pages."""

    def visible_to(self, viewer):
        return visible_to(self, viewer)


class AudiencePageQuerySet(PageQuerySet):
    """Adds `visible_to` to the querysets of pages."""

    def visible_to(self, viewer):
        return visible_to(self, viewer)
