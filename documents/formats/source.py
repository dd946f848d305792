import mmap
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from documents.formats.failures import Unreadable
from documents.formats.limits import MEGABYTE, Limits


class Source:
    """The bytes of one file, on disk or in memory; a file on disk is mapped, not loaded.

    Use as a context manager. Raises Unreadable where the file is empty or too large, OSError where it cannot be
    opened.
    """

    data: bytes | mmap.mmap

    def __init__(self, path_or_bytes: Path | str | bytes, limits: Limits):
        self.path: Path | None = None
        self._stream: BinaryIO
        if isinstance(path_or_bytes, bytes):
            self._stream = BytesIO(path_or_bytes)
        else:
            self.path = Path(path_or_bytes)
            self._stream = self.path.open("rb")
        try:
            self.size = self._stream.seek(0, 2)
            self._check_size(limits)
            if isinstance(path_or_bytes, bytes):
                self.data = path_or_bytes
            else:
                self.data = mmap.mmap(self._stream.fileno(), 0, access=mmap.ACCESS_READ)
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *exception) -> None:
        if isinstance(self.data, mmap.mmap):
            self.data.close()
        self._stream.close()

    @property
    def stream(self) -> BinaryIO:
        """The bytes as a file, at its beginning."""
        self._stream.seek(0)
        return self._stream

    @contextmanager
    def on_disk(self) -> Iterator[Path]:
        """Give a path that a foreign program may read; bytes in memory are written to a passing file."""
        if self.path:
            yield self.path.absolute()
            return
        with tempfile.NamedTemporaryFile(prefix="portal-") as copy:
            copy.write(self.data)
            copy.flush()
            yield Path(copy.name)

    def _check_size(self, limits: Limits) -> None:
        if self.size == 0:
            raise Unreadable("empty")
        refuse_beyond(self.size, limits.bytes)


def refuse_beyond(size: int, limit: int) -> None:
    """Raise Unreadable("too_large") for a size in bytes above a limit; both are told in whole megabytes."""
    if size > limit:
        raise Unreadable("too_large", megabytes=-(-size // MEGABYTE), limit=max(1, limit // MEGABYTE))
