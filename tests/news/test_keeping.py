"""Editors are told what uses a picture, a file or a page before they delete it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(write_article, drawn_image, stored_document):
    image, document = drawn_image("Ảnh đại hội"), stored_document("Nghị quyết")
    write_article(
        "Bài dùng ảnh và tệp",
        image=image,
        body=[("attachment", {"document": document, "title": ""})],
    )
    return image, document


def test_deleting_a_picture_in_use_names_what_uses_it(admin_client, used):
    html = admin_client.get(reverse("wagtailimages:delete", args=[used[0].pk])).content.decode()
    assert "Bài dùng ảnh và tệp" in html


def test_deleting_a_file_in_use_names_what_uses_it(admin_client, used):
    html = admin_client.get(reverse("wagtaildocs:delete", args=[used[1].pk])).content.decode()
    assert "Bài dùng ảnh và tệp" in html


@pytest.mark.parametrize(
    ("app", "model", "index"), [("base", "portalimage", 0), ("documents", "portaldocument", 1)]
)
def test_deleting_several_names_what_uses_each(admin_client, used, app, model, index):
    address = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    html = admin_client.get(f"{address}?id={used[index].pk}").content.decode()
    assert "Bài dùng ảnh và tệp" in html


def test_deleting_a_page_names_what_links_to_it(admin_client, write_article):
    target = write_article("Bài được dẫn")
    link = f'<p><a linktype="page" id="{target.pk}">xem</a></p>'
    write_article("Bài dẫn tới", body=[("paragraph", link)])
    html = admin_client.get(reverse("wagtailadmin_pages:delete", args=[target.pk])).content.decode()
    assert "Bài dẫn tới" in html


def test_deleting_what_nothing_uses_names_nothing(admin_client, write_article, drawn_image):
    write_article("Bài không ảnh")
    html = admin_client.get(reverse("wagtailimages:delete", args=[drawn_image().pk])).content.decode()
    assert "Bài không ảnh" not in html


def test_a_page_lives_on_without_the_picture_and_the_file_that_were_deleted(client, used, site_tree):
    article = site_tree.news.get_children().get().specific
    for thing in used:
        thing.delete()
    assert client.get(article.url).status_code == 200
    assert client.get(site_tree.news.url).status_code == 200
