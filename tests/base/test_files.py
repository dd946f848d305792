import unicodedata
from email.message import Message

import pytest
from django.urls import reverse

from portal.base.files import content_disposition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

CONTENT = "Nghị quyết của chi bộ.\n".encode() * 100


@pytest.fixture
def document(stored_document):
    return stored_document("Nghị quyết", name="Nghị quyết số 5.pdf", content=CONTENT)


def address(document) -> str:
    return reverse("wagtaildocs_serve", args=[document.pk, document.filename])


def body_of(response) -> bytes:
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    ("name", "fallback"),
    [
        ("Nghị quyết số 5.docx", "nghi-quyet-so-5.docx"),
        (unicodedata.normalize("NFD", "Đề án.pdf"), "de-an.pdf"),
        ("a.b.c.txt", "a-b-c.txt"),
        ("không đuôi", "khong-duoi"),
        ("….pdf", "tep.pdf"),
        ('a";\r\nSet-Cookie: x.pdf', "a-set-cookie-x.pdf"),
        (".pdf", "tep.pdf"),
        ("文件.pdf", "tep.pdf"),
    ],
)
def test_a_download_keeps_its_name_in_every_browser(name, fallback):
    header = content_disposition(name, inline=False)
    assert header.isascii()
    assert "\n" not in header and "\r" not in header
    message = Message()
    message["Content-Disposition"] = header.replace("filename*", "x-name*")
    assert message.get_filename() == fallback
    message.replace_header("Content-Disposition", header.replace(f'filename="{fallback}"; ', ""))
    assert message.get_filename() == unicodedata.normalize("NFC", name)
    assert message.get_content_disposition() == "attachment"


def test_a_document_is_sent_whole_with_its_type_and_name(client, document):
    response = client.get(address(document))
    assert body_of(response) == CONTENT
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(CONTENT))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline; ")
    assert "Content-Encoding" not in response
    assert response["Cache-Control"] == "public, no-cache"


def test_what_a_browser_would_run_is_downloaded_and_shut_in(client, stored_document):
    for name in ("trang.html", "hinh.svg", "bai.txt", "nen.docx.gz"):
        response = client.get(address(stored_document(name=name, content=b"<script>alert(1)</script>")))
        body_of(response)
        assert response["Content-Disposition"].startswith("attachment; "), name
        assert "sandbox" in response["Content-Security-Policy"]
        assert "script-src" not in response["Content-Security-Policy"]
        assert "Content-Encoding" not in response


def test_an_unchanged_file_is_not_sent_again(client, document):
    first = client.get(address(document))
    body_of(first)
    assert first["ETag"].startswith('"')
    for tag in (first["ETag"], f'W/"x", {first["ETag"]}', "*", f"W/{first['ETag']}"):
        again = client.get(address(document), headers={"if-none-match": tag})
        assert (again.status_code, body_of(again)) == (304, b""), tag
        assert again["ETag"] == first["ETag"]
    changed = client.get(address(document), headers={"if-none-match": '"other"'})
    assert body_of(changed) == CONTENT


def test_head_tells_of_the_file_without_sending_it(client, document):
    response = client.head(address(document))
    assert response.status_code == 200
    assert response["Content-Length"] == str(len(CONTENT))
    assert body_of(response) == b""


def test_files_are_only_read(client, document):
    assert client.post(address(document)).status_code == 405
    assert client.delete(address(document)).status_code == 405


def test_the_server_in_front_sends_the_file_where_it_can(settings, client, stored_document, drawn_image):
    settings.SENDFILE = "X-Accel-Redirect"
    document = stored_document(name="Kế hoạch năm.pdf", content=CONTENT)
    response = client.get(address(document))
    assert response.content == b""
    assert response["X-Accel-Redirect"].startswith("/_protected/documents/")
    assert response["X-Accel-Redirect"].isascii()
    assert response["Content-Type"] == "application/pdf"
    picture = client.get(drawn_image().get_rendition("width-100").url)
    assert picture["X-Accel-Redirect"].startswith("/_protected/images/")


def test_the_header_for_the_server_in_front_goes_to_those_with_the_right_alone(
    settings, client, members_only
):
    settings.SENDFILE = "X-Accel-Redirect"
    for path in (address(members_only.document), members_only.image.get_rendition("width-100").url):
        response = client.get(path)
        assert response.status_code == 404
        assert "X-Accel-Redirect" not in response


def test_a_file_that_is_lost_is_not_found(client, document, drawn_image):
    document.file.storage.delete(document.file.name)
    assert client.get(address(document)).status_code == 404
    rendition = drawn_image().get_rendition("width-100")
    rendition.file.storage.delete(rendition.file.name)
    assert client.get(rendition.url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../secret_key",
        "images/../../secret_key",
        "%2e%2e/secret_key",
        "/etc/passwd",
        "images/",
        "",
        "images/x.png",
    ],
)
def test_no_path_leads_out_of_the_pictures(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_a_part_of_a_file_may_be_asked_for(client, document):
    """Whether the part or the whole is sent is the server's choice (RFC 9110); an error is not."""
    response = client.get(address(document), headers={"range": "bytes=0-9"})
    assert response.status_code in (200, 206)
    assert body_of(response) == (CONTENT if response.status_code == 200 else CONTENT[:10])
