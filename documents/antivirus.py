"""Whether ClamAV finds something in a file, asked of a clamd that the installation names; without one, nothing is.

    name = scan(upload)      # "Win.Test.EICAR_HDB-1", or None

clamd answers for what its own limits let it see. Above StreamMaxLength it refuses, which is told; what lies above
MaxFileSize or MaxScanSize it calls clean unread, or Heuristics.Limits.Exceeded… where AlertExceedsMax is on. All of
them belong above DOCUMENT_MEGABYTES; Debian sets the first two to 25 MB.

The protocol is clamd(8)'s, section COMMANDS. It is spoken here because PyPI's client, clamd, is not maintained.
"""

import os
import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.utils.translation import gettext as _

# From the connection to the verdict. Less than clamd's own MaxScanTime (120 s): a scan that clamd breaks off itself
# may be called clean.
SECONDS = 60
CHUNK = 256 * 1024
# A verdict is one line; whatever sends more is not clamd.
LONGEST_REPLY = 4096
LONGEST_QUOTE = 100
# “stream: OK” or “stream: … FOUND”. The end belongs to it: of a torn line, nobody knows what it would have said.
_VERDICT = re.compile(r"stream: (?:OK|(?P<name>.+) FOUND)\0")


class ScannerUnavailable(Exception):
    """No verdict: clamd is not there, is too slow, or refuses. The file is neither clean nor infected.

    The message says to the person who uploads what to do.
    """


def scan(file) -> str | None:
    """Return the name of the signature that a file bears, None for a clean one or where no CLAMD_SOCKET is set.

    `file` is a path, or an open or openable binary file, which is read from and left at its beginning; where nothing
    is scanned, it is not touched. Raises ScannerUnavailable within SECONDS when there is no verdict.
    """
    if not settings.CLAMD_SOCKET:
        return None
    if isinstance(file, (str, os.PathLike)):
        with open(file, "rb") as opened:
            return scan(opened)
    if getattr(file, "closed", False):
        file.open("rb")
    file.seek(0)
    try:
        return _verdict_on(file)
    finally:
        file.seek(0)


def _verdict_on(file) -> str | None:
    with closing(_Conversation(settings.CLAMD_SOCKET)) as conversation:
        taken = conversation.send(b"zINSTREAM\0")
        while taken and (chunk := file.read(CHUNK)):
            taken = conversation.send(struct.pack(">I", len(chunk)) + chunk)
        taken = taken and conversation.send(struct.pack(">I", 0))
        reply = conversation.receive()
    verdict = _VERDICT.fullmatch(reply)
    # Whatever was said of a file that was not taken whole is not about the file.
    if not verdict or not taken:
        raise _unavailable_by(reply)
    return verdict["name"]


def _unavailable_by(reply: str) -> ScannerUnavailable:
    if reply.startswith("INSTREAM size limit exceeded"):
        return ScannerUnavailable(
            _("The file is larger than the virus scanner accepts. Please tell the administrator.")
        )
    return ScannerUnavailable(
        _("The virus scanner gave no verdict on the file (%(reply)s). Please tell the administrator.")
        % {"reply": reply.strip("\0\r\n ")[:LONGEST_QUOTE] or "–"}
    )


class _Conversation:
    """One connection to clamd.

    All of it takes SECONDS at most, even with one that answers a byte at a time; only the look-up of a host's name
    is the system's to bound.
    """

    def __init__(self, address: str | tuple[str, int]):
        self._until = time.monotonic() + SECONDS
        with _failing_as_unavailable():
            self._socket = _connected(address, self._seconds_left())

    def send(self, data: bytes) -> bool:
        """Send all of the data; False when the other side listens no longer, but may have said why."""
        with _failing_as_unavailable():
            self._socket.settimeout(self._seconds_left())
            try:
                self._socket.sendall(data)
            except ConnectionError:
                return False
        return True

    def receive(self) -> str:
        """Return one line with its end, or as much of it as came."""
        reply = b""
        with _failing_as_unavailable():
            while b"\0" not in reply and len(reply) < LONGEST_REPLY:
                self._socket.settimeout(self._seconds_left())
                received = self._socket.recv(LONGEST_REPLY)
                if not received:
                    break
                reply += received
        return reply.decode("utf-8", "replace")

    def close(self) -> None:
        self._socket.close()

    def _seconds_left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _connected(address: str | tuple[str, int], seconds: float) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=seconds)
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(seconds)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


@contextmanager
def _failing_as_unavailable() -> Iterator[None]:
    """Tell failures of the connection, and only those, as ScannerUnavailable; files may fail to be read, too."""
    try:
        yield
    except TimeoutError as error:
        raise ScannerUnavailable(
            _("The virus scanner did not answer in time. Please try again later or tell the administrator.")
        ) from error
    except OSError as error:
        raise ScannerUnavailable(
            _("The virus scanner cannot be reached. Please try again later or tell the administrator.")
        ) from error
