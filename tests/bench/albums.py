"""A hundred photos of twelve megapixels dropped into an album: time, memory, readers meanwhile; bare Pillow beside.

The photos are sent as the screen's script sends them, two at a time, to a portal that is served as in production with
its worker; a reader asks for the front page all the while. A fourth of the photos was taken upright and must be turned.
Bare Pillow then does the same decodes, sizes, formats and qualities, and nothing else. PHOTOS gives another number.
"""

import http.client
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageFilter, ImageOps

from tests.bench.figures import figure
from tests.bench.portals import ROOT, Portal, seconds_of

PHOTOS = int(os.environ.get("PHOTOS", "100"))
AT_ONCE = 2
_MOST_MEGABYTES, _MOST_MILLISECONDS, _MOST_TIMES = 400, 500, 1.3
_TICKS = os.sysconf("SC_CLK_TCK")
SIZE = (4000, 3000)


def benchmarks() -> Iterator[dict]:
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        files = _draw_photos(Path(folder))
        portal = Portal(Path(folder), "albums")
        for command in (
            ["migrate", "--verbosity=0"],
            ["provision"],
            ["load_demo"],
            ["collectstatic", "--noinput"],
        ):
            portal.run("manage.py", *command)
        album = json.loads(portal.run("-m", "tests.bench.albums", "prepare"))
        with (
            portal.served("--worker-class=gthread", "--threads=4") as web,
            portal.started("manage.py", "run_worker") as worker,
        ):
            yield from _measured(portal, album, files, web, worker)
        bare = float(portal.run("-m", "tests.bench.albums", "bare", *map(str, files)))
        yield figure("CPU of bare Pillow", bare, "s", None, True)
        yield figure(
            "CPU beside bare Pillow",
            _spent["cpu"] / bare,
            "times",
            _MOST_TIMES,
            _spent["cpu"] <= _MOST_TIMES * bare,
        )


_spent: dict[str, float] = {}


def _measured(portal: Portal, album: dict, files: list[Path], web, worker) -> Iterator[dict]:
    sender = _Sender(portal, album)
    # Code and templates have been read, and the front page's own pictures made, before anything is measured.
    for _turn in range(12):
        seconds_of(f"{portal.address}/")
        sender.token()
    time.sleep(5)
    before = _cpu_seconds(web) + _cpu_seconds(worker)
    began = time.perf_counter()
    with _Reader(f"{portal.address}/") as reader:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(sender.send, files))
        sent = time.perf_counter() - began
        wanted = album["specs"] * len(files)
        until = time.monotonic() + 60 + 20 * len(files)
        while (made := _made(portal, album["specs_named"])) < wanted and time.monotonic() < until:
            time.sleep(0.5)
        ended = time.perf_counter() - began
    _spent["cpu"] = _cpu_seconds(web) + _cpu_seconds(worker) - before
    added = sum(answer["kind"] == "added" for answer in answers)
    yield figure("photos added", added, "photos", len(files), added == len(files))
    yield figure(
        "size of a photo", statistics.mean(path.stat().st_size for path in files) / 1e6, "MB", None, True
    )
    yield figure("until all were sent and answered", sent, "s", None, True)
    yield figure("until all renditions were made", ended, "s", None, True)
    yield figure("renditions made", made, "files", wanted, made == wanted)
    for name, process in (("web", web), ("worker", worker)):
        peak = _peak_megabytes(process)
        yield figure(f"peak memory of a {name} process", peak, "MB", _MOST_MEGABYTES, peak <= _MOST_MEGABYTES)
    slow = statistics.quantiles(reader.seconds, n=20)[18] * 1000
    yield figure("front page meanwhile, p50", statistics.median(reader.seconds) * 1000, "ms", None, True)
    yield figure("front page meanwhile, p95", slow, "ms", _MOST_MILLISECONDS, slow <= _MOST_MILLISECONDS)
    yield figure("CPU of web and worker", _spent["cpu"], "s", None, True)


class _Sender:
    """A person at the screen for photos, signed in."""

    def __init__(self, portal: Portal, album: dict):
        self.port, self.path, self.session = portal.port, album["path"], album["session"]
        self.collection = album["collection"]
        self.cookie = ""

    def token(self) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", self.path, headers={"Cookie": f"sessionid={self.session}"})
        answer = connection.getresponse()
        page = answer.read().decode()
        assert answer.status == 200, (answer.status, page[:500])
        secret = re.search(r"csrftoken=([^;]+)", answer.headers["Set-Cookie"]).group(1)
        self.cookie = f"sessionid={self.session}; csrftoken={secret}"
        self.form_token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        return self.form_token

    def send(self, path: Path) -> dict:
        mark = "----photo"
        fields = {
            "csrfmiddlewaretoken": self.form_token,
            "collection": str(self.collection),
            "credit": "Người chụp thử",
            "place": "Hội trường",
            "behind": "",
        }
        body = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        )
        head = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{path.name}"\r\n'
        body += (
            head.encode()
            + b"Content-Type: image/jpeg\r\n\r\n"
            + path.read_bytes()
            + f"\r\n--{mark}--\r\n".encode()
        )
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = {
            "Cookie": self.cookie,
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Accept": "application/json",
        }
        connection.request("POST", self.path, body, headers)
        return json.loads(connection.getresponse().read())


