"""Groups, what they may do, the workflow and the members-only collection; safe to set up again and again."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.members.models import IndependentApprovalTask

CONTRIBUTORS = "Cộng tác viên"
EDITORS = "Biên tập viên"
PUBLISHERS = "Người duyệt đăng"
ADMINISTRATORS = "Quản trị"
MEMBERS = "Đảng viên"
STAFF = (CONTRIBUTORS, EDITORS, PUBLISHERS, ADMINISTRATORS)

WORKFLOW = "Duyệt và đăng"
GATES = (("Duyệt", EDITORS), ("Đăng", PUBLISHERS))
ROOT_COLLECTION = "Chung"
MEMBERS_COLLECTION = "Nội bộ"

# Wagtail's page permissions. Nobody holds “publish”: it would go round the workflow (decision 2).
PAGE_PERMISSIONS = {
    CONTRIBUTORS: ("add",),
    EDITORS: ("add", "change"),
    PUBLISHERS: ("add", "change", "lock", "unlock"),
    ADMINISTRATORS: ("add", "change", "bulk_delete", "lock", "unlock"),
}
FILE_PERMISSIONS = {
    CONTRIBUTORS: ("add", "choose"),
    EDITORS: ("add", "change", "choose"),
    PUBLISHERS: ("add", "change", "choose"),
    ADMINISTRATORS: ("add", "change", "choose"),
}
_LISTS = tuple(
    f"{app}.{action}_{model}"
    for app, model in (
        ("documents", "directivetype"),
        ("documents", "issuingbody"),
        ("documents", "subjectfield"),
        ("news", "topic"),
        ("search", "acronym"),
        ("search", "promotedresult"),
        ("news", "announcementkind"),
    )
    for action in ("add", "change")
)
PERMISSIONS = {
    CONTRIBUTORS: (),
    EDITORS: _LISTS,
    PUBLISHERS: (
        *_LISTS,
        "members.publish_urgently",
        "members.withdraw_page",
    ),
    ADMINISTRATORS: (
        *_LISTS,
        "auth.add_group",
        "auth.change_group",
        "auth.delete_group",
        "base.change_sitesettings",
        "documents.decide_withheld",
        "members.add_user",
        "members.change_user",
        "members.delete_user",
        "members.publish_urgently",
        "members.withdraw_page",
        "members.set_audience",
        "documents.delete_directivetype",
        "documents.delete_issuingbody",
        "documents.delete_subjectfield",
        "news.delete_topic",
        "news.delete_announcementkind",
        "wagtailcore.add_collection",
        "wagtailcore.change_collection",
        "wagtailcore.delete_collection",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
}
# Members and staff alike read what pages keep for members alone, as they do the members' collection.
MEMBERS_ROWS = "home.read_members_rows"
# What Wagtail's own migrations make; ours take their place.
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"


def provision() -> list[str]:
    """Bring the installation to what every one of them has; return what was made, in words."""
    made: list[str] = []
    groups = {name: _made(made, Group, name=name) for name in (*STAFF, MEMBERS)}
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    root, root_collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if root_collection.name == "Root":
        # Wagtail's own name is English; people choose from these names.
        root_collection.name = ROOT_COLLECTION
        root_collection.save()
    _allow(groups)
    for name in STAFF:
        for action in PAGE_PERMISSIONS[name]:
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{action}_page"
            )
            _made(made, GroupPagePermission, group=groups[name], page=root, permission=permission)
        for action in FILE_PERMISSIONS[name]:
            # Wagtail asks for the permissions of its own models, whatever models take their place.
            for app, kind in (("wagtailimages", "image"), ("wagtaildocs", "document")):
                permission = Permission.objects.get(content_type__app_label=app, codename=f"{action}_{kind}")
                _made(
                    made,
                    GroupCollectionPermission,
                    group=groups[name],
                    collection=root_collection,
                    permission=permission,
                )
    _provide_workflow(made, groups, root)
    _provide_members_collection(made, groups, root_collection)
    _name_site(made)
    return made


def _made(made, model, **fields):
    row, is_new = model.objects.get_or_create(**fields)
    if is_new:
        made.append(f"{model._meta.verbose_name}: {row}")
    return row


def _allow(groups) -> None:
    for name, group in groups.items():
        paths = ("wagtailadmin.access_admin", *PERMISSIONS[name]) if name in STAFF else ()
        for path in (*paths, MEMBERS_ROWS):
            app, _dot, codename = path.partition(".")
            group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def _provide_workflow(made, groups, root) -> None:
    workflow = _made(made, Workflow, name=WORKFLOW)
    for order, (name, group) in enumerate(GATES):
        task = _made(made, IndependentApprovalTask, name=name)
        if not task.groups.exists():
            task.groups.add(groups[group])
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    assigned = WorkflowPage.objects.filter(page=root).select_related("workflow").first()
    if assigned is None:
        WorkflowPage.objects.create(page=root, workflow=workflow)
    elif assigned.workflow.name == STOCK_WORKFLOW:
        stock = assigned.workflow
        assigned.workflow = workflow
        assigned.save()
        stock.active = False
        stock.save()


def _provide_members_collection(made, groups, root_collection) -> None:
    collection = root_collection.get_children().filter(name=MEMBERS_COLLECTION).first()
    if collection is None:
        collection = root_collection.add_child(name=MEMBERS_COLLECTION)
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.GROUPS
        )
        restriction.groups.set(groups.values())
        made.append(f"{collection._meta.verbose_name}: {collection}")


def _name_site(made) -> None:
    """Let whole addresses – in feeds, mail, site map – begin as BASE_URL does."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()
        made.append(f"{site._meta.verbose_name}: {site.hostname}:{site.port}")
