"""The reading of documents: what is read at once, what the worker reads, and what becomes of tries that fail."""

import os
import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageDraw

from documents import guard, intake, reading
from documents.extraction import NONE, OCR, TEXT_LAYER, PageText
from documents.models import CheckState, PortalDocument, ReadingState
from portal.desk import worker
from tests.conftest import stored_document
from tests.documents.character_error import character_error
from tests.documents.page_drawing import draw_first_page, draw_page, save_as_pdf
from tests.documents.pdf_files import pdf_file

pytestmark = pytest.mark.django_db
# Recognition tells of its pages from threads of its own, whose connections see what is committed alone.
in_threads = pytest.mark.django_db(transaction=True, serialized_rollback=True)

# All letters are of Windows' Western page, as `pdf_file` needs them.
TYPED = """\
BÁO CÁO CÔNG TÁC
Trong quý ba, phòng hoàn thành 12 công tác, không có sai sót;
các báo cáo thông qua hàng tháng."""
DRAWN = "Chi bộ thống nhất giao từng đảng viên đăng ký một việc làm theo, có thời hạn và kết quả đo đếm được."
WITHOUT_TESSERACT = "Chưa nhận dạng được (thiếu Tesseract)"


def typed_pdf(*pages: str) -> bytes:
    return pdf_file(pages or [TYPED])


def typed_docx(*chapters: tuple[str, str]) -> bytes:
    """Return a Word file with a part for each heading and its text."""
    word, stream = docx.Document(), BytesIO()
    for heading, text in chapters:
        word.add_heading(heading, 1)
        word.add_paragraph(text)
    word.save(stream)
    return stream.getvalue()


def scanned_pdf(folder: Path, *texts: str, dpi: int = 200) -> bytes:
    pages = [draw_page(text, dpi=dpi, noise=6) for text in texts]
    return save_as_pdf(pages, folder / "scan.pdf", dpi=dpi).read_bytes()


def joined_pdf(*files: bytes) -> bytes:
    joined, stream = pdfium.PdfDocument.new(), BytesIO()
    for file in files:
        joined.import_pages(pdfium.PdfDocument(file))
    joined.save(stream)
    return stream.getvalue()


def pasted(file: bytes, picture: Image.Image, *, left: float, top: float, dpi: int = 200) -> bytes:
    """Return a PDF with a picture put on its first page, at a place in inches from the upper left."""
    pdf, packed, stream = pdfium.PdfDocument(file), BytesIO(), BytesIO()
    picture.convert("L").save(packed, "JPEG", quality=90)
    packed.seek(0)
    image = pdfium.PdfImage.new(pdf)
    image.load_jpeg(packed, inline=True)
    width, height = (72 * side / dpi for side in picture.size)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height).translate(72 * left, 842 - 72 * top - height))
    page = pdf[0]
    page.insert_obj(image)
    page.gen_content()
    pdf.save(stream)
    return stream.getvalue()


def stamp(mark: str) -> Image.Image:
    """Return a boxed mark as it is cut out of a scan."""
    return draw_first_page(mark, "", dpi=200).crop((330, 310, 720, 460))


def logo() -> Image.Image:
    """Return a ring with a star, as bodies put it beside their name."""
    picture = Image.new("L", (240, 240), 255)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, 230, 230), outline=40, width=12)
    draw.regular_polygon((120, 120, 70), 3, fill=60)
    return picture


def kept(document: PortalDocument) -> PortalDocument:
    return PortalDocument.objects.get(pk=document.pk)


def texts(document: PortalDocument) -> list[str]:
    return list(document.pages.order_by("number").values_list("text", flat=True))


def queued() -> list[int]:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at")
    return [call["args"][0] for call in ready.values_list("args_kwargs", flat=True)]


@pytest.fixture
def store(django_capture_on_commit_callbacks):
    """Return a function that stores a file as an upload does, up to what happens on commit."""

    def store_file(name: str, content: bytes, **fields) -> PortalDocument:
        with django_capture_on_commit_callbacks(execute=True):
            document = stored_document(
                "Tệp", name=name, content=content, check_state=CheckState.PENDING, **fields
            )
        return kept(document)

    return store_file


@pytest.fixture
def look_for_programs_in(monkeypatch):
    """Return a function that sets where programs are looked for."""
    return lambda *folders: monkeypatch.setenv("PATH", os.pathsep.join(map(str, folders)))


