import resource
from multiprocessing import get_context

import pytest
from django.core.files.base import ContentFile

from portal.base.storage import WholeFileStorage


def _save_beyond_the_limit(folder: str) -> None:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    storage = WholeFileStorage(location=folder)
    with pytest.raises(OSError, match="File too large"):
        storage.save("tep.bin", ContentFile(b"x" * 300_000))


def test_a_file_that_does_not_fit_leaves_nothing(tmp_path):
    folder = tmp_path / "store"
    process = get_context("spawn").Process(target=_save_beyond_the_limit, args=(str(folder),))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_was_there_before_stays(tmp_path):
    storage = WholeFileStorage(location=tmp_path / "store")
    first = storage.save("tep.txt", ContentFile(b"mot"))
    second = storage.save("tep.txt", ContentFile(b"hai"))
    assert {path.read_bytes() for path in (tmp_path / "store").iterdir()} == {b"mot", b"hai"}
    assert first != second
