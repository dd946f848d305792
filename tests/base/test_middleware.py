import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from news.models import ArticlePage
from portal.base.middleware import NormalisedTextMiddleware, TrustedProxyMiddleware
from portal.settings.environment import read

pytestmark = pytest.mark.django_db

DECOMPOSED = unicodedata.normalize("NFD", "Đoàn kết")


def believed(settings, networks: str, **headers) -> WSGIRequest:
    """Return a request as the portal sees it after the middleware."""
    settings.TRUSTED_PROXIES = read("TRUSTED_PROXIES", {"TRUSTED_PROXIES": networks})
    request = RequestFactory().get("/", **headers)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request


def test_a_trusted_proxy_is_believed(settings):
    request = believed(
        settings,
        "127.0.0.1/32",
        REMOTE_ADDR="127.0.0.1",
        HTTP_X_FORWARDED_FOR="203.0.113.9",
        HTTP_X_FORWARDED_PROTO="https",
    )
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert request.is_secure()


def test_a_stranger_is_not_believed(settings):
    for networks in ("", "10.0.0.0/8"):
        request = believed(
            settings,
            networks,
            REMOTE_ADDR="203.0.113.9",
            HTTP_X_FORWARDED_FOR="127.0.0.1",
            HTTP_X_FORWARDED_PROTO="https",
        )
        assert request.META["REMOTE_ADDR"] == "203.0.113.9"
        assert "HTTP_X_FORWARDED_FOR" not in request.META
        assert not request.is_secure()


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (" , 203.0.113.9", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", "10.0.0.1"),
        ("203.0.113.9, nonsense, 10.0.0.2", "10.0.0.2"),
        ("", "10.0.0.1"),
    ],
)
def test_the_address_is_the_last_that_no_proxy_of_ours_has(settings, forwarded, address):
    request = believed(settings, "10.0.0.0/8", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert request.META["REMOTE_ADDR"] == address


def normalised(request) -> WSGIRequest:
    middleware = NormalisedTextMiddleware(lambda request: HttpResponse())
    middleware(request)
    middleware.process_view(request, None, (), {})
    return request


def test_texts_that_arrive_are_composed():
    request = normalised(
        RequestFactory().post(f"/?{DECOMPOSED}={DECOMPOSED}", {"tên": DECOMPOSED, "a": ["x", DECOMPOSED]})
    )
    assert request.GET["Đoàn kết"] == "Đoàn kết"
    assert request.POST["tên"] == "Đoàn kết"
    assert request.POST.getlist("a") == ["x", "Đoàn kết"]


def test_names_of_files_that_arrive_are_composed():
    files = [SimpleUploadedFile(f"{DECOMPOSED}-{number}.txt", b"x") for number in range(2)]
    request = normalised(RequestFactory().post("/", {"files": files}))
    assert [file.name for file in request.FILES.getlist("files")] == ["Đoàn kết-0.txt", "Đoàn kết-1.txt"]


def test_what_an_editor_types_is_stored_composed(admin_client, site_tree):
    admin_client.post(
        reverse("wagtailadmin_pages:add", args=["news", "articlepage", site_tree.news.pk]),
        {
            "title": DECOMPOSED,
            "slug": "doan-ket",
            "lead": DECOMPOSED,
            "body-count": 0,
            "change_notes-TOTAL_FORMS": 0,
            "change_notes-INITIAL_FORMS": 0,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
    )
    article = ArticlePage.objects.get(slug="doan-ket")
    assert (article.title, article.lead) == ("Đoàn kết", "Đoàn kết")


@pytest.mark.parametrize("address", ["/%00", "/tin-tuc/%00/", "/?a=%00", "/media/%00", "/tai-lieu/1/%00"])
def test_a_nul_in_an_address_is_refused(client, site_tree, address):
    response = client.get(address)
    assert response.status_code == 400
    assert 'lang="vi"' in response.content.decode()


def test_a_nul_in_a_form_is_refused(client, site_tree):
    answer = client.post(reverse("account_login"), {"login": "a\x00b", "password": "x"})
    assert answer.status_code == 400


PUBLIC = [
    "/",
    "/tin-tuc/",
    "/gioi-thieu/",
    "/tim-kiem/?q=tin",
    "/so-do-trang/",
    "/sitemap.xml",
    "/robots.txt",
    "/tin-tuc/feed/",
    "/khong-co/",
]


@pytest.fixture
def article(site_tree) -> ArticlePage:
    now = timezone.now()
    return site_tree.news.add_child(
        instance=ArticlePage(title="Tin", first_published_at=now, last_published_at=now)
    )


@pytest.mark.parametrize("address", PUBLIC)
def test_all_strangers_get_the_same_answer_without_a_cookie(client, article, address):
    answers = [
        client.get(address),
        Client().get(address, headers={"accept-language": "en", "user-agent": "Other"}),
    ]
    for response in answers:
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60"
        assert response["Vary"] == "Cookie"
        assert "Expires" not in response
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("address", PUBLIC)
def test_an_answer_to_a_signed_in_person_is_nobody_elses(client, make_user, site_tree, address):
    client.force_login(make_user("dang-vien"))
    response = client.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_a_page_that_sets_a_cookie_for_its_form_is_nobody_elses(client, site_tree, name):
    response = client.get(reverse(name))
    assert "csrftoken" in response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_a_stranger_with_a_dead_session_is_a_stranger_again(client, site_tree):
    client.cookies["sessionid"] = "no-such-session"
    response = client.get("/")
    assert "Đăng nhập" in response.content.decode()
    # The dead cookie is taken back, and only that answer is private.
    assert response.cookies["sessionid"]["max-age"] == 0
    assert response["Cache-Control"] == "private, no-store"
    client.cookies.clear()
    assert client.get("/")["Cache-Control"] == "public, max-age=60"


def test_after_signing_out_the_portal_is_as_for_any_stranger(client, make_user, site_tree):
    client.force_login(make_user("dang-vien"))
    client.post(reverse("account_logout"))
    assert client.get("/").content == Client().get("/").content


def test_the_admin_is_never_kept(client, admin_client, site_tree):
    for visitor in (client, admin_client):
        assert visitor.get("/admin/")["Cache-Control"] == "private, no-store"


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": "'self' https://www.youtube-nocookie.com https://player.vimeo.com",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
}


def policy_of(response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts if name}


@pytest.mark.parametrize("address", [*PUBLIC, "/thanh-vien/dang-nhap/", "/?a=%00", "/-/health"])
def test_the_public_site_runs_no_inline_script_and_asks_no_other_host(client, site_tree, address):
    assert policy_of(client.get(address)) == POLICY


def test_the_admin_has_the_policy_that_wagtail_needs(admin_client, site_tree):
    policy = policy_of(admin_client.get("/admin/"))
    assert policy["script-src"] == "'self' 'unsafe-inline' 'unsafe-eval'"
    assert policy["object-src"] == "'none'"
    assert policy["default-src"] == "'none'"


@pytest.mark.parametrize("address", ["/", "/khong-co/", "/admin/", "/thanh-vien/dang-nhap/"])
def test_every_answer_carries_the_protecting_headers(client, site_tree, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_an_installation_with_tls_leads_there_and_says_so(settings, client, site_tree):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    answer = Client().get("/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/")
    assert "max-age=31536000" in Client().get("/", secure=True)["Strict-Transport-Security"]
    assert Client().get("/-/health").status_code in (200, 503)


def test_a_strange_host_is_refused(settings, client, site_tree):
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