@pytest.fixture
def recognitions(tmp_path, look_for_programs_in):
    """Return a function that tells how often the real Tesseract has been called for a page."""
    folder, log = tmp_path / "programs", tmp_path / "recognitions"
    folder.mkdir()
    log.touch()
    wrapper = folder / "tesseract"
    wrapper.write_text(
        f'#!/bin/sh\n[ "$1" = --list-langs ] || echo page >> "{log}"\nexec "{shutil.which("tesseract")}" "$@"\n'
    )
    wrapper.chmod(0o755)
    look_for_programs_in(folder, os.environ["PATH"])
    return lambda: len(log.read_text().splitlines())


@pytest.fixture
def fail(monkeypatch):
    """Return a function that makes every reading end with an error."""

    def fail_with(error: BaseException) -> None:
        def extract(path, **options):
            raise error

        monkeypatch.setattr(reading, "extract", extract)

    return fail_with


# --- what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("bao-cao.docx", typed_docx(("Chương I", "Đoàn kết."), ("Chương II", "Kỷ luật.")), ["Đoàn kết", "Kỷ luật"]),
        ("bao-cao.pdf", typed_pdf(TYPED, "Trang hai không có sai sót."), ["hoàn thành", "Trang hai"]),
        ("bao-cao.txt", "Nghị quyết của chi bộ".encode(), ["Nghị quyết"]),
    ],
)  # fmt: skip
def test_a_typed_file_is_cleared_at_once_and_then_read(store, name, content, expected):
    document = store(name, content)
    assert document.check_state == CheckState.CLEARED
    assert document.reading_state == ReadingState.WAITING
    assert queued() == [document.pk]
    reading.read(document.pk)
    document = kept(document)
    assert (document.check_state, document.reading_state) == (CheckState.CLEARED, ReadingState.DONE)
    assert (document.page_count, document.pages_read) == (len(expected), len(expected))
    assert all(words in text for words, text in zip(expected, texts(document), strict=True))
    assert document.has_pages == name.endswith(".pdf")
    assert set(document.pages.values_list("method", "confidence")) == {(TEXT_LAYER, 1.0)}


def test_the_heading_of_a_part_is_kept(store):
    document = store("bao-cao.docx", typed_docx(("Chương I", "Một."), ("Chương II", "Hai.")))
    reading.read(document.pk)
    assert list(document.pages.values_list("number", "heading")) == [(1, "Chương I"), (2, "Chương II")]


def test_a_typed_mark_withholds_at_once(store):
    document = store("bao-cao.txt", "TỐI MẬT\n\nBÁO CÁO\nvề tình hình".encode())
    assert document.check_state == CheckState.WITHHELD
    assert document.mark_found


def test_the_queries_of_a_reading_do_not_grow_with_its_pages(store, monkeypatch):
    # The first page and the last are told of; those between take no second.
    monkeypatch.setattr(reading, "PROGRESS_SECONDS", 60)

    def queries(count: int) -> int:
        document = store("bao-cao.pdf", typed_pdf(*(f"{TYPED}\nTrang {page}" for page in range(count))))
        with CaptureQueriesContext(connection) as captured:
            reading.read(document.pk)
        assert document.pages.count() == count
        return len(captured)

    assert queries(3) == queries(30)


def test_a_form_saved_meanwhile_does_not_undo_what_was_read(store):
    stale = store("bao-cao.docx", typed_docx(("Chương I", "Một."), ("Chương II", "Đoàn kết.")))
    PortalDocument.objects.filter(pk=stale.pk).update(check_state=CheckState.PENDING)
    stale.refresh_from_db()
    reading.read(stale.pk)
    stale.title = "Tên mới"
    stale.save()
    document = kept(stale)
    assert document.title == "Tên mới"
    assert (document.check_state, document.reading_state) == (CheckState.CLEARED, ReadingState.DONE)
    assert document.page_count == 2
    assert list(PortalDocument.objects.search("doan ket")) == [document]


# --- scans ------------------------------------------------------------------------------------------------


@in_threads
def test_a_scan_waits_until_the_worker_has_recognised_it(tmp_path):
    document = kept(
        stored_document(
            "Bản quét",
            name="scan.pdf",
            content=scanned_pdf(tmp_path, DRAWN),
            check_state=CheckState.PENDING,
        )
    )
    assert (document.check_state, document.reading_state) == (CheckState.PENDING, ReadingState.WAITING)
    reading.read(document.pk)
    document = kept(document)
    assert (document.check_state, document.reading_state) == (CheckState.CLEARED, ReadingState.DONE)
    page = document.pages.get()
    assert (page.number, page.method) == (1, OCR)
    assert page.confidence > 0.8
    assert character_error(page.text, DRAWN) <= 0.06


