"""The library and the page of a document, as readers see them."""

import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import Collection

from documents import intake, reading
from documents.models import PortalDocument, ReadingState
from portal.provision import roles
from tests.documents.pdf_files import pdf_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def pages_of(document, *texts, method="text_layer", confidence=1.0):
    for number, text in enumerate(texts, 1):
        document.pages.create(number=number, text=text, method=method, confidence=confidence)
    document.page_count, document.has_pages = len(texts), True
    document.reading_state = ReadingState.DONE
    document.save_custody()
    document.save()
    return document


@pytest.fixture
def report(stored_document) -> PortalDocument:
    document = stored_document(
        "Báo cáo tổng kết",
        name="Báo cáo.pdf",
        content=pdf_file(["Bao cao"]),
        description="Năm 2025",
        source="Chi bộ",
    )
    return pages_of(document, "Trang đầu", "Trang thứ hai", "Tinh thần đoàn kết,\ntrách nhiệm")


def html_of(client, address: str, **parameters) -> str:
    response = client.get(address, parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_the_library_lists_what_there_is_newest_first(client, stored_document):
    for number in range(3):
        document = stored_document(f"Tài liệu {number}")
        PortalDocument.objects.filter(pk=document.pk).update(
            created_at=timezone.now() - timedelta(days=number)
        )
    html = html_of(client, "/tai-lieu/")
    assert re.findall(r"Tài liệu \d", html) == ["Tài liệu 0", "Tài liệu 1", "Tài liệu 2"]
    assert "3 tài liệu" in html


def test_an_empty_library_says_so(client):
    assert "Chưa có tài liệu nào" in html_of(client, "/tai-lieu/")


def test_a_document_is_found_by_the_words_inside_it_typed_without_marks(client, report, stored_document):
    stored_document("Tài liệu khác")
    for words in ("doan ket", "Đoàn kết", "đoàn kết trách nhiệm"):
        html = html_of(client, "/tai-lieu/", q=words)
        assert "Báo cáo tổng kết" in html
        assert "Tài liệu khác" not in html
    assert "Không có tài liệu nào theo lựa chọn này" in html_of(client, "/tai-lieu/", q="khongcotu")


def test_the_search_leads_to_the_page_of_the_hit(client, report):
    html = html_of(client, "/tim-kiem/", q="doan ket", loai="tai-lieu")
    assert f'href="{report.page_url}#trang-3"' in html


def test_a_hit_far_in_a_long_document_leads_to_the_right_sheaf(client, stored_document):
    document = pages_of(
        stored_document("Dài"), *[f"trang {number}" for number in range(1, 100)], "kết quả cuối"
    )
    html = html_of(client, "/tim-kiem/", q="ket qua cuoi", loai="tai-lieu")
    address = re.search(rf'href="({document.page_url}[^"]*)#trang-100"', html)[1]
    assert 'id="trang-100"' in html_of(client, address)


def test_the_list_is_narrowed_by_year_and_collection(client, stored_document):
    shelf = Collection.get_first_root_node().add_child(name="Biểu mẫu")
    stored_document("Mẫu mới", collection=shelf)
    old = stored_document("Tệp cũ")
    PortalDocument.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=800))
    year = (timezone.now() - timedelta(days=800)).year
    assert "Mẫu mới" not in html_of(client, "/tai-lieu/", nam=year)
    html = html_of(client, "/tai-lieu/", kho=shelf.pk)
    assert "Mẫu mới" in html
    assert "Tệp cũ" not in html


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": "\0"},
        {"q": '"'},
        {"q": "a" * 5000},
        {"q": "%'; DROP"},
        {"nam": "9999"},
        {"nam": "٢٠٢٥"},
        {"nam": "-1"},
        {"kho": "x"},
        {"kho": "999999"},
        {"page": "0"},
        {"page": "nhiều"},
        {"page": "99999999999999999999"},
    ],
)
def test_a_strange_request_gets_an_answer(client, report, parameters):
    assert client.get("/tai-lieu/", parameters).status_code in (200, 400)
    assert client.get(report.page_url, parameters).status_code in (200, 400)


