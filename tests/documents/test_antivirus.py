"""Scanning by a real clamd that knows one signature of our own; signatures of others are not needed."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import zipfile
from contextlib import closing, contextmanager, suppress
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from documents import antivirus
from documents.antivirus import ScannerUnavailable, scan
from portal.settings.environment import read

MARKER = b"DAU-HIEU-THU-NGHIEM-KHONG-HAI"
# clamd says so of every signature that ClamAV's makers have not signed.
FOUND = "Portal.Test.Marker.UNOFFICIAL"
# Three times what our clamd takes.
TOO_LARGE = 3 * 1024 * 1024
CONFIGURATION = """\
Foreground yes
LocalSocket {folder}/socket
TCPSocket {port}
TCPAddr 127.0.0.1
DatabaseDirectory {folder}/signatures
StreamMaxLength 1M
"""


@pytest.fixture(scope="module")
def clamd():
    """Run a clamd of our own; return its addresses, a Unix socket and a port."""
    # Where people's PATH does not lead, Debian keeps it.
    program = shutil.which("clamd", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin"]))
    if not program:
        # make test installs it; who runs pytest by hand may be without.
        pytest.skip("no clamd; Debian's package clamav-daemon brings it")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    # pytest's own folders may have longer names than a socket may.
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        # Name, any kind of file, anywhere in it, bytes.
        (folder / "signatures" / "test.ndb").write_text(f"Portal.Test.Marker:0:*:{MARKER.hex()}\n")
        (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [program, f"--config-file={folder / 'clamd.conf'}"], stdout=log, stderr=subprocess.STDOUT
            )
        try:
            _wait_until_it_answers(process, folder)
            yield {"path": str(folder / "socket"), "port": ("127.0.0.1", port)}
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_until_it_answers(process: subprocess.Popen, folder: Path) -> None:
    until = time.monotonic() + 30
    while not _answers(folder / "socket"):
        assert process.poll() is None and time.monotonic() < until, (folder / "log").read_text()
        time.sleep(0.02)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(path))
            connection.sendall(b"zPING\0")
            return connection.recv(16) == b"PONG\0"
        except OSError:
            return False


@pytest.fixture(params=["path", "port"])
def scanner(request, clamd, settings):
    """Let the portal scan by our clamd, once over each kind of socket."""
    settings.CLAMD_SOCKET = clamd[request.param]


@contextmanager
def served(answer):
    """Serve one connection by a function in a thread, at an address that is yielded."""

    def serve():
        connection, _address = listener.accept()
        with closing(connection):
            answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            thread.join(timeout=10)
            assert not thread.is_alive()


def until_it_leaves(connection: socket.socket) -> bytes:
    """Return all that a client sends before it closes the connection."""
    received = b""
    # A client that leaves without reading all resets the connection.
    with suppress(ConnectionResetError):
        while data := connection.recv(65536):
            received += data
    return received


def zipped(content: bytes) -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Phụ lục.txt", content)
    assert MARKER not in stream.getvalue()
    return stream


def word_file(text: str) -> BytesIO:
    document, stream = docx.Document(), BytesIO()
    document.add_paragraph(text)
    document.save(stream)
    assert MARKER not in stream.getvalue()
    return stream


@pytest.mark.parametrize("content", [b"", b"Quyet dinh", bytes(900 * 1024), MARKER[:-1]])
def test_a_clean_file_has_no_name(scanner, content):
    assert scan(BytesIO(content)) is None


def test_a_marker_inside_a_larger_file_is_named(scanner):
    file = BytesIO(os.urandom(400 * 1024) + MARKER + os.urandom(400 * 1024))
    assert scan(file) == FOUND
    assert file.tell() == 0


def test_a_marker_across_two_chunks_is_named(scanner):
    file = BytesIO(bytes(antivirus.CHUNK - 5) + MARKER)
    assert scan(file) == FOUND


def test_a_marker_inside_an_archive_is_named(scanner):
    assert scan(zipped(b"x" * 1000 + MARKER)) == FOUND
    assert scan(zipped(b"x" * 1000)) is None


def test_a_marker_inside_a_word_file_is_named(scanner):
    assert scan(word_file(MARKER.decode())) == FOUND
    assert scan(word_file("Quyết định")) is None


def test_a_file_is_read_from_its_beginning_and_left_there(scanner):
    file = BytesIO(MARKER)
    file.read()
    assert scan(file) == FOUND
    assert file.read() == MARKER


def test_paths_uploads_and_stored_files_are_taken(scanner, tmp_path):
    path = tmp_path / "tep.txt"
    path.write_bytes(MARKER)
    assert scan(path) == scan(str(path)) == FOUND
    assert scan(SimpleUploadedFile("tep.txt", MARKER)) == FOUND
    with default_storage.open(default_storage.save("tep.txt", ContentFile(MARKER))) as stored:
        stored.close()
        assert scan(stored) == FOUND


def test_a_file_over_the_limit_gets_no_verdict(scanner):
    file = BytesIO(bytes(TOO_LARGE))
    with pytest.raises(ScannerUnavailable):
        scan(file)
    assert file.tell() == 0


def test_a_file_that_cannot_be_read_is_not_the_scanners_fault(scanner, tmp_path):
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "khong-co.pdf")

    class Torn(BytesIO):
        def read(self, *_size):
            raise OSError("the disk is torn")

    with pytest.raises(OSError, match="the disk is torn"):
        scan(Torn())


def test_the_limit_is_told_as_what_it_is(clamd, settings):
    settings.CLAMD_SOCKET = clamd["path"]
    with override(None), pytest.raises(ScannerUnavailable, match="larger than the virus scanner accepts"):
        scan(BytesIO(bytes(TOO_LARGE)))


def test_the_bytes_are_the_protocols(settings, monkeypatch):
    received = []

    def answer(connection):
        connection.sendall(b"stream: OK\0")
        received.append(until_it_leaves(connection))

    monkeypatch.setattr(antivirus, "CHUNK", 4)
    with served(answer) as settings.CLAMD_SOCKET:
        assert scan(BytesIO(b"abcdef")) is None
    assert received == [b"zINSTREAM\0\0\0\0\4abcd\0\0\0\2ef\0\0\0\0"]


@pytest.mark.parametrize("address", ["path", "port"])
def test_a_socket_that_is_not_there_is_told(settings, tmp_path, address):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()
    settings.CLAMD_SOCKET = str(tmp_path / "khong-co") if address == "path" else closed
    file = BytesIO(b"abc")
    with pytest.raises(ScannerUnavailable):
        scan(file)
    assert file.read() == b"abc"


def drip(connection: socket.socket) -> None:
    """Answer a letter at a time and never to the end, until the client has gone."""
    with suppress(OSError):
        while True:
            connection.sendall(b"s")
            time.sleep(0.05)


def read_nothing(connection: socket.socket) -> None:
    time.sleep(1.5)


@pytest.mark.parametrize(
    ("answer", "size"),
    [(until_it_leaves, 100), (drip, 100), (read_nothing, 64 * 1024 * 1024)],
    ids=["silent", "dripping", "not reading"],
)
def test_a_scanner_that_does_not_finish_is_left_in_time(settings, monkeypatch, answer, size):
    monkeypatch.setattr(antivirus, "SECONDS", 0.5)
    began = time.monotonic()
    with served(answer) as settings.CLAMD_SOCKET:
        with pytest.raises(ScannerUnavailable) as failure:
            scan(BytesIO(bytes(size)))
        assert 0.4 < time.monotonic() - began < 1.4
    assert isinstance(failure.value.__cause__, TimeoutError)


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"stream: OK",
        b"stream: Can't allocate memory ERROR\0",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"x" * 9000,
    ],
    ids=["none", "torn", "error", "another service", "endless"],
)
def test_what_is_no_verdict_is_none(settings, reply):
    def answer(connection):
        connection.sendall(reply)
        connection.shutdown(socket.SHUT_WR)
        until_it_leaves(connection)

    with served(answer) as settings.CLAMD_SOCKET, pytest.raises(ScannerUnavailable):
        scan(BytesIO(b"abc"))


def test_a_verdict_on_half_a_file_is_none(settings):
    def answer(connection):
        connection.recv(100)
        connection.sendall(b"stream: OK\0")

    with served(answer) as settings.CLAMD_SOCKET, pytest.raises(ScannerUnavailable):
        scan(BytesIO(bytes(64 * 1024 * 1024)))


def test_without_a_socket_nothing_is_scanned(settings, monkeypatch):
    settings.CLAMD_SOCKET = read("CLAMD_SOCKET", {})
    monkeypatch.setattr(socket, "socket", None)
    file = BytesIO(MARKER)
    assert scan(file) is None
    assert scan("/khong/co.pdf") is None
    assert file.read() == MARKER


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", ""),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("localhost:3310", ("localhost", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_the_address_is_a_path_or_a_port(written, address):
    assert read("CLAMD_SOCKET", {"CLAMD_SOCKET": written}) == address


@pytest.mark.parametrize(
    "written",
    [
        "clamd.ctl",
        "run/clamd",
        "localhost",
        "localhost:",
        ":3310",
        "a:0",
        "a:70000",
        "a:b",
        "tcp://a:1",
        "a:1/b",
        "u@a:1",
    ],
)
def test_another_address_stops_the_start(written):
    with pytest.raises(
        ImproperlyConfigured, match="CLAMD_SOCKET takes the full path of a Unix socket, or host:port"
    ):
        read("CLAMD_SOCKET", {"CLAMD_SOCKET": written})
