"""The command that re-hashes every stored file, and what it says of missing, altered and orphaned ones."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from documents import intake
from documents.models import CheckState, DocumentVersion, PortalDocument
from portal.base.models import PortalImage
from tests.base.picture_files import camera_file
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(make_user, stored_document, drawn_image) -> PortalDocument:
    """A document of two versions, a picture with a rendition and one whose hash nobody has asked for yet."""
    editor = make_user("quan-tri", is_superuser=True)
    document = stored_document(name="a.txt", content=b"ban mot")
    intake.replace_file(document, SimpleUploadedFile("a.txt", b"ban hai"), user=editor, reason="Sửa")
    PortalDocument.objects.update(check_state=CheckState.CLEARED)
    image = drawn_image("Ảnh")
    image.get_file_hash()
    image.get_rendition("fill-20x20")
    drawn_image("Ảnh khác", colour=(1, 2, 3))
    return document


def report(*arguments: str) -> tuple[list[str], str | None]:
    """Run the command; return its lines and how it failed, None where it did not."""
    told = StringIO()
    try:
        call_command("verify_files", *arguments, stdout=told, stderr=StringIO())
    except CommandError as failure:
        return told.getvalue().splitlines(), str(failure)
    return told.getvalue().splitlines(), None


def findings() -> list[dict]:
    lines, failure = report("--json")
    assert bool(lines) == bool(failure)
    return [json.loads(line) for line in lines]


def path_of(file) -> Path:
    return Path(default_storage.path(file.name))


def test_files_as_they_were_stored_are_told_so(kept):
    assert report() == (["4 tệp còn nguyên như khi lưu."], None)
    assert report("--json") == ([], None)


def test_an_empty_library_is_clean(db):
    assert report() == (["0 tệp còn nguyên như khi lưu."], None)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_every_version_is_checked(kept, number, damage):
    file = kept.versions.get(number=number).file
    if damage == "missing":
        path_of(file).unlink()
    else:
        # As many bytes as before, and the same time: the content alone tells.
        before = path_of(file).stat()
        path_of(file).write_bytes(b"ban xxx")
        os.utime(path_of(file), (before.st_atime, before.st_mtime))
    assert findings() == [{"finding": damage, "file": file.name, "of": f"{kept.pk}/{number}"}]
    lines, failure = report()
    word = {"missing": "mất", "altered": "bị sửa"}[damage]
    assert lines == [f"{word}: {file.name} {kept.pk}/{number}"]
    assert failure == "1 vấn đề trong 4 tệp."


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_pictures_are_checked(kept, damage):
    image = PortalImage.objects.get(title="Ảnh")
    if damage == "missing":
        path_of(image.file).unlink()
    else:
        path_of(image.file).write_bytes(path_of(image.file).read_bytes() + b"\0")
    assert findings() == [{"finding": damage, "file": image.file.name, "of": f"image {image.pk}"}]


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_what_was_sent_of_a_picture_is_checked_too(kept, damage):
    upload = ContentFile(camera_file(), name="may-anh.jpg")
    image = PortalImage.objects.create(title="Ảnh của máy", file=upload)
    assert findings() == []
    if damage == "missing":
        path_of(image.original).unlink()
    else:
        path_of(image.original).write_bytes(b"khac")
    owner = f"original of image {image.pk}"
    assert findings() == [{"finding": damage, "file": image.original.name, "of": owner}]


def test_a_picture_without_a_hash_must_be_there_all_the_same(kept):
    image = PortalImage.objects.get(title="Ảnh khác")
    PortalImage.objects.filter(pk=image.pk).update(file_hash="")
    path_of(image.file).unlink()
    assert findings() == [{"finding": "missing", "file": image.file.name, "of": f"image {image.pk}"}]


@pytest.mark.parametrize(
    "name",
    [
        "documents/2024/01/la.pdf",
        "documents/la.txt",
        "original_images/la.png",
        "originals/2024/01/la.jpg",
        "images/la.fill-20x20.png",
    ],
)
def test_files_without_a_row_are_told(kept, name):
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"la")
    assert findings() == [{"finding": "orphaned", "file": name}]
    lines, failure = report()
    assert (lines, failure) == ([f"không thuộc tài liệu nào: {name}"], "1 vấn đề trong 4 tệp.")
    assert path.exists()


def test_what_cannot_be_read_is_told_and_the_rest_checked(kept):
    first, second = kept.versions.order_by("number")
    path_of(first.file).unlink()
    # A folder in a file's place: reading it is an error of the system's, whoever asks.
    path_of(first.file).mkdir()
    path_of(second.file).unlink()
    told = {(each["finding"], each["file"]) for each in findings()}
    assert told == {("unreadable", first.file.name), ("missing", second.file.name)}


def test_several_findings_are_all_told(kept):
    for version in kept.versions.all():
        path_of(version.file).unlink()
    Path(default_storage.path("documents/la.txt")).write_bytes(b"la")
    assert [each["finding"] for each in findings()] == ["missing", "missing", "orphaned"]
    assert report()[1] == "3 vấn đề trong 4 tệp."


def test_a_store_that_is_away_is_all_missing(kept, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "away"
    assert [each["finding"] for each in findings()] == ["missing"] * 4


def test_nothing_is_written(kept):
    rows = list(DocumentVersion.objects.values()), list(PortalImage.objects.values())
    files = {path: path.stat().st_mtime_ns for path in Path(default_storage.location).rglob("*")}
    report()
    assert rows == (list(DocumentVersion.objects.values()), list(PortalImage.objects.values()))
    assert files == {path: path.stat().st_mtime_ns for path in Path(default_storage.location).rglob("*")}


def test_a_terminal_sees_how_far_it_is(kept, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bar = StringIO()
    call_command("verify_files", stdout=StringIO(), stderr=bar)
    assert [f"{done}/4" in bar.getvalue() for done in range(1, 5)] == [True] * 4
    quiet = StringIO()
    call_command("verify_files", "--json", stdout=StringIO(), stderr=quiet)
    assert quiet.getvalue() == ""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_exit_code_of_the_process_says_so(kept, shared_database):
    environment = os.environ | shared_database() | {"SENDFILE": "", "CLAMD_SOCKET": ""}

    def run(*arguments):
        command = [sys.executable, str(ROOT / "manage.py"), "verify_files", *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)

    clean = run()
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "4 tệp còn nguyên như khi lưu.\n", "")
    path_of(kept.versions.get(number=1).file).unlink()
    bad = run("--json")
    assert bad.returncode == 1
    assert [json.loads(line)["finding"] for line in bad.stdout.splitlines()] == ["missing"]
    assert "1 vấn đề trong 4 tệp." in bad.stderr
