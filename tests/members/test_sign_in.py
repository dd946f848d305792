import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

SIGN_IN = "/thanh-vien/dang-nhap/"


@pytest.fixture
def account(site_tree, make_user):
    return make_user("dang-vien", first_name="Văn", last_name="Nguyễn")


def sign_in(client, login="dang-vien", password="mat-khau-thu-nghiem", **fields):
    return client.post(SIGN_IN, {"login": login, "password": password, **fields})


@pytest.mark.parametrize("login", ["dang-vien", "dang-vien@example.vn", "DANG-VIEN@example.vn"])
def test_a_member_signs_in_by_name_or_address(client, account, login):
    answer = sign_in(client, login)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Nguyễn Văn" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "fields", [{"password": "sai"}, {"login": "khong-ai"}, {"login": ""}, {"password": ""}]
)
def test_a_wrong_sign_in_is_told_in_words_that_do_not_say_what_was_wrong(client, account, fields):
    answer = sign_in(client, **fields)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" in html
    assert "mat-khau-thu-nghiem" not in html
    assert "_auth_user_id" not in client.session


def test_names_that_exist_and_names_that_do_not_are_refused_alike(account):
    known, unknown = Client(), Client()
    words = [
        sign_in(visitor, login, "sai").context["form"].errors
        for visitor, login in ((known, "dang-vien"), (unknown, "khong-ai"))
    ]
    assert words[0] == words[1]


def test_guessing_is_slowed_down(client, account):
    for _attempt in range(12):
        answer = sign_in(client, password="sai")
        assert answer.status_code in (200, 429)
    assert sign_in(client).status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_a_barred_account_does_not_sign_in(client, account):
    account.is_active = False
    account.save()
    sign_in(client)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_every_side_door_leads_to_the_one_sign_in(client, site_tree, address):
    answer = client.get(f"{address}?next=/admin/")
    assert (answer.status_code, answer["Location"]) == (302, f"{SIGN_IN}?next=/admin/")
    assert client.post(address, {"username": "a", "password": "b"})["Location"].startswith(SIGN_IN)


def test_the_admin_sends_strangers_to_the_one_sign_in(client, site_tree):
    answer = client.get("/admin/pages/")
    assert answer["Location"] == f"{SIGN_IN}?next=/admin/pages/"


def test_the_way_back_stays_on_the_portal(client, account):
    assert sign_in(client, next="/tin-tuc/")["Location"] == "/tin-tuc/"
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert sign_in(Client(), next=elsewhere)["Location"] == "/"


def test_a_session_gets_a_new_name_at_sign_in(client, account):
    sign_in(client)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "path", ["signup/", "email/", "password/reset/", "confirm-email/", "social/", "2fa/"]
)
def test_what_allauth_offers_beyond_sign_in_has_no_address(client, site_tree, path):
    assert client.get(f"/thanh-vien/{path}").status_code == 404


def test_nobody_signs_up(client, site_tree):
    address = reverse("account_signup")
    client.post(address, {"username": "moi", "password1": "mat-khau-moi-9", "password2": "mat-khau-moi-9"})
    html = client.get(address).content.decode()
    assert not get_user_model().objects.exists()
    assert "<form" not in html.partition("<main")[2]


def test_a_forgotten_password_tells_nobody_who_has_an_account(client, account, mailoutbox):
    answers = [
        client.post(reverse("account_reset_password"), {"email": address})
        for address in ("dang-vien@example.vn", "khong-ai@example.vn")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }
    assert [message.to for message in mailoutbox] == [["dang-vien@example.vn"], ["khong-ai@example.vn"]]
    assert "/thanh-vien/mat-khau/dat-lai/" in mailoutbox[0].body
    assert "/thanh-vien/mat-khau/dat-lai/" not in mailoutbox[1].body


def test_sign_out_needs_a_click(client, account):
    client.force_login(account)
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_a_name_is_written_family_first(account):
    assert account.get_full_name() == "Nguyễn Văn"