@in_threads
def test_a_scanned_mark_withholds(tmp_path):
    page = draw_first_page(
        "MẬT", "TỈNH ỦY\nSố: 12-BC/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n\nBÁO CÁO\nTình hình công tác quý I"
    )
    content = save_as_pdf([page], tmp_path / "scan.pdf", dpi=200).read_bytes()
    document = stored_document("Quét", name="scan.pdf", content=content, check_state=CheckState.PENDING)
    assert kept(document).check_state == CheckState.PENDING
    reading.read(document.pk)
    assert kept(document).check_state == CheckState.WITHHELD


@in_threads
def test_without_tesseract_a_scan_waits_for_a_person_or_for_tesseract(
    tmp_path, look_for_programs_in, client, site_tree
):
    usual = os.environ["PATH"]
    look_for_programs_in(tmp_path)
    scan = stored_document(
        "Quét", name="scan.pdf", content=scanned_pdf(tmp_path, DRAWN), check_state=CheckState.PENDING
    )
    typed = stored_document("Gõ", name="go.pdf", content=typed_pdf(), check_state=CheckState.PENDING)
    reading.read(scan.pk)
    reading.read(typed.pk)
    assert (kept(typed).check_state, kept(typed).reading_state) == (CheckState.CLEARED, ReadingState.DONE)
    document = kept(scan)
    assert (document.check_state, document.reading_state) == (CheckState.UNREADABLE, ReadingState.INCOMPLETE)
    assert document.get_reading_state_display() == WITHOUT_TESSERACT
    assert list(document.pages.values_list("method", "text")) == [(NONE, "")]
    assert client.get(document.page_url).status_code == 404
    assert client.get(kept(typed).page_url).status_code == 200

    look_for_programs_in(usual)
    reading.retry(document)
    assert kept(scan).reading_state == ReadingState.WAITING
    reading.read(scan.pk)
    document = kept(scan)
    assert (document.check_state, document.reading_state) == (CheckState.CLEARED, ReadingState.DONE)
    assert character_error(document.pages.get().text, DRAWN) <= 0.06
    assert client.get(document.page_url).status_code == 200


@pytest.mark.parametrize(
    ("picture", "place", "state"),
    [
        (stamp("MẬT"), {"left": 1.6, "top": 1.7}, CheckState.WITHHELD),
        (stamp("TUYỆT MẬT"), {"left": 1.6, "top": 1.7}, CheckState.WITHHELD),
        (logo(), {"left": 6.5, "top": 0.4}, CheckState.CLEARED),
    ],
    ids=["mật", "tuyệt mật", "logo"],
)
def test_a_picture_pasted_on_atyped_pages_is_looked_at_before_the_page_is_cleared(
    store, picture, place, state
):
    page = "CHI NHÁNH SÔNG HÀN\n12/BC\n\n\n\n\n\n\n" + TYPED
    document = store("bao-cao.pdf", pasted(typed_pdf(page), picture, **place))
    assert document.check_state == CheckState.PENDING
    reading.read(document.pk)
    document = kept(document)
    assert (document.check_state, document.reading_state) == (state, ReadingState.DONE)
    assert document.pages.get().method == TEXT_LAYER


class Ended(BaseException):
    """The end of the process, as far as a reading can tell."""


@in_threads
def test_what_an_interrupted_reading_has_recognised_is_not_recognised_again(
    tmp_path, recognitions, monkeypatch
):
    pages = [f"{DRAWN} Trang {name}." for name in ("một", "hai", "ba")]
    document = stored_document(
        "Quét", name="scan.pdf", content=scanned_pdf(tmp_path, *pages), check_state=CheckState.PENDING
    )
    keep = reading._Progress.__call__

    def keep_and_end(progress, page, done, total):
        if done > 1:
            raise Ended
        keep(progress, page, done, total)

    with monkeypatch.context() as patch, pytest.raises(Ended):
        patch.setattr(reading._Progress, "__call__", keep_and_end)
        reading.read(document.pk)
    assert kept(document).reading_state == ReadingState.RUNNING
    assert (kept(document).pages_read, kept(document).page_count) == (1, 3)
    assert document.pages.count() == 1
    before = recognitions()
    assert reading.reclaim() == 1
    reading.read(document.pk, interruptions=1)
    assert recognitions() - before == 2
    assert kept(document).reading_state == ReadingState.DONE
    assert kept(document).reading_attempts == 1
    assert [character_error(*pair) <= 0.06 for pair in zip(texts(document), pages, strict=True)] == [True] * 3


