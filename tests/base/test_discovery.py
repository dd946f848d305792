import pytest
from wagtail.models import PageViewRestriction

pytestmark = pytest.mark.django_db


def test_the_xml_sitemap_shows_public_pages_alone(client, admin_client, site_tree):
    PageViewRestriction.objects.create(page=site_tree.section, restriction_type=PageViewRestriction.LOGIN)
    for visitor in (client, admin_client):
        sitemap = visitor.get("/sitemap.xml").content.decode()
        assert f"<loc>{site_tree.news.full_url}</loc>" in sitemap
        assert site_tree.section.slug not in sitemap


def test_robots_are_told_of_the_sitemap_and_kept_out_of_the_admin(client, site_tree):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Disallow: /tim-kiem/" in robots
    assert "/sitemap.xml" in robots


def test_the_site_map_page_shows_each_reader_what_that_reader_may_open(client, admin_client, site_tree):
    PageViewRestriction.objects.create(page=site_tree.section, restriction_type=PageViewRestriction.LOGIN)
    assert site_tree.section.title not in client.get("/so-do-trang/").content.decode()
    assert site_tree.section.title in admin_client.get("/so-do-trang/").content.decode()
