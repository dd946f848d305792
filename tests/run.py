"""Every check and test, each in its stage; `make test` calls this and nothing else.

Servers are started here on private ports with data in a temporary folder, and ended here. The closing lines
say for each stage how many tests passed, failed and were skipped, and why.
"""

import argparse
import contextlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servers import postgresql, postgresql_programs, redis

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# What to look for, and the Debian package that brings it.
SYSTEM = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "tesseract": "tesseract-ocr tesseract-ocr-vie",
    "pdftotext": "poppler-utils",
    "antiword": "antiword",
    "catdoc": "catdoc",
    # clamd itself lies in /usr/sbin, where not everyone's PATH leads.
    "clamdtop": "clamav-daemon",
    "xgettext": "gettext",
    "java": "default-jre-headless",
    "npm": "npm",
}
# Tests of what knows no database: one engine is enough for them.
PURE = tuple(
    f"--ignore=tests/{path}"
    for path in (
        "architecture",
        "base/test_legacy_encodings.py",
        "base/test_storage.py",
        "base/test_text.py",
        "documents/citations",
        "documents/description",
        "documents/extraction",
        "documents/formats",
        "documents/inspection",
        "documents/test_antivirus.py",
        "exchange/test_composing.py",
        "exchange/test_old_encodings.py",
        "exchange/test_plain_texts.py",
        "exchange/test_refusals.py",
        "exchange/test_web_pages.py",
        "exchange/test_word_documents.py",
    )
)
FONTS = Path("/usr/share/fonts/truetype/noto")
COUNTS = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["lint"])
    options = parser.parse_args()
    os.chdir(ROOT)
    results: list[tuple[str, float, int, str]] = []
    with tempfile.TemporaryDirectory(prefix="portal-test-") as folder, contextlib.ExitStack() as servers:
        data = Path(folder)
        os.environ["DATA_DIR"] = str(data / "data")
        for name in (
            "DATABASE_URL",
            "CACHE_URL",
            "EMAIL_URL",
            "BASE_URL",
            "SECRET_KEY",
            "ALLOWED_HOSTS",
            "DEBUG",
            "DOCUMENT_MEGABYTES",
            "DOCUMENT_PAGES",
            "CLAMD_SOCKET",
            "SENDFILE",
            "TRUSTED_PROXIES",
            "DEFAULT_FROM_EMAIL",
        ):
            os.environ.pop(name, None)

        def stage(name: str, *command: str, **environment: str) -> None:
            results.append(run_stage(name, command, environment))

        if not options.only:
            install_system_packages()
            install_node_packages()
        stage("compile the catalogue", "python", "manage.py", "compile_catalogue")
        stage("style", "ruff", "check", ".")
        stage("import contracts", "lint-imports")
        stage("locks", "python", "tests/locks.py")
        if not options.only:
            database = servers.enter_context(postgresql(data))
            cache = servers.enter_context(redis(data))
            stage("migrations", "python", "manage.py", "makemigrations", "--check", "--dry-run")
            stage(
                "deployment checks",
                *("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"),
                BASE_URL="https://portal.example",
                ALLOWED_HOSTS="portal.example",
                SECRET_KEY=secrets.token_urlsafe(64),
                DATABASE_URL=database,
                CACHE_URL=cache,
            )
            stage("translations", "python", "manage.py", "make_catalogue", "--check")
            suite = ("pytest", "-q", "-rs", "--numprocesses=2")
            stage("suite on SQLite", *suite)
            stage("suite on PostgreSQL and Redis", *suite, *PURE, DATABASE_URL=database, CACHE_URL=cache)
            stage("browser tests", "pytest", "-q", "-rs", "-m", "browser", "tests/browser")
    return report(results)


def run_stage(name: str, command: tuple[str, ...], environment: dict) -> tuple[str, float, int, str]:
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(
        [str(BIN / command[0]), *command[1:]],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in process.stdout:
        print(line, end="", flush=True)
        lines.append(line)
    return name, time.monotonic() - began, process.wait(), "".join(lines)


def report(results: list[tuple[str, float, int, str]]) -> int:
    total = {"passed": 0, "failed": 0, "skipped": 0}
    print("\n=== summary")
    for name, seconds, code, output in results:
        last = output.strip().rpartition("\n")[2]
        counts = {kind: int(number) for number, kind in COUNTS.findall(last)}
        total["passed"] += counts.get("passed", 0)
        total["skipped"] += counts.get("skipped", 0)
        total["failed"] += counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
        if code and not (counts.get("failed") or counts.get("error") or counts.get("errors")):
            total["failed"] += 1
        tests = f" – {last.strip('= ')}" if counts else ""
        print(f"{'ok    ' if code == 0 else 'FAILED'} {seconds:6.1f} s  {name}{tests}")
        for line in output.splitlines():
            if line.startswith("SKIPPED"):
                print(f"         {line}")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if any(code for _name, _seconds, code, _output in results) else 0


def install_system_packages() -> None:
    """Install the missing system packages as root on Debian; elsewhere name them and end."""
    missing = [package for program, package in SYSTEM.items() if not shutil.which(program)]
    if not postgresql_programs():
        missing.append("postgresql")
    if not FONTS.is_dir():
        missing.append("fonts-noto-core")
    if shutil.which("tesseract") and "vie" not in output_of("tesseract", "--list-langs").split():
        missing.append("tesseract-ocr-vie")
    if not missing:
        return
    packages = " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"These system packages are missing; install them once:\n  apt-get install -y {packages}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"=== system packages: {packages}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages.split()],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def install_node_packages() -> None:
    """Install the HTML checker as package-lock.json names it."""
    if not (ROOT / "node_modules" / "vnu-jar").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], check=True)


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