# --- tries that fail --------------------------------------------------------------------------------------


def test_a_damaged_file_is_marked_with_the_reason_and_can_be_retried(store):
    content = typed_pdf()
    document = store("bao-cao.pdf", content)
    Path(document.file.path).write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    reading.read(document.pk)
    failed = kept(document)
    assert failed.reading_state == ReadingState.FAILED
    assert failed.reading_problem == "Tệp bị hỏng hoặc không đầy đủ."
    assert not failed.pages.exists()
    Path(document.file.path).write_bytes(content)
    DBTaskResult.objects.all().delete()
    reading.retry(failed)
    assert queued() == [document.pk]
    reading.read(document.pk)
    document = kept(document)
    assert (document.reading_state, document.reading_problem) == (ReadingState.DONE, "")


def test_an_unread_file_that_fails_waits_for_a_person(store):
    document = store("bao-cao.pdf", b"%PDF-1.7\n" + b"\0" * 500)
    assert document.check_state == CheckState.PENDING
    reading.read(document.pk)
    assert kept(document).check_state == CheckState.UNREADABLE


def test_a_file_that_is_out_of_reach_is_tried_again(store):
    document = store("bao-cao.pdf", typed_pdf())
    path = Path(document.file.path)
    away = path.rename(path.with_suffix(".away"))
    reading.read(document.pk)
    waiting = kept(document)
    assert (waiting.reading_state, waiting.reading_attempts) == (ReadingState.WAITING, 1)
    assert waiting.reading_problem == "Không mở được tệp đã lưu."
    assert waiting.next_reading_at > timezone.now()
    away.rename(path)
    PortalDocument.objects.update(next_reading_at=timezone.now())
    reading.read(document.pk)
    assert kept(document).reading_state == ReadingState.DONE


def test_an_unforeseen_error_is_tried_again_ever_later_and_given_up_after_five_attempts(store, fail):
    document = store("bao-cao.pdf", typed_pdf())
    # Neither a path of the server nor what no database takes may come into the reason.
    fail(RuntimeError("/srv/data/\0"))
    for attempt, minutes in enumerate([1, 4, 16, 64], 1):
        reading.read(document.pk)
        waiting = kept(document)
        assert (waiting.reading_state, waiting.reading_attempts) == (ReadingState.WAITING, attempt)
        pause = waiting.next_reading_at - timezone.now()
        assert abs(pause - timedelta(minutes=minutes)) < timedelta(seconds=20)
        assert waiting.reading_problem.startswith("Lỗi")
        assert "RuntimeError" in waiting.reading_problem
        assert "/srv" not in waiting.reading_problem
        # Whoever asks before that time is not heard.
        reading.read(document.pk)
        assert kept(document).reading_attempts == attempt
        PortalDocument.objects.update(next_reading_at=timezone.now() - timedelta(seconds=1))
    reading.read(document.pk)
    failed = kept(document)
    assert (failed.reading_state, failed.reading_attempts) == (ReadingState.FAILED, 5)
    assert "RuntimeError" in failed.reading_problem
    reading.read(document.pk)
    assert kept(document).reading_attempts == 5
    # What its first page had shown before stands.
    assert failed.check_state == CheckState.CLEARED


def test_attempts_that_end_without_a_word_are_counted_too(store, fail):
    document = store("bao-cao.pdf", typed_pdf())
    fail(Ended())
    for _attempt in range(reading.MAX_ATTEMPTS):
        with pytest.raises(Ended):
            reading.read(document.pk)
        assert reading.reclaim() == 1
    reading.read(document.pk)
    failed = kept(document)
    assert failed.reading_state == ReadingState.FAILED
    assert failed.reading_problem == "Tiến trình nền bị dừng khi đang đọc tệp."


