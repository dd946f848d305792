"""“Import from Word” in the admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import GroupPagePermission

from news.models import ArticlePage
from tests.exchange.word_files import saved, titled

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(make_user, news):
    """Someone who may add pages to the news section."""
    group = Group.objects.create(name="Người viết")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=news, permission=Permission.objects.get(codename="add_page")
    )
    return make_user("nguoi-viet", "Người viết")


@pytest.fixture
def reader(make_user):
    """Someone who may enter the admin and add no page."""
    group = Group.objects.create(name="Người xem")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return make_user("nguoi-xem", "Người xem")


def upload(name="bai.docx", data=None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, saved(titled()) if data is None else data)


def post(client, news, *files):
    return client.post(reverse("import_articles"), {"section": news.pk, "files": list(files)})


def test_the_form_offers_the_sections_that_one_may_write_in(client, writer, news, members_only):
    client.force_login(writer)
    response = client.get(reverse("import_articles"))
    assert response.status_code == 200
    assert [section.pk for section in response.context["form"].fields["section"].queryset] == [news.pk]
    content = response.content.decode()
    assert 'enctype="multipart/form-data"' in content and 'accept=".docx,.html,.htm,.txt"' in content


def test_the_address_is_short_and_stands_in_the_menu_of_those_who_may_write(client, writer, reader, news):
    address = reverse("import_articles")
    assert address.endswith("/nhap-bai/")
    for account, is_shown in ((writer, True), (reader, False)):
        client.force_login(account)
        assert (address in client.get(reverse("wagtailadmin_home")).content.decode()) is is_shown


def test_several_files_become_drafts_with_a_report_each(client, writer, news):
    client.force_login(writer)
    text = upload("hai.txt", "Đại hội chi bộ\nChi bộ tổ chức đại hội nhiệm kỳ mới, bầu chi ủy.\n".encode())
    response = post(client, news, upload(), text)
    assert response.status_code == 200
    pages = ArticlePage.objects.order_by("pk")
    assert [page.title for page in pages] == ["Chi bộ họp thường kỳ", "Đại hội chi bộ"]
    assert {page.owner for page in pages} == {writer}
    content = response.content.decode()
    for page in pages:
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in content
        assert escape(page.title) in content


def test_a_refused_file_says_why_beside_one_that_was_taken(client, writer, news):
    client.force_login(writer)
    response = post(client, news, upload("hong.docx", b"PK\x03\x04"), upload())
    assert response.status_code == 200
    bad, good = response.context["outcomes"]
    assert bad["error"] and not bad["page"] and good["page"]
    assert escape(bad["error"]) in response.content.decode()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_files_that_are_all_refused_answer_422(client, writer, news, data):
    client.force_login(writer)
    assert post(client, news, upload(data=data)).status_code == 422
    assert not ArticlePage.objects.exists()


def test_names_of_files_are_shown_as_text(client, writer, news):
    client.force_login(writer)
    response = post(client, news, upload("<script>x.txt", b"<!DOCTYPE html><b>"))
    assert "<script>x.txt" not in response.content.decode()


def test_a_form_without_a_file_is_shown_again(client, writer, news):
    client.force_login(writer)
    response = client.post(reverse("import_articles"), {"section": news.pk})
    assert response.status_code == 200
    assert response.context["form"].errors["files"]


def test_a_section_where_one_may_not_write_is_refused(client, writer, news, members_only):
    client.force_login(writer)
    response = post(client, members_only.news, upload())
    assert response.context["form"].errors["section"]
    assert ArticlePage.objects.count() == 1


def test_the_same_file_names_the_draft_of_another_only_to_those_who_may_open_it(
    client, writer, news, members_only, make_user
):
    data = saved(titled())
    client.force_login(make_user("nguoi-quan-tri", is_superuser=True))
    post(client, members_only.news, upload(data=data))
    client.force_login(writer)
    response = post(client, news, upload(data=data))
    (outcome,) = response.context["outcomes"]
    assert (outcome["page"], outcome["is_new"], outcome["error"]) == (None, False, "")
    assert "Chi bộ họp thường kỳ" not in response.content.decode()


def test_those_who_may_add_no_article_are_refused(client, reader, news):
    client.force_login(reader)
    for response in (client.get(reverse("import_articles")), post(client, news, upload())):
        # Wagtail answers a signed-in person without the right by its own page.
        assert response.status_code in (302, 403)
        assert "nhap-bai" not in response.get("Location", "")
    assert not ArticlePage.objects.exists()


def test_those_who_are_not_signed_in_are_sent_to_sign_in(client, news):
    response = client.get(reverse("import_articles"))
    assert response.status_code == 302
    assert "next=" in response["Location"]
