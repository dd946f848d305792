"""Every variable that the portal reads from its environment, declared once.

`Variable` says name, kind, embedded default and purpose; `read` gives the value or stops the start-up with
a message that names the variable and what it takes. `docs/configuration.md` is generated from `VARIABLES`.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL_SCHEMES = ("postgresql", "postgres")
MINIMUM_SECRET_LENGTH = 50
MINIMUM_SECRET_VARIETY = 5


@dataclass(frozen=True)
class Variable:
    """One variable: `kind` is one of those in TAKES."""

    name: str
    kind: str
    default: str
    embedded: str
    production: str
    purpose: str


VARIABLES = (
    Variable(
        "BASE_URL",
        "web address",
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8000",
        "required, https://…",
        "Address that readers use. A host that is not loopback makes the installation *exposed*.",
    ),
    Variable(
        "ALLOWED_HOSTS",
        "list",
        "",
        "loopback and the host of BASE_URL",
        "required",
        "Host names that are answered, separated by commas.",
    ),
    Variable(
        "SECRET_KEY",
        "text",
        "",
        "made once in DATA_DIR, mode 600",
        "required, 50 random characters or more",
        "Signs sessions and tokens.",
    ),
    Variable("DEBUG", "flag", "false", "off", "refused", "Error pages with source code, for developers."),
    Variable(
        "DATA_DIR",
        "path",
        "var",
        "var/",
        "a folder that is backed up",
        "Everything the portal keeps beside the database: files, pictures, mail, the embedded database.",
    ),
    Variable(
        "DATABASE_URL",
        "url",
        "",
        "SQLite in DATA_DIR",
        "postgresql://user:password@host:5432/name",
        "The database.",
    ),
    Variable("CACHE_URL", "url", "", "a table of the database", "redis://host:6379/0", "The cache."),
    Variable(
        "EMAIL_URL",
        "url",
        "",
        "a folder under DATA_DIR, readable in the admin",
        "smtp://user:password@host:587 (smtp+tls:// for STARTTLS, smtp+ssl:// for TLS)",
        "Where messages go.",
    ),
    Variable(
        "DEFAULT_FROM_EMAIL",
        "text",
        "",
        "portal@ the host of BASE_URL",
        "an address of the agency",
        "Sender of messages.",
    ),
    Variable(
        "TRUSTED_PROXIES",
        "network list",
        "",
        "none",
        "127.0.0.1/32 or as the server in front needs",
        "Networks whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    ),
    Variable(
        "DOCUMENT_MEGABYTES",
        "number",
        "100",
        "100",
        "as the disk allows",
        "The largest file that is taken into the library, in MB.",
    ),
    Variable(
        "DOCUMENT_PAGES",
        "number",
        "2000",
        "2000",
        "as the processor allows",
        "The most pages that a document may have.",
    ),
    Variable(
        "SEARCHES_PER_MINUTE",
        "number",
        "120",
        "120",
        "as the processor allows",
        "How often one address, or one person who is signed in, may search in a minute.",
    ),
    Variable(
        "SUGGESTIONS_PER_MINUTE",
        "number",
        "600",
        "600",
        "as the processor allows",
        "How often one address, or one person who is signed in, may ask for suggestions in a minute.",
    ),
    Variable(
        "SEARCH_LOG_DAYS",
        "number",
        "90",
        "90",
        "as the agency decides",
        "For how many days it is kept what was searched for; nobody's name stands beside it.",
    ),
    Variable(
        "CLAMD_SOCKET",
        "socket",
        "",
        "off",
        "/run/clamav/clamd.ctl",
        "Where ClamAV's clamd listens, which scans uploaded files.",
    ),
    Variable(
        "SENDFILE",
        "sendfile header",
        "",
        "off",
        "X-Accel-Redirect",
        "Header by which the server in front is told to send a file itself.",
    ),
)

BY_NAME = {variable.name: variable for variable in VARIABLES}

TAKES = {
    "number": "a whole number above 0",
    "flag": "true or false",
    "url": "an address such as scheme://host/…",
    "web address": "an address such as https://host or http://host:port",
    "sendfile header": "X-Accel-Redirect or nothing",
    "socket": "the full path of a Unix socket, or host:port",
    "list": "names separated by commas",
    "path": "a folder",
    "network list": "networks such as 10.0.0.0/8, separated by commas",
    "text": "text",
}


def read(name: str, source: Mapping[str, str] | None = None):
    """Return the value of a declared variable in its kind.

    Raises ImproperlyConfigured that names the variable and what it takes.
    """
    variable = BY_NAME[name]
    raw = (os.environ if source is None else source).get(name, "").strip() or variable.default
    try:
        return _PARSERS[variable.kind](raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} takes {TAKES[variable.kind]}, not “{raw}”.") from error


def _number(raw: str) -> int:
    if (number := int(raw)) < 1:
        raise ValueError(raw)
    return number


def _flag(raw: str) -> bool:
    if raw.lower() in environ.Env.BOOLEAN_TRUE_STRINGS:
        return True
    if raw.lower() in ("false", "off", "no", "n", "0", ""):
        return False
    raise ValueError(raw)


def _url(raw: str) -> str:
    if raw and not urlsplit(raw).scheme:
        raise ValueError(raw)
    return raw


def _web_address(raw: str) -> str:
    parts = urlsplit(raw)
    # Reading the port raises ValueError where it is none.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError(raw)
    return raw


def _sendfile_header(raw: str) -> str:
    if raw.lower() not in ("", "x-accel-redirect"):
        raise ValueError(raw)
    return raw


def _socket(raw: str) -> str | tuple[str, int]:
    """Return an address as sockets take it: a path, or a host and its port."""
    if not raw or raw.startswith("/"):
        return raw
    parts = urlsplit(f"//{raw}")
    # Reading the port raises ValueError where it is none.
    if not parts.hostname or not parts.port or parts.netloc != raw or "@" in raw:
        raise ValueError(raw)
    return parts.hostname, parts.port


def _items(raw: str) -> list[str]:
    return [item.strip() for item in raw.split(",") if item.strip()]


_PARSERS = {
    "text": str,
    "number": _number,
    "flag": _flag,
    "list": _items,
    "path": lambda raw: Path(raw).expanduser().resolve(),
    "url": _url,
    "web address": _web_address,
    "sendfile header": _sendfile_header,
    "socket": _socket,
    "network list": lambda raw: [ip_network(item) for item in _items(raw)],
}


def configuration_page() -> str:
    """Return docs/configuration.md, the table of all variables."""
    rows = [
        f"| `{variable.name}` | {variable.kind} | {variable.embedded} | {variable.production} | {variable.purpose} |"
        for variable in VARIABLES
    ]
    kinds = [f"| {kind} | {takes} |" for kind, takes in sorted(TAKES.items())]
    return "\n".join(
        [
            "# Configuration",
            "",
            "Everything that differs between installations is a variable of the environment. None is needed to try",
            "the portal: without them it is *embedded* (SQLite, files and mail under `DATA_DIR`). A `BASE_URL` whose",
            "host is not loopback makes it *exposed*: it then starts only with what is marked as required.",
            "",
            "This page is written by `manage.py document_settings` from `portal/settings/environment.py`.",
            "",
            "| variable | kind | embedded default | production | purpose |",
            "|---|---|---|---|---|",
            *rows,
            "",
            "A value of the wrong kind stops the start with a message that names the variable and what it takes:",
            "",
            "| kind | takes |",
            "|---|---|",
            *kinds,
            "",
        ]
    )


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address can be reached from this machine only."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def kept_secret(data_dir: Path) -> str:
    """Return the secret key of an embedded installation, made on first use and readable by its owner alone."""
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(64)
        file.write(key)
    return key


def exposure_faults(*, secret_key: str, allowed_hosts: list[str], debug: bool) -> list[str]:
    """Return what an exposed installation must mend before it may start."""
    faults = []
    if not secret_key:
        faults.append("SECRET_KEY is missing")
    elif (
        len(secret_key) < MINIMUM_SECRET_LENGTH
        or len(set(secret_key)) < MINIMUM_SECRET_VARIETY
        or "insecure" in secret_key
    ):
        faults.append(f"SECRET_KEY is weak (it takes {MINIMUM_SECRET_LENGTH} random characters or more)")
    if not allowed_hosts:
        faults.append("ALLOWED_HOSTS is empty")
    elif "*" in allowed_hosts:
        faults.append("ALLOWED_HOSTS answers every host (*)")
    if debug:
        faults.append("DEBUG is on")
    return faults


def database(url: str, data_dir: Path) -> dict:
    """Return Django's description of the database behind `url`, or of the embedded one."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "portal.sqlite3",
            # Opening the file anew and reading its schema would take 2 ms of each request.
            "CONN_MAX_AGE": 300,
            "OPTIONS": {
                # Writers queue instead of failing: feasibility measured 2,450 lock errors without these.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    # As much of the file as SQLite can map is read without a call of the system for each page.
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=2147418112;"
                    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;"
                    # What is destroyed must not stay in the file's free pages.
                    "PRAGMA secure_delete=ON;"
                ),
            },
        }
    description = environ.Env.db_url_config(url) if urlsplit(url).scheme in POSTGRESQL_SCHEMES else {}
    if not description.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL takes postgresql://user:password@host:5432/name.")
    description.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return description


def cache(url: str) -> dict:
    """Return Django's description of the cache behind `url`, or of the table that all processes share."""
    if not url:
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL takes redis://host:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def email(url: str, data_dir: Path) -> dict:
    """Return the e-mail settings behind `url`; without one, messages go to a folder under DATA_DIR."""
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(data_dir / "mail"),
        }
    try:
        return environ.Env.email_url_config(url)
    except (KeyError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured("EMAIL_URL takes smtp://user:password@host:587.") from error
