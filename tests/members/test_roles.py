import pytest
from django.urls import reverse

from portal.provision import roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provisioned")]


SCREENS = ["wagtailimages:index", "wagtaildocs:index", "wagtailimages:add", "upload_documents"]


@pytest.mark.parametrize("group", roles.STAFF)
@pytest.mark.parametrize("screen", SCREENS)
def test_staff_keep_pictures_and_files(client, make_user, group, screen):
    client.force_login(make_user("can-bo", group))
    assert client.get(reverse(screen)).status_code == 200


@pytest.mark.parametrize("screen", ["wagtailadmin_home", "wagtailimages:index", "wagtaildocs:index"])
def test_members_have_no_way_into_the_admin(client, make_user, screen):
    client.force_login(make_user("dang-vien", roles.MEMBERS))
    assert client.get(reverse(screen)).status_code in (302, 403)


def test_a_member_who_opens_the_admin_is_refused_and_not_sent_round(client, make_user):
    client.force_login(make_user("dang-vien", roles.MEMBERS))
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
