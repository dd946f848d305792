import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from home.models import SectionPage, StandardPage
from portal.base import menus

pytestmark = pytest.mark.django_db


@pytest.fixture
def deep(site_tree) -> StandardPage:
    """Return a page four levels below the home page; every page on the way is in the menu."""
    page = site_tree.section
    for number in range(3):
        page = page.add_child(instance=StandardPage(title=f"Cấp {number}", show_in_menus=True))
    return page


def titles(items) -> list[str]:
    return [item.title for item in items]


def test_the_menu_has_two_levels_of_what_is_to_be_in_it(rf, site_tree, deep):
    site_tree.section.add_child(instance=StandardPage(title="Không trong trình đơn"))
    menu = menus.main_menu(rf.get("/"))
    assert titles(menu) == ["Tin tức", "Giới thiệu"]
    assert titles(menu[1].children) == ["Cấp 0"]
    assert menu[1].children[0].children == []


def test_where_the_reader_is_stands_open(rf, site_tree, deep):
    menu = menus.main_menu(rf.get("/"), deep)
    assert [(item.is_open, item.is_current) for item in menu] == [(False, False), (True, False)]
    here = menus.main_menu(rf.get("/"), site_tree.news)
    assert [(item.is_open, item.is_current) for item in here] == [(True, True), (False, False)]


def test_the_breadcrumb_leads_from_the_home_page_to_the_parent(rf, site_tree, deep):
    assert titles(menus.breadcrumb(rf.get("/"), deep)) == ["Trang chủ", "Giới thiệu", "Cấp 0", "Cấp 1"]
    assert titles(menus.breadcrumb(rf.get("/"), site_tree.home)) == []


def test_the_branch_holds_the_page_and_those_beside_it(rf, site_tree, deep):
    deep.get_parent().add_child(instance=StandardPage(title="Bên cạnh"))
    assert titles(menus.branch(rf.get("/"), deep)) == ["Cấp 2", "Bên cạnh"]
    assert menus.branch(rf.get("/"), site_tree.section) == []


def test_a_closed_section_takes_what_is_below_it_out_of_the_menu(rf, site_tree, deep):
    PageViewRestriction.objects.create(page=site_tree.section, restriction_type=PageViewRestriction.LOGIN)
    assert titles(menus.main_menu(rf.get("/"))) == ["Tin tức"]


def test_a_child_of_a_page_outside_the_menu_is_outside_too(rf, site_tree, deep):
    site_tree.section.show_in_menus = False
    site_tree.section.save()
    assert titles(menus.main_menu(rf.get("/"))) == ["Tin tức"]


def test_a_page_moved_into_another_order_is_so_in_the_menu(rf, site_tree):
    site_tree.section.move(site_tree.news, pos="left")
    assert titles(menus.main_menu(rf.get("/"))) == ["Giới thiệu", "Tin tức"]


@pytest.mark.parametrize("function", ["main_menu", "breadcrumb", "branch", "site_map"])
def test_a_menu_takes_the_same_queries_for_few_pages_and_for_many(rf, site_tree, deep, function):
    def ask() -> int:
        request = rf.get("/")
        arguments = () if function == "site_map" else (deep,)
        with CaptureQueriesContext(connection) as captured:
            getattr(menus, function)(request, *arguments)
        return len(captured)

    ask()
    before = ask()
    assert before <= 6
    for number in range(30):
        section = site_tree.home.add_child(instance=SectionPage(title=f"Mục {number}", show_in_menus=True))
        section.add_child(instance=StandardPage(title=f"Trang {number}", show_in_menus=True))
        deep.get_parent().add_child(instance=StandardPage(title=f"Bên {number}"))
    # What is kept between requests may have been forgotten when pages were added.
    ask()
    assert ask() == before


def test_a_portal_without_a_site_has_no_menu(rf, site_tree):
    Site.objects.all().delete()
    request = rf.get("/")
    assert menus.main_menu(request) == []
    assert menus.site_map(request) == []