def test_ten_kills_are_no_attempts_and_the_eleventh_ends_them(store, fail):
    document = store("bao-cao.pdf", typed_pdf())
    fail(Ended())
    for interruptions in range(reading.MAX_INTERRUPTIONS + 1):
        with pytest.raises(Ended):
            reading.read(document.pk, interruptions=interruptions)
        reading.reclaim()
        waiting = kept(document)
        assert (waiting.reading_state, waiting.reading_attempts) == (ReadingState.WAITING, 1)
    reading.read(document.pk, interruptions=reading.MAX_INTERRUPTIONS + 1)
    assert kept(document).reading_state == ReadingState.FAILED


# --- the queue --------------------------------------------------------------------------------------------


def test_a_later_try_is_queued_when_it_is_due_and_not_twice(store):
    document = store("bao-cao.pdf", typed_pdf())
    DBTaskResult.objects.all().delete()
    PortalDocument.objects.update(next_reading_at=timezone.now() + timedelta(minutes=1))
    assert reading.enqueue_due() == 0
    PortalDocument.objects.update(next_reading_at=timezone.now() - timedelta(seconds=1))
    assert reading.enqueue_due() == 1
    assert reading.enqueue_due() == 0
    assert queued() == [document.pk]
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    assert reading.enqueue_due() == 0


def test_what_was_never_queued_is_found(store, stored_document):
    document = stored_document("Tệp", check_state=CheckState.PENDING)
    assert queued() == []
    assert reading.enqueue_due() == 1
    assert queued() == [document.pk]


def test_a_document_that_nobody_reads_any_more_is_reclaimed(store):
    left, held = store("a.pdf", typed_pdf()), store("b.pdf", typed_pdf("Trang không có sai sót."))
    PortalDocument.objects.update(reading_state=ReadingState.RUNNING)
    DBTaskResult.objects.filter(args_kwargs__args=[left.pk]).update(status=TaskResultStatus.FAILED)
    DBTaskResult.objects.filter(args_kwargs__args=[held.pk]).update(status=TaskResultStatus.RUNNING)
    assert reading.enqueue_due() == 1
    assert queued() == [left.pk]
    assert kept(left).reading_state == ReadingState.WAITING
    assert kept(held).reading_state == ReadingState.RUNNING


def test_what_a_killed_worker_left_goes_behind_the_others(store):
    first, second = store("a.pdf", typed_pdf()), store("b.pdf", typed_pdf("Trang không có sai sót."))
    assert queued() == [first.pk, second.pk]
    DBTaskResult.objects.filter(args_kwargs__args=[first.pk]).update(status=TaskResultStatus.RUNNING)
    PortalDocument.objects.filter(pk=first.pk).update(reading_state=ReadingState.RUNNING)
    assert worker.reclaim_tasks() == 1
    assert queued() == [second.pk, first.pk]
    assert kept(first).reading_state == ReadingState.WAITING


def test_a_document_that_is_gone_is_no_error(store):
    document = store("a.pdf", typed_pdf())
    pk = document.pk
    document.delete()
    reading.begin(pk)
    reading.read(pk)
    assert not DBTaskResult.objects.filter(args_kwargs__args=[pk], status=TaskResultStatus.RUNNING).exists()


# --- replaced meanwhile -----------------------------------------------------------------------------------


@pytest.fixture
def replace(admin_user, django_capture_on_commit_callbacks):
    """Return a function that gives a document a new file, with what happens on commit."""

    def replace_by(document: PortalDocument, content: bytes, name="moi.pdf") -> None:
        with django_capture_on_commit_callbacks(execute=True):
            intake.replace_file(
                kept(document), ContentFile(content, name=name), user=admin_user, reason="Bản mới"
            )

    return replace_by


@pytest.mark.parametrize("moment", ["between two pages", "after the last page"])
def test_a_reading_that_was_overtaken_by_a_new_file_writes_nothing(store, replace, monkeypatch, moment):
    document = store("cu.pdf", typed_pdf("Trang không có sai sót.", "Trang hai."))
    extract = reading.extract

    def extract_and_be_overtaken(path, *, progress, **options):
        progress(PageText(1, "chữ cũ", OCR, 0.9), 1, 2)
        assert texts(document) == ["chữ cũ"]
        monkeypatch.setattr(reading, "extract", extract)
        extraction = extract(path, **options)
        replace(document, typed_pdf(TYPED))
        if moment == "between two pages":
            progress(PageText(2, "chữ cũ", OCR, 0.9), 2, 2)
        return extraction

    monkeypatch.setattr(reading, "extract", extract_and_be_overtaken)
    reading.read(document.pk)
    overtaken = kept(document)
    assert texts(overtaken) == []
    assert (overtaken.reading_state, overtaken.reading_attempts) == (ReadingState.WAITING, 0)
    assert overtaken.check_state == CheckState.CLEARED
    assert (overtaken.page_count, overtaken.pages_read) == (None, 0)
    reading.read(document.pk)
    (text,) = texts(document)
    assert "hoàn thành" in text


