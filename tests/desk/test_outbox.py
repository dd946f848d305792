import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.urls import reverse

from portal.desk import outbox
from portal.provision import roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provisioned")]


@pytest.fixture
def sent(settings):
    backend = EmailBackend(file_path=settings.EMAIL_FILE_PATH)
    for number in range(2):
        message = EmailMessage(
            f"Chuyển duyệt số {number}",
            "Có bài chờ duyệt.\n<script>alert(1)</script>",
            "portal@example.vn",
            ["nguoi-duyet@example.vn"],
        )
        backend.send_messages([message])
    return outbox.files()


def test_administrators_read_what_was_sent(client, make_user, sent):
    client.force_login(make_user("quan-tri", roles.ADMINISTRATORS))
    html = client.get(reverse("outbox")).content.decode()
    assert "Chuyển duyệt số 0" in html and "Chuyển duyệt số 1" in html
    html = client.get(reverse("outbox_message", args=[sent[0].stem])).content.decode()
    assert "Có bài chờ duyệt." in html
    assert "<script>alert(1)" not in html


@pytest.mark.parametrize("group", [roles.CONTRIBUTORS, roles.EDITORS, roles.PUBLISHERS, roles.MEMBERS])
def test_others_do_not(client, make_user, sent, group):
    client.force_login(make_user("nguoi-khac", group))
    for address in (reverse("outbox"), reverse("outbox_message", args=[sent[0].stem])):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert "Chuyển duyệt" not in response.content.decode()


@pytest.mark.parametrize("name", ["..", "khong-co", "..%2f..%2fsecret_key", "*"])
def test_only_names_of_the_folder_are_known(admin_client, sent, name):
    assert admin_client.get(f"/admin/thu-da-gui/{name}/").status_code in (302, 404)


def test_an_empty_folder_and_odd_pages_are_shown(admin_client, sent, settings, tmp_path):
    for page in ("abc", "-1", "999999"):
        assert admin_client.get(reverse("outbox"), {"page": page}).status_code == 200
    settings.EMAIL_FILE_PATH = str(tmp_path / "nothing")
    assert admin_client.get(reverse("outbox")).status_code == 200
