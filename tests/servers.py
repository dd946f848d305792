"""Servers of our own for tests and benchmarks: on private ports, with data in a folder that is thrown away."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path


def postgresql_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest where there are several."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if folders:
        return folders[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def postgresql(data: Path):
    """Run a PostgreSQL of our own while the tests last; yield its address."""
    programs, folder, port = postgresql_programs(), data / "postgresql", free_port()
    folder.mkdir()
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if account:
        shutil.chown(folder, "postgres")
        data.chmod(0o711)

    def run(program: str, *arguments: str) -> None:
        command = [*account, str(programs / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    cluster = folder / "cluster"
    run("initdb", "-D", str(cluster), "-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync")
    flags = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "-D", str(cluster), "-o", flags, "-l", str(folder / "log"), "-w", "start")
    try:
        run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "portal", "portal")
        yield f"postgresql://portal@127.0.0.1:{port}/portal"
    finally:
        run("pg_ctl", "-D", str(cluster), "-m", "immediate", "stop")


@contextlib.contextmanager
def redis(data: Path):
    """Run a Redis of our own while the tests last; yield its address."""
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(data)],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(port: int, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    sys.exit(f"Nothing answers on port {port}.")
