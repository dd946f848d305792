"""Error pages: in Vietnamese, and without asking the database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.test import Client
from django.urls import include, path, reverse

from portal.base import errors

pytestmark = pytest.mark.django_db

handler400 = "portal.base.errors.bad_request"
handler403 = "portal.base.errors.forbidden"
handler404 = "portal.base.errors.not_found"
handler500 = "portal.base.errors.server_error"


def broken(request):
    raise RuntimeError("broken")


def closed(request):
    raise PermissionDenied


urlpatterns = [path("hong/", broken), path("cam/", closed), path("", include("portal.urls"))]


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/?a=%00", 400, "Yêu cầu không hợp lệ"),
        ("/cam/", 403, "Không có quyền"),
        ("/khong-co/", 404, "Không tìm thấy trang"),
        ("/hong/", 500, "lỗi"),
    ],
)
def test_an_error_is_told_in_vietnamese(visitor, site_tree, address, status, words):
    response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert '<html lang="vi">' in html
    assert words.lower() in html.lower()
    assert str(status) in html
    assert "Traceback" not in html


@pytest.mark.parametrize("view", ["bad_request", "forbidden", "not_found", "server_error"])
def test_an_error_page_asks_the_database_for_nothing(rf, django_assert_num_queries, view):
    arguments = () if view == "server_error" else (None,)
    with django_assert_num_queries(0):
        getattr(errors, view)(rf.get("/"), *arguments)


def refuse(execute, sql, params, many, context):
    raise OperationalError("the database is down")


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_page_is_an_error_page_while_the_database_is_down(visitor, make_user, site_tree, is_signed_in):
    if is_signed_in:
        visitor.force_login(make_user("dang-vien"))
    with connection.execute_wrapper(refuse):
        response = visitor.get("/")
    assert response.status_code == 500
    assert '<html lang="vi">' in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "unsafe-inline" not in response["Content-Security-Policy"]


def test_a_form_without_its_token_is_refused_in_vietnamese(site_tree):
    response = Client(enforce_csrf_checks=True).post(
        reverse("account_login"), {"login": "a", "password": "b"}
    )
    html = response.content.decode()
    assert response.status_code == 403
    assert '<html lang="vi">' in html
    assert "style=" not in html and "<style" not in html