def test_pages_of_the_old_file_are_not_taken_for_the_new_one(store, replace, monkeypatch):
    document = store("cu.pdf", typed_pdf("Trang không có sai sót.", "Trang hai."))
    document.pages.create(number=2, text="chữ cũ", method=OCR, confidence=0.9)
    assert list(reading._recognised(document)) == [2]
    replace(document, typed_pdf(TYPED, TYPED))
    reading.read(document.pk)
    assert kept(document).reading_state == ReadingState.DONE
    assert "chữ cũ" not in texts(document)
    assert len(texts(document)) == 2


def test_a_check_of_the_old_file_does_not_pass_for_the_new_one(store, replace, monkeypatch):
    document = store("cu.txt", b"Trang khong co sai sot.")
    typed_pages = reading.typed_pages

    def overtaken_pages(old, **given):
        monkeypatch.setattr(reading, "typed_pages", typed_pages)
        pages = typed_pages(old, **given)
        replace(document, "TỐI MẬT\n\nBÁO CÁO\nvề tình hình".encode(), "moi.txt")
        return pages

    monkeypatch.setattr(reading, "typed_pages", overtaken_pages)
    reading.begin(document.pk)
    assert kept(document).check_state == CheckState.WITHHELD
    assert kept(document).original_name == "moi.txt"


# --- found by its words -----------------------------------------------------------------------------------


def hits(client, words: str) -> str:
    return client.get(reverse("search"), {"q": words, "loai": "tai-lieu"}).content.decode()


def test_words_of_a_page_are_found_only_when_the_file_is_cleared(
    store, client, site_tree, tmp_path, make_user, look_for_programs_in
):
    """The first page is a scan that waits, so that the words of the third are known long before."""
    look_for_programs_in(tmp_path)
    typed = typed_pdf("Trang hai không có sai sót.", "Trang ba hoàn thành công tác.")
    document = store("nghi-quyet.pdf", joined_pdf(scanned_pdf(tmp_path, DRAWN), typed))
    address = f"{document.page_url}#trang-3"
    assert address not in hits(client, "hoan thanh cong tac")
    reading.read(document.pk)
    document = kept(document)
    assert document.check_state == CheckState.UNREADABLE
    assert "hoàn thành" in texts(document)[2]
    for words in ("hoan thanh cong tac", "hoàn thành công tác", "Tệp"):
        assert document.page_url not in hits(client, words)
    guard.clear_by_person(document, user=make_user("nguoi-xem", is_superuser=True))
    for words in ("hoan thanh cong tac", "hoàn thành công tác", "HOÀN THÀNH"):
        assert address in hits(client, words)
    assert f"{document.page_url}#trang-2" in hits(client, "khong co sai sot")
    assert 'id="trang-3"' in client.get(document.page_url).content.decode()


def test_a_part_of_a_word_file_is_found_without_marks(store, client, site_tree):
    chapters = [
        ("Chương I", "Mở đầu."),
        ("Chương II", "Kỷ luật."),
        ("Chương III", "Giữ gìn sự đoàn kết trong Đảng."),
    ]
    document = store("nghi-quyet.docx", typed_docx(*chapters))
    address = f"{document.page_url}#trang-3"
    assert address not in hits(client, "doan ket")
    reading.read(document.pk)
    for words in ("doan ket", "đoàn kết"):
        assert address in hits(client, words)


def test_words_of_a_replaced_file_are_found_no_more(store, replace, client, site_tree):
    document = store("cu.txt", "Giữ gìn sự đoàn kết".encode())
    reading.read(document.pk)
    assert document.page_url in hits(client, "doan ket")
    replace(document, "Nâng cao kỷ luật".encode(), "moi.txt")
    assert document.page_url not in hits(client, "doan ket")
    reading.read(document.pk)
    assert document.page_url not in hits(client, "doan ket")
    assert document.page_url in hits(client, "ky luat")
