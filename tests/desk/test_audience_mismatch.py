import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.urls import reverse
from wagtail import hooks

from documents.models import PortalDocument
from portal.base.models import PortalImage
from portal.desk.audience_mismatch import mismatches, target_collection
from portal.provision import roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provisioned")]


@pytest.fixture
def editor(make_user):
    return make_user("bien-tap", roles.EDITORS)


@pytest.fixture
def leaky(members_only, drawn_image, stored_document):
    """A members' article whose draft shows a picture and attaches a file that anybody can open."""
    article = members_only.article
    article.image = drawn_image("Ảnh công khai")
    document = stored_document("Tệp công khai", name="cong-khai.txt")
    article.body.append(("attachment", {"document": document, "title": ""}))
    article.save_revision()
    return article


def titles(page, user) -> set[str]:
    return {each.member.title for each in mismatches(page, user)}


def test_a_members_page_with_open_files_is_pointed_out(leaky, editor):
    assert titles(leaky, editor) == {"Ảnh công khai", "Tệp công khai"}


def test_a_members_page_with_files_of_its_own_collection_is_in_order(members_only, editor):
    assert titles(members_only.article, editor) == set()


def test_a_public_page_with_members_files_is_pointed_out(site_tree, members_only, editor):
    site_tree.section.image = members_only.image
    site_tree.section.save_revision()
    assert titles(site_tree.section, editor) == {members_only.image.title}


def test_files_belong_to_the_collection_that_the_section_names(leaky, members_only):
    assert target_collection(leaky) == members_only.collection


def test_one_click_moves_them_there(client, leaky, members_only, editor):
    client.force_login(editor)
    address = reverse("audience_mismatch", args=[leaky.pk])
    assert "Ảnh công khai" in client.get(address).content.decode()
    client.post(address)
    assert mismatches(leaky, editor) == []
    assert PortalImage.objects.get(title="Ảnh công khai").collection == members_only.collection
    assert PortalDocument.objects.get(title="Tệp công khai").collection == members_only.collection


def test_who_may_not_edit_the_page_may_not_move_its_files(client, leaky, make_user):
    client.force_login(make_user("cong-tac-vien", roles.CONTRIBUTORS))
    assert client.post(reverse("audience_mismatch", args=[leaky.pk])).status_code in (302, 403)
    assert PortalImage.objects.get(title="Ảnh công khai").collection.is_root()


def test_saving_such_a_page_says_so_with_the_way_to_mend_it(rf, leaky, editor):
    request = rf.post("/")
    request.user, request._messages = editor, CookieStorage(request)
    for hook in hooks.get_hooks("after_edit_page"):
        hook(request, leaky)
    told = "".join(str(message) for message in request._messages)
    assert reverse("audience_mismatch", args=[leaky.pk]) in told
