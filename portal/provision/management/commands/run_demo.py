"""From an empty folder to a served portal with demo content: what `make demo` runs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from hashlib import sha256
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from portal.provision.demo import ACCOUNTS, PASSWORD

START_SECONDS = 60


class Command(BaseCommand):
    help = "Prepares and serves the demo portal on this machine alone; Ctrl-C ends it."
    # The first thing it does is to make the database that checks would look into.
    requires_system_checks: list[str] = []

    def handle(self, **options):
        if settings.EXPOSED:
            raise CommandError("The demo is for this machine alone; BASE_URL must be a loopback address.")
        address, port = settings.BASE_URL, urlsplit(settings.BASE_URL).port or 80
        refuse_a_busy_port(port)
        # A shell starts background jobs with SIGINT ignored; Ctrl-C or `kill -INT` must end the demo all the same.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _interrupt)
        children: list[subprocess.Popen] = []
        try:
            self._prepare()
            children = self._start(port)
            wait_until_served(address, children)
            self._announce(address)
            self._watch(children)
        except KeyboardInterrupt:
            self.stdout.write("\nĐang dừng…")
        finally:
            end(children)

    def _prepare(self) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        self._step("migrate", verbosity=0)
        self._step("provision")
        self._step("load_demo")
        stamp = settings.DATA_DIR / "static.stamp"
        current = fingerprint_of_static()
        if not stamp.exists() or stamp.read_text() != current:
            self._step("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(current)
        # The children open the database anew; an open connection of ours would only stand in their way.
        connections.close_all()

    def _step(self, name: str, **options) -> None:
        began = time.monotonic()
        call_command(name, stdout=StringIO(), **options)
        self.stdout.write(f"  {name}: {time.monotonic() - began:.1f} s")
        self.stdout.flush()

    def _start(self, port) -> list[subprocess.Popen]:
        server = [
            *(str(Path(sys.executable).parent / "gunicorn"), "portal.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"),
        ]
        worker = [sys.executable, "manage.py", "run_worker"]
        # Groups of their own: Ctrl-C reaches this process alone, which then ends both in good order.
        # As in docs/operations.md: threads that decode pictures leave less memory lying about.
        environment = {"MALLOC_ARENA_MAX": "2"} | os.environ
        return [
            subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
            for command in (server, worker)
        ]

    def _announce(self, address) -> None:
        accounts = "\n".join(f"  {name:<14}{group}" for name, group in ACCOUNTS.items())
        self.stdout.write(
            f"\nCổng thông tin đang chạy tại {address}/\n"
            f"Trang quản trị: {address}/admin/\n\n"
            f"Tài khoản dùng thử, mật khẩu chung “{PASSWORD}”:\n{accounts}\n\nCtrl-C để dừng.\n"
        )
        self.stdout.flush()

    def _watch(self, children) -> None:
        while True:
            for child in children:
                if child.poll() is not None:
                    raise CommandError(f"{Path(child.args[0]).name} ended with code {child.returncode}.")
            time.sleep(0.5)


def _interrupt(signum, frame):
    raise KeyboardInterrupt


def refuse_a_busy_port(port: int) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(f"Port {port} is in use; choose another one: make demo PORT=8111") from error


def fingerprint_of_static() -> str:
    """Return a value that changes when a static file of ours or the locked packages change."""
    files = sorted(path for path in (settings.BASE_DIR / "static").rglob("*") if path.is_file())
    files.append(settings.BASE_DIR / "requirements.txt")
    digest = sha256()
    for path in files:
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()


def wait_until_served(address: str, children) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            raise CommandError("The web server or the background process ended at once.")
        try:
            with urllib.request.urlopen(f"{address}/", timeout=10):
                return
        except urllib.error.HTTPError as error:
            raise CommandError(f"The home page answers {error.code}.") from error
        except OSError:
            time.sleep(0.2)
    raise CommandError(f"Nothing answers at {address} after {START_SECONDS} s.")


def end(children) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
