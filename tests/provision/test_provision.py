from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import (
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
)

from home.models import HomePage
from news.models import ArticlePage
from portal.base.models import PortalImage
from portal.provision import roles
from portal.provision.demo import load_demo

pytestmark = pytest.mark.django_db


def counts() -> dict[str, int]:
    """Return the number of rows of every table."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def said(command: str) -> str:
    output = StringIO()
    call_command(command, stdout=output)
    return output.getvalue()


def test_provisioning_makes_what_every_portal_has(provisioned):
    assert set(Group.objects.values_list("name", flat=True)) == {*roles.STAFF, roles.MEMBERS}
    workflow = Workflow.objects.get(name=roles.WORKFLOW)
    assert [task.name for task in workflow.tasks] == ["Duyệt", "Đăng"]
    restriction = CollectionViewRestriction.objects.get(collection__name=roles.MEMBERS_COLLECTION)
    assert set(restriction.groups.values_list("name", flat=True)) == {*roles.STAFF, roles.MEMBERS}


def test_provisioning_again_makes_nothing(provisioned):
    before = counts()
    assert said("provision") == ""
    assert counts() == before


def test_provisioning_leaves_what_an_administrator_changed(provisioned):
    Group.objects.get(name=roles.EDITORS).permissions.clear()
    task = Workflow.objects.get(name=roles.WORKFLOW).tasks.first().specific
    task.groups.set([Group.objects.get(name=roles.ADMINISTRATORS)])
    call_command("provision", stdout=StringIO())
    assert [group.name for group in task.groups.all()] == [roles.ADMINISTRATORS]


def test_no_group_may_publish(provisioned):
    codenames = set(GroupPagePermission.objects.values_list("permission__codename", flat=True))
    assert codenames == {"add_page", "change_page", "bulk_delete_page", "lock_page", "unlock_page"}


def test_members_hold_no_permission_of_the_admin(provisioned):
    members = Group.objects.get(name=roles.MEMBERS)
    assert set(members.permissions.values_list("codename", flat=True)) == {"read_members_rows"}
    assert not GroupPagePermission.objects.filter(group=members).exists()
    assert not GroupCollectionPermission.objects.filter(group=members).exists()


def test_whole_addresses_begin_as_the_base_url_does(provisioned, settings):
    settings.BASE_URL = "https://chibo.example"
    call_command("provision", stdout=StringIO())
    assert Site.objects.get(is_default_site=True).root_url == "https://chibo.example"


@pytest.fixture
def demo(provisioned, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert load_demo()


def test_the_demo_is_a_believable_portal(demo, client):
    articles = ArticlePage.objects.filter(live=True)
    dates = sorted(articles.values_list("first_published_at", flat=True))
    assert Page.objects.filter(live=True).count() >= 30
    assert dates[-1] - dates[0] >= timedelta(days=600)
    assert articles.exclude(lead="").count() == articles.count()
    assert PageViewRestriction.objects.exists()
    assert Page.objects.filter(live=False).exists()
    for image in PortalImage.objects.all():
        assert image.description, f"{image} has no alternative text"


def test_every_page_of_the_demo_can_be_opened(demo, client, admin_client):
    for page in Page.objects.filter(live=True, depth__gt=1):
        expected = 302 if page.get_view_restrictions().exists() else 200
        assert client.get(page.url).status_code == expected, page.url
        assert admin_client.get(page.url).status_code == 200, page.url


def test_every_picture_and_file_of_the_demo_can_be_read(demo, admin_client):
    from documents.models import PortalDocument

    for document in PortalDocument.objects.all():
        response = admin_client.get(document.url)
        assert response.status_code == 200
        assert b"".join(response)


def test_loading_the_demo_again_changes_nothing(demo):
    before = counts()
    assert "nothing was changed" in said("load_demo")
    assert counts() == before


def test_the_demo_leaves_a_portal_with_content_alone(provisioned, site_tree):
    before = counts()
    assert not load_demo()
    assert counts() == before
    assert HomePage.objects.count() == 1


def test_an_exposed_portal_loads_no_demo(provisioned, settings):
    settings.EXPOSED = True
    with pytest.raises(CommandError, match="loopback"):
        call_command("load_demo")
    assert not HomePage.objects.exists()
