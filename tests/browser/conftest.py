"""A portal as `make demo` serves it, and a browser that may speak to nobody else."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]


@dataclass(frozen=True)
class Served:
    address: str
    environment: dict

    def manage(self, *arguments: str) -> str:
        finished = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Served:
    """The demo, served as a user gets it: gunicorn, worker, SQLite, hashed static files."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATA_DIR": str(folder),
    }
    log = (folder / "log").open("w+")
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "run_demo"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    until = time.monotonic() + 500
    while "Ctrl-C" not in (folder / "log").read_text():
        assert demo.poll() is None and time.monotonic() < until, (folder / "log").read_text()
        time.sleep(0.3)
    yield Served(environment["BASE_URL"], environment)
    demo.send_signal(signal.SIGINT)
    demo.wait(timeout=30)
    log.close()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A person with a browser; remembers what went wrong on the way."""

    def __init__(self, browser, served, **options):
        self.address = served.address
        self.context = browser.new_context(base_url=served.address, locale="vi-VN", **options)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("request", self._watch)
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    def _watch(self, request) -> None:
        # The browser's own viewer of PDFs is made of pages that lie in the browser.
        own = ("data:", "blob:", "about:", "chrome:", "chrome-extension:")
        if not request.url.startswith((self.address, *own)):
            self.complaints.append(f"asks another host: {request.url}")

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" or "Content Security Policy" in text:
            self.complaints.append(f"console: {text}")

    def open(self, path: str):
        return self.page.goto(path)

    def keep_picture(self, name: str) -> None:
        """Save what is seen, for the papers, where SCREENSHOTS names a folder."""
        folder = os.environ.get("SCREENSHOTS")
        if not folder:
            return
        width = self.page.viewport_size["width"]
        with Image.open(BytesIO(self.page.screenshot(animations="disabled"))) as seen:
            seen.convert("RGB").save(Path(folder) / f"{name}-{width}.webp", quality=72, method=6)

    def sign_in(self, username: str) -> None:
        self.open("/thanh-vien/dang-nhap/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill("chi-bo-phong-9")
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)


@pytest.fixture
def visit(chromium, served):
    """Return a function that opens a browser of its own for a person."""
    visitors = []

    def make(**options) -> Visitor:
        visitors.append(Visitor(chromium, served, **options))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()


def faults_of_html(folder: Path) -> list[tuple[str, int, str]]:
    """Return what the Nu checker finds wrong in the pages of a folder: file, line, message."""
    checker = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    finished = subprocess.run(
        ["java", "-jar", str(checker), "--format", "json", "--errors-only", str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    return [
        (fault["url"].rpartition("/")[2], fault.get("lastLine", 0), fault["message"])
        for fault in json.loads(finished.stderr)["messages"]
    ]


@pytest.fixture(scope="session")
def sessions() -> dict:
    """Sessions of people who have signed in once."""
    return {}


@pytest.fixture
def signed_in(visit, sessions):
    """Return a function that opens a browser for a person with an account."""

    def make(account: str, **options):
        visitor = visit(
            **{"viewport": {"width": 1280, "height": 900}, "storage_state": sessions.get(account)} | options
        )
        if account not in sessions:
            visitor.sign_in(account)
            sessions[account] = visitor.context.storage_state()
        return visitor

    return make


def keep_pictures(visitor, name: str, shown=None) -> None:
    for width in (360, 1280):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        if shown:
            shown.scroll_into_view_if_needed()
        visitor.keep_picture(name)


def enter_date(field, day: str) -> None:
    """Fill in a date, and close the calendar, which opens a tenth of a second after its field was entered.

    Left open, it may come between the mouse button going down on another element and going up.
    """
    field.fill(day)
    calendar = field.page.locator(".xdsoft_datetimepicker:visible")
    expect(calendar).to_have_count(1)
    field.blur()
    expect(calendar).to_have_count(0)


# Wagtail's own header, sidebar and messages are not ours to mend: axe looks at our part of the page.
OURS = {"include": [["#main .nice-padding"]]}


def violations(page, **options) -> list:
    found = Axe().run(page, **options).response["violations"]
    return [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found]
