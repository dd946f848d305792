"""Portals of our own for benchmarks: data in a folder that is thrown away, processes of their own."""

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent


class Portal:
    """A portal with a database of its own, SQLite or, with the address of a server, PostgreSQL."""

    def __init__(self, folder: Path, name: str, server: str = "", **environment: str):
        self.data = folder / f"data-{name}"
        self.data.mkdir()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        self.environment |= {
            "DATA_DIR": str(self.data),
            "BASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "MALLOC_ARENA_MAX": "2",
            **environment,
        }
        if server:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            self.environment["DATABASE_URL"] = f"{server.rpartition('/')[0]}/{name}"

    def run(self, *arguments: str) -> str:
        """Run Python with the portal's environment; return what it prints."""
        command = [sys.executable, "-W", "ignore", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    @contextlib.contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen]:
        """Run Python with the portal's environment meanwhile."""
        command = [sys.executable, "-W", "ignore", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait()

    @contextlib.contextmanager
    def served(self, *options: str) -> Iterator[subprocess.Popen]:
        """Serve the portal meanwhile, by two processes as in production."""
        bind = f"--bind=127.0.0.1:{self.port}"
        with self.started("-m", "gunicorn", "portal.wsgi", "--workers=2", bind, *options) as web:
            for _turn in range(300):
                with contextlib.suppress(OSError):
                    seconds_of(f"{self.address}/-/health")
                    break
                time.sleep(0.1)
            yield web


def seconds_of(address: str) -> float:
    """Return the seconds until a page has come whole."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(address) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
    return time.perf_counter() - began