class _Reader(threading.Thread):
    """Somebody who asks for a page again and again; keeps the seconds that each answer took."""

    def __init__(self, address: str):
        super().__init__(daemon=True)
        self.address, self.seconds = address, []
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.5):
            self.seconds.append(seconds_of(self.address))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure) -> None:
        self.ended.set()
        self.join()


def _family(process: subprocess.Popen) -> list[int]:
    """Return the numbers of a process and of all below it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    family = [process.pid]
    for pid in family:
        family += [child for child, parent in parents.items() if parent == pid]
    return family


def _cpu_seconds(process: subprocess.Popen) -> float:
    ticks = 0
    for pid in _family(process):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / _TICKS


def _peak_megabytes(process: subprocess.Popen) -> float:
    peaks = [
        re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in _family(process)
    ]
    return max(int(peak.group(1)) for peak in peaks) / 1024


def _made(portal: Portal, specs: list[str]) -> int:
    database = sqlite3.connect(f"file:{portal.data / 'portal.sqlite3'}?mode=ro", uri=True, timeout=20)
    places = ",".join("?" * len(specs))
    query = (
        f"SELECT COUNT(*) FROM base_portalrendition r WHERE filter_spec IN ({places}) AND image_id IN "
        "(SELECT image_id FROM news_photo WHERE caption = 'Hội trường')"
    )
    try:
        return database.execute(query, specs).fetchone()[0]
    finally:
        database.close()


def _draw_photos(folder: Path) -> list[Path]:
    """Draw photos as a telephone's camera writes them, each another; noise makes their files as large."""
    files = []
    slope = Image.linear_gradient("L").resize(SIZE)
    for number in range(PHOTOS):
        noise = Image.effect_noise(SIZE, 26 + number % 5).filter(ImageFilter.GaussianBlur(0.6))
        bands = (
            noise,
            Image.blend(slope, noise, 0.5),
            Image.blend(noise, slope, 0.2 + 0.5 * number / PHOTOS),
        )
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = 1 if number % 4 else 6
        taken = f"2025:03:02 08:{number // 60:02}:{number % 60:02}"
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {1: "N", 2: (11.0, 18.0, 36.0), 3: "E", 4: (106.0, 6.0, 0.0)}
        )
        path = folder / f"IMG_{number:04}.jpg"
        Image.merge("RGB", bands).save(path, quality=90, exif=exif)
        files.append(path)
    return files


def _prepare() -> dict:
    """Make an album and the session of a person who may add photos to it."""
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse
    from wagtail.models import Collection

    from home.models import HomePage
    from news import photos
    from news.models import AlbumIndexPage, AlbumPage

    person = get_user_model().objects.create_superuser("do-luong", "do-luong@example.vn", "mat-khau-do-luong")
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    index = HomePage.objects.get().add_child(
        instance=AlbumIndexPage(title="Ảnh đo lường", slug="anh-do-luong")
    )
    album = index.add_child(instance=AlbumPage(title="Đo lường", slug="do-luong"))
    return {
        "path": reverse("upload_photos", args=[album.pk]),
        "session": session.session_key,
        "collection": Collection.get_first_root_node().pk,
        "specs": len(photos.specs()),
        "specs_named": photos.specs(),
    }


def _bare(files: list[str]) -> float:
    """Return the CPU seconds in which Pillow does alone what the portal has Pillow do."""
    import django

    django.setup()
    from portal.base.masters import JPEG_QUALITY
    from portal.base.renditions import AVIF_SPEED

    formats = {
        "AVIF": {"quality": 61, "speed": AVIF_SPEED, "max_threads": 1},
        "WEBP": {"quality": 80},
    }
    began = time.process_time()
    for path in files:
        master = BytesIO(Path(path).read_bytes())
        with Image.open(master) as photo:
            if photo.getexif().get(ExifTags.Base.Orientation, 1) == 1:
                photo.draft("RGB", (photo.width // 8, photo.height // 8))
                photo.load()
            else:
                master = BytesIO()
                ImageOps.exif_transpose(photo).save(master, "JPEG", quality=JPEG_QUALITY)
        with Image.open(master) as photo:
            edge = 1600 / max(photo.size)
            photo.draft("RGB", (round(photo.width * edge), round(photo.height * edge)))
            photo.load()
            for edge in (1600, 800, 720, 360):
                size = tuple(round(side * edge / max(photo.size)) for side in photo.size)
                scaled = photo.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
                for name, options in formats.items():
                    scaled.save(BytesIO(), name, **options)
            size = tuple(round(side * 165 / max(photo.size)) for side in photo.size)
            small = photo.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            small.save(BytesIO(), "JPEG", quality=76, progressive=True, optimize=True)
    return time.process_time() - began


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.stdout.write(json.dumps(_prepare()) if sys.argv[1] == "prepare" else str(_bare(sys.argv[2:])))