def test_a_documents_page_shows_its_card_and_its_text(client, report):
    html = html_of(client, report.page_url)
    for words in ("PDF", "Năm 2025", "Chi bộ", report.sha256, "Trang đầu", 'id="trang-3"', 'href="#trang-2"'):
        assert words in html
    assert f'<iframe class="document__frame" src="{report.url}#' in html
    file = client.get(report.url)
    assert file["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in file["Content-Security-Policy"]


def test_the_text_of_a_page_is_escaped(client, stored_document):
    document = pages_of(stored_document("Tệp <b>đậm</b>"), "<script>alert(1)</script> & hết")
    html = html_of(client, document.page_url)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; hết" in html
    assert "<b>đậm" not in html


def test_recognised_text_is_told_from_typed_text(client, stored_document):
    typed = pages_of(stored_document("Gõ"), "chữ gõ")
    scanned = pages_of(stored_document("Quét"), "chữ quét", method="ocr", confidence=0.93)
    assert "Độ tin cậy" not in html_of(client, typed.page_url)
    html = html_of(client, scanned.page_url)
    assert "Độ tin cậy 93" in html
    assert "do máy nhận dạng" in html


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReadingState.WAITING, "Đang đọc chữ"),
        (ReadingState.FAILED, "Không đọc được chữ"),
        (ReadingState.INCOMPLETE, "chưa được nhận dạng"),
    ],
)
def test_a_page_without_text_says_why(client, stored_document, state, words):
    document = stored_document("Tệp", reading_state=state)
    assert words in html_of(client, document.page_url)


def test_a_word_file_is_read_as_text_by_its_headings(
    client, make_user, provisioned, django_capture_on_commit_callbacks
):
    word = docx.Document()
    for number in (1, 2):
        word.add_heading(f"Phần {number}", 1)
        word.add_paragraph(f"Nội dung phần {number} về kỷ cương")
    content = BytesIO()
    word.save(content)
    with django_capture_on_commit_callbacks(execute=True):
        document = intake.take_in(
            SimpleUploadedFile("Kế hoạch.docx", content.getvalue()),
            collection=Collection.get_first_root_node(),
            user=make_user("bien-tap", roles.EDITORS),
        ).document
    reading.read(document.pk)
    html = html_of(client, document.page_url)
    assert "<iframe" not in html
    assert re.search(r'id="trang-2-ten">\s*<a href="#trang-2">Phần 2</a>', html)
    assert "Tải về" in html
    assert "kỷ cương" in html


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_intact": True, "covers_whole_file": True}, "tệp không thay đổi từ khi ký"),
        ({"is_intact": True, "covers_whole_file": False}, "được bổ sung sau khi ký"),
        ({"is_intact": False, "covers_whole_file": True, "problem": "altered"}, "bị thay đổi sau khi ký"),
        (
            {"is_intact": True, "covers_whole_file": False, "problem": "changed_after"},
            "thay đổi sau khi ký theo cách",
        ),
        ({"is_intact": False, "covers_whole_file": False, "problem": "unreadable"}, "không kiểm tra được"),
        ({"is_intact": True, "covers_whole_file": True, "problem": "expired"}, "hết hạn"),
    ],
)
def test_signatures_are_told_without_a_claim_in_law(client, report, facts, words):
    report.signatures = [
        {
            "signer": "Nguyễn Văn Ấn",
            "organisation": "Viện kiểm sát",
            "signed_at": "2026-03-02T08:30:00+00:00",
            "is_trusted": False,
            **facts,
        }
    ]
    report.save_custody()
    html = html_of(client, report.page_url)
    assert "Nguyễn Văn Ấn" in html
    assert "15:30 02/03/2026" in html
    assert words in html
    assert "không khẳng định giá trị pháp lý" in html


def test_an_attachment_leads_to_the_page_of_its_document(client, site_tree, report):
    from news.models import ArticlePage

    article = site_tree.news.add_child(
        instance=ArticlePage(title="Bài", body=[("attachment", {"document": report, "title": ""})])
    )
    assert f'href="{report.page_url}"' in html_of(client, article.url)


def test_a_public_page_of_the_library_sets_no_cookie(client, report):
    for address in ("/tai-lieu/", report.page_url, report.url):
        response = client.get(address)
        assert not response.cookies
        assert "no-store" not in response["Cache-Control"]
